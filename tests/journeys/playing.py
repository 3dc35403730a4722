"""A hand that plays a simulator: what the core says of a way, done on the page by tapping, choosing and typing."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.machine import Act
from hocvuso.core.scenario.proofs import guided
from hocvuso.core.scenario.typing import example_of
from hocvuso.core.scenario.variants import Dealt, deal
from hocvuso.practice.reading import read_scenarios
from tests.house import tree
from tests.journeys.phone import Phone

SCENARIOS = read_scenarios(tree.ROOT / "content/scenarios", prove=False).scenarios
QUICK_MS = 220  # as fast as a quick person; a log that is faster is refused
UNHURRIED_MS = 2200  # until then the task has been looked at; ten acts take longer than that in any case


def begins(phone: Phone, name: str, seed: int, how: str) -> None:
    """Open a simulator in one variant and choose how to play it."""
    phone.open(f"/thuc-hanh/{name}?so={seed}")
    phone.tap(how)
    phone.page.wait_for_timeout(UNHURRIED_MS)


def plays(phone: Phone, name: str, seed: int, *, until: str = "", shots: str = "") -> None:
    """Play the guided way by hand, up to the step `until`; with `shots` each new screen is photographed."""
    scenario, seen = SCENARIOS[name], set[str]()
    dealt = deal(scenario, seed)
    for run, step, act, _after in guided(scenario, seed):
        if step.id == until:
            return
        if shots and run.place.screen not in seen:
            seen.add(run.place.screen)
            phone.shot(f"{shots}-{len(seen):02}-{run.place.screen}")
        does(phone.page, scenario, dealt, act)
        phone.page.wait_for_timeout(QUICK_MS)


def goes(phone: Phone, name: str, seed: int, acts: Iterable[Act]) -> None:
    """Do these acts by hand."""
    scenario = SCENARIOS[name]
    for act in acts:
        does(phone.page, scenario, deal(scenario, seed), act)
        phone.page.wait_for_timeout(QUICK_MS)


def does(page: Page, scenario: Scenario, dealt: Dealt, act: Act) -> None:
    """Do one act as a person does it."""
    part = f"#glass [data-part='{act.target}']"
    if act.kind == "tap":
        page.locator(part).locator("button").or_(page.locator(part).and_(page.locator("button"))).first.click()
    elif act.kind == "choose":
        text = next(one.text for one in scenario.options if (one.part, one.id) == (act.target, act.value))
        page.locator(part).get_by_text(dealt.text(text), exact=True).click()
    elif act.kind == "type":
        of = next(one for one in scenario.parts if one.id == act.target)
        page.locator(f"#p-{act.target}").fill(example_of(of, scenario.typed, dealt, act.value))
    elif act.kind == "hold":
        page.locator(part).locator(".p-hold").click()
    elif act.kind == "back":
        page.locator("#glass [data-act=back]").click()
    elif act.kind == "look":
        page.locator("#look").click()
    elif act.kind == "finish":
        page.locator("#finish").click()
    elif act.kind == "read":
        page.wait_for_timeout(4000)
