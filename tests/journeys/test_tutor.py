"""The plan of the day with the assistant, tap by tap, on a small phone and on a PC; also without scripts."""

from __future__ import annotations

import pytest

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.languages import strangers
from tests.journeys.phone import Phone

MOST_TURNS = 80
# A browser that can write down speech, as far as the page can tell.
HEARS = "window.webkitSpeechRecognition = function () { this.start = this.stop = function () {}; };"


def faults(phone: Phone, name: str) -> list[str]:
    """Everything that is wrong on a screen."""
    phone.shot(name)
    found = screens.faults(phone, name, least=screens.LEARNER_TARGET)
    return found + [f"{name}: {each}" for each in strangers(screens.spoken(phone.page), "vi")]


def kind(phone: Phone) -> str:
    """What the bubble on the screen is."""
    for name, mark in (
        ("done", "main a[href='/ky-nang']"), ("hello", "button[value=go]"), ("ask", "button[value=dont_know]"),
        ("nearly", "button[value=again]"), ("explain", "button[value=help]"), ("marked", "button[value=next]"),
    ):  # fmt: skip
        if phone.page.locator(mark).count():
            return name
    raise AssertionError(phone.page.content())


def shape(phone: Phone) -> list[str]:
    """What kinds of things are on the screen, so that each make-up is looked at once."""
    made: list[str] = phone.page.locator("main *").evaluate_all(
        "all => [...new Set(all.map(one => one.tagName + '.' + one.className))].sort()"
    )
    return made


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_lesson_with_the_assistant_from_hello_to_done(phones: Phones, size: dict[str, int]) -> None:
    phone = phones(size=size, script=HEARS)
    walks.begin(phone)
    phone.go("Học với trợ lý")
    phone.sees("Tôi là trợ lý AI, là máy, không phải người.", "Bắt đầu")
    wide = "pc-" if size == LARGE else ""
    found: list[str] = []
    seen: list[str] = []
    shapes: list[list[str]] = []
    for _turn in range(MOST_TURNS):
        now = kind(phone)
        if shape(phone) not in shapes:
            shapes.append(shape(phone))
            found += faults(phone, f"tutor-{wide}{now}-{len(shapes)}")
        assert phone.page.locator("main h1").count() == 1 and phone.page.locator("main .btn:visible").count() <= 1
        seen.append(now)
        if now == "done":
            break
        if now == "ask" and seen.count("ask") == 1:
            phone.go("Tôi bị kẹt")
            found += faults(phone, f"tutor-{wide}helped")
        if now == "ask" and phone.page.locator("textarea").count():
            phone.sees("Nói thay vì gõ", "Hãng làm trình duyệt có thể xử lý tiếng nói")
        taps = phone.page.locator("button.choice[name=nut]")
        if now == "ask" and taps.count():
            phone.goes(taps.last)
        elif now == "ask":
            phone.go("Tôi không biết")
        else:
            phone.goes(phone.page.locator("main .btn"))
    assert seen[-1] == "done" and {"explain", "ask", "marked"} <= set(seen)
    phone.sees("Xong phần hôm nay.", "Bạn đã làm:")
    assert not found, "\n".join(found)
    assert any(event["hints"] for event in phone.events())


def test_the_talk_goes_on_where_it_was_left_and_a_double_tap_is_one_reply(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/hoi")
    phone.go("Học với trợ lý")
    while kind(phone) != "ask":
        phone.goes(phone.page.locator("main .btn"))
    asked = phone.heading
    phone.open("/hom-nay")
    phone.go("Học với trợ lý")
    assert phone.heading == asked
    phone.page.evaluate(
        """async () => {
          const form = new FormData(document.querySelector('main form'));
          form.append('nut', 'dont_know');
          const send = () => fetch('/hoi/hoc', { method: 'POST', body: form });
          await send(); await send();
        }"""
    )
    phone.open("/hoi/hoc")
    assert kind(phone) == "marked"
    assert len(phone.events()) == 1


def test_without_scripts_every_turn_is_a_plain_form(phones: Phones) -> None:
    phone = phones(java_script_enabled=False)
    phone.open("/")
    phone.go("Bắt đầu")
    phone.go("Đáng ngờ")
    phone.open("/hoi/hoc")
    while kind(phone) != "ask":
        phone.goes(phone.page.locator("main .btn"))
    phone.go("Tôi bị kẹt")
    assert phone.page.locator(".why").count() == 1
    phone.go("Tôi không biết")
    phone.sees("Xem cách làm")
    phone.misses("Nói thay vì gõ")
