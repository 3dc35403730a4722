"""Invented official tables as files: nothing in them stands in any decision."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import xlsxwriter

HEAD = ("Mã", "Nhóm", "Tên kỹ năng", "Thời lượng (phút)")
ROWS = (
    ("MH1.1", "Giữ an toàn", "Nhận diện và phòng tránh lừa đảo trên mạng", 30),
    ("MH1.2", "Giữ an toàn", "Bảo vệ dữ liệu cá nhân và quyền riêng tư", 30),
    ("MH2.1", "Liên lạc", "Sử dụng thư điện tử", 45),
    ("MH3.1", "Máy móc", "Vận hành cần cẩu tháp", 600),
)
TITLE = "Khung kỹ năng minh họa Sông Trăng"


def xlsx(*sheets: Sequence[Sequence[object]], hidden: Sequence[int] = (), names: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets of rows."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for number, rows in enumerate(sheets or ([HEAD, *ROWS],)):
        sheet = book.add_worksheet(names[number] if names else None)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value != "":
                    sheet.write(at, place, value)
        if number in hidden:
            sheet.hide()
    book.close()
    return file.getvalue()


def word(*tables: Sequence[Sequence[str]]) -> bytes:
    """Return a document with these tables; "<" joins a cell with the one before it, "^" with the one above."""
    document = docx.Document()
    document.add_heading("Phụ lục (bịa)")
    for rows in tables or ([[str(cell) for cell in row] for row in (HEAD, *ROWS)],):
        table = document.add_table(len(rows), max(len(row) for row in rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = table.cell(at, place)
                if text == "<":
                    table.cell(at, place - 1).merge(cell)
                elif text == "^":
                    table.cell(at - 1, place).merge(cell)
                else:
                    cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TOML = """
[framework]
title = "Khung kỹ năng minh họa Sông Trăng"
issuer = "Sở Minh Họa Sông Trăng"
decision = "01/QĐ-BỊA"
signed_on = 2026-10-01
signer = "Nguyễn Văn Mẫu"

[[area]]
id = "an-toan"
title = "Giữ an toàn"

[[row]]
code = "MH1.1"
area = "an-toan"
title = "Nhận diện và phòng tránh lừa đảo trên mạng"
minutes = 30

[[row]]
code = "MH2.1"
title = "Sử dụng thư điện tử"
"""
