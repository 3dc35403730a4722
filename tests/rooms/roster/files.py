"""Lists as people hand them in, made anew for each test."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import xlsxwriter

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "SĐT", "Tổ", "Mã NV", "Lương"]
SECRET_NUMBER, SECRET_PAY = "001190654321", 9_876_000


def row(number: int, name: str, phone: object = "", *, birth: object = "", team: str = "", code: str = "") -> list[Any]:
    """Return one row under HEAD, with an identity number and pay that must never be kept."""
    return [number, name, birth, SECRET_NUMBER, phone, team, code, SECRET_PAY]


def xlsx(rows: Sequence[Sequence[Any]], *, sheet: str = "Danh sách") -> bytes:
    """Return a spreadsheet as Excel would save it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": True})
    page = book.add_worksheet(sheet)
    for place, cells in enumerate(rows):
        page.write_row(place, 0, cells)
    book.close()
    return out.getvalue()


def several(sheets: dict[str, tuple[str, Sequence[Sequence[Any]]]]) -> bytes:
    """Return a file of several sheets: name → (state "visible" or "hidden", rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (state, rows) in sheets.items():
        page = book.create_sheet(name)
        page.sheet_state = state
        for cells in rows:
            page.append(list(cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_back(data: bytes) -> list[list[Any]]:
    """Return the cells of a spreadsheet as another program reads them."""
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in cells] for cells in page.iter_rows()]


def cells(data: bytes) -> list[list[Any]]:
    """Return the cells themselves, with their kind and format."""
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    return [list(cells) for cells in page.iter_rows()]
