"""Saving what was learnt under a name, leaving a shared phone, and coming back (L4 to L6)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.phone import Phone

CARD = "8 ký tự, ở dưới hình vuông"
SCREENS = ("/hom-nay", "/ky-nang", "/ky-nang/kns.4.3", "/hoi", "/toi", "/toi/du-lieu", "/tien-bo", "/chon",
           "/bai/kns.4.3/three-questions/who-sent-it", "/lam/kns.4.3/bank-sms-first-move")  # fmt: skip


def test_a_card_says_what_is_wrong_and_then_whose_it_is(phone: Phone, cards: dict[str, str]) -> None:
    card = next(cards)
    walks.first_task(phone)
    phone.go("Tiếp")
    phone.go("Thẻ công đoàn")
    phone.write(CARD, card["code"][:6])
    phone.go("Tiếp")
    phone.sees("Mã thẻ có 8 ký tự. Bạn mới gõ 6.")
    phone.write(CARD, "ZZZZ9999")
    phone.go("Tiếp")
    phone.sees("Không có thẻ nào mang mã này.")
    phone.write(CARD, f" {card['code'][:4].lower()} {card['code'][4:].lower()}")
    phone.go("Tiếp")
    phone.sees("Đây có phải bạn?", card["name"], card["unit"])
    phone.go("Không phải")
    phone.sees("Mã trên thẻ")
    phone.write(CARD, card["code"])
    phone.go("Tiếp")
    phone.go("Đúng là tôi")
    for first, again, says in (
        ("1111", "1111", "Số lặp lại"), ("1990", "1990", "giống năm sinh"), ("2846", "2847", "Hai lần gõ khác nhau"),
        ("28", "28", "Mã có 4 số, mới gõ 2."),
    ):  # fmt: skip
        phone.write("4 số", first)
        phone.write("Gõ lại 4 số đó", again)
        phone.go("Giữ mã này")
        phone.sees(says)
    phone.write("4 số", "2846")
    phone.write("Gõ lại 4 số đó", "2846")
    phone.go("Giữ mã này")
    given = card["name"].split()[-1]
    for screen in SCREENS:
        phone.open(screen)
        expect(phone.page.locator("header .who")).to_have_text(f"{given}Không phải tôi")
    phone.open("/toi")
    phone.sees(card["name"], card["unit"])


def test_what_was_answered_before_the_name_counts(phone: Phone) -> None:
    walks.first_task(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    walks.give_any_answer(phone)
    phone.open("/luu")
    phone.go("Số điện thoại")
    phone.write("Họ và tên", "Nguyễn  Thị Hường")
    phone.write("Số di động", "010000000")
    phone.go("Tiếp")
    phone.sees("Số di động có 10 số. Số này thiếu một số.")
    phone.write("Số di động", "0100000009")
    phone.go("Tiếp")
    phone.go("Chọn 3 hình thay cho số")
    for picture in ("kim", "cá", "nhà", "kim", "nhà", "cá"):
        phone.go(picture)
    phone.sees("Hai lần chọn khác nhau")
    for picture in ("kim", "cá", "nhà", "kim", "cá", "nhà"):
        phone.go(picture)
    phone.sees("Bạn làm ở đâu?")
    phone.write("Mã đơn vị, hoặc tên công ty", "may ben nua")
    phone.go("Tìm")
    phone.go("CĐCS Công ty May Bến Nứa")
    phone.go("Bỏ qua")
    phone.sees("Tính tên tôi vào kết quả của công đoàn")
    phone.go("Đồng ý")
    phone.open("/toi/du-lieu")
    held = phone.held()
    assert {each["kind"] for each in held["learning"]["events"]} == {"first_task", "answer"}
    assert [each["full_name"] for each in held["account"]["person"]] == ["Nguyễn Thị Hường"]
    expect(phone.page.locator("li").filter(has_text="Bài bạn đã học và đã trả lời").locator("b")).to_have_text("2")


def test_leaving_hides_everything_and_the_name_comes_back_with_the_code(phone: Phone, cards: dict[str, str]) -> None:
    card = next(cards)
    given = card["name"].split()[-1]
    walks.begin(phone)
    walks.claim_by_card(phone, card["code"])
    walks.agree(phone)
    phone.open("/hom-nay")
    phone.go("Không phải tôi")
    phone.sees(f"{given} thoát khỏi máy này?", "Người dùng sau không thấy gì của bạn.")
    phone.go("Thoát")
    assert phone.path == "/"
    phone.sees("Nhận biết tin nhắn lừa đảo")
    for screen in ("/hom-nay", "/toi/du-lieu", "/ky-nang"):
        phone.open(screen)
        phone.misses("Không phải tôi", "Dữ liệu của tôi")
        assert given not in phone.page.locator("header").inner_text()
    phone.open("/vao")
    phone.sees("Bạn là ai?")
    phone.go(given)
    phone.write("4 số", "9371")
    phone.go("Vào")
    phone.sees("Mã chưa đúng. Còn")
    phone.write("4 số", "2846")
    phone.go("Vào")
    phone.sees(given, "Không phải tôi")
    assert phone.events("first_task")


def test_two_people_share_one_phone(phone: Phone, cards: dict[str, str]) -> None:
    first, second = next(cards), next(cards)
    walks.begin(phone)
    walks.claim_by_card(phone, first["code"])
    phone.open("/khong-phai-toi")
    phone.go("Thoát")
    walks.first_task(phone)
    walks.claim_by_card(phone, second["code"], digits="7319")
    phone.open("/toi")
    phone.sees(second["name"])
    phone.misses(first["name"])
    phone.open("/khong-phai-toi")
    phone.choose("Xóa cả tên tôi khỏi máy này")
    phone.go("Thoát")
    phone.open("/vao")
    names = phone.page.locator("button[name=who]")
    expect(names).to_have_count(1)
    expect(names).to_have_text(first["name"].split()[-1])


def test_a_used_card_and_a_used_one_on_a_new_phone(phones, cards: dict[str, str]) -> None:
    card = next(cards)
    first = phones()
    walks.begin(first)
    walks.claim_by_card(first, card["code"])
    other = phones()
    other.open("/luu/the")
    other.write(CARD, card["code"])
    other.go("Tiếp")
    other.sees("Thẻ này đã dùng rồi. Hỏi")
    other.go("Tôi đã dùng thẻ này rồi")
    other.write(CARD, card["code"])
    other.page.keyboard.press("Enter")
    other.sees("mã của bạn")
    other.write("4 số", "2846")
    other.go("Vào")
    other.sees(card["name"].split()[-1])


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(document.title)</script>", "'; DROP TABLE people_person; --", "Nguyễn\u200bThị😀", "x" * 300],
)
def test_odd_names_are_names_or_get_a_sentence(phone: Phone, typed: str) -> None:
    walks.begin(phone)
    phone.open("/luu/so")
    phone.write("Họ và tên", typed)
    phone.write("Số di động", "0100000010")
    phone.go("Tiếp")
    assert phone.path in {"/luu/so", "/luu/ma"}
    if phone.path == "/luu/ma":
        phone.write("4 số", "2846")
        phone.write("Gõ lại 4 số đó", "2846")
        phone.go("Giữ mã này")
        phone.open("/toi")
        assert phone.page.locator("main script").count() == 0
