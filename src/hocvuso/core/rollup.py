"""From dated facts about persons to counts of units, for every day at once.

A person has at most one home a group on any day: of the units where he is then, the one where he has been longer.
So everybody counts once at every level, and the counts of the units below add up to that of the unit above.
Days are counted from 1970-01-01; a fact holds from its first day until the day before its last one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NEVER = 4_000_000  # decided: a day past every calendar of ours; open periods end here


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Stays of persons at units, as arrays of one length: person, unit, first day, day after the last.

    `order` breaks the tie between two stays that begin on one day: the lower one is the home.
    """

    person: Ints
    unit: Ints
    first: Ints
    until: Ints
    order: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Flips:
    """Changes of one fact about persons: from `day` on it holds (`value` 1) or does not (0), in order of writing."""

    person: Ints
    day: Ints
    value: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """How a count changed: `delta` for a unit on a day; sorted by unit and day, no two rows alike, none zero."""

    unit: Ints
    day: Ints
    delta: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Counts that hold from a day on: a row where any of them changed, sorted by unit and day; a column a count."""

    unit: Ints
    day: Ints
    counts: Ints


def homes(spells: Spells) -> Spells:
    """Return the stretches in which each stay is the person's home; they never overlap for one person.

    A stay that began earlier goes first, so a later one becomes home when all earlier ones have ended:
    it is home from max(first, latest end of the earlier ones) on.
    """
    by = np.lexsort((spells.order, spells.first, spells.person))
    person, unit, first, until = (part[by] for part in (spells.person, spells.unit, spells.first, spells.until))
    if not len(person):
        return spells
    # Ends lie in 0…NEVER, so an offset a person makes one running maximum do for all of them.
    rank = np.cumsum(np.r_[0, person[1:] != person[:-1]])
    step = NEVER + 1
    running = np.maximum.accumulate(rank * step + until)
    starts = np.r_[True, person[1:] != person[:-1]]
    latest = np.where(starts, 0, np.r_[0, running[:-1]] - rank * step)
    begins = np.maximum(first, latest)
    keep = begins < until
    return Spells(person[keep], unit[keep], begins[keep], until[keep], spells.order[by][keep])


def during(stays: Spells, periods: Spells) -> Spells:
    """Return the stretches of stays that lie in a period of the same person; the units of the periods do not matter."""
    by = np.argsort(stays.person, kind="stable")
    low, high = (np.searchsorted(stays.person, periods.person, side=side, sorter=by) for side in ("left", "right"))
    each = high - low  # stays of the person of each period
    period = np.repeat(np.arange(len(each)), each)
    place = by[np.arange(len(period)) + np.repeat(low - np.cumsum(each) + each, each)]
    begins = np.maximum(stays.first[place], periods.first[period])
    ends = np.minimum(stays.until[place], periods.until[period])
    keep = begins < ends
    return Spells(
        stays.person[place][keep], stays.unit[place][keep], begins[keep], ends[keep], stays.order[place][keep]
    )


def turns(flips: Flips) -> Flips:
    """Return the days on which a fact really changed, as +1 and −1; of several words on one day the last stands."""
    by = np.lexsort((np.arange(len(flips.day)), flips.day, flips.person))
    person, day, value = flips.person[by], flips.day[by], flips.value[by]
    if not len(person):
        return flips
    last = np.r_[(person[1:] != person[:-1]) | (day[1:] != day[:-1]), True]
    person, day, value = person[last], day[last], value[last]
    before = np.where(np.r_[True, person[1:] != person[:-1]], 0, np.r_[0, value[:-1]])
    changed = value != before
    return Flips(person[changed], day[changed], (value - before)[changed])


def count(home: Spells, facts: Sequence[Flips]) -> Series:
    """Count, by unit and day, the persons at home there of whom all `facts` (from `turns`) hold.

    `home` comes from `homes`. Without facts everybody at home is counted.
    """
    stays, empty = len(home.person), np.zeros(0, dtype=np.int64)
    if not stays or not all(len(each.person) for each in facts):
        return Series(empty, empty, empty)
    person = np.concatenate([home.person, home.person, *(each.person for each in facts)])
    day = np.concatenate([home.first, home.until, *(each.day for each in facts)])
    step = np.concatenate([np.ones(stays, np.int64), -np.ones(stays, np.int64), *(each.value for each in facts)])
    # Where the unit is not said it stays what it was; it is said by the beginning of a stay.
    place = np.concatenate([home.unit, np.full(stays, -1), *(np.full(len(each.day), -1) for each in facts)])
    # One number for (person, day, said or not): the parts are sorted already, so a stable sort only merges them.
    span = int(day.max()) - int(day.min()) + 1
    by = np.argsort(((person * span + (day - day.min())) << 1) + (place >= 0), kind="stable")
    person, day, step, place = person[by], day[by], step[by], place[by]
    said = np.where(place >= 0, np.arange(len(place)), -1)
    newest = np.maximum.accumulate(said)
    ends = np.flatnonzero(np.r_[(person[1:] != person[:-1]) | (day[1:] != day[:-1]), True])
    total = np.cumsum(step)
    starts = np.r_[True, person[ends][1:] != person[ends][:-1]]
    # The running total starts anew with each person: take off what it was before his first row.
    offset = np.maximum.accumulate(np.where(starts, np.arange(len(ends)), 0))
    first_rows = np.r_[0, ends[:-1] + 1]
    before = np.where(first_rows > 0, total[first_rows - 1], 0)[offset]
    holds = total[ends] - before == len(facts) + 1
    unit = np.where(newest[ends] >= 0, place[newest[ends]], -1)
    held = np.where(starts, False, np.r_[False, holds[:-1]])
    was = np.r_[-1, unit[:-1]]
    gone, come = held & (~holds | (unit != was)), holds & (~held | (unit != was))
    when = day[ends]
    return summed(
        np.r_[was[gone], unit[come]],
        np.r_[when[gone], when[come]],
        np.r_[-np.ones(int(gone.sum()), np.int64), np.ones(int(come.sum()), np.int64)],
    )


def summed(unit: Ints, day: Ints, delta: Ints) -> Series:
    """Add up deltas of the same unit and day; what happens on the day NEVER does not happen."""
    by = np.lexsort((day, unit))
    by = by[day[by] < NEVER]
    unit, day, delta = unit[by], day[by], delta[by]
    if not len(unit):
        return Series(unit, day, delta)
    first = np.flatnonzero(np.r_[True, (unit[1:] != unit[:-1]) | (day[1:] != day[:-1])])
    total = np.add.reduceat(delta, first)
    keep = total != 0
    return Series(unit[first][keep], day[first][keep], total[keep])


def together(series: Sequence[Series]) -> Series:
    """Add several series up: the same count of several parts of the people, or of several skills."""
    if not series:
        return summed(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    return summed(*(np.concatenate([getattr(each, part) for each in series]) for part in ("unit", "day", "delta")))


def table(series: Sequence[Series]) -> Table:
    """Return the counts that hold from each unit and day on, one column a series; a row where any of them changed."""
    unit = np.concatenate([each.unit for each in series]) if series else np.zeros(0, dtype=np.int64)
    delta = np.zeros((len(unit), len(series)), dtype=np.int64)
    if not len(unit):
        return Table(unit, unit, delta)
    day = np.concatenate([each.day for each in series])
    at = 0
    for column, each in enumerate(series):
        delta[at : at + len(each.unit), column] = each.delta
        at += len(each.unit)
    by = np.lexsort((day, unit))
    unit, day, total = unit[by], day[by], np.cumsum(delta[by], axis=0)
    starts = np.r_[True, unit[1:] != unit[:-1]]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(unit)), 0))
    before = np.where((first > 0)[:, None], total[first - 1], 0)
    last = np.r_[starts[1:] | (day[1:] != day[:-1]), True]
    return Table(unit[last], day[last], (total - before)[last])


def up_the_tree(own: Mapping[str, Sequence[int]], paths: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """Add the numbers of each unit to every unit above it; `paths` lists a unit's ids from the top down to itself."""
    found: dict[str, list[int]] = {}
    for unit, numbers in own.items():
        for above in paths[unit]:
            kept = found.setdefault(above, [0] * len(numbers))
            for column, number in enumerate(numbers):
                kept[column] += number
    return found


def marks(day: Ints, *, fine_from: int) -> Ints:
    """Move days before `fine_from`, the first of a month, to the end of their week or month, whichever is earlier.

    So older history has some 64 rows a year at most, and is exact on every Sunday and at every month's end.
    """
    sunday = day + (3 - day) % 7  # 1970-01-01 was a Thursday
    month = day.astype("datetime64[D]").astype("datetime64[M]") + 1
    last = month.astype("datetime64[D]").astype(np.int64) - 1
    return np.where(day < fine_from, np.minimum(sunday, last), day)
