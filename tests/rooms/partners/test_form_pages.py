"""Forms of partners on screen: seen first, taken out with traces, refused where the form was moved; lists read in."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hocvuso.partners.forms import library
from hocvuso.people import actions as people
from hocvuso.people import departures
from hocvuso.people.models import Person
from hocvuso.plumbing import audit
from hocvuso.plumbing.models import Audit
from hocvuso.roster.models import RosterImport
from scripts import partner_templates
from tests.rooms import places
from tests.rooms.partners import books
from tests.rooms.partners.conftest import Office

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SAMPLE = partner_templates.FOLDER / "member-software/sample.csv"


def page(office: Office, path: str, status: int = 200) -> str:
    answer = office.browser.get(path)
    assert answer.status_code == status, answer
    return answer.content.decode()


def test_the_first_page_lists_forms_and_says_that_they_are_invented(office):
    shown = page(office, "/cb/doi-tac")
    assert "Phiếu thống kê gửi địa phương" in shown
    assert "mẫu tự soạn" in shown
    assert "Danh sách xuất từ phần mềm đoàn viên" in shown


def test_a_form_is_seen_with_real_figures_and_taken_out_filled(office):
    shown = page(office, "/cb/doi-tac/bieu/local-statistics")
    assert "CĐCS Công ty May Bến Nứa" in shown
    assert "Lấy biểu đã điền" in shown
    answer = office.browser.post("/cb/doi-tac/bieu/local-statistics/tep")
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="local-statistics-sew-{office.month:%Y-%m}.xlsx"'
    )
    sheet = books.opened(answer.content)
    assert (sheet["C6"].value, sheet["C7"].value) == ("CĐCS Công ty May Bến Nứa", f"{office.month:%m/%Y}")
    assert (sheet["D11"].value, sheet["D12"].value) == (7, 7)
    assert sheet["C22"].value == "Lê Thị Hạnh"
    assert Audit.objects.filter(actor=office.chair, verb="export", what="form local-statistics").exists()


def test_an_unknown_figure_stays_empty_and_is_never_zero(office):
    answer = office.browser.post("/cb/doi-tac/bieu/local-statistics/tep?thang=2025-08")
    sheet = books.opened(answer.content)
    assert sheet["C6"].value
    assert [sheet[f"D{row}"].value for row in (11, 12, 13, 14)] == [None] * 4
    assert "chưa có báo cáo" in page(office, "/cb/doi-tac/bieu/local-statistics?thang=2025-08")


def _with_moved_form(office: Office) -> None:
    known = library.shipped(library.folder())["local-statistics"]
    moved = books.changed(known.template, {"B12": "Ghi chú của năm 2027", "B15": "Có tên trong danh sách"})
    library.save(known.told, moved, unit=office.place.sewing, by=office.chair, name="Lê Thị Hạnh")


def test_a_form_that_was_moved_is_named_and_nothing_is_written(office):
    _with_moved_form(office)
    shown = page(office, "/cb/doi-tac/bieu/local-statistics")
    assert "Ô B12 phải ghi “Có tên trong danh sách”. Chữ này nay nằm ở B15" in shown
    assert "Lấy biểu đã điền" not in shown
    answer = office.browser.post("/cb/doi-tac/bieu/local-statistics/tep")
    assert answer.status_code == 302
    assert not Audit.objects.filter(verb="export").exists()


def test_a_saved_mapping_holds_below_the_unit_and_can_be_taken_back(office):
    _with_moved_form(office)
    assert not library.forms(office.place.shoes, office.month)["local-statistics"].saved_by
    assert library.forms(office.place.sewing, office.month)["local-statistics"].is_here
    office.browser.post("/cb/doi-tac/bieu/local-statistics/sua", {"viec": "lay-lai"})
    assert "Lấy biểu đã điền" in page(office, "/cb/doi-tac/bieu/local-statistics")


def test_units_below_go_out_as_csv_that_excel_opens(office):
    places.official(office.place.ward, username="tuan")
    above = places.come_in("tuan")
    answer = above.post("/cb/doi-tac/bieu/local-units/tep")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["STT", "Mã đơn vị", "Tên đơn vị"]
    found = {row[1]: row for row in rows[1:]}
    assert found["SEW"][4:6] == ["Đã gửi", "7"]
    assert found["SHO"][4:6] == ["Chưa gửi", ""]


def test_results_hold_only_those_who_agreed_and_each_sees_it(office):
    lan, hue = office.workers[:2]
    for each in (lan, hue):
        places.master(each, "kns.4.3")
    people.decide(lan, people.PARTNER, given=True, way="test")
    Person.objects.filter(id=lan).update(full_name="=HYPERLINK(1)")
    shown = page(office, "/cb/doi-tac/bieu/national-results")
    assert "Số dòng: 1" in shown
    sheet = books.opened(office.browser.post("/cb/doi-tac/bieu/national-results/tep").content)
    assert (sheet["B8"].value, sheet["B8"].data_type, sheet["B9"].value) == ("=HYPERLINK(1)", "s", None)
    assert sheet["F8"].value == "ĐẠT"
    assert [each.to for each in departures.of_person([lan])] == ["Nền tảng quốc gia (mẫu tự soạn)"]
    assert not departures.of_person([hue])
    assert "read" in {each.verb for each in audit.traces_of(lan)}


def test_who_withdraws_is_gone_from_the_next_list(office):
    lan = office.workers[0]
    places.master(lan, "kns.4.3")
    people.decide(lan, people.PARTNER, given=True, way="test")
    people.decide(lan, people.PARTNER, given=False, way="test")
    assert "Chưa ai ở đây đồng ý" in page(office, "/cb/doi-tac/bieu/national-results")


def test_the_employers_side_and_whoever_only_counts_get_no_persons(office):
    places.official(office.place.sewing, username="quang", employer_side=True)
    counting = places.come_in("quang")
    assert counting.get("/cb/doi-tac/bieu/local-statistics").status_code == 200
    assert counting.get("/cb/doi-tac/bieu/national-results").status_code == 403
    assert counting.post("/cb/doi-tac/bieu/national-results/tep").status_code == 403
    assert "national-results" not in counting.get("/cb/doi-tac").content.decode()
    assert counting.get("/cb/doi-tac/bieu/local-statistics/sua").status_code == 403


def test_persons_ask_for_the_second_factor(office):
    places.official(office.place.sewing, username="minh", factor=False)
    assert places.come_in("minh", factor=False).get("/cb/doi-tac/bieu/national-results").status_code == 302


def _read(office: Office, data: bytes, name: str = "doan-vien.csv"):
    sent = {"tep": SimpleUploadedFile(name, data)}
    return office.browser.post("/cb/doi-tac/bieu/member-software/doc", sent)


def test_a_partners_list_comes_into_our_preview_with_faults_by_its_own_rows(office):
    answer = _read(office, SAMPLE.read_bytes())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/cb/nhap/")
    shown = page(office, answer["Location"])
    found = RosterImport.objects.get()
    assert found.notes["rows"] == 4
    assert "5" in shown
    assert "1988-02-31" in shown  # the day that is none, named as it stands in their file
    assert "7000000" not in str(found.notes)


@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", b"\x00\xff\xfe" * 40, b"a;b;c\n1;2;3", b"PK\x03\x04broken", b"%PDF-1.4", b"HO_TEN\n"],
)
def test_nonsense_is_refused_with_a_sentence_and_nothing_is_kept(office, data):
    answer = _read(office, data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not RosterImport.objects.exists()


def test_the_editor_tries_on_real_figures_and_keeps_only_what_fits(office):
    at = "/cb/doi-tac/bieu/local-statistics/sua"
    assert "Số nào ghi vào ô nào?" in page(office, at)
    wrong = office.browser.post(at, {"cell-3-cell": "E12", "viec": "luu"})
    assert wrong.status_code == 422
    assert "có công thức" in wrong.content.decode()
    tried = office.browser.post(at, {"cell-3-fact": "started", "viec": "thu"})
    assert "Khớp rồi" in tried.content.decode()
    assert not library.forms(office.place.sewing, office.month)["local-statistics"].saved_by
    office.browser.post(at, {"cell-3-fact": "people", "cell-3-divide": "7", "viec": "luu"})
    sheet = books.opened(office.browser.post("/cb/doi-tac/bieu/local-statistics/tep").content)
    assert sheet["D11"].value == "1" or sheet["D11"].value == 1


def test_a_file_that_is_no_form_is_refused_in_the_editor(office):
    sent = {"tep": SimpleUploadedFile("bieu.xlsx", b"not a workbook"), "viec": "luu"}
    answer = office.browser.post("/cb/doi-tac/bieu/local-statistics/sua", sent)
    assert answer.status_code == 422
    assert "không phải Excel" in answer.content.decode()


def test_codes_of_a_column_are_typed_line_by_line(office):
    at = "/cb/doi-tac/bieu/local-units/sua"
    office.browser.post(at, {"column-5-codes": "sent = 1\ndraft = 0\naccepted=2", "viec": "luu"})
    column = library.forms(office.place.sewing, office.month)["local-units"].form.columns[4]
    assert dict(column.rule.codes) == {"sent": "1", "draft": "0", "accepted": "2"}


def _office_form(*, moved: bool = False) -> bytes:
    """Return a form as an office makes one: a title, a label and room for a figure, a list, a share worked out."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mẫu 05"
    sheet["A1"] = "PHIẾU TỔNG HỢP (bịa)"
    sheet.merge_cells("A1:D1")
    row = 5 if moved else 4
    sheet[f"A{row}"], sheet[f"A{row + 1}"], sheet[f"A{row + 2}"] = "Đơn vị", "Số người lao động", "Đã bắt đầu học"
    sheet[f"C{row + 1}"] = "=IF(B5>0,B6/B5,0)"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OWN_FORM = {
    "title": "Phiếu tổng hợp 05", "partner": "Ủy ban nhân dân xã", "label-1-cell": "A1",
    "label-1-text": "PHIẾU TỔNG HỢP (bịa)", "label-2-cell": "", "label-2-text": "",
} | {
    f"cell-{number}-{name}": value
    for number, row in enumerate(
        [("B4", "unit.name", "A4", "Đơn vị"), ("B5", "people", "A5", "Số người lao động"),
         ("B6", "started", "A6", "Đã bắt đầu học"), *[("", "", "", "")] * 10], 1)
    for name, value in zip(("cell", "fact", "label_cell", "label", "date", "divide"), (*row, "", ""), strict=True)
}  # fmt: skip


def _edited(office: Office, data: bytes, act: str, **more: str):
    typed = {"sheet": "Mẫu 05", "viec": act, "tep": SimpleUploadedFile("mau-05.xlsx", data), **OWN_FORM, **more}
    return office.browser.post("/cb/doi-tac/bieu/local-statistics/sua", typed)


def test_an_office_s_own_file_is_mapped_tried_on_real_figures_kept_and_filled(office):
    tried = _edited(office, _office_form(), "thu").content.decode()
    assert "Khớp rồi" in tried
    assert "CĐCS Công ty May Bến Nứa" in tried
    assert "Anh/chị chọn lại tệp" in tried
    assert not library.forms(office.place.sewing, office.month)["local-statistics"].is_here
    assert _edited(office, _office_form(), "luu").status_code == 302
    shown = page(office, "/cb/doi-tac/bieu/local-statistics")
    assert "Phiếu tổng hợp 05" in shown
    assert "Ủy ban nhân dân xã" in shown
    assert "mẫu tự soạn" not in shown
    sheet = books.opened(office.browser.post("/cb/doi-tac/bieu/local-statistics/tep").content)
    assert (sheet["A1"].value, sheet["B4"].value, sheet["B5"].value) == (
        "PHIẾU TỔNG HỢP (bịa)", "CĐCS Công ty May Bến Nứa", 7,
    )  # fmt: skip
    assert sheet["C5"].value == "=IF(B5>0,B6/B5,0)"


@pytest.mark.parametrize("act", ["thu", "luu"])
def test_a_file_whose_cells_moved_is_named_cell_by_cell_and_nothing_is_kept(office, act):
    answer = _edited(office, _office_form(moved=True), act)
    said = answer.content.decode()
    assert answer.status_code == 422
    for cell, label, now in (("A4", "Đơn vị", "A5"), ("A5", "Số người lao động", "A6"), ("A6", "Đã bắt đầu học", "A7")):
        assert f"Ô {cell} phải ghi “{label}”. Chữ này nay nằm ở {now}" in said
    assert 'value="Mẫu 05"' in said  # what was typed stays
    assert not library.forms(office.place.sewing, office.month)["local-statistics"].is_here


def test_a_mapping_that_writes_over_a_formula_of_the_file_is_refused(office):
    said = _edited(office, _office_form(), "luu", **{"cell-3-cell": "C5"}).content.decode()
    assert "C5" in said
    assert "có công thức" in said
    assert not library.forms(office.place.sewing, office.month)["local-statistics"].is_here


def test_whoever_is_looked_at_in_a_preview_sees_it_and_nobody_else_does(office):
    lan, hue = office.workers[:2]
    for each in (lan, hue):
        places.master(each, "kns.4.3")
    people.decide(lan, people.PARTNER, given=True, way="test")
    page(office, "/cb/doi-tac/bieu/national-results")
    traces = [each.what for each in audit.traces_of(lan) if each.verb == "read"]
    assert traces == ["partner form preview"]
    tried = office.browser.post("/cb/doi-tac/bieu/national-results/sua", {"viec": "thu"}).content.decode()
    assert "Nguyễn Thị Lan A" in tried
    assert [each.what for each in audit.traces_of(lan) if each.verb == "read"] == ["partner form preview"] * 2
    assert not [each for each in audit.traces_of(hue) if each.verb == "read"]
    assert not departures.of_person([lan])  # looking is not taking out
