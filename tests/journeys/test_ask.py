"""Asking the assistant, from every screen, with the step in hand as context."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.phone import Phone

STEP = "/bai/kns.4.3/three-questions/who-sent-it"
FIELD = "Câu hỏi của bạn"


def ask(phone: Phone, question: str) -> None:
    """Type a question and send it."""
    phone.write(FIELD, question)
    phone.go("Hỏi")


def test_an_answer_has_steps_and_a_source_that_opens_the_lesson(phone: Phone) -> None:
    phone.open("/")
    phone.go("Hỏi trợ lý")
    phone.sees("Bạn đang nói chuyện với trợ lý AI, không phải người.", "Đừng gõ mã OTP")
    ask(phone, "lam sao biet tin nhan lua dao")
    phone.sees("Trợ lý AI", "Lấy từ bài “Ba câu hỏi trước khi tin một tin nhắn”, kiểm tra ngày", "Làm thử ngay")
    assert 1 <= phone.page.locator(".steps li").count() <= 5
    source = phone.page.locator("main .ans a.chip").first
    title = source.inner_text()
    phone.goes(source)
    assert phone.path.startswith("/bai/kns.4.3/three-questions/")
    assert phone.heading == title


def test_the_assistant_is_one_tap_away(phone: Phone) -> None:
    walks.begin(phone)
    for screen in ("/hom-nay", "/ky-nang", "/ky-nang/kns.4.3", "/tien-bo", "/toi", "/toi/du-lieu", "/luu", "/muc-tieu",
                   "/dau-vao", "/xong", "/chon", "/vao"):  # fmt: skip
        phone.open(screen)
        way = phone.page.locator("header").get_by_label("Hỏi trợ lý")
        assert way.is_visible() and str(way.get_attribute("href")).startswith("/hoi"), screen
    phone.goes(way)
    phone.sees("Bạn muốn hỏi gì?")


@pytest.mark.parametrize("screen", [STEP, "/lam/kns.4.3/bank-sms-first-move"])
def test_the_step_in_hand_is_the_context(phone: Phone, screen: str) -> None:
    walks.begin(phone)
    phone.open(screen)
    phone.goes(phone.page.locator("header").get_by_label("Hỏi trợ lý"))
    phone.sees("Đang hỏi về bước:")
    context = phone.page.locator("main a").first
    expect(context).to_have_attribute("href", STEP)
    ask(phone, "sao biet ai gui")
    phone.sees("Đang hỏi về bước:")
    phone.goes(phone.page.locator("main a").first)
    assert phone.path == STEP


def test_what_no_lesson_says_gets_no_answer_but_a_person(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/hoi")
    ask(phone, "gia vang hom nay bao nhieu mot chi")  # known to be none of ours
    phone.sees("Việc này trợ lý không có bài", "Gặp người giúp")
    expect(phone.page.locator(".steps")).to_have_count(0)
    ask(phone, "con bo nha toi de sinh doi")
    phone.sees("Chưa có bài về việc này", "cán bộ công đoàn")
    expect(phone.page.locator(".steps")).to_have_count(0)
    phone.go("Gặp người giúp")
    phone.sees("Gặp người hỗ trợ", "Bạn chưa cho biết đơn vị")


def test_a_secret_is_masked_and_warned_about(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/hoi")
    ask(phone, "ma OTP cua toi la 482913 co nen doc cho ho khong")
    phone.sees("[MÃ ĐÃ CHE]", "Đừng gửi mã, mật khẩu, số thẻ cho ai")
    phone.misses("482913")
    asked = phone.held()["questions"]
    assert len(asked) == 1 and "482913" not in str(asked) and "[MÃ ĐÃ CHE]" in asked[0]["text"]


def test_money_just_lost_gets_ordered_acts_without_blame(phone: Phone) -> None:
    phone.open("/hoi")
    ask(phone, "toi vua chuyen tien cho ke lua dao roi phai lam sao")
    phone.sees("Gọi ngân hàng", "Bạn không có lỗi.")
    expect(phone.page.locator(".panel.bad")).to_have_count(1)
    assert phone.page.locator(".steps li").count() >= 3


def test_whether_it_helped_is_heard(phone: Phone) -> None:
    phone.open("/hoi")
    ask(phone, "lam sao biet tin nhan lua dao")
    phone.go("Chưa rõ")
    phone.sees("Cảm ơn bạn đã cho biết")
    phone.go("Hỏi tiếp")
    phone.sees("Bạn muốn hỏi gì?")
