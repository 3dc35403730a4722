"""From facts to tallies: of some units after a change, or of all from the first fact on. Both are the same counting."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.core import rollup
from hocvuso.core.rollup import Series
from hocvuso.learning import bandlog
from hocvuso.plumbing import clock
from hocvuso.plumbing.alone import alone
from hocvuso.plumbing.driver import key, run_each
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
INSERT = (
    f"INSERT INTO reports_tally (measure, unit_id, valid_from, valid_to, {', '.join(COUNTS)}) "  # noqa: S608 - constants
    f"VALUES ({', '.join(['%s'] * (4 + len(COUNTS)))})"
)
LOCK = "rollups"
Row = tuple[date, date, tuple[int | None, ...]]  # first day, day after the last, counts


@dataclass(slots=True)
class Rebuilt:
    """What counting everything anew did: rows of tallies there are, and how many of them had to be written."""

    measures: int = 0
    rows: int = 0
    written: int = 0


def catch_up() -> int:
    """Take in every change that the tallies do not show yet; return how many units were counted.

    Harmless when run twice. A change that arrives while this runs is taken in by the next round.
    """
    done = 0
    with alone(LOCK) as mine:
        if not mine:
            return 0
        _count_new_measures()
        while units := _round():
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


def _round() -> int:
    """Take in the oldest changes and return how many units they touched."""
    stale = list(Stale.objects.order_by("id").values_list("id", "person", "unit")[:AT_ONCE])
    if any(person is None and unit is None for _, person, unit in stale):
        _rebuild_all()
        return 1
    band_ids, persons = bandlog.new_changes(AT_ONCE)
    if not band_ids and not stale:
        return 0
    persons |= {person for _, person, _ in stale if person}
    units = unions.existing(unions.units_stayed(persons) | {unit for _, _, unit in stale if unit})
    counted = _counted(of_people(), units, clock.today())
    with transaction.atomic():
        for name, rows in counted.items():
            _write(name, {unit: rows.get(unit, []) for unit in units})
        bandlog.taken(band_ids)
        Stale.objects.filter(id__in=[each[0] for each in stale]).delete()
    connected.refresh(units, clock.today())
    return max(len(units), 1)


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
    skills = {skill for each in wanted.values() for skill in (*each.skills, each.device_skill) if skill}
    found = facts.gathered(None if units is None else unions.stayed_ids(units), skills)
    fine = day_index(fine_from(today))
    tables = {name: _by_unit(_table(found, each, fine), found.units) for name, each in wanted.items()}
    if units is None:
        return tables
    return {name: {unit: rows for unit, rows in of.items() if unit in units} for name, of in tables.items()}


def fine_from(today: date) -> date:
    """Return the first day that is kept exactly; before it, weeks' and months' ends are."""
    month = today.year * 12 + today.month - 1 - FINE_MONTHS
    return date(month // 12, month % 12 + 1, 1)


def _table(found: Facts, measure: Measure, fine: int) -> dict[tuple[int, int], tuple[int, ...]]:
    home = found.homes.get(measure.audience)
    if home is None:
        return {}
    begun = [found.agreed, found.started]
    asked = [found.mastered.get(skill, facts.nothing()) for skill in measure.skills]
    device = [found.mastered.get(measure.device_skill, facts.nothing())] if measure.device_skill else []
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
            rollup.together([rollup.count(home, [found.agreed, by[skill]]) for skill in measure.skills if skill in by])
            for by in (found.checked, found.passed)
        ),
    ]
    return rollup.table(
        [rollup.summed(each.unit, rollup.marks(each.day, fine_from=fine), each.delta) for each in columns]
    )


def _by_unit(
    table: Mapping[tuple[int, int], tuple[int, ...]], units: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Row]]:
    """Return the rows of each unit, oldest first, each holding until the next begins."""
    found: dict[uuid.UUID, list[Row]] = {}
    for (unit, day), counts in sorted(table.items()):
        rows = found.setdefault(units[unit], [])
        first = EPOCH + timedelta(days=day)
        if rows:
            rows[-1] = (rows[-1][0], first, rows[-1][2])
        rows.append((first, OPEN_END, counts))
    return found


def _write(measure: str, wanted: Mapping[uuid.UUID, Sequence[Row]]) -> int:
    """Make the rows of these units what is wanted; only those that differ are written. Return how many."""
    present: dict[tuple[uuid.UUID, date], tuple[int, tuple[Any, ...]]] = {}
    rows = Tally.objects.filter(measure=measure, unit_id__in=list(wanted))
    for number, unit, first, until, *counts in rows.values_list("id", "unit_id", "valid_from", "valid_to", *COUNTS):
        present[unit, first] = (number, (until, *counts))
    new, gone = [], []
    for unit, of in wanted.items():
        for first, until, counts in of:
            kept = present.pop((unit, first), None)
            if kept is not None and kept[1] == (until, *counts):
                continue
            if kept is not None:
                gone.append(kept[0])
            new.append((measure, unit, first, until, counts))
    gone += [number for number, _ in present.values()]
    for start in range(0, len(gone), unions.AT_ONCE):
        Tally.objects.filter(id__in=gone[start : start + unions.AT_ONCE]).delete()
    insert(new)
    return len(new) + len(gone)


def insert(rows: Iterable[tuple[str, uuid.UUID, date, date, tuple[int | None, ...]]]) -> None:
    """Insert tallies, written out: a first counting has a million of them."""
    values = [(measure, key(unit), str(first), str(until), *counts) for measure, unit, first, until, counts in rows]
    if values:
        run_each(INSERT, values)


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
