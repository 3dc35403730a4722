"""Every simulator by keyboard alone, in guided mode to the goal: reached, seen, in order, named, at twice the size."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.machine import Act
from hocvuso.core.scenario.proofs import guided
from hocvuso.core.scenario.typing import example_of
from hocvuso.core.scenario.variants import Dealt, deal
from tests.journeys.phone import Phone
from tests.journeys.playing import QUICK_MS, SCENARIOS, begins, does, plays

MOST_TABS = 60
# Where the focus stands: the part, what it is, whether it can be seen, and where it lies.
STANDS = """() => {
  const one = document.activeElement, part = one.closest('[data-part]');
  const look = getComputedStyle(one), box = one.getBoundingClientRect(), isHold = one.classList.contains('p-hold');
  return {
    part: part ? part.getAttribute('data-part') : one.getAttribute('data-act') || one.id,
    kind: isHold ? 'hold' : one.type === 'radio' ? 'radio' : one.tagName.toLowerCase(),
    value: one.value || '', isChecked: !!one.checked,
    isShown: (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== 'none',
    isIn: !!one.closest('#glass'), top: Math.round(box.top + scrollY), left: Math.round(box.left), height: box.height
  };
}"""
CLIPPED = """() => Array.from(document.querySelectorAll('#play *'))
  .filter(one => one.getClientRects().length && getComputedStyle(one).overflow !== 'visible'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .filter(one => !one.matches('input, textarea')).map(one => one.outerHTML.slice(0, 90))"""
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
ASKED = {"button", "textbox", "radio", "switch", "heading", "dialog", "radiogroup", "group"}  # roles that need a name


def nameless(phone: Phone) -> list[str]:
    """Return what a screen reader would announce without a name, from the browser's accessibility tree."""
    session = phone.context.new_cdp_session(phone.page)
    found: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    roles = [
        each["role"]["value"] for each in found
        if not each["ignored"] and each["role"]["value"] in ASKED and not each.get("name", {}).get("value")
    ]  # fmt: skip
    return [each for each in roles if each != "group"]


def stands(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STANDS)
    return found


def reaches(page: Page, part: str, kind: str) -> dict[str, Any]:
    """Press Tab until the focus stands on this part; each stop on the way is seen, and comes as one reads."""
    if (now := stands(page))["part"] == part and now["kind"] == kind:
        return now
    before: tuple[int, int] | None = None
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        now = stands(page)
        if now["isIn"]:
            assert now["isShown"], f"no visible focus on {now}"
            here = (now["top"], now["left"])
            assert before is None or here[0] + now["height"] > before[0], f"{now} comes before what stood above it"
            before = here
        else:
            before = None  # the tools of the exercise, then round again
        if now["part"] == part and now["kind"] == kind:
            return now
    raise AssertionError(f"{part} is not reached by Tab")


def presses(page: Page, scenario: Scenario, dealt: Dealt, act: Act) -> None:
    """Do one act with keys alone."""
    if act.kind in ("tap", "hold"):
        reaches(page, act.target, "hold" if act.kind == "hold" else "button")
        page.keyboard.press("Enter" if act.kind == "tap" else "Space")
    elif act.kind == "type":
        part = next(each for each in scenario.parts if each.id == act.target)
        reaches(page, act.target, "textarea" if part.kind == "area" else "input")
        page.keyboard.press("Control+A")
        page.keyboard.type(example_of(part, scenario.typed, dealt, act.value))
        page.keyboard.press("Tab")  # whoever leaves a field has typed it
    elif act.kind == "choose":
        reaches(page, act.target, "radio")
        # Arrows choose as they go, as in every browser: Space only where the first is what is wanted.
        page.keyboard.press("Space" if stands(page)["value"] == act.value else "ArrowDown")
        for _ in range(10):
            if stands(page)["value"] == act.value and stands(page)["isChecked"]:
                break
            page.keyboard.press("ArrowDown")
        assert stands(page)["value"] == act.value
        page.keyboard.press("Enter")  # confirmed without leaving it
    elif act.kind == "back":
        is_over = next(each for each in scenario.screens if each.id == page_screen(page, scenario, dealt)).kind
        if is_over in ("dialog", "sheet"):
            page.keyboard.press("Escape")
        else:
            reaches(page, "back", "button")
            page.keyboard.press("Enter")
    elif act.kind in ("look", "finish"):
        reaches(page, act.kind, "button")
        page.keyboard.press("Enter")
    elif act.kind == "read":
        page.wait_for_timeout(4000)


def page_screen(page: Page, scenario: Scenario, dealt: Dealt) -> str:
    """Return the screen whose title is shown."""
    title = page.locator("#glass h2").inner_text()
    return next(each.id for each in scenario.screens if dealt.text(each.title) == title)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_whole_game_by_keyboard_alone(phone: Phone, name: str) -> None:
    scenario, dealt, seen = SCENARIOS[name], deal(SCENARIOS[name], 1), set[str]()
    begins(phone, name, 1, "Có hướng dẫn")
    found: list[str] = []
    for run, step, act, after in guided(scenario, 1):
        if run.place.screen not in seen:
            seen.add(run.place.screen)
            found += [f"{run.place.screen}: {each} without a name" for each in nameless(phone)]
        expect(phone.page.locator("#line")).to_have_text(dealt.text(step.say))  # what to do is told by role=status
        presses(phone.page, scenario, dealt, act)
        phone.page.wait_for_timeout(QUICK_MS)
        if not after.over and after.place.screen != run.place.screen:
            assert stands(phone.page)["isIn"], f"{step.id}: the focus is lost"
    phone.sees("100 trên 100 điểm")
    expect(phone.page.locator("#verdict")).to_be_focused()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SCENARIOS)
def test_twice_as_large_nothing_is_cut_off(phone: Phone, name: str) -> None:
    scenario, dealt, seen = SCENARIOS[name], deal(SCENARIOS[name], 1), set[str]()
    phone.open(f"/thuc-hanh/{name}?so=1")
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.tap("Có hướng dẫn")
    found: list[str] = []
    for run, _step, act, _after in guided(scenario, 1):
        if run.place.screen not in seen:
            seen.add(run.place.screen)
            found += [f"{run.place.screen}: {each}" for each in phone.page.evaluate(CLIPPED)]
            found += [f"{run.place.screen}: wider than the screen"] if phone.page.evaluate(SIDEWAYS) else []
        does(phone.page, scenario, dealt, act)
    assert not found, "\n".join(found)


def test_escape_closes_the_task_and_leaves_a_dialog_and_focus_returns(phone: Phone) -> None:
    """In the scenario of a message: the long press opens a dialog; Escape leaves it, focus stands on what opened it."""
    begins(phone, "spot-the-scam", 0, "Tự làm")
    page = phone.page
    expect(page.locator("#task")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#task")).to_be_hidden()
    expect(page.locator("#look")).to_be_focused()
    reaches(page, "new-one", "button")
    page.keyboard.press("Enter")
    expect(page.locator("#glass h2")).to_be_focused()
    reaches(page, "bait", "hold")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Xem kỹ")
    expect(dialog).to_be_visible()
    for _ in range(MOST_TABS):  # what lies under a dialog is not there to be reached
        page.keyboard.press("Tab")
        assert stands(page)["part"] not in ("says", "bait", "decide", "sender-new")
    dialog.locator("h2").focus()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert stands(page)["part"] == "bait"


def log_of(phone: Phone) -> list[list[Any]]:
    """Return what the player has noted of the game so far, kept on the phone against a killed tab."""
    found: list[list[Any]] = phone.page.evaluate(
        "() => JSON.parse(localStorage.getItem('hvs_practice_public-service')).log"
    )
    return found


def at_the_files(phone: Phone) -> int:
    """Play the public service up to the choice of a file; return how many lines the log has by then."""
    begins(phone, "public-service", 1, "Tự làm")
    plays(phone, "public-service", 1, until=CHOICE.id)
    reaches(phone.page, "file", "radio")
    return len(log_of(phone))


CHOICE = next(each for each in SCENARIOS["public-service"].steps if each.do == "choose:file=right")


def stops_at(page: Page, value: str) -> None:
    """Go once round all the choices by arrow, then on to this one."""
    options = [each.id for each in SCENARIOS["public-service"].options if each.part == "file"]
    for _ in options:
        page.keyboard.press("ArrowDown")
    for _ in options:
        if stands(page)["value"] != value:
            page.keyboard.press("ArrowDown")
    assert stands(page)["value"] == value


@pytest.mark.parametrize("key", ["Tab", "Enter", "Space"])
def test_choices_that_the_arrows_pass_are_no_slips(phone: Phone, key: str) -> None:
    before = at_the_files(phone)
    stops_at(phone.page, "right")
    assert len(log_of(phone)) == before and phone.page.locator("#coach").is_hidden()
    phone.page.keyboard.press(key)
    assert [each[1:] for each in log_of(phone)[before:]] == [["choose", "file", "right"]]
    if key == "Tab":  # what the choice has brought comes next
        assert stands(phone.page)["part"] == "file-open"
        phone.page.keyboard.press("Shift+Tab")
    stops_at(phone.page, "right")
    phone.page.keyboard.press(key)
    assert len(log_of(phone)) == before + 1, "whoever comes back to what he had chosen has chosen nothing"


def test_a_wrong_choice_counts_once_it_is_left_by_whatever_way(phone: Phone) -> None:
    before = at_the_files(phone)
    stops_at(phone.page, "sideways")
    expect(phone.page.locator("#coach")).to_be_hidden()
    phone.page.locator("[data-part=attach-go]").click()  # by a finger, straight on to the button
    assert [each[1:] for each in log_of(phone)[before:]] == [
        ["choose", "file", "sideways"], ["tap", "attach-go", ""],
    ]  # fmt: skip


def test_a_finger_s_choice_counts_at_once(phone: Phone) -> None:
    before = at_the_files(phone)
    text = next(each.text for each in SCENARIOS["public-service"].options if (each.part, each.id) == ("file", "type"))
    phone.page.locator("[data-part=file]").get_by_text(text, exact=True).click()
    expect(phone.page.locator("#coach")).to_be_visible()
    assert [each[1:] for each in log_of(phone)[before:]] == [["choose", "file", "type"]]


def test_nothing_is_dragged(phone: Phone) -> None:
    """There is no act of dragging in the language, and a long press always has a button beside it."""
    begins(phone, "spot-the-scam", 0, "Tự làm")
    assert phone.page.locator("[draggable]").count() == 0
    phone.page.locator("[data-part=new-one]").click()
    expect(phone.page.locator(".p-hold")).to_be_visible()
