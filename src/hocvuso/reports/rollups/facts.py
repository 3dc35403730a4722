"""The dated facts that are counted, from the rooms that hold them, as arrays of numbers for the core."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, repeat
from typing import Any

import numpy as np
from django.db.models import QuerySet

from hocvuso.core import rollup
from hocvuso.core.rollup import Flips, Ints, Spells
from hocvuso.learning import bandlog
from hocvuso.people import queries as people
from hocvuso.plumbing import raw
from hocvuso.reports.targets.target import day_index
from hocvuso.unions import kinds as unit_kinds
from hocvuso.unions import queries as unions

COUNTED = "count"  # the purpose to which a person agrees when he wants to be counted by name
EVERYBODY = ""  # the audience of all stays together
OFFICIALS = unions.OFFICIAL
NOWHERE = -1  # the number of a person who is nowhere at home
YES = frozenset({True, bandlog.MASTERED})
PERSON, DAY, SKILL, SAID = range(4)


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
    checks = _words(bandlog.checks(wanted, persons), known, wanted)
    made = checks.copy()
    made[SAID] = 1
    return Facts(
        units=units,
        homes=homes,
        invited=_flips(_words(people.invitations(persons), known)),
        started=_flips(_words(bandlog.starts(persons), known)),
        agreed=_flips(_words(people.consent_words(COUNTED, persons), known)),
        mastered=_by_skill(_words(bandlog.mastery_words(wanted, persons), known, wanted), wanted),
        checked=_by_skill(made, wanted),
        passed=_by_skill(checks, wanted),
        circumstances=_told(known) if with_circumstances else {},
    )


def _homes(persons: QuerySet[Any, Any] | None) -> tuple[list[uuid.UUID], Mapping[str, int], dict[str, Spells]]:
    """Return the units, the persons' numbers, and the homes by audience; under EVERYBODY of all stays together."""
    who, where, groups = (defaultdict[str, int](count().__next__) for _ in range(3))  # numbers at first sight
    parts = [
        np.array([
            [*map(who.__getitem__, person)], [*map(where.__getitem__, unit)], first,
            [rollup.NEVER if day is None else day for day in until], [*map(groups.__getitem__, audience)],
        ], dtype=np.int64)
        for found in unions.stays(persons)
        for person, unit, audience, first, until in raw.columns(found)
    ]  # fmt: skip
    *columns, group = np.concatenate([np.zeros((5, 0), dtype=np.int64), *parts], axis=1)
    columns.append(np.arange(len(group)))
    homes = {EVERYBODY: rollup.homes(Spells(*columns))}
    for audience, number in groups.items():
        if audience not in (EVERYBODY, OFFICIALS):
            homes[audience] = rollup.homes(Spells(*(column[group == number] for column in columns)))
    units = [uuid.UUID(each) for each in where]
    homes[OFFICIALS] = _officials(persons, who, units, Spells(*columns), group == groups[OFFICIALS])
    return units, who, homes


def _officials(
    persons: QuerySet[Any, Any] | None, who: Mapping[str, int], units: Sequence[uuid.UUID], stays: Spells, named: Any
) -> Spells:
    """Return the homes of full-time officials: stays entered as theirs (`named`), and stays while marked full time.

    For which unit somebody works full time does not matter: who works for a ward is at home in a union of his own. So
    only a grassroots union can be the home, and being entered at the ward itself says no more than the mark.
    """
    of_all = persons is None or len(units) > unions.AT_ONCE
    kinds, wanted = unions.kinds(None if of_all else units), set(unit_kinds.declaring())
    can_be = np.array([kinds.get(unit) in wanted for unit in units], dtype=bool)[stays.unit]
    entered = [column[named & can_be] for column in _columns(stays)]
    above = named & ~can_be
    parts = [np.array([stays.person[above], stays.first[above], stays.until[above]], dtype=np.int64)]
    for person, first, until in raw.columns(unions.full_time(persons)):
        last = [rollup.NEVER if day is None else day for day in until]
        parts.append(np.array([[*map(who.get, person, repeat(NOWHERE))], first, last], dtype=np.int64))
    number, first_day, until_day = np.concatenate(parts, axis=1)
    if not len(number):
        return rollup.homes(Spells(*entered))
    theirs = np.isin(stays.person, number) & can_be
    near = Spells(*(column[theirs] for column in _columns(stays)))
    marked = rollup.during(near, Spells(number, number, first_day, until_day, number))
    return rollup.homes(Spells(*map(np.concatenate, zip(entered, _columns(marked), strict=True))))


def officials_at_home(persons: QuerySet[Any, Any], day: date) -> dict[uuid.UUID, uuid.UUID]:
    """Return in which grassroots union each of these persons counts as a full-time official on `day`.

    Who is absent counts nowhere: he is not full time that day, or stays in no grassroots union.
    """
    units, who, homes = _homes(persons)
    spells, today = homes[OFFICIALS], day_index(day)
    names = {number: uuid.UUID(person) for person, number in who.items()}
    now = (spells.first <= today) & (today < spells.until)
    return {
        names[person]: units[unit]
        for person, unit in zip(spells.person[now].tolist(), spells.unit[now].tolist(), strict=True)
    }


def _columns(spells: Spells) -> tuple[Ints, ...]:
    return spells.person, spells.unit, spells.first, spells.until, spells.order


def _words(found: QuerySet[Any, Any], known: Mapping[str, int], skills: Sequence[str] = ()) -> Ints:
    """Return words about persons as numbers: rows of PERSON, DAY, SKILL and SAID.

    `found` gives person and day, the skill where `skills` are asked for, and what was said where it is not always yes.
    Words about somebody who is nowhere at home are left out.
    """
    numbers = {skill: number for number, skill in enumerate(skills)}
    parts = [np.zeros((4, 0), dtype=np.int64)]
    for person, day, *more in raw.columns(found):
        part = np.ones((4, len(person)), dtype=np.int64)
        part[PERSON], part[DAY] = [*map(known.get, person, repeat(NOWHERE))], day
        if skills:
            part[SKILL] = [*map(numbers.__getitem__, more.pop(0))]
        if more:
            part[SAID] = [*map(YES.__contains__, more.pop())]
        parts.append(part[:, part[PERSON] != NOWHERE])
    return np.concatenate(parts, axis=1)


def _told(known: Mapping[str, int]) -> dict[tuple[str, str], Flips]:
    """Return what people told of themselves, by dimension and band."""
    found: dict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for part in raw.columns(people.circumstances_told()):
        for person, day, dimension, band in zip(*part, strict=True):
            number = known.get(person, NOWHERE)
            if number != NOWHERE:
                found[dimension, band].append((number, day, 0, 1))
    return {which: _flips(np.array(words, dtype=np.int64).T) for which, words in found.items()}


def nothing() -> Flips:
    """Return a fact that holds of nobody."""
    empty = np.zeros(0, dtype=np.int64)
    return Flips(empty, empty, empty)


def _flips(words: Ints) -> Flips:
    return rollup.turns(Flips(words[PERSON], words[DAY], words[SAID]))


def _by_skill(words: Ints, skills: Sequence[str]) -> dict[str, Flips]:
    return {skill: _flips(words[:, words[SKILL] == number]) for number, skill in enumerate(skills)}
