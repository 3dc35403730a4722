"""Emulation drives: criteria that hold from a day on, whether somebody meets them, and units compared fairly.

A drive (đợt thi đua) runs from its first to its last day, both included. What is asked may change while it runs, from a
later day on and never backwards: whoever met what was asked before stays one who met it. Units are compared by shares
drawn towards the share of all, because three of four people say less than three hundred of four hundred.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core.contest import boards

PERSON, GROUP, UNIT = "person", "group", "unit"
WHO = (PERSON, GROUP, UNIT)
BEFORE, RUNNING, OVER = "before", "running", "over"
MOST_GOAL = 1_000_000  # decided: a number with more digits is a slip of the keyboard
MOST_CRITERIA = 12  # decided: of one drive; more is read by nobody
AFTERWARDS = timedelta(days=7)  # decided: so long after its end what phones kept without a link is still counted
FEWEST = 5  # decided: README.md 13, groups under 5 are hidden, and so they are compared with nobody


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a drive asks of persons, groups or units: what is counted (`name`), and how many (1 or more).

    `about` narrows what is counted, such as the contest in which one takes part.
    """

    who: str
    name: str
    goal: int
    about: str = ""

    @property
    def key(self) -> str:
        """Return what tells it from the others of a drive."""
        return ":".join((self.who, self.name, self.about)) if self.about else f"{self.who}:{self.name}"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a drive asks from a day on, and why that was changed ("" for what it began with)."""

    valid_from: date
    criteria: tuple[Criterion, ...]
    reason: str = ""

    def of(self, who: str) -> tuple[Criterion, ...]:
        """Return what is asked of persons, of groups or of units."""
        return tuple(each for each in self.criteria if each.who == who)


@dataclass(frozen=True, slots=True)
class Term:
    """Rules with the last day on which they were looked at: the day before the next ones, or the day asked about."""

    rules: Rules
    until: date


@dataclass(frozen=True, slots=True)
class Line:
    """How far somebody is with one criterion: his own goal, what the drive asks, and what was counted."""

    criterion: Criterion
    own_goal: int
    done: int

    @property
    def share(self) -> float:
        """Return which part of his own goal is done, in 0…1."""
        return min(self.done / self.own_goal, 1.0)

    @property
    def is_met(self) -> bool:
        """Whether what the drive asks is reached."""
        return self.done >= self.criterion.goal


def phase(starts_on: date, ends_on: date, day: date) -> str:
    """Return whether a drive has not begun, runs, or is over on a day."""
    return BEFORE if day < starts_on else RUNNING if day <= ends_on else OVER


def in_order(rules: Sequence[Rules]) -> list[Rules]:
    """Return rules by their first days."""
    return sorted(rules, key=lambda each: each.valid_from)


def in_force(rules: Sequence[Rules], day: date) -> Rules:
    """Return the rules of a day; before the first ones begin, those. Raises ValueError when there are none."""
    if not rules:
        raise ValueError("a drive without rules")
    ordered = in_order(rules)
    begun = [each for each in ordered if each.valid_from <= day]
    return begun[-1] if begun else ordered[0]


def terms(rules: Sequence[Rules], day: date, ends_on: date) -> list[Term]:
    """Return the rules that held until a day, each with its last day, oldest first; nothing counts after `ends_on`."""
    last = min(day, ends_on)
    begun = [each for each in in_order(rules) if each.valid_from <= last]
    nexts = [each.valid_from - timedelta(days=1) for each in begun[1:]]
    return [Term(each, until) for each, until in zip(begun, [*nexts, last], strict=False)]


def problem(criteria: Sequence[Criterion]) -> str:
    """Return what is wrong with criteria, "" when nothing is: none, many, twice, goal."""
    if not criteria:
        return "none"
    if len(criteria) > MOST_CRITERIA:
        return "many"
    if len({each.key for each in criteria}) < len(criteria):
        return "twice"
    if any(not 1 <= each.goal <= MOST_GOAL for each in criteria):
        return "goal"
    return ""


def problem_of_change(rules: Sequence[Rules], new: Rules, *, today: date, ends_on: date) -> str:
    """Return what forbids to change a drive that is known to people, "" when nothing does.

    past: it would hold backwards, today included (what somebody did this morning counts by what he knew); late: it
    would begin after the end; order: there is a later change already; reason: nobody said why; same: nothing changes;
    else as `problem`.
    """
    if wrong := problem(new.criteria):
        return wrong
    if new.valid_from <= today:
        return "past"
    if new.valid_from > ends_on:
        return "late"
    newest = in_order(rules)[-1]
    if new.valid_from <= newest.valid_from:
        return "order"
    if not new.reason.strip():
        return "reason"
    return "same" if set(newest.criteria) == set(new.criteria) else ""


def lines(criteria: Sequence[Criterion], goals: Mapping[str, int], counts: Mapping[str, int]) -> list[Line]:
    """Return how far somebody is; `goals` are his own by key (absent: what the drive asks), `counts` what he did."""
    return [Line(each, max(goals.get(each.key, each.goal), 1), counts.get(each.key, 0)) for each in criteria]


def is_met(criteria: Sequence[Criterion], counts: Mapping[str, int]) -> bool:
    """Tell whether everything is reached; where nothing is asked, nobody can reach it."""
    return bool(criteria) and all(counts.get(each.key, 0) >= each.goal for each in criteria)


def has_met(who: str, held: Sequence[Term], counted: Callable[[Term, Criterion], int]) -> bool:
    """Tell whether somebody met the rules of any term by its last day: a later change takes nothing away."""
    for term in held:
        asked = term.rules.of(who)
        if is_met(asked, {each.key: counted(term, each) for each in asked}):
            return True
    return False


# --- units


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit's people who pledged, those of them who met the goal, and the same before (None: not known)."""

    unit: str
    pledged: int
    met: int
    before: tuple[int, int] | None = None  # (met, pledged) at the review before


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit among others: its plain share, and the two values by which it is compared (None: not known)."""

    unit: str
    share: float
    rate: float
    improvement: float | None


def compared(counts: Sequence[UnitCount]) -> list[Compared]:
    """Return the units that may be compared (FEWEST people who pledged, or more), best rate first, then by name.

    Drawn towards the common share as contests do it (`contest.boards`), now and before; improvement is the difference.
    """
    able = [each for each in counts if each.pledged >= FEWEST]
    now = boards.by_taking_part([boards.Unit(each.unit, each.met, each.pledged) for each in able])
    known = {each.unit: each.before for each in able if each.before is not None and each.before[1] >= FEWEST}
    past = boards.by_taking_part([boards.Unit(unit, met, pledged) for unit, (met, pledged) in known.items()])
    earlier = {each.id: each.ranked for each in past}
    found = []
    for each in now:
        rate, before = each.ranked or 0.0, earlier.get(each.id)
        found.append(Compared(each.id, each.figure or 0.0, rate, None if before is None else rate - before))
    return sorted(found, key=lambda each: (-each.rate, each.unit))


def upper_half(values: Mapping[str, float]) -> list[str]:
    """Return who may be named in public: the better half (rounded up), best first, and whoever equals its last one.

    Of fewer than two nobody is named: half of one would be a list of one, and its absence a verdict.
    """
    if len(values) < 2:
        return []
    ranked = sorted(values, key=lambda each: (-values[each], each))
    border = values[ranked[math.ceil(len(ranked) / 2) - 1]]
    return [each for each in ranked if values[each] >= border]
