"""What a unit does beside learning: lines of its monthly return, and facts that a target may ask of units.

Rooms below know the counts; `counted_lines` says which of them go up and how they are called.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

Units = Collection[uuid.UUID]
Counted = Mapping[uuid.UUID, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a return: `count` gets units, the first and the last day of the month; who is absent has none.

    `of_people`: it stays hidden for a unit in which a number would point at single persons.
    """

    id: str
    title: Any
    rule: Any
    count: Callable[[Units, date, date], Counted]
    of_people: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that holds of a unit or not, which a target may ask of units; `name` stands where a target of people
    names its audience."""

    name: str
    title: Any
    rule: Any
    count: Callable[[Units, date], Counted]


_lines: dict[str, Line] = {}
_facts: dict[str, Fact] = {}


def register_line(line: Line) -> None:
    """Let a line stand in every return that is opened from now on."""
    _lines[line.id] = line


def register_fact(fact: Fact) -> None:
    """Let targets ask for a fact."""
    _facts[fact.name] = fact


def lines() -> Mapping[str, Line]:
    """Return the lines by their ids, in the order of the paper."""
    return _lines


def facts() -> Mapping[str, Fact]:
    """Return the facts by their names."""
    return _facts


def counted(units: Units, first: date, last: date) -> dict[uuid.UUID, dict[str, int]]:
    """Return the count of every line of every unit; few statements, however many units there are."""
    found: dict[uuid.UUID, dict[str, int]] = {unit: {} for unit in units}
    for line in _lines.values():
        counts = line.count(units, first, last)
        for unit in units:
            found[unit][line.id] = counts.get(unit, 0)
    return found


def holding(name: str, units: Units, day: date) -> dict[uuid.UUID, bool]:
    """Tell of each unit whether a fact holds; empty for a fact that nobody registered: it is not known."""
    fact = _facts.get(name)
    if fact is None:
        return {}
    counts = fact.count(units, day)
    return {unit: counts.get(unit, 0) > 0 for unit in units}


def titles() -> dict[str, str]:
    """Return what facts are called in the form of a target."""
    return {fact.name: str(fact.title) for fact in _facts.values()}


def rule_of(name: str) -> str:
    """Return what a fact means in one sentence, "" for an unknown one."""
    return str(_facts[name].rule) if name in _facts else ""


def unknown_words(name: str) -> str:
    """Return what a page says while it is not known of which units a fact holds."""
    if not name:
        return _("It is not known yet which units are connected")
    return _("It has not been counted yet")
