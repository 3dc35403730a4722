"""The same reading and answering on a phone that runs no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """A phone without scripts."""
    return phones(java_script_enabled=False)


def test_reading_and_answering_without_scripts(phone: Phone) -> None:
    phone.open("/")
    phone.go("Bắt đầu")
    phone.go("Tin được")
    phone.sees("Chưa an toàn", "Link lạ")
    phone.go("Tiếp")
    phone.go("Để sau")
    phone.go("Dùng cho công việc")
    phone.go("Đồng ý")
    assert 1 <= walks.placement(phone) <= 8
    phone.sees("Nên học trước")
    phone.go("Học việc thứ nhất")
    phone.go("3 phút")
    walks.read(phone)
    for _ in range(12):
        if phone.path.startswith("/lam/"):
            phone.go("Tôi bị kẹt")
            expect(phone.page.locator("#goi-y .rung:visible")).to_have_count(1)
            walks.give_any_answer(phone)
            assert phone.path.startswith("/ket-qua/")
        if phone.path == "/xong":
            break
        phone.go("Tiếp")
    phone.sees("Xong phần hôm nay.")


def test_nothing_chosen_gets_a_sentence_and_keeps_the_page(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/stop-demands")
    phone.go("Trả lời")
    phone.sees("Bạn chưa chọn.")
    phone.open("/lam/kns.4.3/thirty-minutes")
    phone.choose("Đúng")
    phone.go("Trả lời")
    phone.sees("Bạn chưa chọn.")
    assert phone.page.locator("input[name=verdict]:checked").count() == 1, "what was chosen is kept"


def test_asking_without_scripts(phone: Phone) -> None:
    phone.open("/hoi")
    phone.write("Câu hỏi của bạn", "lam sao biet tin nhan lua dao")
    phone.go("Hỏi")
    phone.sees("lam sao biet tin nhan lua dao", "Ba câu hỏi trước khi tin một tin nhắn")
    phone.goes(phone.page.locator("main a.chip"))
    assert phone.path.startswith("/bai/kns.4.3/")


def test_claiming_with_a_card_without_scripts(phone: Phone, cards: dict[str, str]) -> None:
    walks.begin(phone)
    card = next(cards)
    walks.claim_by_card(phone, card["code"])
    phone.sees(card["name"].split()[-1], "Không phải tôi")


def test_a_form_sent_twice_is_one_answer(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    phone.choose("Gọi số in ở mặt sau thẻ ngân hàng.")
    form = {
        each.get_attribute("name"): each.get_attribute("value")
        for each in phone.page.locator("form#answer input[type=hidden]").all()
    }
    phone.go("Trả lời")
    phone.sees("Đúng rồi")
    first = phone.page.url
    again = phone.context.request.post(
        f"{phone.place.address}/lam/kns.4.3/bank-sms-first-move",
        form={**form, "choice": "call-card-number"}, headers={"Referer": first},
    )  # fmt: skip
    assert again.ok and "Đúng rồi" in again.text()
    assert len(phone.events()) == 1
    phone.page.reload()
    phone.sees("Đúng rồi")
    assert len(phone.events()) == 1


def test_a_session_lost_in_the_middle_of_placement_says_what_to_do(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/dau-vao")
    phone.context.clear_cookies()
    walks.give_any_answer(phone)
    phone.sees("Trang mở đã lâu nên hết hạn", "tải lại trang rồi gửi lần nữa")
    phone.go("Thử lại")
    phone.sees("Nhận biết tin nhắn lừa đảo", "Bắt đầu")
