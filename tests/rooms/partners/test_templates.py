"""A partner's spreadsheet is filled and not redrawn: what is not written stays byte for byte."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from hocvuso.core.mapping import cells
from hocvuso.core.mapping.filling import Entry
from hocvuso.partners.forms import library, template
from scripts import partner_templates
from tests.rooms.partners import books

FOLDER = partner_templates.FOLDER


def form(name):
    return (FOLDER / name / "template.xlsx").read_bytes()


def test_the_invented_forms_are_those_that_the_script_makes(tmp_path):
    partner_templates.make(tmp_path)
    for name in ("local-statistics", "national-results"):
        assert (tmp_path / name / "template.xlsx").read_bytes() == form(name), (
            "run: python scripts/partner_templates.py"
        )


def test_every_mapping_that_ships_is_read_says_that_it_is_invented_and_fits_its_form():
    known = library.shipped(FOLDER)
    assert set(known) == {"local-statistics", "local-units", "member-software", "national-results"}
    for each in known.values():
        assert each.form.is_invented
        assert "tự soạn" in each.form.partner
        if each.template:
            opened = template.opened(each.template, each.form.sheet)
            assert not cells.moved(each.form.labels, opened.texts)


def test_cells_are_written_and_all_else_stays():
    data = form("local-statistics")
    opened = template.opened(data, "Biểu 01")
    made = template.filled(
        opened, [Entry("D11", 1860), Entry("C6", "CĐCS <May> & Giày\x07"), Entry("D12", Decimal("1.5"))]
    )
    before, after = books.opened(data), books.opened(made)
    assert (after["D11"].value, after["D12"].value) == (1860, 1.5)
    assert after["C6"].value == "CĐCS <May> & Giày"
    assert after["D11"].number_format == before["D11"].number_format == "#,##0"
    assert after["E12"].value == before["E12"].value  # the formula
    assert {str(each) for each in after.merged_cells.ranges} == {str(each) for each in before.merged_cells.ranges}
    assert (after.print_area, after.page_setup.fitToWidth, after.oddFooter.left.text) == (
        before.print_area, before.page_setup.fitToWidth, before.oddFooter.left.text,
    )  # fmt: skip
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation) == 1
    untouched = {"xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/core.xml"}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        assert all(old.read(name) == new.read(name) for name in untouched)
        assert b'fullCalcOnLoad="1"' in new.read("xl/workbook.xml")


def test_rows_of_a_list_look_like_the_first_and_days_are_days():
    opened = template.opened(form("national-results"), "Kết quả")
    entries = [Entry(f"{letter}{row}", value) for row in range(8, 40) for letter, value in
               (("A", row - 7), ("B", "Nguyễn Thị Lan"), ("E", date(2026, 3, 9)), ("F", "ĐẠT"))]  # fmt: skip
    sheet = books.opened(template.filled(opened, entries, 8))
    assert sheet["E39"].value.date() == date(2026, 3, 9)
    assert sheet["E39"].number_format == "dd/mm/yyyy"
    assert sheet["B39"].border.left.style == "thin"
    assert sheet.print_title_rows == "$7:$7"


def test_there_is_room_until_something_stands_below():
    assert template.opened(form("national-results"), "Kết quả").room(8) is None
    signed = books.changed(form("national-results"), {"B12": "Người lập danh sách"})
    assert template.opened(signed, "Kết quả").room(8) == 4


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


BOOK = b"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"""
BOMB = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xlsx"),
        (b"PK\x03\x04 but not really", "not_xlsx"),
        ("STT;Họ tên".encode(), "not_xlsx"),
        (_packed({"a.txt": b"a"}), "not_xlsx"),
        (_packed({"xl/workbook.xml": BOMB}), "not_xlsx"),
        (_packed({"xl/workbook.xml": BOOK, "xl/vbaProject.bin": b"a"}), "macros"),
        (_packed({"xl/workbook.xml": BOOK}), "no_sheet"),
        (b"a" * (template.MOST_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_form_is_refused_with_the_reason(data, code):
    with pytest.raises(template.BadTemplate) as caught:
        template.opened(data, "Biểu 01")
    assert caught.value.code == code


def test_a_form_cut_off_anywhere_is_refused():
    data = form("local-statistics")
    for length in range(0, len(data) - 1, 97):
        with pytest.raises(template.BadTemplate):
            template.opened(data[:length], "Biểu 01")


@pytest.mark.nightly
def test_an_office_program_opens_a_filled_form_and_works_its_shares_out(tmp_path):
    tool = shutil.which("soffice")
    assert tool, "apt-get install libreoffice-calc-nogui"
    opened = template.opened(form("local-statistics"), "Biểu 01")
    (tmp_path / "a.xlsx").write_bytes(template.filled(opened, [Entry("D11", 200), Entry("D12", 50)]))
    # Back into a workbook and not into text: how a share is written there hangs on the language of the office program.
    command = [tool, f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=300
    )
    book = openpyxl.load_workbook(tmp_path / "out/a.xlsx", data_only=True)
    cell = book["Biểu 01"]["E12"]
    assert cell.value == pytest.approx(0.25)
    assert cell.number_format.startswith("0.0")
    assert cell.number_format.endswith("%")
