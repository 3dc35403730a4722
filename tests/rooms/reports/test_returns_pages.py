"""Monthly returns on screen: the chair confirms, the ward accepts or sends back, everybody sees what is missing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from hocvuso.plumbing import clock
from hocvuso.reports.models import FrozenReturn, Return
from hocvuso.reports.returns import actions, opening
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.reports import months

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def place():
    found = places.province()
    months.workers(found.sewing, 7)
    opening.open_month(months.last_month())
    return found


@pytest.fixture
def hanh(place):
    places.official(place.sewing)
    return places.come_in()


@pytest.fixture
def quan(place):
    places.official(place.ward, username="quan", role=access.OFFICIAL)
    return places.come_in("quan")


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def row_of(unit):
    return Return.objects.get(unit_id=unit, month=months.last_month())


def address(unit, act="", at="SEW"):
    return f"/cb/bao-cao/{row_of(unit).id}{'/' + act if act else ''}?don-vi={at}"


def words():
    month = months.last_month()
    return f"{month.month}/{month.year}"


def test_the_chair_sees_what_waits_checks_it_and_sends_it(place, hanh):
    page = text(hanh.get("/cb/bao-cao"))
    assert f"Báo cáo tháng {words()} chờ anh/chị xác nhận" in page
    assert f'<a class="btn" href="{address(place.sewing)}">Xem và xác nhận</a>' in page
    draft = text(hanh.get(address(place.sewing)))
    assert "Người có trong danh sách" in draft
    assert "Chưa biết" in draft
    assert "Lê Thị Hạnh, " in draft
    sent = hanh.post(
        address(place.sewing, "luu"),
        {"edit": "0", "act": "confirm", "so.people": "9", "vi.people": "Hai người mới", "note": "Đủ", "roster": "1"},
    )
    assert sent.headers["Location"] == address(place.sewing)
    after = text(hanh.get(address(place.sewing)))
    assert "Đã gửi, chờ nhận" in after
    assert "<b>9</b>" in after
    assert "Rút lại" in after
    row = row_of(place.sewing)
    assert f"Biên nhận {row.receipt}" in after
    again = hanh.post(address(place.sewing, "luu"), {"edit": "0", "act": "confirm", "so.people": "9"})
    assert again.status_code == 302
    assert FrozenReturn.objects.count() == 1
    assert f"Số biên nhận {row.receipt}" in text(hanh.get("/cb/bao-cao"))


def test_a_slip_keeps_what_was_typed(place, hanh):
    answer = hanh.post(address(place.sewing, "luu"), {"edit": "0", "act": "save", "so.people": "chín", "note": "Ơ"})
    assert answer.status_code == 422
    page = text(answer)
    assert "Chưa lưu gì cả" in page
    assert 'value="chín"' in page
    assert ">Ơ</textarea>" in page
    assert row_of(place.sewing).edit == 0


def test_when_somebody_else_was_faster_both_figures_are_seen(place, hanh):
    mai = months.signer(place.sewing, "mai", "Trần Thị Mai")
    actions.save(mai, row_of(place.sewing).id, edit=0, typed=actions.Typed({"people": ("8", "đếm lại")}, ""))
    answer = hanh.post(
        address(place.sewing, "luu"), {"edit": "0", "act": "confirm", "so.people": "9", "vi.people": "mới", "note": ""}
    )
    assert answer.status_code == 409
    page = text(answer)
    assert "Trần Thị Mai vừa sửa báo cáo này lúc" in page
    assert 'value="9"' in page
    assert "đang lưu: 8" in page
    assert 'name="edit" value="1"' in page
    assert not FrozenReturn.objects.exists()


def test_the_ward_sees_who_is_missing_reminds_accepts_and_sends_back(place, hanh, quan):
    hanh.post(address(place.sewing, "luu"), {"edit": "0", "act": "confirm"})
    page = text(quan.get("/cb/bao-cao?don-vi=T-W"))
    assert "Các đơn vị dưới" in page
    assert "Nhắc 1 đơn vị" in page
    late = (clock.today() - row_of(place.shoes).due_on).days
    if late > 0:
        assert f"<b>{late}</b>" in page
    waiting = text(quan.get("/cb/bao-cao?don-vi=T-W&loc=cho-nhan"))
    assert "May Bến Nứa" in waiting
    assert "Giày Cánh Diều" not in waiting
    quan.post("/cb/bao-cao/nhac?don-vi=T-W", {})
    assert "Nhắc" in text(quan.get("/cb/bao-cao?don-vi=T-W"))
    one = text(quan.get(address(place.sewing, at="T-W")))
    assert "Nhận báo cáo" in one
    assert "Xác nhận và gửi" not in one
    empty = quan.post(address(place.sewing, "tra-loi", "T-W"), {"version": "1", "act": "back", "reason": ""})
    assert (empty.status_code, "Ghi lý do" in text(empty)) == (409, True)
    quan.post(address(place.sewing, "tra-loi", "T-W"), {"version": "1", "act": "back", "reason": "Thiếu cán bộ"})
    back = text(hanh.get(address(place.sewing)))
    assert "Thiếu cán bộ" in back
    assert "Xác nhận và gửi" in back
    hanh.post(address(place.sewing, "luu"), {"edit": str(row_of(place.sewing).edit), "act": "confirm"})
    quan.post(address(place.sewing, "tra-loi", "T-W"), {"version": "2", "act": "accept"})
    assert row_of(place.sewing).state == "accepted"
    combined = text(quan.get(address(place.ward, at="T-W")))
    assert "Cộng từ báo cáo đã nhận của 1 công đoàn cơ sở; còn thiếu 1." in combined
    assert "Còn thiếu, không tính: 1" in combined


def test_the_reminded_unit_sees_by_whom(place, hanh, quan):
    quan.post("/cb/bao-cao/nhac?don-vi=T-W", {})
    assert "Lê Thị Hạnh đã nhắc lúc" in text(hanh.get(address(place.sewing)))


def test_taking_back_and_correcting_after_closing(place, hanh, quan):
    hanh.post(address(place.sewing, "luu"), {"edit": "0", "act": "confirm"})
    hanh.post(address(place.sewing, "rut"), {"version": "1"})
    assert row_of(place.sewing).state == "draft"
    hanh.post(address(place.sewing, "luu"), {"edit": str(row_of(place.sewing).edit), "act": "confirm"})
    quan.post(address(place.sewing, "tra-loi", "T-W"), {"version": "2", "act": "accept"})
    assert "Rút lại" not in text(hanh.get(address(place.sewing)))
    wrong = hanh.post(address(place.sewing, "dieu-chinh"), {"line": "people", "so": "x", "reason": "sót"})
    assert wrong.status_code == 409
    hanh.post(address(place.sewing, "dieu-chinh"), {"line": "people", "so": "9", "reason": "Sót hai người"})
    assert "Sót hai người" in text(hanh.get(address(place.sewing)))
    assert "Điều chỉnh sau khi chốt" in text(quan.get(address(place.ward, at="T-W")))


def test_a_month_that_was_never_opened_is_not_zero_and_can_be_opened(place, hanh):
    Return.objects.all().delete()
    page = text(hanh.get("/cb/bao-cao"))
    assert f"Chưa có báo cáo tháng {words()}" in page
    assert "Mở ngay" in page
    hanh.post("/cb/bao-cao/mo?don-vi=SEW", {})
    assert row_of(place.sewing).state == "draft"
    future = clock.today() + timedelta(days=40)
    refused = hanh.post("/cb/bao-cao/mo?don-vi=SEW", {"thang": f"{future:%Y-%m}"})
    assert (refused.status_code, "chưa hết" in text(refused)) == (409, True)


def test_the_employers_side_reads_counts_and_has_no_button(place):
    places.official(place.sewing, username="ns", role=access.PERSONNEL, employer_side=True)
    browser = places.come_in("ns")
    page = text(browser.get(address(place.sewing)))
    assert "Người có trong danh sách" in page
    assert "Xác nhận và gửi" not in page
    assert browser.post(address(place.sewing, "luu"), {"edit": "0", "act": "confirm"}).status_code == 403
    assert browser.post("/cb/bao-cao/mo?don-vi=SEW", {}).status_code == 403


def test_the_return_of_another_unit_is_refused(place, hanh):
    for at in ("SEW", "SHO"):
        assert hanh.get(address(place.shoes, at=at)).status_code == 403
    assert hanh.get("/cb/bao-cao/01900000-0000-7000-8000-000000000000?don-vi=SEW").status_code == 403


def test_the_deadline_is_set_by_the_unit_above(place, quan, hanh):
    assert hanh.get("/cb/bao-cao/han?don-vi=SEW").status_code == 403
    assert 'value="5"' in text(quan.get("/cb/bao-cao/han?don-vi=T-W"))
    for typed in ("0", "29", "x", ""):
        answer = quan.post("/cb/bao-cao/han?don-vi=T-W", {"ngay": typed})
        assert (answer.status_code, "từ 1 đến 28" in text(answer)) == (422, True)
    assert quan.post("/cb/bao-cao/han?don-vi=T-W", {"ngay": "9"}).status_code == 302


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_a_return_on_paper(place, hanh, ending):
    answer = hanh.get(address(place.sewing, f"tai/{ending}"))
    assert answer.status_code == 200
    assert f'filename="bao-cao-sew-{months.last_month():%Y-%m}.{ending}"' in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content)[:4] in {b"PK\x03\x04", b"%PDF"}


def test_the_pages_are_complete_in_english(place, hanh):
    hanh.cookies["hvs_lang"] = "en"
    assert "waits for you" in text(hanh.get("/cb/bao-cao"))
    assert "People on record" in text(hanh.get(address(place.sewing)))


def test_the_first_page_says_that_a_return_waits(place, hanh):
    assert f"Xác nhận báo cáo tháng {words()}" in text(hanh.get("/cb/"))
    hanh.post(address(place.sewing, "luu"), {"edit": "0", "act": "confirm"})
    assert "Xác nhận báo cáo tháng" not in text(hanh.get("/cb/"))
