"""The tallies of the target that counts units: 1 or 0 a unit, nothing where it is not known.

What other rooms know of returns and receipts has no log here, so a change holds from the day on which it is found.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db import transaction

from hocvuso.plumbing import clock
from hocvuso.reports import connection
from hocvuso.reports.models import Tally, TallyState
from hocvuso.reports.models.rollups import OPEN_END
from hocvuso.reports.targets.target import UNITS
from hocvuso.unions import queries as unions


def refresh(units: Collection[uuid.UUID] | None, day: date) -> int:
    """Note down what is known on `day` of these units or (None) of all; return how many tallies changed."""
    leaves = {uuid.UUID(path[-32:]) for path in unions.leaf_paths(None, day)}
    wanted = leaves if units is None else leaves.intersection(units)
    now = {unit: each.is_connected for unit, each in connection.of_units(wanted, day).items()}
    with transaction.atomic():
        open_rows = Tally.objects.filter(measure=UNITS, valid_to=OPEN_END)
        open_rows = open_rows if units is None else open_rows.filter(unit_id__in=wanted)
        kept = {row.unit_id: row for row in open_rows}
        changed = [unit for unit, word in now.items() if unit not in kept or kept[unit].reached != _number(word)]
        for unit in changed:
            _say(unit, _number(now[unit]), kept.get(unit), day)
        if units is None:
            TallyState.objects.update_or_create(measure=UNITS, defaults={"counted_at": clock.now()})
    return len(changed)


def _say(unit: uuid.UUID, reached: int | None, kept: Tally | None, day: date) -> None:
    if kept is not None and kept.valid_from >= day:
        Tally.objects.filter(id=kept.id).update(reached=reached)
        return
    if kept is not None:
        Tally.objects.filter(id=kept.id).update(valid_to=day)
    Tally.objects.create(measure=UNITS, unit_id=unit, valid_from=day, people=1, reached=reached)


def _number(word: bool | None) -> int | None:
    return None if word is None else int(word)
