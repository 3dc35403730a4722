"""A scenario as a page shows it without a player: the guided way as pictures with text, from the same machine."""

from __future__ import annotations

from dataclasses import dataclass

from hocvuso.core.scenario.content import CHOSEN, TYPED, Part, Scenario, Short
from hocvuso.core.scenario.machine import Machine
from hocvuso.core.scenario.proofs import guided
from hocvuso.core.scenario.shorts import shown_in
from hocvuso.core.scenario.variants import Dealt, deal, without_marks


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One thing on a screen that is only looked at."""

    kind: str
    text: str
    note: str
    side: str
    typed: str  # what stands in a field
    options: tuple[str, ...]
    is_next: bool  # here the step acts


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One picture: the screen as it is before the step `id`, where to look and what to do there."""

    id: str
    look: str
    say: str
    title: str
    app: str
    kind: str
    parts: tuple[ShownPart, ...]


def steps(scenario: Scenario, seed: int, *, easy: bool) -> list[ShownStep]:
    """Return the guided way of one variant in pictures."""
    dealt = deal(scenario, seed)
    machine = Machine(scenario, dealt.variant)
    shown = []
    for run, step, act, _after in guided(scenario, seed):
        screen = machine.screens[run.place.screen]
        parts = tuple(_part(scenario, dealt, part, run.place.flags, act.target) for part in machine.visible(run.place))
        words = dealt.text(step.easy if easy else step.say)
        look = dealt.text(step.look)
        shown.append(
            ShownStep(step.id, look, words, dealt.text(screen.title), dealt.text(screen.app), screen.kind, parts)
        )
    return shown


def pictures(scenario: Scenario, short: Short, seed: int) -> list[ShownStep]:
    """Return the screens on which a short form is decided, as they are at its beginning."""
    dealt, found = deal(scenario, seed), []
    for screen, place, seen in shown_in(scenario, short, dealt):
        parts = tuple(_part(scenario, dealt, part, place.flags, "") for part in seen)
        found.append(ShownStep(screen.id, "", "", dealt.text(screen.title), dealt.text(screen.app), screen.kind, parts))
    return found


def _part(scenario: Scenario, dealt: Dealt, part: Part, flags: frozenset[str], target: str) -> ShownPart:
    text = dealt.text(part.text)
    if part.kind == "message" and not dealt.variant.marks:
        text = without_marks(text)
    is_filled = any(flag.startswith(f"{part.id}.") for flag in flags)
    options = tuple(dealt.text(each.text) for each in scenario.options if each.part == part.id)
    return ShownPart(
        kind=part.kind,
        text=text,
        note=dealt.text(part.note),
        side=part.side or "them",
        typed=dealt.text(part.sample) if part.kind in TYPED and is_filled else "",
        options=options if part.kind == CHOSEN else (),
        is_next=part.id == target,
    )
