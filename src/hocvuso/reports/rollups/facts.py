"""The dated facts that are counted, from the rooms that hold them, as arrays of numbers for the core."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from django.db.models import QuerySet

from hocvuso.core import rollup
from hocvuso.core.rollup import Flips, Ints, Spells
from hocvuso.learning import bandlog
from hocvuso.people import queries as people
from hocvuso.unions import queries as unions

COUNTED = "count"  # the purpose to which a person agrees when he wants to be counted by name
K = TypeVar("K")
EVERYBODY = ""  # the audience of all stays together


@dataclass(slots=True)
class Facts:
    """Everything that counting needs of some persons."""

    units: list[uuid.UUID]
    homes: dict[str, Spells]
    invited: Flips
    started: Flips
    agreed: Flips
    mastered: dict[str, Flips]
    checked: dict[str, Flips]
    passed: dict[str, Flips]
    circumstances: dict[tuple[str, str], Flips] = field(default_factory=dict)  # by dimension and band


def gathered(persons: QuerySet[Any, Any] | None, skills: Collection[str], *, with_circumstances: bool = False) -> Facts:
    """Read the facts about these persons or (None) about all; what people told of themselves only when asked for."""
    units, known, homes = _homes(persons)
    wanted = sorted(skills)
    mastered = (
        (person, day, skill, band == bandlog.MASTERED)
        for person, day, skill, band in _rows(bandlog.mastery_words(wanted, persons))
    )
    checks = list(_rows(bandlog.checks(wanted, persons)))
    rows = _rows(people.circumstances_told()) if with_circumstances else ()
    told = ((person, day, (dimension, band), True) for person, day, dimension, band in rows)
    return Facts(
        units=units,
        homes=homes,
        invited=_flips(((person, day, True) for person, day in _rows(people.invitations(persons))), known),
        started=_flips(((person, day, True) for person, day in _rows(bandlog.starts(persons))), known),
        agreed=_flips(_rows(people.consent_words(COUNTED, persons)), known),
        mastered=_by(mastered, known),
        checked=_by(((person, day, skill, True) for person, day, skill, _ in checks), known),
        passed=_by(checks, known),
        circumstances=_by(told, known),
    )


def _rows(found: QuerySet[Any, Any]) -> Iterable[Any]:
    return found.iterator(chunk_size=5000)


def _homes(persons: QuerySet[Any, Any] | None) -> tuple[list[uuid.UUID], Mapping[str, int], dict[str, Spells]]:
    """Return the units, the persons' numbers, and the homes by audience; under EVERYBODY of all stays together."""
    who: dict[str, int] = {}
    where: dict[str, int] = {}
    groups: dict[str, int] = {}
    person, unit, group, first, until = (array("q") for _ in range(5))
    for each, place, audience, first_day, last_day in unions.stays(persons):
        person.append(who.setdefault(each, len(who)))
        unit.append(where.setdefault(place, len(where)))
        group.append(groups.setdefault(audience, len(groups)))
        first.append(first_day)
        until.append(rollup.NEVER if last_day is None else last_day)
    order = np.arange(len(person), dtype=np.int64)
    columns = [*map(_ints, (person, unit, first, until)), order]
    of = _ints(group)
    homes = {EVERYBODY: rollup.homes(Spells(*columns))}
    for audience, number in groups.items():
        if audience != EVERYBODY:
            homes[audience] = rollup.homes(Spells(*(column[of == number] for column in columns)))
    return [uuid.UUID(each) for each in where], who, homes


def _flips(words: Iterable[tuple[str, int, bool]], known: Mapping[str, int]) -> Flips:
    """Return words about persons as a fact; those about somebody who is nowhere at home are left out."""
    person, day, value = array("q"), array("q"), array("q")
    for who, at, word in words:
        number = known.get(who)
        if number is not None:
            person.append(number)
            day.append(at)
            value.append(word)
    return rollup.turns(Flips(_ints(person), _ints(day), _ints(value)))


def _by(words: Iterable[tuple[str, int, K, bool]], known: Mapping[str, int]) -> dict[K, Flips]:
    """Return facts of which there are several, such as one a skill, by what tells them apart."""
    found: dict[K, tuple[array[int], array[int], array[int]]] = {}
    for who, at, which, word in words:
        number = known.get(who)
        if number is not None:
            person, day, value = found.get(which) or found.setdefault(which, (array("q"), array("q"), array("q")))
            person.append(number)
            day.append(at)
            value.append(word)
    return {which: rollup.turns(Flips(*map(_ints, columns))) for which, columns in found.items()}


def nothing() -> Flips:
    """Return a fact that holds of nobody."""
    empty = np.zeros(0, dtype=np.int64)
    return Flips(empty, empty, empty)


def _ints(values: array[int]) -> Ints:
    return np.frombuffer(values, dtype=np.int64) if len(values) else np.zeros(0, dtype=np.int64)
