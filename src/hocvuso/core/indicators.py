"""Shares, paces and counts of the targets; unknown stays unknown and small groups stay hidden.

Numerator and denominator count people once (the caller sees to that). A denominator is declared by a unit
for a date; without one a share is None, never 0. Shares lie in 0…1; days are counted from 1970-01-01.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

SMALLEST_GROUP = 5  # decided: README.md 13, groups under 5 are hidden


class Declared(NamedTuple):
    """A headcount that a unit declared: people (≥ 0) as of a day."""

    people: int
    as_of: int


class UnitFigures(NamedTuple):
    """What is known of one unit. None means unknown: not declared, or no report yet."""

    unit: str
    reached: int | None
    declared: Declared | None


@dataclass(frozen=True, slots=True)
class Share:
    """A target's share over units of which both numbers are known.

    `share` is None when nothing is known. `oldest` is the earliest date of the denominators used. `unknown`
    lists the units left out; say how many beside the figure. `exceeds` lists units that report more
    people reached than declared: their headcount is out of date; they count as fully reached.
    """

    share: float | None
    reached: int
    people: int
    oldest: int | None
    unknown: tuple[str, ...]
    exceeds: tuple[str, ...]


def share(units: Iterable[UnitFigures]) -> Share:
    """Combine units into one share. Raises ValueError for a negative count."""
    reached = people = 0
    dates: list[int] = []
    unknown: list[str] = []
    exceeds: list[str] = []
    for unit in units:
        if unit.declared is None or unit.reached is None:
            unknown.append(unit.unit)
            continue
        if min(unit.reached, unit.declared.people) < 0:
            raise ValueError(f"{unit.unit}: counts of people are not negative")
        if unit.reached > unit.declared.people:
            exceeds.append(unit.unit)
        reached += min(unit.reached, unit.declared.people)
        people += unit.declared.people
        dates.append(unit.declared.as_of)
    return Share(
        share=reached / people if people else None,
        reached=reached,
        people=people,
        oldest=min(dates) if dates else None,
        unknown=tuple(unknown),
        exceeds=tuple(exceeds),
    )


def still_needed(target: float, *, people: int | None, reached: int | None) -> int | None:
    """Return how many more people it takes: ceil(target·people) − reached, at least 0; None if unknown.

    The target is read as the decimal number it is written as, so that 7% of 100 is 7 and not 8.
    """
    if people is None or reached is None:
        return None
    return max(math.ceil(Fraction(str(target)) * people) - reached, 0)


@dataclass(frozen=True, slots=True)
class Course:
    """A target's way: from `start_share` on `start_day` to `target` on `deadline` (a later day)."""

    target: float
    start_day: int
    deadline: int
    start_share: float = 0.0

    def __post_init__(self) -> None:
        if self.deadline <= self.start_day:
            raise ValueError("the deadline is later than the start")


def needed_by(course: Course, day: int) -> float:
    """Return the share needed by a day on an even way; the target itself after the deadline."""
    gone = (day - course.start_day) / (course.deadline - course.start_day)
    return course.start_share + (course.target - course.start_share) * min(max(gone, 0.0), 1.0)


def forecast(course: Course, *, share_now: float | None, day: int) -> float | None:
    """Return the share at the deadline at the pace since the start; None when unknown or on day one."""
    if share_now is None or day <= course.start_day:
        return None
    pace = (share_now - course.start_share) / (day - course.start_day)
    return min(max(share_now + pace * max(course.deadline - day, 0), 0.0), 1.0)


def to_invite(course: Course, *, people: int | None, reached: int | None, day: int, days_ahead: int = 7) -> int | None:
    """Return how many more people bring the unit back on course within some days; None if unknown."""
    wanted = round(needed_by(course, day + days_ahead), 9)
    return still_needed(wanted, people=people, reached=reached)


def hidden_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the groups whose figures are not shown beside the total of all groups.

    Groups of 1 to 4 people are hidden. Subtracting the shown groups from the total must not reveal fewer than
    5 people or a single group, so the smallest shown groups are hidden too until it does not. Empty
    groups hide nobody and stay.
    """
    hidden = {group for group, size in sizes.items() if 0 < size < SMALLEST_GROUP}
    shown = sorted((size, group) for group, size in sizes.items() if size >= SMALLEST_GROUP)
    while hidden and shown and (len(hidden) == 1 or sum(sizes[group] for group in hidden) < SMALLEST_GROUP):
        hidden.add(shown.pop(0)[1])
    return frozenset(hidden)


def any_known(words: Iterable[bool | None]) -> bool | None:
    """Tell whether something holds when several may know it: one yes is enough, silence is not a no."""
    said = [word for word in words if word is not None]
    return any(said) if said else None


def all_hold(facts: Iterable[bool | None]) -> bool | None:
    """Tell whether all of several facts hold: one no decides, else what is unknown keeps it open (Kleene, 1938)."""
    found = list(facts)
    if False in found:
        return False
    return None if None in found else True
