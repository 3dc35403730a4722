"""From facts to tallies: of some units after a change, or of all from the first fact on. Both are the same counting."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from hocvuso.core import rollup
from hocvuso.core.rollup import Series, Table
from hocvuso.learning import bandlog
from hocvuso.plumbing import bulk, clock
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.driver import key, run
from hocvuso.reports.models import Stale, Tally, TallyState
from hocvuso.reports.models.rollups import OPEN_END
from hocvuso.reports.rollups import connected, facts
from hocvuso.reports.rollups.facts import Facts
from hocvuso.reports.targets.known import measures
from hocvuso.reports.targets.target import EPOCH, PEOPLE, Measure, day_index
from hocvuso.unions import queries as unions

AT_ONCE = 5000  # changes taken in by one round
UNITS_AT_ONCE = 400  # written by one transaction, so that answers wait less than 0.1 s for it
FINE_MONTHS = 2  # whole months before this one that are kept day by day; returns of last month need them
COUNTS = ("people", "invited", "started", "waiting", "reached", "reached_with", "checks", "kept")
ROW = ("unit_id", "valid_from", "valid_to", *COUNTS)
# Days as text, which both databases take as well: SQLite's driver would make a date of each.
SELECT = (
    "SELECT id, unit_id, CAST(valid_from AS text), CAST(valid_to AS text), "  # noqa: S608 - constants
    f"{', '.join(COUNTS)} FROM reports_tally WHERE measure = %s"
)
LOCK = "rollups"
Row = tuple[Any, ...]  # first day, day after the last (as text), counts


@dataclass(slots=True)
class Rebuilt:
    """What counting everything anew did: rows of tallies there are, and how many of them had to be written."""

    measures: int = 0
    rows: int = 0
    written: int = 0


def catch_up() -> int:
    """Take in every change that the tallies do not show yet; return how many units were counted.

    Harmless when run twice. A change that arrives while this runs is taken in the next time: while people answer
    without a pause there is always one more.
    """
    done = 0
    with alone(LOCK) as mine:
        if not mine:
            return 0
        _count_new_measures()
        more = True
        while more:
            units, more = _round()
            done += units
    return done


def _count_new_measures() -> None:
    ready = set(TallyState.objects.values_list("measure", flat=True))
    missing = {name: each for name, each in of_people().items() if name not in ready}
    if missing:
        _rebuild(missing)


def of_people() -> dict[str, Measure]:
    """Return the measures that count people, by their keys."""
    return {name: each for name, each in measures().items() if each.counts == PEOPLE}


def _round() -> tuple[int, bool]:
    """Take in the oldest changes; return how many units they touched, and whether more may be waiting."""
    stale = list(Stale.objects.order_by("id").values_list("id", "person", "unit")[:AT_ONCE])
    if any(person is None and unit is None for _, person, unit in stale):
        _rebuild_all()
        return 1, True
    wanted = of_people()
    band_ids, persons = bandlog.new_changes(AT_ONCE, _skills(wanted))
    if not band_ids and not stale:
        return 0, False
    persons |= {person for _, person, _ in stale if person}
    units = unions.existing(unions.units_stayed(persons) | {unit for _, _, unit in stale if unit})
    counted = _counted(wanted, units, clock.today()) if units else {}  # most answers are about no target's skill
    with transaction.atomic():
        for name, rows in counted.items():
            _write(name, {unit: rows.get(unit, []) for unit in units})
        bandlog.taken(band_ids)
        Stale.objects.filter(id__in=[each[0] for each in stale]).delete()
    if units:
        connected.refresh(units, clock.today())
    return max(len(units), 1), AT_ONCE in {len(band_ids), len(stale)}


def rebuild() -> Rebuilt:
    """Count everything anew from the log and the dated facts; equal tallies are left as they are.

    Runs at night too: it finds what nobody told us of. Raises Busy while another is counting.
    """
    with alone(LOCK) as mine:
        if not mine:
            raise Busy
        return _rebuild_all()


class Busy(Exception):
    """Somebody else is counting at this moment."""


def _rebuild_all() -> Rebuilt:
    """Count all measures anew; a mark stays until the end, so that a machine that dies meanwhile begins once more.

    What is noted before the facts are read is in the facts, so it is taken off first.
    """
    mark = Stale.objects.create(at=clock.now())
    Stale.objects.filter(id__lt=mark.id).delete()
    bandlog.take_all()
    result = _rebuild(of_people())
    connected.refresh(None, clock.today())
    mark.delete()
    return result


def _rebuild(wanted: Mapping[str, Measure]) -> Rebuilt:
    """Count these measures for all units."""
    counted = _counted(wanted, None, clock.today())
    result = Rebuilt(measures=len(wanted))
    for name, rows in counted.items():
        present = set(Tally.objects.filter(measure=name).values_list("unit_id", flat=True).distinct())
        units = sorted(unions.existing(present | set(rows)))
        for start in range(0, len(units), UNITS_AT_ONCE):
            some = units[start : start + UNITS_AT_ONCE]
            with transaction.atomic():
                result.written += _write(name, {unit: rows.get(unit, []) for unit in some})
        result.rows += sum(map(len, rows.values()))
        TallyState.objects.update_or_create(measure=name, defaults={"counted_at": clock.now()})
    return result


def _counted(
    wanted: Mapping[str, Measure], units: Collection[uuid.UUID] | None, today: date
) -> dict[str, dict[uuid.UUID, list[Row]]]:
    """Return the rows of each measure by unit, of these units or (None) of all."""
    found = facts.gathered(None if units is None else unions.stayed_ids(units), _skills(wanted))
    fine = day_index(fine_from(today))
    tables = {name: _by_unit(_table(found, each, fine), found.units) for name, each in wanted.items()}
    if units is None:
        return tables
    return {name: {unit: rows for unit, rows in of.items() if unit in units} for name, of in tables.items()}


def _skills(wanted: Mapping[str, Measure]) -> set[str]:
    return {skill for each in wanted.values() for skill in (*each.skills, each.device_skill) if skill}


def fine_from(today: date) -> date:
    """Return the first day that is kept exactly; before it, weeks' and months' ends are."""
    month = today.year * 12 + today.month - 1 - FINE_MONTHS
    return date(month // 12, month % 12 + 1, 1)


def _table(found: Facts, measure: Measure, fine: int) -> Table:
    home = found.homes.get(measure.audience)
    if home is None:
        return rollup.table([])
    begun = [found.agreed, found.started]
    asked = [found.mastered[skill] for skill in measure.skills]
    device = [found.mastered[measure.device_skill]] if measure.device_skill else []
    invited = rollup.count(home, [found.invited])
    both = rollup.count(home, [found.invited, *begun])
    reached = rollup.count(home, [found.agreed, *asked]) if asked else rollup.together([])
    columns = [
        rollup.count(home, []),
        invited,
        rollup.count(home, begun),
        rollup.together([invited, Series(both.unit, both.day, -both.delta)]),
        reached,
        rollup.count(home, [found.agreed, *asked, *device]) if device else reached,
        *(
            rollup.together([rollup.count(home, [found.agreed, by[skill]]) for skill in measure.skills])
            for by in (found.checked, found.passed)
        ),
    ]
    return rollup.table(
        [rollup.summed(each.unit, rollup.marks(each.day, fine_from=fine), each.delta) for each in columns]
    )


def _by_unit(table: Table, units: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    """Return the rows of each unit, oldest first, each holding until the next begins."""
    if not len(table.unit):
        return {}
    until = np.where(np.r_[table.unit[1:] == table.unit[:-1], False], np.r_[table.day[1:], 0], day_index(OPEN_END))
    days = {day: str(EPOCH + timedelta(days=day)) for day in np.unique(np.r_[table.day, until]).tolist()}
    found: dict[uuid.UUID, list[Row]] = {units[number]: [] for number in np.unique(table.unit).tolist()}
    rows = zip(table.unit.tolist(), table.day.tolist(), until.tolist(), table.counts.tolist(), strict=True)
    for unit, first, last, counts in rows:
        found[units[unit]].append((days[first], days[last], *counts))
    return found


def _write(measure: str, wanted: Mapping[uuid.UUID, Sequence[Row]]) -> int:
    """Make the rows of these units what is wanted; only those that differ are written. Return how many."""
    if not wanted:
        return 0
    found = run(f"{SELECT} AND unit_id IN ({', '.join(['%s'] * len(wanted))})", [measure, *map(key, wanted)])
    kept = {row[1:]: row[0] for row in found}
    due = ((key(unit), *row) for unit, rows in wanted.items() for row in rows)
    new = [row for row in due if kept.pop(row, None) is None]
    gone = list(kept.values())
    for start in range(0, len(gone), unions.AT_ONCE):
        Tally.objects.filter(id__in=gone[start : start + unions.AT_ONCE]).delete()
    bulk.insert(Tally, ROW, new, measure=measure)
    return len(new) + len(gone)


def note_persons(persons: list[uuid.UUID]) -> None:
    """Note that something about these persons changed; in the transaction of the change."""
    at = clock.now()
    Stale.objects.bulk_create(Stale(person=each, at=at) for each in persons)


def note_units(units: list[uuid.UUID]) -> None:
    """Note that something about these units changed; in the transaction of the change."""
    at = clock.now()
    Stale.objects.bulk_create(Stale(unit=each, at=at) for each in units)


def as_of() -> datetime:
    """Return the moment up to which the tallies show everything: now, or that of the oldest change waiting."""
    waiting = [bandlog.oldest_new(), Stale.objects.order_by("id").values_list("at", flat=True).first()]
    return min([each for each in waiting if each is not None], default=clock.now())
