"""Ways that several journeys have in common, one tap after the other."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.phone import Phone

MOST_PLACEMENT_TASKS = 8


def first_task(phone: Phone, answer: str = "Đáng ngờ") -> None:
    """Open the poster, start, answer the message."""
    phone.open("/")
    phone.go("Bắt đầu")
    phone.go(answer)


def begin(phone: Phone) -> None:
    """Become an anonymous learner by the first answer, and stand on today's page."""
    first_task(phone)
    phone.open("/hom-nay")


def give_any_answer(phone: Phone) -> None:
    """Answer an exercise of any kind with whatever stands first, and wait for what follows."""
    fill_in(phone)
    phone.go("Trả lời")


def fill_in(phone: Phone) -> None:
    """Fill in an exercise of any kind with whatever stands first."""
    form = phone.page.locator("form[data-event]")
    for name in dict.fromkeys(form.locator("input[type=radio]").evaluate_all("all => all.map(one => one.name)")):
        form.locator(f"label:has(input[name={name}])").first.click()
    if form.locator("input[type=checkbox]").count():
        form.locator("label:has(input[type=checkbox])").first.click()
    lists = form.locator("select")
    for place in range(lists.count()):
        lists.nth(place).select_option(index=place + 1)
    if form.locator("textarea").count():
        form.locator("textarea").fill("otp")


def placement(phone: Phone) -> int:
    """Answer the placement to its end; return how many tasks it asked."""
    asked = 0
    while phone.path == "/dau-vao":
        asked += 1
        assert asked <= MOST_PLACEMENT_TASKS, "the placement does not stop"
        expect(phone.page.locator(".dots")).to_contain_text("Còn khoảng")
        give_any_answer(phone)
    return asked


def claim_by_card(phone: Phone, code: str, digits: str = "2846") -> None:
    """Claim with a card and choose four digits; stands on the page after that."""
    phone.open("/luu/the")
    phone.write("8 ký tự, ở dưới hình vuông", code)
    phone.go("Tiếp")
    phone.go("Đúng là tôi")
    phone.write("4 số", digits)
    phone.write("Gõ lại 4 số đó", digits)
    phone.go("Giữ mã này")


def official_comes_in(phone: Phone, username: str) -> None:
    """Sign an official in with his password."""
    facts = phone.place.official(username)
    phone.open("/cb/")
    phone.write("Tên vào", facts["username"])
    phone.write("Mật khẩu", facts["password"])
    phone.go("Vào")
