"""Reading the tallies: the numbers of each grassroots union under a unit on a day, ready to be added up."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from hocvuso.core.indicators import Declared, UnitFigures
from hocvuso.plumbing.driver import as_hex, key, run
from hocvuso.reports.models import TallyState
from hocvuso.reports.targets.target import UNITS, Measure, Target, day_index
from hocvuso.unions import queries as unions

FEW = 400  # units that are named one by one in a statement; of more, all of the measure are read
SELECT = (
    "SELECT unit_id, people, invited, started, waiting, reached, reached_with, checks, kept FROM reports_tally "
    "WHERE measure = %s AND valid_to > %s AND valid_from <= %s"
)


class Counted(NamedTuple):
    """What the tallies say of one grassroots union; of people at home in it. `reached` None: not known."""

    people: int = 0
    invited: int = 0
    started: int = 0
    waiting: int = 0
    reached: int | None = 0
    checks: int = 0
    kept: int = 0


NOBODY, NOT_COUNTED = Counted(), Counted(reached=None)


def tallies(leaves: Sequence[str], measure: Measure, day: date, with_devices: Collection[str] = ()) -> list[Counted]:
    """Return the counts of each unit, in the order of `leaves` (32 hex digits each)."""
    values: list[object] = [measure.key, str(day), str(day)]
    statement = SELECT
    if len(leaves) <= FEW:
        if not leaves:
            return []
        statement += f" AND unit_id IN ({', '.join(['%s'] * len(leaves))})"
        values += [key(uuid.UUID(leaf)) for leaf in leaves]
    found = {as_hex(row[0]): row for row in run(statement, values)}
    absent = NOBODY if _is_counted(measure) else NOT_COUNTED
    counted = []
    for leaf in leaves:
        row = found.get(leaf)
        if row is None:
            counted.append(absent)
            continue
        reached = row[6] if leaf in with_devices else row[5]
        counted.append(Counted(row[1], row[2], row[3], row[4], reached, row[7], row[8]))
    return counted


def _is_counted(measure: Measure) -> bool:
    """Tell whether a unit without a row has nobody; else nobody has counted yet."""
    return measure.counts != UNITS and TallyState.objects.filter(measure=measure.key).exists()


def figures(leaves: Sequence[str], target: Target, day: date, counted: Sequence[Counted]) -> list[UnitFigures]:
    """Return reached and declared of each unit, as `indicators.share` adds them up."""
    if target.counts == UNITS:
        today = day_index(day)
        return [UnitFigures(leaf, each.reached, Declared(1, today)) for leaf, each in zip(leaves, counted, strict=True)]
    few = [uuid.UUID(leaf) for leaf in leaves] if len(leaves) <= FEW else None
    declared = {
        unit: Declared(count, day_index(since))
        for unit, (count, since) in unions.declarations(target.audience, day, few).items()
    }
    return [UnitFigures(leaf, each.reached, declared.get(leaf)) for leaf, each in zip(leaves, counted, strict=True)]
