"""The name that a unit bears on a day. `Unit.name` is today's, for search and order; a job follows the calendar."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import F

from hocvuso.core import vntext
from hocvuso.unions.models import Unit, UnitName
from hocvuso.unions.queries import in_force


def bring_up_to(day: date, units: Sequence[uuid.UUID]) -> int:
    """Let `Unit.name` be the name of `day`, or the nearest one; return how many changed."""
    changed = 0
    for at in range(0, len(units), 500):
        part = units[at : at + 500]
        called: dict[uuid.UUID, str] = {}
        for row in UnitName.objects.filter(unit_id__in=part).order_by("valid_from"):
            if row.unit_id not in called or row.valid_from <= day:
                called[row.unit_id] = row.name
        for unit in Unit.objects.filter(id__in=list(called)).only("id", "name"):
            name = called[unit.id]
            if unit.name != name:
                changed += Unit.objects.filter(id=unit.id).update(
                    name=name, search=vntext.search_key(name)[:240], sort_key=vntext.alphabet_key(name)[:600]
                )
    return changed


def follow_calendar(day: date) -> int:
    """Bring every unit whose name changes with the calendar up to `day`; return how many changed."""
    other = UnitName.objects.filter(in_force(day)).exclude(name=F("unit__name"))
    return bring_up_to(day, list(other.values_list("unit_id", flat=True)))
