"""From the log of a phone to the score: the same machine again, and a refusal of what cannot have happened.

A line is [milliseconds since the start, kind, target, value]. Only classes of what was typed are in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from .content import MODES, Scenario
from .machine import Act, Impossible, Machine, Run
from .scoring import Score, score
from .variants import MOST_SEED, deal

MOST_LINES = 600  # assumed: ten times what the longest scenario takes
LONGEST_MS = 6 * 3600 * 1000  # assumed: a run that was left lying; what is longer is begun anew
# assumed: nobody does two things on a screen in less than 80 ms, nor ten in less than two seconds
QUICKEST_MS, TEN_MS = 80, 2000
READ_SLACK_MS = 250  # assumed: timers of browsers are late or early by less than this
_BY_ITSELF = ("read", "refused", "type", "choose")  # sent together with the tap that leaves a form
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log."""

    ms: int
    act: Act


@dataclass(frozen=True, slots=True)
class Judged:
    """What a log amounts to."""

    run: Run
    score: Score
    print: str  # the same for the same log: tells a replay


class Forged(ValueError):
    """The log cannot be true: `reason` is one word, `at` the line, counted from 1 (0: the log as a whole)."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(f"{reason} at line {at}" if at else reason)
        self.reason, self.at = reason, at


def read(lines: object) -> list[Line]:
    """Return a log as sent, read. Raises Forged where it is none."""
    if not isinstance(lines, Sequence) or isinstance(lines, str) or not 0 < len(lines) <= MOST_LINES:
        raise Forged("unreadable")
    return [_line(each, number) for number, each in enumerate(lines, start=1)]


def _line(given: object, number: int) -> Line:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != _FIELDS:
        raise Forged("unreadable", number)
    ms, *words = given
    if isinstance(ms, bool) or not isinstance(ms, int) or not all(isinstance(each, str) for each in words):
        raise Forged("unreadable", number)
    return Line(ms, Act(*words))


def judge(scenario: Scenario, *, seed: int, mode: str, lines: object) -> Judged:
    """Return what a log amounts to, worked out anew. Raises Forged with the reason and the line.

    Reasons: unreadable, mode, seed, order (time runs back), long, too_fast, too_early (read before the time),
    hints (in a mode that has none), unfinished, and those of `machine.Impossible`.
    """
    if mode not in MODES:
        raise Forged("mode")
    if not 0 <= seed <= MOST_SEED:
        raise Forged("seed")
    found = read(lines)
    _timed(found)
    machine = Machine(scenario, deal(scenario, seed).variant)
    run, since = machine.start(), 0
    for number, line in enumerate(found, start=1):
        screen = machine.screens[run.place.screen]
        if line.act.kind == "read" and line.ms - since < screen.read_after * 1000 - READ_SLACK_MS:
            raise Forged("too_early", number)
        before = run.place.screen
        try:
            run = machine.after(run, line.act)
        except Impossible as problem:
            raise Forged(problem.reason, number) from problem
        if run.place.screen != before:
            since = line.ms
    if not run.over:
        raise Forged("unfinished", len(found))
    return Judged(run, score(machine, run), print_of(scenario.id, seed, mode, found))


def _timed(lines: Sequence[Line]) -> None:
    """Raise Forged where the times of a log cannot be those of a person."""
    before, acts = 0, [0]
    for number, line in enumerate(lines, start=1):
        if line.ms < before:
            raise Forged("order", number)
        if line.ms > LONGEST_MS:
            raise Forged("long", number)
        before = line.ms
        if line.act.kind in _BY_ITSELF:
            continue
        if len(acts) > 1 and line.ms - acts[-1] < QUICKEST_MS:
            raise Forged("too_fast", number)
        acts.append(line.ms)
        if len(acts) > 10 and line.ms - acts[-11] < TEN_MS:
            raise Forged("too_fast", number)


def print_of(scenario: str, seed: int, mode: str, lines: Sequence[Line]) -> str:
    """Return the print of a log: 32 hexadecimal digits."""
    whole = [scenario, seed, mode, [[each.ms, each.act.kind, each.act.target, each.act.value] for each in lines]]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
