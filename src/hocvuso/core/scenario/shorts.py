"""Short forms: one decision in a simulator's screen, for the entry test.

A short form is the scenario itself, cut down: the same machine, player, log and scoring mean it. It begins in the
middle, with flags already given, and is over with the first thing that decides: the goal, a danger, a named mistake,
or a screen outside. Where there is no player, the same decision is a question; each of its answers names acts, and what
the machine makes of them says which is right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hocvuso.core.evidence import Task

from .content import Answer, Goal, Part, Scenario, Screen, Short, Value
from .log import Forged, Judged, judge
from .machine import Impossible, Machine, Place, holds
from .proofs import act_of
from .variants import MOST_SEED, NAMED, Dealt, deal

MODE = "alone"  # decided: nobody is led through a test
LEAST_ANSWERS = 2  # by definition: who can only do one thing decides nothing
STEADY_MS = 1000  # decided: the pace of the log that stands for an answer; slower than `log` demands
# assumed: as for questions (`core.offering`): 600 syllables a minute, and a moment to tap
QUICK_MS_A_WORD, TAP_MS = 100, 400


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision says: of the skill asked for, and against which safety skills where something was lost.

    `score` None says nothing of the skill: a danger speaks against safety, not against the work (product.md 5.2).
    """

    score: float | None
    lost: tuple[str, ...]


def id_of(scenario: Scenario, short: Short) -> str:
    """Return the id under which a short form is asked and stored: "bank-transfer/other-name"."""
    return f"{scenario.id}/{short.id}"


def shortened(scenario: Scenario, short: Short) -> Scenario:
    """Return the scenario cut down to one decision; deals the same names and amounts for the same seed."""
    kept = {short.start, *short.screens}
    # No main button: its colour would say what to do, or what not.
    parts = tuple(replace(each, main=False) for each in scenario.parts if each.screen in kept)
    names = {each.id for each in parts}
    rules = tuple(each for each in scenario.rules if _target(each.when) in names | kept)
    ends = {each.go for each in parts} | {each.go for each in rules}
    ends |= {name for each in scenario.screens if each.id in kept for name in (each.back, each.over)}
    rules += tuple(each for each in scenario.rules if each.when.removeprefix("open:") in ends - kept)
    cut = replace(
        scenario,
        task=short.ask, task_easy=short.easy, skill=short.skill, start=short.start,
        starts=(*scenario.starts, *short.given),
        screens=tuple(_screen(each, kept) for each in scenario.screens if each.id in kept | ends),
        parts=parts,
        options=tuple(each for each in scenario.options if each.part in names),
        typed=tuple(each for each in scenario.typed if each.part in names),
        rules=rules, goals=(Goal(short.id, short.ask, short.goal),), checks=(), steps=(),
        dangers=tuple(each for each in scenario.dangers if each.id in {rule.danger for rule in rules}),
        mistakes=tuple(each for each in scenario.mistakes if each.id in {rule.coach for rule in rules}),
        summary="", shorts=(), answers=(), at_once=True,
    )  # fmt: skip
    return replace(cut, values=_used(cut))


def _target(when: str) -> str:
    return when.partition(":")[2].partition("=")[0]


def _screen(screen: Screen, kept: set[str]) -> Screen:
    """Return a screen that may be gone to as it is, any other as the end."""
    return screen if screen.id in kept else replace(screen, kind="end", back="", over="", read_after=0, ends=True)


def _used(cut: Scenario) -> tuple[Value, ...]:
    """Return the values that a text of the cut scenario names, and those along which they are dealt."""
    texts: list[str] = [cut.title, cut.task, cut.task_easy]
    texts += [text for each in cut.screens for text in (each.title, each.app)]
    texts += [text for each in cut.parts for text in (each.text, each.note, each.sample)]
    texts += [each.text for each in cut.options]
    texts += [text for each in cut.dangers for text in (each.title, each.text, each.easy)]
    texts += [text for each in cut.mistakes for text in (each.text, each.easy)]
    texts += [text for each in cut.typed for text in (*each.same, *each.has, *each.lacks)]
    names = {name for text in texts for name in NAMED.findall(text)}
    names |= {each.along for each in cut.values if each.id in names}
    return tuple(each for each in cut.values if each.id in names)


def answers_of(scenario: Scenario, short: Short) -> tuple[Answer, ...]:
    """Return the ways to decide in a short form, in the order in which the author wrote them."""
    return tuple(each for each in scenario.answers if each.short == short.id)


def task_of(scenario: Scenario, short: Short) -> Task:
    """Return what the entry test needs to know of a short form; who taps at random meets one answer of all."""
    return Task(
        id=id_of(scenario, short),
        skills=(short.skill,),
        difficulty=short.difficulty,
        seconds=float(short.seconds),
        guess=1.0 / max(len(answers_of(scenario, short)), LEAST_ANSWERS),
        fast_ms=TAP_MS + QUICK_MS_A_WORD * len(short.ask.split()),
    )


def places(scenario: Scenario, short: Short) -> tuple[int, ...]:
    """Return the variants in which a short form is asked: where its guard holds, but never those kept for surprises."""
    return tuple(
        place
        for place, each in enumerate(scenario.variants)
        if not each.surprise and holds(short.needs, frozenset((*each.flags, f"layout.{each.layout}")))
    )


def seed_of(scenario: Scenario, short: Short, number: int) -> int:
    """Return the seed of the nth way to deal a short form, n from 0; it goes round through its variants."""
    open_to = places(scenario, short)
    size = len(scenario.variants)
    return open_to[number % len(open_to)] + size * (number // len(open_to) % (MOST_SEED // size - 1))


def is_dealt(scenario: Scenario, short: Short, seed: int) -> bool:
    """Tell whether a short form is ever asked with this seed."""
    return 0 <= seed <= MOST_SEED and seed % len(scenario.variants) in places(scenario, short)


def shown_in(scenario: Scenario, short: Short, dealt: Dealt) -> list[tuple[Screen, Place, list[Part]]]:
    """Return the screens on which a short form is decided, as they are at its beginning, each with what it shows."""
    machine = Machine(scenario, dealt.variant)
    flags = machine.start().place.flags | frozenset(short.given)
    found = [(machine.screens[name], Place(name, flags)) for name in short.shown or (short.start,)]
    return [(screen, place, machine.visible(place)) for screen, place in found]


def play(scenario: Scenario, short: Short, *, seed: int, lines: object) -> Judged:
    """Return what the log of a decision amounts to, worked out anew. Raises Forged, for a variant not asked too."""
    if not is_dealt(scenario, short, seed):
        raise Forged("seed")
    return judge(shortened(scenario, short), seed=seed, mode=MODE, lines=lines)


def lines_of(scenario: Scenario, short: Short, answer: Answer, seed: int) -> list[list[int | str]]:
    """Return the log of somebody who does what an answer says. Raises Impossible where that cannot be done."""
    cut = shortened(scenario, short)
    dealt = deal(cut, seed)
    machine = Machine(cut, dealt.variant)
    run, lines = machine.start(), list[list[int | str]]()
    for number, do in enumerate((*answer.do, "finish"), start=1):
        if run.over:
            break
        act = act_of(machine, dealt, do)
        run = machine.after(run, act)
        lines.append([number * STEADY_MS, act.kind, act.target, act.value])
    return lines


def lines_as(scenario: Scenario, short: Short, answer: str, seed: int) -> list[list[int | str]]:
    """Return the log of somebody who gives the answer of this id. Raises Forged where it is none in this variant."""
    found = next((each for each in answers_of(scenario, short) if each.id == answer), None)
    if found is None or not is_dealt(scenario, short, seed):
        raise Forged("part" if found is None else "seed")
    try:
        return lines_of(scenario, short, found, seed)
    except Impossible as problem:
        raise Forged(problem.reason) from problem


def decided(scenario: Scenario, short: Short, judged: Judged) -> Decided:
    """Return what a decision says."""
    skills = {each.id: each.skill or scenario.safety_skill for each in scenario.dangers}
    lost = tuple(dict.fromkeys(skills[each] for each in judged.run.dangers))
    if lost and short.skill not in lost:
        return Decided(None, lost)
    return Decided(float(judged.run.reached and not lost), lost)
