"""A wifi point: an official writes the need down, it works, a worker finds it, begins learning, reports a trouble."""

from __future__ import annotations

from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen


def test_a_wifi_point_from_the_need_to_the_check(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    brings_it_to_work(desk)
    worker = phones()
    finds_it_and_reports(worker)
    looks_again(desk)


def brings_it_to_work(desk: Phone) -> None:
    """Write a need down, take the letter, and bring the point to work."""
    desk.open("/cb/wifi")
    seen(desk, "wifi-1-list")
    desk.go("Cần thêm một điểm wifi")
    desk.write("Tên điểm wifi", "Quán cổng 3")
    desk.write("Địa chỉ, cách tìm", "Cổng số 3, đối diện bãi xe")
    desk.write("Wifi của ai", "Quán cơm (mẫu)")
    desk.write("Cách vào mạng", "mật khẩu là 12345678")
    desk.go("Lưu điểm này")
    desk.sees("Không ghi mật khẩu ở đây")
    seen(desk, "wifi-2-form")
    desk.write("Cách vào mạng", "hỏi chủ quán")
    desk.go("Lưu điểm này")
    desk.sees("Quán cổng 3", "Đang cần", "Thư gửi cơ sở (Word)")
    seen(desk, "wifi-3-needed")
    desk.go("Đã gửi thư")
    desk.go("Cơ sở đã đồng ý")
    desk.go("Tôi đã vào thử: chạy được")
    desk.sees("Đang chạy", "Thẻ dán tại điểm")
    seen(desk, "wifi-4-works")


def finds_it_and_reports(worker: Phone) -> None:
    """Find the point without marks, tell twice that nobody gets in, begin a lesson."""
    worker.open("/wifi?tim=quan cong 3")
    worker.sees("Quán cổng 3")
    seen(worker, "wifi-5-found")
    for _ in range(2):
        worker.open("/wifi?tim=quan cong 3")
        worker.go("Quán cổng 3")
        worker.sees("hỏi chủ quán")
        worker.tap("Không dùng được wifi này")
        worker.go("Thấy wifi nhưng không vào được")
        worker.sees("Đã ghi nhận, cảm ơn bạn")
    worker.open("/wifi?tim=quan cong 3")
    worker.sees("có người không vào được")
    worker.go("Quán cổng 3")
    seen(worker, "wifi-6-card-page")
    worker.go("Học ngay")
    worker.sees("Tin nhắn này thế nào?")


def looks_again(desk: Phone) -> None:
    """See what people could not do, and print the card."""
    desk.open("/cb/wifi")
    desk.sees("điểm wifi cần kiểm tra lại")
    desk.go("Quán cổng 3")
    desk.sees("Thấy wifi nhưng không vào được")
    desk.go("Mở thẻ để in")
    desk.sees("Wifi miễn phí", "Quán cổng 3")
    seen(desk, "wifi-7-card")
