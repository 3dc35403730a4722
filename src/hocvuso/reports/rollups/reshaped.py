"""Closed months in the shape of today: what units that are gone had reached stands with those that came after them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from hocvuso.reports.models import ClosedFigure
from hocvuso.reports.rollups.closing import MONTH, MONTHS_CHECKED
from hocvuso.reports.targets import UNITS, Target
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.structure import shape


@dataclass(frozen=True, slots=True)
class Reshaped:
    """A closed month as if the tree had been that of today; None where nothing is known that may be shown."""

    last_day: date
    reached: int | None
    people: int | None
    unknown: int  # unions of then whose figure is not known, or too small to be carried into another one's


def months(unit: uuid.UUID, target: Target, day: date) -> list[Reshaped]:
    """Return the closed months of what stands at and under a unit on `day`, newest first.

    Only figures that were counted alike are added up; what was closed for another list of skills is not known here.
    """
    rows = ClosedFigure.objects.filter(grain=MONTH, target=target.id, last_day__lt=day)
    days = rows.order_by("-last_day").values_list("last_day", flat=True).distinct()[:MONTHS_CHECKED]
    here = [path[-32:] for path in unions.leaf_paths(unit, day)]
    return [_month(here, target, last_day, day) for last_day in days]


def _month(here: list[str], target: Target, last_day: date, day: date) -> Reshaped:
    then = [uuid.UUID(path[-32:]) for path in unions.leaf_paths(None, last_day)]
    reached: dict[uuid.UUID, int | None] = dict.fromkeys(then)
    people: dict[uuid.UUID, int | None] = dict.fromkeys(then)
    closed = ClosedFigure.objects.filter(
        grain=MONTH, target=target.id, last_day=last_day, measure=target.measure.key, unknown=0
    )
    for unit, count, declared in closed.values_list("unit_id", "reached", "people"):
        # A small group that shows nothing of itself must not be found by what its heir has more than another unit.
        if unit in reached and (target.counts == UNITS or not access.is_hidden(declared)):
            reached[unit], people[unit] = count, declared
    carried = shape.carried(reached, since=last_day, until=day)
    declared_now = shape.carried(people, since=last_day, until=day)
    known = [leaf for leaf in here if leaf in carried.figures]
    missing = frozenset[str]().union(*(carried.unknown.get(leaf, ()) for leaf in here))
    if not known:
        return Reshaped(last_day, None, None, len(missing))
    return Reshaped(
        last_day,
        round(sum(carried.figures[leaf] for leaf in known)),
        round(sum(declared_now.figures[leaf] for leaf in known)),
        len(missing),
    )
