"""Closed periods: each week and month is written down once for every unit, and never changed.

What becomes known later (somebody had left, a headcount was wrong) makes the tallies of the past right; where a
closed figure would now be another one, a correction is written beside it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hocvuso.core import indicators, pace, rollup
from hocvuso.plumbing import clock
from hocvuso.reports import facts
from hocvuso.reports.models import ClosedFigure, FigureCorrection
from hocvuso.reports.rollups import reading
from hocvuso.reports.targets import Target
from hocvuso.reports.targets.known import nearest, versions_on
from hocvuso.unions import queries as unions

WEEK, MONTH = "week", "month"
WEEKS_BACK = pace.WEEKS + 1  # a first run closes as many weeks as a forecast looks at
MONTHS_BACK = 1
MONTHS_CHECKED = 12  # closed months that are looked through for corrections


@dataclass(frozen=True, slots=True)
class Sum:
    """What is closed of one unit and target."""

    target: Target
    reached: int
    people: int
    unknown: int


def close_periods(today: date) -> int:
    """Close every week and month that has ended and is not closed yet; return how many were."""
    closed = 0
    for grain, last_day in _ended(today):
        if not ClosedFigure.objects.filter(grain=grain, last_day=last_day).exists():
            closed += _close(grain, last_day)
    return closed


def _ended(today: date) -> Iterator[tuple[str, date]]:
    sunday = today - timedelta(days=today.isoweekday())
    yield from ((WEEK, sunday - timedelta(weeks=back)) for back in reversed(range(WEEKS_BACK)))
    last = today.replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS_BACK):
        yield MONTH, last
        last = last.replace(day=1) - timedelta(days=1)


def _close(grain: str, last_day: date) -> int:
    at, invented = clock.now(), unions.invented_ids()
    rows = [
        ClosedFigure(
            unit_id=unit, target=each.target.id, measure=each.target.measure.key, grain=grain, last_day=last_day,
            reached=each.reached, people=each.people, unknown=each.unknown, closed_at=at,
            is_demo=unit in invented,
        )
        for unit, each in sums_on(last_day)
    ]  # fmt: skip
    with transaction.atomic():
        ClosedFigure.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    return int(bool(rows))


def sums_on(day: date) -> Iterator[tuple[uuid.UUID, Sum]]:
    """Give the sums of every unit and target on a day, by the version that held for the unit."""
    paths = unions.all_paths(day)
    leaf = unions.leaf_paths(None, day)
    above = {path[-32:]: [path[start : start + 32] for start in range(0, len(path), 32)] for path in leaf}
    versions = versions_on(day)
    added: dict[str, Mapping[str, Sequence[int]]] = {}
    for target in {version.measure.key: version for version in versions}.values():
        added[target.measure.key] = rollup.up_the_tree(_own(list(above), target, day), above)
    for path in paths:
        ids = [path[start : start + 32] for start in range(0, len(path), 32)]
        for target in nearest(versions, ids).values():
            reached, people, unknown = added[target.measure.key].get(ids[-1], (0, 0, 0))
            yield uuid.UUID(ids[-1]), Sum(target, reached, people, unknown)


def _own(leaves: Sequence[str], target: Target, day: date) -> dict[str, tuple[int, int, int]]:
    devices = facts.units_that_say(facts.DEVICES, day) if target.device_skill else ()
    counted = reading.tallies(leaves, target.measure, day, devices)
    found = {}
    for each in reading.figures(leaves, target, day, counted):
        share = indicators.share([each])
        found[each.unit] = (share.reached, share.people, len(share.unknown))
    return found


def correct(today: date) -> int:
    """Write a correction wherever a closed figure would now be another one; return how many were written."""
    written = 0
    oldest = today - timedelta(days=31 * MONTHS_CHECKED)
    periods = ClosedFigure.objects.filter(last_day__gte=oldest, grain=MONTH).values_list("last_day", flat=True)
    weeks = ClosedFigure.objects.filter(last_day__gte=today - timedelta(weeks=WEEKS_BACK), grain=WEEK)
    for day in sorted({*periods.distinct(), *weeks.values_list("last_day", flat=True).distinct()}):
        written += _correct(day)
    return written


def _correct(day: date) -> int:
    now = {(unit, each.target.id): each for unit, each in sums_on(day)}
    at, rows = clock.now(), []
    closed = ClosedFigure.objects.filter(last_day=day).prefetch_related("corrections")
    for figure in closed.iterator(chunk_size=2000):
        each = now.get((figure.unit_id, figure.target))
        if each is None or each.target.measure.key != figure.measure:
            continue
        said = max(figure.corrections.all(), key=lambda row: (row.found_at, row.id), default=figure)
        if (said.reached, said.people, said.unknown) != (each.reached, each.people, each.unknown):
            rows.append(
                FigureCorrection(
                    of=figure,
                    reached=each.reached,
                    people=each.people,
                    unknown=each.unknown,
                    found_at=at,
                    is_demo=figure.is_demo,
                )
            )
    FigureCorrection.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def weekly_shares(unit: uuid.UUID, target: Target, day: date) -> tuple[tuple[date, float], ...]:
    """Return the closed weekly shares of a unit before `day`, oldest first, as they were closed."""
    rows = ClosedFigure.objects.filter(
        unit_id=unit, target=target.id, measure=target.measure.key, grain=WEEK, last_day__lt=day,
        last_day__gte=max(target.since, day - timedelta(weeks=WEEKS_BACK + 1)),
    ).order_by("last_day")  # fmt: skip
    return tuple((row.last_day, row.reached / row.people) for row in rows if row.people)[-WEEKS_BACK:]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed month as pages show it: what was said, and what it would be now where that differs."""

    last_day: date
    reached: int
    people: int
    unknown: int
    corrected: tuple[int, int, int] | None
    found_on: date | None


def months(unit: uuid.UUID, target: Target, day: date) -> list[Closed]:
    """Return the closed months of a unit, newest first, each with its newest correction."""
    rows = ClosedFigure.objects.filter(unit_id=unit, target=target.id, grain=MONTH, last_day__lt=day)
    found = []
    for row in rows.prefetch_related("corrections").order_by("-last_day")[:MONTHS_CHECKED]:
        late = max(row.corrections.all(), key=lambda each: (each.found_at, each.id), default=None)
        corrected = (late.reached, late.people, late.unknown) if late else None
        said = (row.reached, row.people, row.unknown)
        found.append(
            Closed(
                row.last_day, *said, corrected if corrected != said else None,
                clock.day_of(late.found_at) if late else None,
            )
        )  # fmt: skip
    return found
