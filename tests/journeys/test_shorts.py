"""The entry test asks for a decision on the practice phone: by hand, by keyboard, without a link, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from hocvuso.core.scenario import shorts
from hocvuso.core.scenario.content import Scenario, Short
from hocvuso.core.scenario.machine import Machine
from hocvuso.core.scenario.proofs import act_of
from hocvuso.core.scenario.variants import deal
from tests.journeys import screens, walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone
from tests.journeys.playing import QUICK_MS, SCENARIOS, does
from tests.journeys.test_no_network import without_network

FULL = "/dau-vao/day-du"
MOST_TASKS = 300  # one in twenty tasks is a short form: some three in ten million journeys meet none


def shown(phone: Phone) -> tuple[Scenario, Short, int]:
    """Return the short form that is on the screen, and the seed that deals it."""
    form = phone.page.locator("form[data-event=short]")
    name, _, own = str(form.get_attribute("data-content")).partition("/")
    scenario = SCENARIOS[name]
    return (
        scenario,
        next(each for each in scenario.shorts if each.id == own),
        int(str(form.get_attribute("data-variant"))),
    )


def until_short(phone: Phone) -> tuple[Scenario, Short, int]:
    """Take the full entry test until it asks for a decision; begin anew as somebody else where it ends without one.

    The questions before are answered behind the screen, with the phone's cookies: opening each page takes too long.
    """
    walks.begin(phone)
    address = phone.place.address + FULL
    for _ in range(MOST_TASKS):
        page = phone.context.request.get(address)
        words = page.text()
        if "data-short" in words:
            phone.open(FULL)
            return shown(phone)
        if not page.url.endswith(FULL):
            phone.context.clear_cookies()
            walks.begin(phone)
            continue
        fields = dict(re.findall(r'name="(item|id|version|csrfmiddlewaretoken)" value="([^"]+)"', words))
        assert phone.context.request.post(address, form={**fields, "dont_know": "1"}).ok
    raise AssertionError("no short form in so many tasks")


def decides(phone: Phone, score: float | None) -> None:
    """Decide by hand as the first answer with this score says."""
    scenario, short, seed = shown(phone)
    answer = next(each for each in shorts.answers_of(scenario, short) if worth(scenario, short, each.id, seed) == score)
    cut = shorts.shortened(scenario, short)
    dealt = deal(cut, seed)
    machine = Machine(cut, dealt.variant)
    for do in answer.do:
        does(phone.page, cut, dealt, act_of(machine, dealt, do))
        phone.page.wait_for_timeout(QUICK_MS)


def worth(scenario: Scenario, short: Short, answer: str, seed: int) -> float:
    """Return what an answer is worth; a danger of another skill as nothing."""
    judged = shorts.play(scenario, short, seed=seed, lines=shorts.lines_as(scenario, short, answer, seed))
    return shorts.decided(scenario, short, judged).score or 0.0


def test_a_decision_is_made_on_the_practice_phone_and_the_test_goes_on(phone: Phone) -> None:
    scenario, short, seed = until_short(phone)
    phone.sees("BÀI TẬP", deal(scenario, seed).text(short.ask), "Còn khoảng", "Tôi không biết")
    phone.shot("short")
    assert not screens.faults(phone, "short")
    before = phone.page.locator("#glass").inner_text()
    phone.page.reload()  # the same decision, dealt the same, until it is made
    assert phone.page.locator("#glass").inner_text() == before and shown(phone) == (scenario, short, seed)
    with phone.page.expect_navigation():
        decides(phone, 1.0)
    assert phone.path in (FULL, "/dau-vao/ket-qua")
    events = phone.events("short")
    assert [(each["content_id"], each["score"]) for each in events] == [(shorts.id_of(scenario, short), 1.0)]
    assert events[0]["response"]["log"]


def test_a_wrong_decision_counts_and_says_nothing_yet(phone: Phone) -> None:
    scenario, short, _seed = until_short(phone)
    with phone.page.expect_navigation():
        decides(phone, 0.0)
    phone.misses("Lượt này có mất mát")
    assert [each["content_id"] for each in phone.events("short")] == [shorts.id_of(scenario, short)]


def test_without_a_link_the_decision_waits_on_the_phone(phone: Phone) -> None:
    scenario, short, _seed = until_short(phone)
    with without_network(phone):
        decides(phone, 1.0)
        phone.sees("Đã lưu trên máy")
        assert [(each["kind"], each["content_id"]) for each in phone.waiting()] == [
            ("short", shorts.id_of(scenario, short))
        ]
    expect(phone.page.locator("#outbox")).to_have_class("chip sent")
    assert [each["score"] for each in phone.events("short")] == [1.0]


def test_by_keyboard_alone(phone: Phone) -> None:
    until_short(phone)
    phone.page.keyboard.press("Tab")
    names = []
    for _ in range(40):
        names.append(
            phone.page.evaluate("document.activeElement.innerText || document.activeElement.value || ''").strip()
        )
        if names[-1].startswith("Tôi không biết"):
            break
        phone.page.keyboard.press("Tab")
    assert names[-1].startswith("Tôi không biết"), names
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")
    assert [each["score"] for each in phone.events("short")] == [0.0]


@pytest.fixture
def reader(phones: Phones) -> Iterator[Phone]:
    yield phones(java_script_enabled=False)


def test_without_scripts_the_same_decision_is_a_question_below_its_picture(reader: Phone) -> None:
    scenario, short, seed = until_short(reader)
    expect(reader.page.locator("#play")).to_be_hidden()
    assert reader.page.locator(".still:visible").count() == len(short.shown or (short.start,))
    right = next(each for each in shorts.answers_of(scenario, short) if worth(scenario, short, each.id, seed) == 1.0)
    reader.shot("short-plain")
    reader.page.locator("label.choice").filter(
        has_text=re.compile(re.escape(deal(scenario, seed).text(right.text)))
    ).click()
    reader.go("Trả lời")
    assert [each["score"] for each in reader.events("short")] == [1.0]
