"""Attendance without a network: the digits are read, kept with an honest word, and sent when there is one again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.test_classes import plans, shows_the_wall
from tests.journeys.test_no_network import seen as keeps
from tests.journeys.test_no_network import without_network

UNIT = "ST-BN-MAY"
NAME = "Lớp dưới hầm, không có sóng"


def test_digits_read_without_a_network_are_kept_and_sent_later(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk, NAME)
    phone = phones()
    claims(phone, "Vũ Thị Hầm", "0100000731")
    phone.open(f"/lop/{code}")
    phone.go("Ghi tên vào lớp")
    keeps(phone, f"/lop/{code}/diem-danh")
    digits = shows_the_wall(desk, NAME)
    with without_network(phone):
        phone.open(f"/lop/{code}/diem-danh?m={digits.replace(' ', '')}")
        expect(phone.page.get_by_label("Sáu chữ số")).to_have_value(digits.replace(" ", ""))
        phone.tap("Tôi có mặt")
        phone.sees("Chưa gửi", digits.replace(" ", ""), "Lưu trên máy: 1")
        seen(phone, "class-offline-1-kept")
        phone.open(f"/lop/{code}/diem-danh")
        phone.sees("Chưa gửi")
        assert [each["kind"] for each in phone.waiting()] == ["attend"]
    phone.sees("Đã gửi. Bạn có tên trong danh sách.")
    seen(phone, "class-offline-2-sent")
    assert phone.waiting() == []
    phone.open(f"/lop/{code}/diem-danh").sees("Đã điểm danh")
    sees_the_list(desk)
    square(phone, code)


def test_digits_that_no_wall_showed_are_told_apart_when_they_are_sent(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk, "Lớp thử gõ nhầm")
    phone = phones()
    claims(phone, "Đinh Văn Nhầm", "0100000732")
    phone.open(f"/lop/{code}")
    phone.go("Ghi tên vào lớp")
    keeps(phone, f"/lop/{code}/diem-danh")
    with without_network(phone):
        phone.write("Sáu chữ số", "000000")
        phone.tap("Tôi có mặt")
        phone.sees("Chưa gửi")
    phone.sees("không khớp số trên tường")
    assert phone.waiting() == []


def claims(phone: Phone, name: str, number: str) -> None:
    """Learn something and keep it under a name of one's own, agreed."""
    walks.begin(phone)
    phone.open("/luu/so")
    phone.write("Họ và tên", name)
    phone.write("Số di động", number)
    phone.go("Tiếp")
    phone.write("4 số", "2846")
    phone.write("Gõ lại 4 số đó", "2846")
    phone.go("Giữ mã này")
    walks.agree(phone)


def sees_the_list(desk: Phone) -> None:
    """Find the meeting's list, write another state by keyboard, and take it back."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(NAME)
    seen(desk, "class-offline-3-class")
    desk.go("Danh sách điểm danh")
    desk.sees("đã ghi 1 trong 1 người")
    seen(desk, "class-offline-4-list")
    desk.page.locator("tbody input:checked").focus()
    desk.page.keyboard.press("3")
    expect(desk.page.get_by_role("button", name="Lưu danh sách")).to_be_focused()
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.sees("Đã lưu: 1 dòng thay đổi.")
    desk.go("Rút lại")
    desk.sees("Đã lấy lại: 1 dòng như trước.")


def square(phone: Phone, code: str) -> None:
    """Show one's own square."""
    phone.open(f"/lop/{code}")
    phone.tap("Mã của tôi: giảng viên quét là tôi có tên")
    seen(phone, "class-offline-5-square")
