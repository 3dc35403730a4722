"""Files open right: read again by other readers, numbers are numbers, codes and phones text, nothing is a formula."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import date, datetime

import openpyxl
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from hocvuso.plumbing import clock, printing
from hocvuso.reports.documents import answers, pdf, plain, sheet, word
from hocvuso.reports.documents.paper import DAY, SHARE, TEXT, TIME, WHOLE, Column, Paper, Part, Table

COLUMNS = (
    Column("Tên", TEXT, 30),
    Column("Số điện thoại", TEXT, 14),
    Column("Số người", WHOLE, 10),
    Column("Tỷ lệ", SHARE, 8),
    Column("Ngày", DAY, 12),
    Column("Lúc", TIME, 18),
)
AT = datetime(2026, 5, 18, 6, 0, tzinfo=clock.VIETNAM)
EVIL = ("=1+1", "+84100", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example")', "\tx", "http://x.example/a b")
ROWS = [
    ("Nguyễn Thị Hường", "0100000117", 1860, 0.61, date(2026, 5, 18), AT),
    ("Đỗ Văn Ẳ ỵ", "0010", 0, 1.0, date(2026, 1, 1), AT),
    ("Không rõ", "", None, None, None, None),
    *[(evil, evil, 1, 0.5, date(2026, 1, 1), AT) for evil in EVIL],
]


def paper(*, rows=ROWS, is_draft=False, is_demo=False, signers=()):
    table = Table(COLUMNS, rows, "ghi chú")
    return Paper(
        "Báo cáo thử",
        "CĐCS Công ty May",
        above="Công đoàn phường Bến Nứa",
        facts=[("Biên nhận", "=A1")],
        parts=[Part("Bảng chính", ("Cách tính là…",), table)],
        signers=signers,
        is_draft=is_draft,
        is_demo=is_demo,
        made="Số liệu đến 18/05/2026",
    )


def rows_of(book, name):
    return CalamineWorkbook.from_path(str(book)).get_sheet_by_name(name).to_python()


def test_a_table_is_read_again_as_it_was(tmp_path):
    path = tmp_path / "x.xlsx"
    sheet.write(paper(), path, table_first=True)
    found = rows_of(path, "Bảng chính")
    assert found[0] == [column.title for column in COLUMNS]
    assert found[1][:4] == ["Nguyễn Thị Hường", "0100000117", 1860.0, 0.61]
    assert found[1][4:] == [date(2026, 5, 18), datetime(2026, 5, 18, 6, 0)]
    assert found[2][:3] == ["Đỗ Văn Ẳ ỵ", "0010", 0.0]
    assert found[3][2:4] == ["Chưa biết", "Chưa biết"]
    assert [row[0] for row in found[4 : 4 + len(EVIL)]] == list(EVIL)


def test_no_cell_is_a_formula_or_a_link(tmp_path):
    path = tmp_path / "x.xlsx"
    sheet.write(paper(), path)
    book = openpyxl.load_workbook(path)
    cells = [cell for each in book for row in each.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    phones = [cell for cell in cells if cell.value in ("0100000117", "0010")]
    assert [cell.data_type for cell in phones] == ["s", "s"]
    assert all(cell.number_format == "@" for cell in phones)
    assert next(cell for cell in cells if cell.value == 1860).number_format == "#,##0"


def test_a_sheet_prints_on_a4_with_its_heading_on_every_page(tmp_path):
    path = tmp_path / "x.xlsx"
    sheet.write(paper(is_draft=True), path)
    page = openpyxl.load_workbook(path)["Bảng chính"]
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows
    assert "BẢN NHÁP" in page.oddHeader.center.text
    assert page["A1"].value == "BẢN NHÁP"


def test_a_hundred_thousand_rows_need_no_list_of_them(tmp_path):
    path = tmp_path / "x.xlsx"
    sheet.write(paper(rows=(("a", "01", n, 0.1, None, None) for n in range(20_000))), path, table_first=True)
    assert len(rows_of(path, "Bảng chính")) >= 20_001


def test_csv_is_known_as_utf8_and_carries_no_formula():
    text = "".join(plain.lines(Table(COLUMNS, ROWS)))
    assert text.startswith("\ufeffTên,")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1] == ["Nguyễn Thị Hường", "0100000117", "1860", "0.6100", "18/05/2026", "18/05/2026 06:00"]
    assert rows[3][2] == "Chưa biết"
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_json_says_null_for_what_is_not_known():
    found = json.loads(plain.as_json(paper()))
    assert found["parts"][0]["rows"][2][2:] == [None, None, None, None]
    assert found["parts"][0]["rows"][0][5] == "2026-05-18T06:00:00+07:00"


@pytest.mark.parametrize(
    ("marks", "says"),
    [({}, ""), ({"is_draft": True}, "BẢN NHÁP"), ({"is_draft": True, "is_demo": True}, "DỮ LIỆU MẪU")],
)
def test_word_has_blank_lines_for_number_and_signature_and_its_mark(tmp_path, marks, says):
    path = tmp_path / "x.docx"
    word.write(paper(signers=("Người lập", "TM. Ban Chấp hành"), **marks), path)
    document = Document(str(path))
    assert document.sections[0].header.paragraphs[0].text == says
    assert round(document.sections[0].page_width.cm, 1) == 21.0
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Công đoàn phường Bến Nứa\nCĐCS Công ty May\nSố: ………………" in cells
    assert "Nguyễn Thị Hường" in cells
    assert "1.860" in cells
    assert "61%" in cells
    assert any(cell.startswith("TM. Ban Chấp hành\n(ký, ghi rõ họ tên)") for cell in cells)
    assert document.styles["Normal"].font.name == "Times New Roman"


def printed(path, *options):
    tool = shutil.which("pdftotext")
    assert tool, "apt-get install poppler-utils"
    return subprocess.run([tool, *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_pdf_says_what_the_paper_says_with_its_marks(tmp_path):
    path = tmp_path / "x.pdf"
    pdf.write(paper(is_draft=True, signers=("Người lập",)), path)
    text = printed(path)
    for part in ("Nguyễn Thị Hường", "0100000117", "1.860", "61%", "Đỗ Văn Ẳ ỵ", "Chưa biết", "Người lập", "1/"):
        assert part in text
    assert "BẢN NHÁP" in " ".join(printed(path, "-raw").split())


def test_pdf_uses_a_font_with_whole_vietnamese_marks(tmp_path):
    path = tmp_path / "x.pdf"
    pdf.write(paper(), path)
    tool = shutil.which("pdffonts")
    assert tool, "apt-get install poppler-utils"
    fonts = subprocess.run([tool, str(path)], capture_output=True, text=True, check=True).stdout
    assert "Roboto" in fonts
    assert "DejaVu" not in fonts


def test_a_server_without_pango_says_so_in_one_sentence(tmp_path, monkeypatch):
    def absent():
        raise printing.PrintingAbsent

    monkeypatch.setattr(printing, "_weasyprint", absent)
    with pytest.raises(pdf.NoPdf, match="libpango"):
        pdf.write(paper(), tmp_path / "x.pdf")


def test_file_names_are_plain():
    assert answers.file_name("Báo cáo", "ST/1", "2026-05", ending="xlsx") == "bao-cao-st-1-2026-05.xlsx"


@pytest.mark.nightly
@pytest.mark.parametrize(("writer", "ending", "to"), [(sheet.write, "xlsx", "csv"), (word.write, "docx", "txt")])
def test_libreoffice_opens_what_we_write(tmp_path, writer, ending, to):
    tool = shutil.which("soffice")
    assert tool, "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui"
    path = tmp_path / f"x.{ending}"
    writer(paper(signers=("Người lập",)), path)
    kind = "csv:Text - txt - csv (StarCalc):44,34,76" if to == "csv" else "txt:Text (encoded):UTF8"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [tool, home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / f"x.{to}").read_text(encoding="utf-8-sig")
    for part in ("Nguyễn Thị Hường", "0100000117", "=1+1", "Chưa biết"):
        assert part in text
