"""The tallies of targets that count units: 1 or 0 a unit, nothing where it is not known.

What other rooms know of returns and receipts has no log here, so a change holds from the day on which it is found.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from hocvuso.plumbing import clock
from hocvuso.reports import connection, movement
from hocvuso.reports.models import Tally, TallyState
from hocvuso.reports.models.rollups import OPEN_END
from hocvuso.reports.targets import UNITS, Measure, known
from hocvuso.unions import queries as unions


def refresh(units: Collection[uuid.UUID] | None, day: date) -> int:
    """Note down what is known on `day` of these units or (None) of all; return how many tallies changed."""
    leaves = {uuid.UUID(path[-32:]) for path in unions.leaf_paths(None, day)}
    wanted = leaves if units is None else leaves.intersection(units)
    now = {unit: each.is_connected for unit, each in connection.of_units(wanted, day).items()}
    changed = _note(UNITS, now, day, is_all=units is None)
    asked = {target.audience for target in known.versions_on(day) if target.counts == UNITS and target.audience}
    for fact in sorted(asked):
        holding = movement.holding(fact, wanted, day)
        changed += _note(Measure(UNITS, fact).key, dict(holding), day, is_all=units is None)
    return changed


def _note(measure: str, now: Mapping[uuid.UUID, bool | None], day: date, *, is_all: bool) -> int:
    with transaction.atomic():
        open_rows = Tally.objects.filter(measure=measure, valid_to=OPEN_END)
        open_rows = open_rows if is_all else open_rows.filter(unit_id__in=list(now))
        kept = {row.unit_id: row for row in open_rows}
        changed = [unit for unit, word in now.items() if unit not in kept or kept[unit].reached != _number(word)]
        for unit in changed:
            _say(measure, unit, _number(now[unit]), kept.get(unit), day)
        if is_all:
            TallyState.objects.update_or_create(measure=measure, defaults={"counted_at": clock.now()})
    return len(changed)


def _say(measure: str, unit: uuid.UUID, reached: int | None, kept: Tally | None, day: date) -> None:
    if kept is not None and kept.valid_from >= day:
        Tally.objects.filter(id=kept.id).update(reached=reached)
        return
    if kept is not None:
        Tally.objects.filter(id=kept.id).update(valid_to=day)
    Tally.objects.create(measure=measure, unit_id=unit, valid_from=day, people=1, reached=reached)


def _number(word: bool | None) -> int | None:
    return None if word is None else int(word)
