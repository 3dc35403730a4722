"""Ways that several journeys have in common, one tap after the other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

from tests.journeys.phone import Phone
from tests.journeys.place import PATIENCE_SECONDS

MOST_PLACEMENT_TASKS = 8
TOTP_SECONDS = 30


def first_task(phone: Phone, verdict: str = "suspicious") -> None:
    """Open the poster, start, answer the message; in any language."""
    phone.open("/")
    phone.goes(phone.page.locator("a.btn"))
    phone.goes(phone.page.locator(f"button[value={verdict}]"))


def begin(phone: Phone) -> None:
    """Become an anonymous learner by the first answer, and stand on today's page."""
    first_task(phone)
    phone.open("/hom-nay")


def read(phone: Phone) -> None:
    """Open today's lesson in letters, also when the lot (one learner in twenty) opens it to listen or as a video."""
    phone.go("Học bài này")
    if phone.path.startswith("/bai-giang/"):
        phone.go("Đọc bài bằng chữ")


def give_any_answer(phone: Phone) -> None:
    """Answer an exercise of any kind with whatever stands first, and wait for what follows."""
    if is_decision(phone):
        phone.go("Tôi không biết")
        return
    fill_in(phone)
    phone.go("Trả lời")


def is_decision(phone: Phone) -> bool:
    """Tell whether the entry test asks for a decision on the practice phone, which fills in no form."""
    return phone.page.locator("main[data-short] #play:visible").count() > 0


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


def agree(phone: Phone) -> None:
    """Agree to being recorded; some people of the demonstration did so before."""
    phone.open("/dong-y")
    if phone.page.get_by_role("button", name="Đồng ý").count():
        phone.go("Đồng ý")


def is_told(phone: Phone, words: str) -> None:
    """Look at the notices until the job that delivers them has come by with these words."""
    ends = time.monotonic() + PATIENCE_SECONDS
    phone.open("/thong-bao")
    while words not in phone.words and time.monotonic() < ends:
        phone.page.wait_for_timeout(1000)
        phone.open("/thong-bao")
    phone.sees(words)


def code_app(secret: str, *, at: float | None = None) -> str:
    """Return the six digits that a code app shows for a key (RFC 6238), now or `at` a time in seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(time.time() if at is None else at) // TOTP_SECONDS
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def official_comes_in(phone: Phone, username: str, password: str, secret: str = "") -> None:
    """Sign an official in with his password, and with the code of his app where he has set one up."""
    phone.open("/cb/")
    phone.write("Tên vào hoặc số điện thoại", username)
    phone.write("Mật khẩu hoặc mã 6 số", password)
    phone.go("Vào")
    if secret:
        phone.sees("Mã 6 số")
        phone.write("6 số, hoặc một mã dự phòng", code_app(secret))
        phone.go("Tiếp")
