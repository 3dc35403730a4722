"""Where a request goes: the nearest unit with somebody who signs for it, then one level up at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from hocvuso.core.office_hours import Office
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import access
from hocvuso.unions import queries as unions

DEEPEST = 12  # levels that a tree may have; only guards against a ring


@dataclass(frozen=True, slots=True)
class Place:
    """Whose queue a request joins; `home` is the learner's own unit, None when he belongs to none."""

    unit: uuid.UUID
    home: uuid.UUID | None


def office() -> Office:
    """Return when officials answer, as the operator has set it."""
    return Office(settings.HELP_FROM_HOUR, settings.HELP_UNTIL_HOUR, settings.HELP_DAYS_A_WEEK)


def due(now: datetime) -> datetime:
    """Return by when a request that waits from `now` on must be answered."""
    return office().due(now.astimezone(clock.VIETNAM), settings.HELP_RAISE_HOURS)


def place_of(person: uuid.UUID, day: date) -> Place | None:
    """Return where a person's request goes; None on a site without any unit."""
    ids = people.ids_of(person)
    homes = [each.unit.id for each in unions.units_of(ids, day)] or unions.full_time_units(ids, day)
    if homes:
        return Place(_staffed(homes[0], day), homes[0])
    tops = unions.tops(day)
    return Place(next((top for top in tops if access.signers_of(top, day)), tops[0]), None) if tops else None


def above(unit: uuid.UUID, day: date) -> uuid.UUID | None:
    """Return the next unit above in which somebody signs, else the top; None when there is none above."""
    parent = unions.parents_on(day, [unit]).get(unit)
    return _staffed(parent, day) if parent else None


def _staffed(unit: uuid.UUID, day: date) -> uuid.UUID:
    """Return the unit itself or the first above it with somebody who signs; the top when there is nobody at all."""
    for _ in range(DEEPEST):
        parent = None if access.signers_of(unit, day) else unions.parents_on(day, [unit]).get(unit)
        if parent is None:
            break
        unit = parent
    return unit


def tell_office(unit: uuid.UUID, kind: str, *, key: str, about: uuid.UUID) -> None:
    """Tell whoever signs for a unit that somebody waits; never the person who asked."""
    day = clock.today()
    line = unions.unit(unit, day)
    facts = {"unit": line.code, "unit_name": line.name} if line else {}
    for official in access.signers_of(unit, day):
        if official != about:
            outbox.notify(official, kind, facts, key=key)
