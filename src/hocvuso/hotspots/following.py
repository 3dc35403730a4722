"""A wifi point follows its unit into the only heir when the unit has ended, and comes back when that is undone.

As for groups (ADR 0062), a job looks, because a change may hold from a later day on. Where a unit went into several or
into none, the point stays with the name that it has: a person moves it by entering it where it belongs.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from hocvuso.hotspots.models import Hotspot, HotspotMove
from hocvuso.plumbing import changes, clock
from hocvuso.unions.structure import queries as structure


def follow() -> int:
    """Let points follow their units as they stand today; return how many moved. Looking twice changes nothing."""
    now = clock.now()
    moved, day = _come_back(now), clock.day_of(now)
    units = set(Hotspot.objects.values_list("unit_id", flat=True))
    ended = units - structure.present(units, day)
    for unit, found in structure.heirs(ended, day).items():
        if len(found.units) == 1:
            moved += _follow(unit, found.units[0], found.change, now)
    return moved


@transaction.atomic
def _follow(unit: uuid.UUID, heir: uuid.UUID, change: uuid.UUID, now: datetime) -> int:
    """Move the points of a unit that have not followed this change yet, in statements for all of them."""
    points = Hotspot.objects.select_for_update().filter(unit_id=unit).exclude(moves__change=change)
    ids = [each.pk for each in points]
    HotspotMove.objects.bulk_create(
        HotspotMove(hotspot_id=each, change=change, from_unit=unit, to_unit=heir, at=now) for each in ids
    )
    Hotspot.objects.filter(pk__in=ids).update(unit_id=heir)
    if ids:
        changes.tell(changes.UNITS, [unit, heir])
    return len(ids)


def _come_back(now: datetime) -> int:
    """Bring back what followed a change that was undone since; what was moved on from there meanwhile stays."""
    still = HotspotMove.objects.filter(undone_at=None)
    undone = structure.undone(set(still.values_list("change", flat=True)))
    count = 0
    for move in still.filter(change__in=undone).order_by("-at", "-id"):
        with transaction.atomic():
            count += Hotspot.objects.filter(pk=move.hotspot_id, unit_id=move.to_unit).update(unit_id=move.from_unit)
            HotspotMove.objects.filter(pk=move.pk).update(undone_at=now)
            changes.tell(changes.UNITS, [move.from_unit, move.to_unit])
    return count
