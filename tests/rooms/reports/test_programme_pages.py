"""Programmes at the desk: a plan in one sitting, a plan read in, tasks with evidence, units below; who may do what."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook, load_workbook

from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes.models import Programme, ProgrammeAssignment, Task, TaskEvidence
from hocvuso.unions import actions as unions
from hocvuso.unions import roles
from tests.rooms import places

pytestmark = pytest.mark.django_db(databases="__all__")
LIST, PLAN, SEE = "/cb/chuong-trinh", "/cb/chuong-trinh/lap", "/cb/chuong-trinh/lap/xem"
TABLE = "/cb/chuong-trinh/nhap"


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def hanh(place):
    person = places.official(place.sewing)
    unions.declare_headcount(
        place.sewing, audience="worker", count=200, signed_by="Lê Thị Hạnh", on=places.today(), by=person
    )
    return places.come_in()


def page(browser, address, unit="SEW"):
    return browser.get(f"{address}?don-vi={unit}").content.decode()


def planned(browser, unit="SEW", **answers):
    """Answer the first page of questions and save the plan that follows; return the address of the programme."""
    browser.post(f"{PLAN}?don-vi={unit}", {"head": "Chị Hạnh, chủ tịch", "viec": "xong", **answers})
    return browser.post(f"{SEE}?don-vi={unit}", {"viec": "luu"}).headers["Location"]


def words(answer):
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def paper(browser, here, name):
    path, _, query = here.partition("?")
    return browser.get(f"{path}/{name}?{query}")


def task(title):
    return Task.objects.get(title__startswith=title)


def at(row, unit="SEW"):
    return f"/cb/chuong-trinh/viec/{row.pk}?don-vi={unit}"


def test_a_plan_in_one_sitting_becomes_the_live_programme(hanh):
    assert "chưa có chương trình" in page(hanh, LIST)
    here = planned(hanh)
    seen = hanh.get(here).content.decode()
    assert "Dán thẻ mã vuông" in seen
    assert "Chị Hạnh, chủ tịch" in seen
    assert "0/160: người lao động đạt chỉ tiêu" in seen
    assert Programme.objects.get().plan["numbers"]["goal:workers"] == 160


def test_saving_twice_by_two_taps_is_one_programme(hanh):
    hanh.post(f"{PLAN}?don-vi=SEW", {"viec": "xong"})
    first = hanh.post(f"{SEE}?don-vi=SEW", {"viec": "luu"})
    again = hanh.post(f"{SEE}?don-vi=SEW", {"viec": "luu"})
    assert first.status_code == 302
    assert again.headers["Location"].startswith(PLAN)  # the draft is gone with the first
    assert Programme.objects.count() == 1


def test_answers_are_kept_page_by_page_and_a_slip_loses_nothing(hanh):
    answer = hanh.post(f"{PLAN}?don-vi=SEW", {"ends_on": "31/2/2027", "head": "Anh Dũng", "phones": "ba"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "31/2/2027" in told
    assert "Ghi bằng chữ số" in told
    assert "Anh Dũng" in page(hanh, PLAN)
    assert "Làm tiếp kế hoạch" in page(hanh, LIST)
    assert hanh.post(f"{PLAN}?don-vi=SEW", {"head": "Anh Dũng"}).headers["Location"].endswith("buoc=2")


def test_the_plan_opens_in_word_with_number_day_and_signer_blank(hanh):
    hanh.post(f"{PLAN}?don-vi=SEW", {"viec": "xong"})
    told = words(hanh.get(f"{PLAN}/ke-hoach.docx?don-vi=SEW"))
    assert not Programme.objects.exists()
    for each in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH", "Số: ………………", "TM. BAN CHẤP HÀNH", "Nơi nhận:", "160",
        "II. CHỈ TIÊU", "IV. LỊCH LỚP", "nhóm 1, buổi thứ 1", "V. TUYÊN TRUYỀN", "Mã OTP không đọc cho ai",
    ):  # fmt: skip
        assert each in told
    assert "Lê Thị Hạnh" not in told


def test_the_decision_has_a_blank_row_for_each_member(hanh):
    hanh.post(f"{PLAN}?don-vi=SEW&buoc=2", {"group": "7"})
    told = words(hanh.get(f"{PLAN}/quyet-dinh-to.docx?don-vi=SEW"))
    assert told.count("Tổ viên") == 5 + told.count("Tổ viên ký")
    assert "QUYẾT ĐỊNH" in told


def test_without_a_headcount_numbers_stay_open(place):
    places.official(place.shoes, username="giay")
    browser = places.come_in("giay")
    browser.post(f"{PLAN}?don-vi=SHO", {"viec": "xong"})
    assert "Chưa khai số lao động" in page(browser, SEE, "SHO")
    told = words(browser.get(f"{PLAN}/ke-hoach.docx?don-vi=SHO"))
    assert "……" in told
    assert "lịch của tháng đầu" in told


def test_a_task_is_done_with_evidence_and_taken_back(hanh):
    planned(hanh)
    row = task("Dán thẻ")
    hanh.post(at(row), {"viec": "bao", "trang-thai": "doing", "phan-tram": "40", "seen": row.changed_at.isoformat()})
    assert "40%, cán bộ ghi" in hanh.get(at(row)).content.decode()
    row.refresh_from_db()
    hanh.post(at(row), {"viec": "bao", "trang-thai": "done", "seen": row.changed_at.isoformat()})
    number = str(uuid7())
    for _ in range(2):
        file = SimpleUploadedFile("anh.pdf", b"%PDF-1.4 x")
        hanh.post(at(row), {"viec": "chung", "proof": number, "bang-chung": "Đã dán 12 thẻ", "tep": file})
    assert [each.kind for each in TaskEvidence.objects.all()] == ["note", "file"]
    seen = hanh.get(at(row)).content.decode()
    assert "Đã dán 12 thẻ" in seen
    step = re.search(r'name="step" value="([^"]+)"', seen)[1]
    hanh.post(at(row), {"viec": "hoan-tac", "step": step})
    row.refresh_from_db()
    assert (row.state, row.told) == ("doing", 0.4)


def test_a_wrong_file_gets_a_sentence(hanh):
    planned(hanh)
    answer = hanh.post(at(task("Dán thẻ")), {"viec": "chung", "tep": SimpleUploadedFile("a.exe", b"MZ")})
    assert answer.status_code == 422
    assert "Chỉ nhận PDF" in answer.content.decode()


def test_two_officials_at_once_one_is_told(hanh):
    planned(hanh)
    row = task("Dán thẻ")
    sent = {"viec": "bao", "trang-thai": "done", "seen": row.changed_at.isoformat()}
    hanh.post(at(row), sent)
    late = hanh.post(at(row), {**sent, "trang-thai": "dropped"})
    assert late.status_code == 409
    assert "Vừa có người khác sửa" in late.content.decode()


def test_a_task_is_added_changed_and_taken_out(hanh):
    here = planned(hanh)
    goal = re.search(r'<option value="([0-9a-f-]{36})">Tuyên truyền', hanh.get(here).content.decode())[1]
    sent = {"viec": "them", "task": str(uuid7()), "muc-tieu": goal, "ten-viec": "Đọc loa giờ ăn", "han": "31/2/2027"}
    assert hanh.post(here, sent).status_code == 422
    for _ in range(2):
        hanh.post(here, {**sent, "han": ""})
    row = task("Đọc loa")
    hanh.post(at(row), {
        "viec": "sua", "seen": row.changed_at.isoformat(), "ten-viec": "Đọc loa giờ ăn", "nguoi": "Chị Mai",
        "do": "wifi", "can-dat": "3", "han": "01/06/2027",
    })  # fmt: skip
    assert "0/3: điểm wifi đang chạy" in hanh.get(at(row)).content.decode()
    hanh.post(at(row), {"viec": "bo"})
    assert "Đọc loa" not in hanh.get(here).content.decode().split("Nhiệm vụ đã bỏ")[0]
    hanh.post(at(row), {"viec": "lay-lai"})
    assert "Chị Mai" in hanh.get(here).content.decode()


def test_a_programme_is_removed_and_brought_back(hanh):
    here = planned(hanh)
    hanh.post(here, {"viec": "bo"})
    assert "Đã bỏ lúc" in hanh.get(here).content.decode()
    assert "Chương trình đã bỏ (1)" in page(hanh, LIST)
    hanh.post(f"{LIST}?don-vi=SEW", {"viec": "lay-lai", "programme": str(Programme.objects.get().pk)})
    assert "Dán thẻ" in hanh.get(here).content.decode()


def test_reports_open_in_word_and_excel(hanh):
    here = planned(hanh)
    assert "BÁO CÁO" in words(paper(hanh, here, "bao-cao.docx"))
    book = load_workbook(io.BytesIO(b"".join(paper(hanh, here, "bao-cao.xlsx").streaming_content)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any("Dán thẻ" in str(cell) for row in rows for cell in row)
    assert "Dán thẻ" in words(paper(hanh, here, "ke-hoach.docx"))
    assert paper(hanh, here, "ke-hoach.pdf").status_code == 404


# --- who may do what


def test_somebody_who_only_looks_sees_no_button(place, hanh):
    here = planned(hanh)
    places.official(place.sewing, username="xem", role=roles.INSPECTOR)
    browser = places.come_in("xem")
    seen = browser.get(here).content.decode()
    assert "Chị Hạnh, chủ tịch" in seen
    assert "Thêm nhiệm vụ" not in seen
    assert browser.post(here, {"viec": "bo"}).status_code == 403
    assert browser.post(at(task("Dán thẻ")), {"viec": "bo"}).status_code == 403
    assert browser.get(f"{PLAN}?don-vi=SEW").status_code == 403


def test_the_employer_s_side_sees_counts_and_no_names_and_no_files(place, hanh):
    here = planned(hanh)
    row = task("Dán thẻ")
    hanh.post(at(row), {"viec": "chung", "bang-chung": "Chị Lan dán"})
    hanh.post(at(row), {"viec": "chung", "tep": SimpleUploadedFile("a.pdf", b"%PDF-1")})
    places.official(place.sewing, username="nhan-su", role=roles.PERSONNEL)
    browser = places.come_in("nhan-su")
    seen = browser.get(here).content.decode() + browser.get(at(row)).content.decode()
    assert "Dán thẻ" in seen
    assert "Chị Hạnh, chủ tịch" not in seen
    assert "Chị Lan dán" not in seen
    assert paper(browser, here, "ke-hoach.docx").status_code == 404
    file = TaskEvidence.objects.get(kind="file").pk
    path, _, query = at(row).partition("?")
    assert browser.get(f"{path}/tep/{file}?{query}").status_code in {302, 403}
    assert hanh.get(f"{path}/tep/{file}?{query}").content == b"%PDF-1"


def test_a_neighbour_finds_nothing(place, hanh):
    here = planned(hanh)
    places.official(place.shoes, username="ben")
    browser = places.come_in("ben")
    assert browser.get(here.replace("SEW", "SHO")).status_code == 403
    assert browser.get(at(task("Dán thẻ"), "SHO")).status_code == 403


def test_the_level_above_sees_who_has_none_and_asks_for_one(place, hanh):
    here = planned(hanh)
    Task.objects.filter(title__startswith="Dán thẻ").update(due_on=places.today() - timedelta(days=4))
    places.official(place.ward, username="cao")
    above = places.come_in("cao")
    seen = page(above, LIST, "T-W")
    assert "1/2 đơn vị cấp dưới đã có chương trình" in seen
    assert "1 việc trễ hạn" in seen
    day = places.today() + timedelta(days=9)
    sent = {"viec": "giao", "assignment": str(uuid7()), "ngay": f"{day:%d/%m/%Y}", "loi-nhan": "Làm theo mẫu nhé"}
    for _ in range(2):
        above.post(f"{LIST}?don-vi=T-W", sent)
    assert ProgrammeAssignment.objects.count() == 1
    assert above.post(f"{LIST}?don-vi=T-W", {**sent, "ngay": "1/1/2020"}).status_code == 422
    assert "Làm theo mẫu nhé" in page(hanh, LIST)
    assert above.get(here.replace("SEW", "T-W")).status_code == 200
    assert above.post(here.replace("SEW", "T-W"), {"viec": "bo"}).status_code == 403
    assert "CĐCS Công ty Giày" in words(above.get(f"{LIST}/tong-hop.docx?don-vi=T-W"))
    above.post(f"{LIST}?don-vi=T-W", {"viec": "thu-hoi", "assignment": sent["assignment"]})
    assert "Làm theo mẫu nhé" not in page(hanh, LIST)


def test_an_upper_union_plans_for_all_below(place):
    places.official(place.ward, username="cao")
    above = places.come_in("cao")
    assert "Mỗi công đoàn cơ sở có chương trình riêng" in above.get(planned(above, "T-W")).content.decode()


# --- a plan read from a table

ROWS = [
    ["TT", "Nội dung", "Nguoi phu trach", "Thời hạn", "Kinh phí"],
    ["I", "Tuyên truyền", "", "", ""],
    [1, "Đăng bài mỗi tuần", "Chị Hạnh", "30/06/2027", "0"],
    [2, "Dán áp phích", "Anh Dũng", "khi nào xong", "0"],
    ["II", "Đào tạo", "", "", ""],
    [1, "Mở lớp ban đêm", "Tổ công nghệ số", "Quý I/2027", "0"],
]


def excel():
    book, data = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(data)
    return SimpleUploadedFile("ke-hoach.xlsx", data.getvalue())


def word():
    document, data = Document(), io.BytesIO()
    drawn = document.add_table(rows=0, cols=5)
    for row in ROWS:
        cells = drawn.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = str(value)
    document.save(data)
    return SimpleUploadedFile("ke-hoach.docx", data.getvalue())


@pytest.mark.parametrize("file", [excel, word])
def test_a_plan_is_read_shown_mended_and_saved(hanh, file):
    address = f"{TABLE}?don-vi=SEW"
    hanh.post(address, {"viec": "doc", "tep": file(), "ten": "Kế hoạch năm", "den": "31/12/2027"})
    seen = hanh.get(address).content.decode()
    assert "Lưu được 2 nhiệm vụ, 1 dòng cần sửa" in seen
    assert "Dòng 4" in seen
    assert "“khi nào xong” chưa đọc được thành ngày" in seen
    assert "Kinh phí" in seen
    assert not Programme.objects.exists()
    at_line = re.search(r'name="dong" value="(\d+)"', seen)[1]
    hanh.post(
        address, {"viec": "sua", "dong": at_line, "viec-gi": "Dán áp phích", "nguoi": "Anh Dũng", "han": "1/3/2027"}
    )
    here = hanh.post(address, {"viec": "luu"}).headers["Location"]
    assert [(each.goal_of.title, each.title) for each in Task.objects.order_by("goal_of__place", "place")] == [
        ("Tuyên truyền", "Đăng bài mỗi tuần"), ("Tuyên truyền", "Dán áp phích"), ("Đào tạo", "Mở lớp ban đêm"),
    ]  # fmt: skip
    hanh.post(here, {"viec": "bo"})  # undo
    assert "Đơn vị chưa có chương trình" in page(hanh, LIST)


def test_a_faulty_row_stays_out_and_pasted_text_will_do(hanh):
    address = f"{TABLE}?don-vi=SEW"
    text = "\n".join("\t".join(map(str, row)) for row in ROWS)
    hanh.post(address, {"viec": "doc", "dan": text})
    hanh.post(address, {"viec": "luu"})
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"tep": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, "Chọn tệp Word hoặc Excel"),
        ({"dan": "Họ tên\tNgày sinh\nLan\t1990"}, "Chưa nhận ra cột nào"),
        ({"dan": "Nội dung\tThời hạn\n\t"}, "chưa có nhiệm vụ nào"),
        ({}, "chưa chọn tệp"), ({"dan": "x", "den": "hôm nào"}, "Ghi ngày"),
    ],
)  # fmt: skip
def test_what_is_no_plan_gets_a_sentence(hanh, sent, told):
    answer = hanh.post(f"{TABLE}?don-vi=SEW", {"viec": "doc", **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_template_says_where_it_comes_from(hanh):
    seen = page(hanh, "/cb/chuong-trinh/mau")
    assert "báo chí ghi lại" in seen
    assert "mặc định của Học Vụ Số" in seen
    assert "15/05/2025" in seen


def test_the_first_page_says_that_one_was_asked_for_and_a_model_can_be_taken(place, hanh):
    places.official(place.ward, username="cao")
    above = places.come_in("cao")
    model = planned(above, "T-W").split("?")[0].rsplit("/", 1)[1]
    day = f"{places.today() + timedelta(days=9):%d/%m/%Y}"
    sent = {"viec": "giao", "assignment": str(uuid7()), "ngay": day, "mau": model}
    above.post(f"{LIST}?don-vi=T-W", sent)
    assert "Lập chương trình chuyển đổi số" in page(hanh, "/cb/")
    assert "Cấp trên gửi kèm" in page(hanh, LIST)
    for _ in range(2):
        hanh.post(f"{LIST}?don-vi=SEW", {"viec": "theo-mau"})
    assert Programme.objects.filter(unit=place.sewing).count() == 1
    assert "Lập chương trình chuyển đổi số" not in page(hanh, "/cb/")
    Task.objects.filter(title__startswith="Dán thẻ").update(due_on=places.today() - timedelta(days=4))
    assert "Xem việc trễ của chương trình" in page(hanh, "/cb/")
