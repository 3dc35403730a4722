"""A level asks for a kit, a union says it its own way and marks it, a worker begins by the link; both see what came."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen

KIT = "Việc nhẹ lương cao trên mạng"


def test_from_the_assignment_to_the_funnel(officials: Phones, phones: Phones, cards: Iterator[dict[str, str]]) -> None:
    ward = officials("mien.demo", size=LARGE)
    asks(ward)
    union = officials("hanh.demo")
    path = shares(union)
    begins_and_keeps(phones(), path, next(cards)["code"])
    sees_his_own(union)
    sees_it_rolled_up(ward)


def asks(desk: Phone) -> None:
    """Give a kit with a day to the unions below."""
    desk.open("/cb/truyen-thong/giao")
    seen(desk, "assigned-1-listing")
    desk.go("Giao một bộ hoặc một bài")
    desk.page.get_by_label("Một bộ có sẵn").select_option(label=KIT)
    desk.write("Ngày cuối", "31/12/2099")
    desk.write("Lời nhắn kèm theo (không bắt buộc)", "Đăng trước kỳ lương nhé")
    seen(desk, "assigned-2-form")
    desk.go("Giao cho các công đoàn")
    desk.sees(KIT, "công đoàn đã đăng", "chưa đăng")
    seen(desk, "assigned-3-progress")


def shares(desk: Phone) -> str:
    """Find what is asked, say it one's own way, share it, mark it; return the path of its link."""
    desk.open("/cb/truyen-thong")
    desk.sees("Cấp trên giao cho công đoàn mình")
    seen(desk, "assigned-4-union")
    desk.go(KIT)
    desk.sees("Đăng trước kỳ lương nhé", "chưa đăng")
    desk.go("Sửa lời rồi đăng")
    desk.write("Tên nhóm", "Zalo tổ may 9")
    desk.write("Lời bài đăng, anh/chị sửa theo cách nói của mình", "Chuyền mình coi chừng việc nhẹ lương cao:")
    desk.go("Tạo bài đăng")
    text = desk.page.locator("#t1").input_value()
    desk.write("Địa chỉ bài đăng, hoặc một lời ghi (không bắt buộc)", "zalo nhóm, 17 giờ")
    desk.go("Đã đăng")
    desk.sees("đã đăng ngày")
    seen(desk, "assigned-5-marked")
    return "/s/" + text.rsplit("/s/", 1)[1]


def begins_and_keeps(worker: Phone, path: str, code: str) -> None:
    """Open the link, do a first task, keep the result with a card."""
    worker.open(path)
    worker.sees(KIT)
    walks.begin(worker)
    walks.claim_by_card(worker, code)
    walks.agree(worker)


def sees_his_own(desk: Phone) -> None:
    """The union sees that it is done, and what came of its link."""
    desk.open("/cb/truyen-thong/giao")
    desk.go(KIT)
    desk.sees("xong", "mở 1 lượt, 1 người làm việc đầu tiên")
    desk.go("Zalo tổ may 9")
    assert desk.page.locator("dl.facts2 dd").all_inner_texts() == ["1", "1", "1", "0"]


def sees_it_rolled_up(desk: Phone) -> None:
    """The level above sees one of its unions done, and few people as few."""
    desk.open("/cb/truyen-thong/giao")
    desk.go(KIT)
    desk.sees("CĐCS Công ty May", "xong", "ít người")
    assert desk.page.locator("dl.facts2 dd").all_inner_texts() == ["1", "ít người", "ít người", "0"]
    seen(desk, "assigned-6-rolled-up")
    desk.open("/cb/truyen-thong/ket-qua?theo=don-vi")
    desk.sees("Vững kỹ năng")
    seen(desk, "assigned-7-results")


def test_a_post_from_the_draft_to_the_news(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    desk.open("/cb/truyen-thong/bai")
    desk.go("Viết bài đăng")
    desk.write("Tiêu đề", "Nhà ăn có góc học")
    desk.write("Lời ngắn", "Góc học mở lúc 17 giờ.")
    desk.sees("Mỗi nơi nhận gì")
    desk.page.get_by_label("Đường dẫn của bài mở phần học nào").select_option("kns.4.3")
    desk.page.locator("#xem").get_by_text("Góc học mở lúc 17 giờ.").first.wait_for()
    seen(desk, "post-1-compose")
    desk.go("Lưu bản nháp")
    desk.go("Gửi duyệt")
    desk.sees("chờ duyệt", "tự duyệt")
    desk.write("Ghi chú (cần khi tự duyệt)", "Đã đọc lại")
    seen(desk, "post-2-waiting")
    desk.go("Duyệt đúng như bên dưới")
    desk.sees("đã duyệt", "tới giờ đăng")
    seen(desk, "post-3-approved")
    reader = phones()
    reader.open("/tin")
    seen(reader, "post-4-news")
    reader.sees("Ba câu hỏi trước khi bấm (mẫu)")
    reader.go("Ba câu hỏi trước khi bấm (mẫu)")
    reader.sees("Ai gửi? Họ đòi gì?", "Bắt đầu")
    seen(reader, "post-5-piece")
