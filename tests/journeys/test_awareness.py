"""A poster from the desk to the first task by way of three questions; the story of the week; reminders stopped."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen


def test_a_poster_from_the_desk_to_the_first_task(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    begins_to_ask(desk)
    path = prints(desk)
    scans_answers_and_begins(phones(), path)
    sees_what_came_of_it(desk)


def begins_to_ask(desk: Phone) -> None:
    """Put three questions to the unit before the campaign."""
    desk.open("/cb/truyen-thong")
    desk.go("Ba câu hỏi, trước và sau đợt")
    seen(desk, "awareness-1-pulses")
    desk.write("Tên đợt hỏi, cho anh/chị nhớ", "Tin giả, tháng 12")
    desk.go("Hỏi trước đợt")
    desk.sees("Tin giả, tháng 12", "dưới 5 người")
    seen(desk, "awareness-2-pulse")


def prints(desk: Phone) -> str:
    """Choose a kit, two places and a paper; return the path of the first poster."""
    desk.open("/cb/ap-phich?tim=tin nhan gia")
    seen(desk, "awareness-3-posters")
    desk.go("Nhận ra tin nhắn giả")
    desk.choose("Thẻ để bàn, bốn thẻ trên một tờ A4")
    desk.write("Treo ở đâu? Mỗi dòng một nơi", "Nhà ăn 7\nCổng 9")
    desk.write("Mỗi nơi mấy tờ?", "2")
    desk.write("Số điện thoại công đoàn (không bắt buộc)", "024 0000 0000")
    seen(desk, "awareness-4-make")
    desk.go("Làm áp phích")
    desk.sees("Xong: 1 tờ giấy", "Nhà ăn 7", "Cổng 9")
    seen(desk, "awareness-5-print")
    address = desk.page.locator("li:has-text('Nhà ăn 7') .num").inner_text()
    desk.go("In từ trình duyệt")
    desk.sees("Hỏi công đoàn: 024 0000 0000", "Nhà ăn 7")
    seen(desk, "awareness-6-sheet")
    return "/q/" + address.rsplit("/q/", 1)[1]


def scans_answers_and_begins(worker: Phone, path: str) -> None:
    """Open the square code, answer three questions without a name, do the first task."""
    worker.open(path)
    worker.sees("Nhận ra tin nhắn giả", "Nhà ăn 7", "không cần đăng ký")
    seen(worker, "awareness-7-arrive")
    worker.go("Trả lời ba câu")
    seen(worker, "awareness-8-questions")
    worker.choose("Cúp máy, gọi số in sau thẻ")
    worker.choose("Gọi vào số em đã lưu để hỏi")
    worker.go("Gửi")
    worker.sees("Không ai biết là bạn")
    worker.page.reload()
    seen(worker, "awareness-9-thanks")
    worker.goes(worker.page.locator("a.btn"))
    worker.goes(worker.page.locator("button[value=suspicious]"))


def sees_what_came_of_it(desk: Phone) -> None:
    """See one scan and one first task, at that place only."""
    desk.open("/cb/ap-phich/lam?ve=kit:tin-nhan-gia")
    desk.sees("1 lượt quét, 1 người làm việc đầu tiên", "0 lượt quét, 0 người làm việc đầu tiên")
    desk.open("/cb/ap-phich")
    seen(desk, "awareness-10-reach")
    desk.open("/cb/ba-cau")
    desk.go("Lừa đảo, đợt mẫu")
    desk.sees("khá hơn")
    seen(desk, "awareness-11-changed")
    desk.open("/cb/tap-tuan")
    desk.sees("Đơn vị làm thế nào", "dưới 5 người")
    seen(desk, "awareness-12-drill")


def test_the_story_of_the_week_is_played_and_known_again(phone: Phone) -> None:
    walks.begin(phone)
    phone.go("Tập nhận ra lừa đảo tuần này")
    phone.sees("Chúng tôi không bao giờ gửi tin giả")
    seen(phone, "drill-1-week")
    phone.go("Chơi chuyện này")
    phone.tap("Tự làm")
    phone.page.locator("#finish").click()
    phone.page.wait_for_selector("#verdict:visible")
    phone.page.wait_for_selector("#saved:has-text('Đã lưu')")
    phone.open("/tuan-nay")
    phone.sees("Chơi lại", "Tập thì không mất gì")
    seen(phone, "drill-2-played")


def test_reminders_are_stopped_with_one_tap_and_come_again(phone: Phone, cards: Iterator[dict[str, str]]) -> None:
    walks.claim_by_card(phone, next(cards)["code"])
    walks.agree(phone)
    phone.open("/thong-bao")
    phone.go("Lời nhắc của tôi")
    if "Nhắc tôi trở lại" in phone.words:
        phone.go("Nhắc tôi trở lại")
        phone.open("/thong-bao/nhac")
    seen(phone, "reminders-1-mine")
    phone.go("Dừng lời nhắc")
    phone.sees("Đã dừng lời nhắc")
    seen(phone, "reminders-2-stopped")
    phone.go("Bấm nhầm: nhắc tôi trở lại")
    phone.sees("Lời nhắc lại tới")


def test_a_simulator_hangs_on_the_wall_of_a_class_and_is_scanned(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    desk.open("/cb/ap-phich?noi=Lớp tối thứ Ba")
    seen(desk, "awareness-9-simulators")
    desk.go("Chuyển tiền qua ứng dụng ngân hàng")
    assert desk.page.get_by_label("Treo ở đâu? Mỗi dòng một nơi").input_value() == "Lớp tối thứ Ba"
    desk.choose("Tờ A5")
    seen(desk, "awareness-10-make-simulator")
    desk.go("Làm áp phích")
    address = desk.page.locator("li:has-text('Lớp tối thứ Ba') .num").inner_text()
    desk.go("In từ trình duyệt")
    desk.sees("Chuyển tiền qua ứng dụng ngân hàng", "Quét và làm thử", "Lớp tối thứ Ba")
    seen(desk, "awareness-11-sheet-simulator")
    worker = phones()
    worker.open("/q/" + address.rsplit("/q/", 1)[1])
    worker.sees("Chuyển tiền qua ứng dụng ngân hàng", "Lớp tối thứ Ba", "không cần đăng ký")
    seen(worker, "awareness-12-arrive-simulator")
    worker.go("Bắt đầu")
    worker.sees("Có hướng dẫn", "Tự làm")
