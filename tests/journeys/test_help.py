"""Meeting a person: a worker asks, her union's chair answers in the same thread, she says that it helped."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place

UNIT = "CĐCS Công ty May Bến Nứa"
QUESTION = "sao em bam nut xanh ma khong thay gi"
ANSWER = "Em vuốt xuống dưới, nút nằm cuối trang nhé."


def test_a_person_is_asked_answers_and_is_thanked(officials: Phones, phones: Phones, site: Place) -> None:
    card = site.demo["cards"][2]  # of the first unit; other journeys take theirs elsewhere
    member = phones()
    asks(member, card["code"])
    desk = officials("hanh.demo", size=LARGE)
    answers(desk, card["name"])
    reads_and_writes_back(member)
    keeps_and_closes(desk)
    is_thanked(member)


def asks(member: Phone, code: str) -> None:
    """Ask the assistant, who does not know, then a person."""
    walks.begin(member)
    walks.claim_by_card(member, code)
    walks.agree(member)
    member.open("/hoi")
    member.write("Câu hỏi của bạn", "gia vang hom nay bao nhieu, ma otp la 482916")
    member.go("Hỏi")
    member.go("Gặp người giúp")
    member.sees("Gặp người hỗ trợ", f"Lời nhắn tới cán bộ của {UNIT}", "Gửi kèm những câu hôm nay tôi đã hỏi trợ lý")
    member.tap("Xem những gì được gửi")
    member.sees("[MÃ ĐÃ CHE]")
    seen(member, "help-1-ask")
    member.write("Bạn cần giúp gì?", QUESTION)
    member.go("Gửi cho người hỗ trợ")
    member.sees("Đang chờ người hỗ trợ", QUESTION, "Trong lúc chờ, trợ lý vẫn trả lời.")
    seen(member, "help-2-waiting")


def answers(desk: Phone, name: str) -> None:
    """Find the request in the queue and answer it."""
    desk.open("/cb/")
    desk.sees("Trả lời người nhờ hỗ trợ")
    desk.go("Nhờ giúp")
    desk.sees(name, "mới")
    seen(desk, "help-3-queue")
    desk.go(name)
    desk.sees(QUESTION, "[MÃ ĐÃ CHE]")
    desk.misses("482916")
    seen(desk, "help-4-request")
    desk.write("Câu trả lời của anh/chị", ANSWER)
    desk.go("Gửi câu trả lời")
    desk.sees(ANSWER, "đang giúp")


def reads_and_writes_back(member: Phone) -> None:
    """Read the answer, and write where the assistant used to answer."""
    member.go("Xem tin mới")
    member.sees("đang giúp bạn", ANSWER, "Trợ lý im lặng khi có người đang giúp bạn.")
    seen(member, "help-5-answered")
    member.open("/hoi")
    assert member.path.startswith("/hoi/nguoi/"), "the assistant is silent"
    member.write("Lời nhắn cho người giúp", "em thay roi, cam on chi")
    member.go("Gửi")
    member.sees("em thay roi, cam on chi")


def keeps_and_closes(desk: Phone) -> None:
    """Keep the answer as a draft, close with the minutes that it took."""
    desk.go("Xem tin mới")
    desk.sees("em thay roi, cam on chi")
    desk.tap("Giữ câu trả lời cho người soạn bài")
    desk.go("Lưu nháp")
    desk.tap("Đóng yêu cầu")
    desk.write("Mất bao nhiêu phút", "4")
    seen(desk, "help-6-close")
    desk.goes(desk.page.locator("details[open] button"))
    desk.sees("Đã xong, người học làm tiếp được, 4 phút", "Đã giữ làm bản nháp; sửa lại")


def is_thanked(member: Phone) -> None:
    """Say that it helped, and see who read it."""
    member.go("Xem tin mới")
    member.sees("Yêu cầu đã đóng")
    seen(member, "help-7-closed")
    member.go("Giúp được tôi")
    member.sees("Cảm ơn bạn đã cho biết")
    member.open("/toi/du-lieu")
    member.sees("đọc điều bạn nhờ người giúp")
    walks.is_told(member, "Điều bạn nhờ giúp đã có trả lời")
    expect(member.page.locator("a[href^='/hoi/nguoi/']").first).to_be_visible()
