"""What drives may ask: rooms register how it is counted for many persons or groups at once.

What is asked of whole units is what programmes count for their tasks already (`programmes.measures`): every measure
with a counter is a criterion for units, under its own name and word.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hocvuso.core.emulation import UNIT
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked

# Persons or groups, first and last day (both included), what it is about; who is absent has 0.
Counter = Callable[[Collection[uuid.UUID], date, date, str], Mapping[uuid.UUID, int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be counted: for whom, its word on screen, how, and the goal that the form proposes."""

    who: str
    name: str
    word: Any  # lazy translation: "days on which one learns"
    count: Counter
    goal: int = 1


@dataclass(frozen=True, slots=True)
class About:
    """Things that a kind may be about, such as contests: for a unit and a day, (id, title) of each."""

    of: Callable[[uuid.UUID, date], list[tuple[str, str]]]
    title: Callable[[str], str]


_known: dict[tuple[str, str], Kind] = {}
_about: dict[str, About] = {}


def register(kind: Kind, about: About | None = None) -> None:
    """Make a kind known; the same name again replaces it. With `about` it is asked of one of several things."""
    _known[kind.who, kind.name] = kind
    if about is not None:
        _about[kind.name] = about


def find(who: str, name: str) -> Kind | None:
    """Return a kind, or None for a name that nobody knows: then nothing is counted and nobody meets it."""
    return _of_units(name) if who == UNIT else _known.get((who, name))


def everything(who: str) -> list[Kind]:
    """Return the kinds for persons, groups or units, in the order in which they were registered."""
    if who == UNIT:
        return [kind for each in measures.everything() if (kind := _of_units(each.name)) is not None]
    return [kind for (whose, _name), kind in _known.items() if whose == who]


def about(name: str) -> About | None:
    """Return what a kind may be about, None for one that is about nothing more."""
    return _about.get(name)


def _of_units(name: str) -> Kind | None:
    measure = measures.find(name)
    if measure is None or measure.count is None:
        return None
    counter = measure.count

    def count(units: Collection[uuid.UUID], since: date, until: date, _about: str) -> Mapping[uuid.UUID, int]:
        found = counter([Asked(unit, since) for unit in units], until)
        return {asked.unit: each.value for asked, each in found.items() if each.value is not None}

    return Kind(UNIT, name, measure.word, count)
