"""The name that a unit or territory bears on a day. `name` is that of today, for search; a job keeps it so."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F

from hocvuso.core import vntext
from hocvuso.unions.models import Territory, TerritoryName, Unit, UnitName
from hocvuso.unions.queries import in_force


def bring_up_to(day: date, units: Sequence[uuid.UUID]) -> int:
    """Let `Unit.name` be the name of `day`, or the nearest one; return how many changed."""
    return _bring_up_to(day, Unit, UnitName, "unit_id", units)


def bring_territories_up_to(day: date, territories: Sequence[uuid.UUID]) -> int:
    """Let `Territory.name` be the name of `day`, or the nearest one; return how many changed."""
    return _bring_up_to(day, Territory, TerritoryName, "territory_id", territories)


def _bring_up_to(day: date, model: type[Any], named: type[Any], key: str, ids: Sequence[uuid.UUID]) -> int:
    changed = 0
    for at in range(0, len(ids), 500):
        called: dict[uuid.UUID, str] = {}
        rows = named._default_manager.filter(**{f"{key}__in": ids[at : at + 500]}).order_by("valid_from")
        for each, name, since in rows.values_list(key, "name", "valid_from"):
            if each not in called or since <= day:
                called[each] = name
        for each, kept in model._default_manager.filter(id__in=list(called)).values_list("id", "name"):
            name = called[each]
            if kept != name:
                changed += model._default_manager.filter(id=each).update(
                    name=name, search=vntext.search_key(name)[:240], sort_key=vntext.alphabet_key(name)[:600]
                )
    return changed


def follow_calendar(day: date) -> int:
    """Bring every unit and territory whose name changes with the calendar up to `day`; return how many changed."""
    units = UnitName.objects.filter(in_force(day)).exclude(name=F("unit__name"))
    places = TerritoryName.objects.filter(in_force(day)).exclude(name=F("territory__name"))
    changed = bring_up_to(day, list(units.values_list("unit_id", flat=True)))
    return changed + bring_territories_up_to(day, list(places.values_list("territory_id", flat=True)))
