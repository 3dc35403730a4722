"""The dated facts that are counted, from the rooms that hold them, as arrays of numbers for the core."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import QuerySet

from hocvuso.core import rollup
from hocvuso.core.rollup import Flips, Ints, Spells
from hocvuso.learning import bandlog
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.reports.targets.target import day_index
from hocvuso.unions import queries as unions

COUNTED = "count"  # the purpose to which a person agrees when he wants to be counted by name
EVERYBODY = ""  # the audience of all stays together


@dataclass(slots=True)
class Numbers:
    """Small numbers for ids, given out in the order in which they are met."""

    ids: dict[uuid.UUID, int] = field(default_factory=dict)

    def of(self, each: uuid.UUID) -> int:
        """Return the number of an id, a new one for an id not met before."""
        return self.ids.setdefault(each, len(self.ids))


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


def gathered(persons: QuerySet[Any, Any] | None, skills: Collection[str]) -> Facts:
    """Read the facts about these persons or (None) about all."""
    who, where = Numbers(), Numbers()
    homes = _homes(who, where, persons)
    known = who.ids
    wanted = sorted(skills)
    words = bandlog.mastery_words(wanted, persons)
    mastered = ((person, skill, at, band == bandlog.MASTERED) for person, skill, band, at in _rows(words))
    said = people.consent_words(COUNTED, persons)
    checks = list(_rows(bandlog.checks(wanted, persons)))
    return Facts(
        units=list(where.ids),
        homes=homes,
        invited=_flips(((person, at, True) for person, at in _rows(people.invitations(persons))), known),
        started=_flips(((person, at, True) for person, at in _rows(bandlog.starts(persons))), known),
        agreed=_flips(((person, at, given) for person, given, at in _rows(said)), known),
        mastered=_by_skill(mastered, known),
        checked=_by_skill(((person, skill, at, True) for person, skill, _, at in checks), known),
        passed=_by_skill(((person, skill, at, passed) for person, skill, passed, at in checks), known),
    )


def _rows(found: QuerySet[Any, Any]) -> Iterable[Any]:
    return found.iterator(chunk_size=5000)


def _homes(who: Numbers, where: Numbers, persons: QuerySet[Any, Any] | None) -> dict[str, Spells]:
    """Return the homes by audience, and under EVERYBODY those of all stays together."""
    columns: dict[str, list[array[int]]] = {EVERYBODY: [array("q") for _ in range(5)]}
    days: dict[date, int] = {}
    for number, (person, unit, audience, first, until) in enumerate(unions.stays(persons)):
        first_day = days.get(first) or days.setdefault(first, day_index(first))
        last_day = rollup.NEVER if until is None else days.get(until) or days.setdefault(until, day_index(until))
        row = (who.of(person), where.of(unit), first_day, last_day, number)
        for group in {EVERYBODY, audience}:
            for column, value in zip(columns.setdefault(group, [array("q") for _ in range(5)]), row, strict=True):
                column.append(value)
    return {group: rollup.homes(Spells(*map(_ints, of))) for group, of in columns.items()}


def _flips(words: Iterable[tuple[uuid.UUID, datetime, bool]], known: dict[uuid.UUID, int]) -> Flips:
    """Return words about persons as a fact; those about somebody who is nowhere at home are left out."""
    person, day, value = array("q"), array("q"), array("q")
    for who, at, word in words:
        number = known.get(who)
        if number is not None:
            person.append(number)
            day.append(clock.day_number(at))
            value.append(word)
    return rollup.turns(Flips(_ints(person), _ints(day), _ints(value)))


def _by_skill(words: Iterable[tuple[uuid.UUID, str, datetime, bool]], known: dict[uuid.UUID, int]) -> dict[str, Flips]:
    found: dict[str, list[tuple[uuid.UUID, datetime, bool]]] = {}
    for who, skill, at, word in words:
        found.setdefault(skill, []).append((who, at, word))
    return {skill: _flips(said, known) for skill, said in found.items()}


def nothing() -> Flips:
    """Return a fact that holds of nobody."""
    empty = np.zeros(0, dtype=np.int64)
    return Flips(empty, empty, empty)


def _ints(values: array[int]) -> Ints:
    return np.frombuffer(values, dtype=np.int64) if len(values) else np.zeros(0, dtype=np.int64)
