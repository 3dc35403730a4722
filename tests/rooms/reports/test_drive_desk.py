"""Officials' pages of drives: from writing one to the list of those commended; what they must not show, and to whom."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from docx import Document
from openpyxl import load_workbook

from hocvuso.core.emulation import Criterion
from hocvuso.emulation import counting, pledging, queries
from hocvuso.emulation.models import Drive, DrivePledge, DriveReview
from hocvuso.people import traces
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.emulation.drives_of import BOTH, able, pledged, running, tomorrow, written

pytestmark = pytest.mark.django_db(databases="__all__")
DAY = "%d/%m/%Y"


def text(answer) -> str:
    """Return a page's text."""
    return answer.content.decode()


def told(answer) -> str:
    """Return the text of a Word file that was sent, tables too."""
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture
def ward(place):
    """The chair of the upper union, in her browser."""
    places.official(place.ward, username="mien")
    return places.come_in("mien")


def at(row, rest: str = "", unit: str = "T-W") -> str:
    """Return an address of a drive at a desk."""
    return f"/cb/thi-dua/{row.pk}{rest}?don-vi={unit}"


def sent(place) -> dict[str, str]:
    """Return a filled form of a drive."""
    today = places.today()
    return {
        "so": "01890a5d-ac96-774b-bcce-b302099a8057", "ten": "Mỗi tối một bài", "tu": f"{today:{DAY}}",
        "den": f"{today + timedelta(days=60):{DAY}}", "c-person-days": "12", "c-unit-begun": "1.000",
    }  # fmt: skip


def test_a_drive_is_written_once_published_and_changed_forwards(place, ward):
    form = sent(place)
    page = text(ward.post("/cb/thi-dua/moi?don-vi=T-W", {**form, "ten": "", "c-person-days": "0"}))
    assert "Đặt tên cho đợt" in page
    assert "Ghi một số" in page
    for _ in range(2):
        assert ward.post("/cb/thi-dua/moi?don-vi=T-W", form).status_code == 302
    row = Drive.objects.get()
    assert [each.goal for each in counting.asked_of(row, "unit", row.starts_on)] == [1000]
    assert "chưa công bố" in text(ward.get("/cb/thi-dua?don-vi=T-W"))
    ward.post(at(row), {"viec": "cong-bo"})
    rules = at(row, "/tieu-chi")
    wrong = ward.post(rules, {"ngay": f"{places.today():{DAY}}", "ly-do": "vì", "c-person-days": "15"})
    assert wrong.status_code == 422
    assert "từ ngày mai" in text(wrong)
    right = {"ngay": f"{tomorrow():{DAY}}", "ly-do": "Thêm thời gian", "c-person-days": "15"}
    assert ward.post(rules, right).status_code == 302
    page = text(ward.get(at(row)))
    assert "Thêm thời gian" in page
    assert "Rút thay đổi này" in page
    ward.post(at(row), {"viec": "rut-doi", "luc": str(row.rules.last().pk)})
    assert row.rules.count() == 1


def test_shown_to_people_the_form_changes_words_only(place, ward):
    row = running(place.ward)
    page = text(ward.get(at(row, "/sua")))
    assert 'name="den"' not in page
    assert ward.post(at(row, "/sua"), {"ten": "Tên khác", "so-qd": "9/QĐ"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.decision) == ("Tên khác", "9/QĐ")
    assert counting.asked_of(row, "person", places.today()) == BOTH


def test_from_review_to_proposal_decision_and_list(place, ward):
    row = running(place.ward)
    named = able(row, place, 6, is_named=True)
    able(row, place, 1)
    assert ward.post(at(row), {"viec": "so-ket", "nhan-xet": "Khá tốt"}).status_code == 302
    review = DriveReview.objects.get()
    paper = told(ward.get(f"/cb/thi-dua/{row.pk}/ky/{review.pk}.docx?don-vi=T-W"))
    assert "BÁO CÁO SƠ KẾT" in paper
    assert "Khá tốt" in paper
    assert "Số: ………………" in paper
    names = at(row, "/de-nghi")
    page = text(ward.get(names))
    assert page.count('name="ai"') == 6
    assert any("đạt tiêu chí một đợt thi đua" in each.did for each in traces.seen([named[0]]))
    assert ward.post(names, {"viec": "de-nghi"}).status_code == 422
    pledges = [str(each.pk) for each in DrivePledge.objects.filter(is_named=True)]
    assert pledges
    able_ids = [str(pk) for pk in DrivePledge.objects.filter(is_named=True).values_list("pk", flat=True)]
    for _ in range(2):
        ward.post(names, {"viec": "de-nghi", "ai": able_ids})
    held = queries.commendations(row.pk)
    assert len(held) == 6
    proposal = told(ward.get(f"/cb/thi-dua/{row.pk}/de-nghi.docx?don-vi=T-W"))
    assert "ĐỀ NGHỊ" in proposal
    chosen = [str(each.pk) for each in held[:5]]
    wrong = ward.post(names, {"viec": "quyet-dinh", "ai": chosen, "so-qd": "", "ngay-qd": "hôm nào", "nguoi-ky": ""})
    assert wrong.status_code == 422
    assert "Ghi số quyết định" in text(wrong)
    right = {"viec": "quyet-dinh", "ai": chosen, "so-qd": "15/QĐ", "ngay-qd": f"{places.today():{DAY}}",
             "nguoi-ky": "Bà Hoa"}  # fmt: skip
    for _ in range(2):
        ward.post(names, right)
    ward.post(names, {"viec": "khong", "so": str(held[5].pk)})
    assert sorted(each.state for each in queries.commendations(row.pk)) == ["awarded"] * 5 + ["declined"]
    pledging.be_named(row.pk, held[0].subject, given=False)
    listed = told(ward.get(f"/cb/thi-dua/{row.pk}/khen-thuong.docx?don-vi=T-W"))
    assert "15/QĐ" in listed
    assert "và 1 người không muốn nêu tên" in listed
    answer = ward.get(f"/cb/thi-dua/{row.pk}/khen-thuong.xlsx?don-vi=T-W")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert sum("Nguyễn Thị Số" in str(row) for row in sheet.iter_rows(values_only=True)) == 4
    ward.post(names, {"viec": "rut-quyet-dinh", "so": str(held[1].pk)})
    assert queries.awarded_count(row.pk) == 4


def test_a_unit_below_proposes_its_own_and_does_not_decide(place):
    places.official(place.sewing, username="hanh")
    hanh = places.come_in("hanh")
    row = running(place.ward)
    able(row, place, 1, is_named=True)
    other = places.worker("Người Giày", place.shoes, agreed=True)
    theirs = pledged(row, other, place.shoes, is_named=True)
    DrivePledge.objects.filter(pk=theirs.pk).update(met_on=places.today())
    names = at(row, "/de-nghi", "SEW")
    page = text(hanh.get(names))
    assert "Nguyễn Thị Số 0" in page
    assert "Người Giày" not in page
    hanh.post(names, {"viec": "de-nghi", "ai": [str(pk) for pk in DrivePledge.objects.values_list("pk", flat=True)]})
    (held,) = queries.commendations(row.pk)
    assert hanh.post(names, {"viec": "quyet-dinh", "ai": [str(held.pk)], "so-qd": "1", "nguoi-ky": "x",
                             "ngay-qd": f"{places.today():{DAY}}"}).status_code == 403  # fmt: skip
    assert hanh.post(at(row, "", "SEW"), {"viec": "so-ket"}).status_code == 403
    assert hanh.get(at(row, "/sua", "SEW")).status_code == 403
    assert hanh.post(names, {"viec": "rut-de-nghi", "so": str(held.pk)}).status_code == 302
    assert queries.commendations(row.pk) == []


def test_the_employers_side_sees_counts_of_five_or_more_only(place):
    places.official(place.sewing, username="quang", role=access.PERSONNEL, employer_side=True)
    quang = places.come_in("quang")
    row = running(place.ward)
    able(row, place, 4, is_named=True)
    page = text(quang.get(at(row, "", "SEW")))
    assert "Dưới năm người tham gia" in page
    assert "4 người" not in page
    assert quang.get(at(row, "/de-nghi", "SEW")).status_code == 403
    assert quang.get(f"/cb/thi-dua/{row.pk}/khen-thuong.docx?don-vi=SEW").status_code == 403
    more = places.worker("Thứ Năm", place.sewing, agreed=True)
    pledged(row, more, place.sewing)
    page = text(quang.get(at(row, "", "SEW")))
    assert "5 người tham gia, đạt tiêu chí: dưới 5 người" in page
    for name in ("Nguyễn Thị Số", "Thứ Năm"):
        assert name not in page


def test_a_unit_takes_part_and_leaves_without_a_mark(place, ward):
    row = running(place.top, criteria=(*BOTH, Criterion("unit", "pledged", 5)))
    assert ward.post(at(row), {"viec": "dang-ky", "g0": "3"}).status_code == 302
    assert "đang tham gia" in text(ward.get(at(row)))
    ward.post(at(row), {"viec": "rut"})
    assert not DrivePledge.objects.exists()


def test_removed_hidden_and_copied(place, ward):
    row = running(place.ward)
    ward.post(at(row), {"viec": "bo"})
    assert "Đã gỡ" in text(ward.get(at(row))) or "Lấy lại" in text(ward.get(at(row)))
    ward.post(at(row), {"viec": "lay-lai"})
    answer = ward.post(at(row), {"viec": "chep", "so": "01890a5d-ac96-774b-bcce-b302099a8057"})
    assert answer.url.startswith("/cb/thi-dua/01890a5d")
    pledged(row, places.worker("Lan", place.sewing, agreed=True), place.sewing)
    assert ward.post(at(row), {"viec": "an"}).status_code == 409
    assert ward.post(at(row), {"viec": "khác"}).status_code == 404


def test_drives_elsewhere_and_unpublished_ones_of_the_level_above_are_not_in_charge(place, ward):
    assert ward.get(at(running(place.zone))).status_code == 403
    assert ward.get(at(written(place.top))).status_code == 403
    assert ward.get(at(running(place.top))).status_code == 200
