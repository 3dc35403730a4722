"""What is wrong with the short forms of a scenario, as written and when they are tried in every variant."""

from __future__ import annotations

from collections.abc import Iterator

from .content import Flags, Scenario, Short
from .faults import Fault, made_flags, wrong_act
from .log import Forged
from .machine import Impossible, Machine
from .shorts import LEAST_ANSWERS, answers_of, decided, lines_of, places, play, shortened
from .variants import NAMED

MOST_ACTS = 4  # decided: more is a run, not a decision


def short_faults(scenario: Scenario) -> list[Fault]:
    """Return what is wrong with the short forms of a scenario that has no other `faults`."""
    names = [each.id for each in scenario.shorts]
    found = [Fault("short", each, "id", "twin", each) for each in dict.fromkeys(names) if names.count(each) > 1]
    found += [Fault("answer", f"{each.short}.{each.id}", "short", "no_short", each.short)
              for each in scenario.answers if each.short not in names]  # fmt: skip
    for short in scenario.shorts:
        found += _written(scenario, short)
    if found:
        return found
    return [fault for short in scenario.shorts for fault in _proved(scenario, short)]


def _written(scenario: Scenario, short: Short) -> Iterator[Fault]:
    """Find references of a short form to what does not exist."""
    screens = {each.id for each in scenario.screens}
    for field, values in (("start", (short.start,)), ("screens", short.screens), ("shown", short.shown)):
        for value in values:
            if value not in screens:
                yield Fault("short", short.id, field, "no_screen", value)
    known = made_flags(scenario)
    guards: tuple[tuple[str, Flags], ...] = (("goal", short.goal), ("given", short.given), ("needs", short.needs))
    for field, flags in guards:
        for flag in flags:
            if flag.lstrip("!") not in known:
                yield Fault("short", short.id, field, "no_flag", flag)
    yield from _said(scenario, short)


def _said(scenario: Scenario, short: Short) -> Iterator[Fault]:
    """Find names in braces that no value deals, and acts that do not exist."""
    values, machine = {each.id for each in scenario.values}, Machine(scenario, scenario.variants[0])
    for field in ("ask", "easy"):
        for name in NAMED.findall(getattr(short, field)):
            if name not in values:
                yield Fault("short", short.id, field, "no_value_of", f"{{{name}}}")
    for answer in answers_of(scenario, short):
        for do in answer.do:
            code = wrong_act(machine, do, is_step=True)
            if code:
                yield Fault("answer", f"{short.id}.{answer.id}", "do", code, do)


def _proved(scenario: Scenario, short: Short) -> Iterator[Fault]:
    """Find what cannot be proved: that one can decide rightly and wrongly, in each variant, with few acts."""
    answers = answers_of(scenario, short)
    if len(answers) < LEAST_ANSWERS:
        yield Fault("short", short.id, "id", "few_answers", str(len(answers)))
        return
    if not places(scenario, short):
        yield Fault("short", short.id, "needs", "no_variant", ", ".join(short.needs))
        return
    for place in places(scenario, short):
        found = list(_tried(scenario, short, place))
        if found:  # the same would be said of every variant
            yield from found
            return


def _tried(scenario: Scenario, short: Short, place: int) -> Iterator[Fault]:
    """Try every answer in one variant: each can be done, exactly one is right."""
    variant = scenario.variants[place]
    if Machine(shortened(scenario, short), variant).start().reached:
        yield Fault("short", short.id, "goal", "given_goal", variant.id)
        return
    scores = []
    for answer in answers_of(scenario, short):
        where = f"{short.id}.{answer.id}"
        try:
            lines = lines_of(scenario, short, answer, place)
            scores.append(decided(scenario, short, play(scenario, short, seed=place, lines=lines)).score)
        except (Impossible, Forged) as problem:
            yield Fault("answer", where, "do", "answer_impossible", f"{variant.id}: {problem}")
            return
        if len(lines) > MOST_ACTS:
            yield Fault("answer", where, "do", "many_acts", str(len(lines)))
    if scores.count(1.0) != 1:
        yield Fault("short", short.id, "goal", "no_right_answer", f"{variant.id}: {scores.count(1.0)}")
