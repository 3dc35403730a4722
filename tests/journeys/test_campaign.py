"""A kit goes to a group: the official adapts it, a worker opens the link and begins, the official sees the funnel."""

from __future__ import annotations

from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen


def test_a_kit_from_the_desk_to_the_first_task(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    address = makes_the_post(desk)
    begins(phones(), address)
    sees_what_came_of_it(desk)


def makes_the_post(desk: Phone) -> str:
    """Choose a kit, adapt its text for a group, and return the path of the link."""
    desk.open("/cb/truyen-thong?tim=ma otp")
    desk.sees("Mã OTP không đọc cho ai")
    seen(desk, "campaign-1-kits")
    desk.go("Mã OTP không đọc cho ai")
    desk.write("Tên nhóm", "Zalo chuyền 7")
    desk.write("Lời bài đăng, anh/chị sửa theo cách nói của mình", "Chuyền 7 thử xem ai tinh mắt:")
    seen(desk, "campaign-2-kit")
    desk.go("Tạo bài đăng")
    desk.sees("Zalo chuyền 7", "chưa đăng")
    text = desk.page.locator("#t1").input_value()
    assert text.startswith("Chuyền 7 thử xem ai tinh mắt:\nhttp")
    desk.go("Đã đăng")
    desk.sees("đã đăng ngày")
    seen(desk, "campaign-3-link")
    return "/s/" + text.rsplit("/s/", 1)[1]


def begins(worker: Phone, path: str) -> None:
    """Open the link from the group and do the first task."""
    worker.open(path)
    worker.sees("Mã OTP không đọc cho ai", "2 phút, không cần đăng ký")
    seen(worker, "campaign-4-arrive")
    worker.goes(worker.page.locator("a.btn"))
    worker.goes(worker.page.locator("button[value=suspicious]"))


def sees_what_came_of_it(desk: Phone) -> None:
    """See one opening and one first task."""
    desk.open("/cb/truyen-thong/khong-doc-ma")
    desk.sees("mở 1 lượt, 1 người làm việc đầu tiên")
    desk.open("/cb/truyen-thong")
    desk.sees("Kết quả", "Làm việc đầu tiên")
    seen(desk, "campaign-5-funnel")
