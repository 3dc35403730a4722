"""What can be counted for a task: rooms below and above register it here, so that no sibling needs another.

A task keeps the name of its measure. Where nobody has registered that name (a room that is not there), nothing is
counted and its progress is told by hand, and said to be so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted for a unit and everything under it; None: not known. `goal` where it follows from the count."""

    value: int | None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """For which unit is counted, from which day on."""

    unit: uuid.UUID
    since: date


One = Callable[[Asked, date], Count]
Counter = Callable[[Sequence[Asked], date], Mapping[Asked, Count]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be counted: its word on screen ("people who began"), and how it is counted for many units.

    Units that the answer leaves out are not known. `count` None: no room of this site counts it yet, so its progress is
    told by hand.
    """

    name: str
    word: Any  # lazy translation
    count: Counter | None = None


_known: dict[str, Measure] = {}


def register(measure: Measure) -> None:
    """Make a measure known; the same name again replaces it."""
    _known[measure.name] = measure


def expect(name: str, word: Any) -> None:
    """Give a word to what no room may count yet; a room that does keeps its own."""
    _known.setdefault(name, Measure(name, word))


def find(name: str) -> Measure | None:
    """Return a measure, or None for a name that nobody knows."""
    return _known.get(name)


def is_counted(name: str) -> bool:
    """Tell whether some room of this site counts it."""
    return name in _known and _known[name].count is not None


def everything() -> list[Measure]:
    """Return all measures that are counted, by name."""
    return [_known[name] for name in sorted(_known) if is_counted(name)]


def one_by_one(count: One) -> Counter:
    """Return a counter for many units from one that counts for one."""

    def counted(asked: Sequence[Asked], day: date) -> Mapping[Asked, Count]:
        return {each: count(each, day) for each in asked}

    return counted
