"""A class from planning to a moved meeting: an official, three workers, one seat too few, the wall, the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import icalendar

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place

UNIT = "ST-BN-MAY"
NAME = "Tránh lừa đảo, lớp tối"
VIETNAM = timezone(timedelta(hours=7))


def test_a_class_is_planned_filled_held_and_written_down(
    officials: Phones, phones: Phones, site: Place, cards: Iterator[dict[str, str]]
) -> None:
    mine = [card for card in site.demo["cards"] if card["unit"].startswith("CĐCS Công ty May")][:2]
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk)
    workers = [phones() for _each in range(3)]  # the third is of another union, and came by the link
    for phone, card in zip(workers, [*mine, next(cards)], strict=True):
        comes_in(phone, card["code"])
    takes_a_seat(workers[0], code)
    takes_a_seat(workers[2], code, shot=False)
    waits(workers[1], code)
    gives_the_seat_up(workers[2])
    workers[1].open(f"/lop/{code}").sees("Bạn có chỗ")
    walks.is_told(workers[1], f"Bạn được vào lớp {NAME}")
    digits = shows_the_wall(desk)
    signs_in(workers[0], code, digits)
    keeps_the_calendar(workers[0])
    sees_who_came(desk, mine[0]["name"], mine[1]["name"])
    moves_the_second_meeting(desk)
    walks.is_told(workers[0], "đổi giờ hoặc đổi chỗ")


def plans(desk: Phone, name: str = NAME) -> str:
    """Plan a class of two meetings that begins in ten minutes, with two seats; return its code."""
    begins = datetime.now(VIETNAM) + timedelta(minutes=10)
    ends = begins + timedelta(hours=1)
    desk.open(f"/cb/lop?don-vi={UNIT}")
    seen(desk, "classes-1-list")
    desk.go("Mở lớp")
    desk.write("Tên lớp", name)
    desk.write("Ngày đầu", f"{begins:%d/%m/%Y}")
    desk.write("Giờ bắt đầu", f"{begins:%H:%M}")
    desk.write("Giờ tan", f"{ends:%H:%M}")
    desk.write("Học mấy buổi", "2")
    desk.write("Bao nhiêu chỗ", "2")
    desk.go("Mở lớp này")
    desk.sees("Ghi chỗ học, hoặc cho liên kết")
    seen(desk, "classes-2-form")
    desk.write("Ở đâu", "Nhà ăn tầng hai")
    desk.go("Mở lớp này")
    desk.sees(name, "0/2 chỗ đã có người", "Nhà ăn tầng hai")
    seen(desk, "classes-3-class")
    found = re.search(r"/lop/([a-z0-9]{6})\b", desk.page.inner_text("main"))
    assert found
    return found[1]


def comes_in(phone: Phone, code: str) -> None:
    """Learn something and keep it under a name."""
    walks.begin(phone)
    walks.claim_by_card(phone, code)
    walks.agree(phone)


def takes_a_seat(phone: Phone, code: str, *, name: str = NAME, shot: bool = True) -> None:
    """Open the link of the class and take a seat."""
    phone.open(f"/lop/{code}").sees(name, "Nhà ăn tầng hai")
    if shot:
        seen(phone, "classes-4-link")
    phone.go("Ghi tên vào lớp")
    phone.sees("Bạn có chỗ")


def waits(phone: Phone, code: str) -> None:
    """Come too late for a seat."""
    phone.open(f"/lop/{code}")
    phone.go("Chờ chỗ trống")
    phone.sees("Bạn đứng thứ 1 trong hàng chờ")
    seen(phone, "classes-5-line")


def gives_the_seat_up(phone: Phone) -> None:
    """Find the class under "Tôi" and give the seat to whoever waits."""
    phone.open("/toi")
    phone.go("Lớp của tôi")
    phone.sees("Lớp sắp tới của bạn")
    seen(phone, "classes-6-mine")
    phone.go("Xem lớp này")
    phone.go("Tôi bận: nhường chỗ cho người khác")
    phone.sees("Chờ chỗ trống")


def shows_the_wall(desk: Phone, name: str = NAME) -> str:
    """Open the wall and return the six digits on it."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(name)
    desk.go("Chiếu mã điểm danh")
    seen(desk, "classes-7-wall")
    digits = desk.page.locator("[data-digits]").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", digits)
    return digits


def signs_in(phone: Phone, code: str, digits: str) -> None:
    """Type digits that never stood there, then those of the wall."""
    phone.open(f"/lop/{code}")
    phone.go("Tôi đã đến: điểm danh")
    phone.write("Sáu chữ số", "12")
    phone.go("Tôi có mặt")
    phone.sees("không khớp số trên tường")
    seen(phone, "classes-8-digits")
    phone.write("Sáu chữ số", digits)
    phone.tap("Tôi có mặt")
    phone.sees("Đã gửi. Bạn có tên trong danh sách.")


def keeps_the_calendar(phone: Phone) -> None:
    """Take the calendar along: two meetings, each with its own lasting id."""
    phone.open("/lop/lich").sees("Lớp của bạn trong lịch điện thoại")
    seen(phone, "classes-9-calendar")
    path = phone.page.get_by_role("link", name="Mở tệp lịch").get_attribute("href")
    answer = phone.page.request.get(f"{phone.place.address}{path}")
    found = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert len(found) == 2 == len({str(each["UID"]) for each in found})
    assert {str(each["SUMMARY"]) for each in found} == {NAME}


def sees_who_came(desk: Phone, came: str, missed: str) -> None:
    """See that one has signed in, of two."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees(came, missed, "1 người đến")
    seen(desk, "classes-10-list")


def moves_the_second_meeting(desk: Phone) -> None:
    """Move the second meeting by a day; everybody with a seat hears of it."""
    later = datetime.now(VIETNAM) + timedelta(days=9)
    box = desk.page.locator("details", has_text="Đổi giờ hoặc huỷ").nth(1)
    box.locator("summary").click()
    box.get_by_label("Ngày").fill(f"{later:%d/%m/%Y}")
    box.get_by_label("Giờ bắt đầu").fill("18:00")
    box.get_by_label("Giờ tan").fill("19:30")
    desk.goes(box.get_by_role("button", name="Đổi buổi và báo mọi người"))
    desk.sees(f"{later:%d/%m/%Y}")
    seen(desk, "classes-11-moved")
