"""Who belongs to a unit, as another installation is told of it, and the ends of many stays at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hocvuso.plumbing import changes
from hocvuso.unions.models import Employment, Membership, UnitPath
from hocvuso.unions.queries import AT_ONCE, in_force


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a unit today: as what he works there ("" for a member only), whether he is a member, since when."""

    person: uuid.UUID
    audience: str
    is_member: bool
    since: date


def at_unit(unit: uuid.UUID, day: date) -> list[Stay]:
    """Return everybody who belongs to the unit itself on a day and was confirmed there, one line each."""
    return at_units([unit], day)[unit]


def at_units(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, list[Stay]]:
    """Return the same for many units, in two statements for ten thousand of them."""
    found: dict[uuid.UUID, dict[uuid.UUID, Stay]] = {unit: {} for unit in units}
    wanted = list(units)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        jobs = Employment.objects.filter(in_force(day), unit_id__in=part).order_by("valid_from", "id")
        for unit, person, audience, since in jobs.values_list("unit_id", "person_id", "audience", "valid_from"):
            found[unit].setdefault(person, Stay(person, audience, is_member=False, since=since))
        members = Membership.objects.filter(in_force(day), unit_id__in=part, is_declared=False)
        for unit, person, since in members.values_list("unit_id", "person_id", "valid_from"):
            job = found[unit].get(person)
            found[unit][person] = Stay(
                person, job.audience if job else "", is_member=True, since=min(since, job.since) if job else since
            )
    return {unit: list(some.values()) for unit, some in found.items()}


@transaction.atomic
def end_all(persons: Collection[uuid.UUID], unit: uuid.UUID, *, last_day: date, reason: str = "") -> int:
    """End what links these persons to a unit after `last_day`; return how many links ended. Done twice it is once."""
    after, ended = last_day + timedelta(1), 0
    wanted = list(persons)
    models: tuple[Any, ...] = (Membership, Employment)
    for start in range(0, len(wanted), AT_ONCE):
        for model in models:
            still = model.objects.filter(
                Q(valid_to=None) | Q(valid_to__gt=after), unit_id=unit, person_id__in=wanted[start : start + AT_ONCE]
            )
            ended += still.filter(valid_from__gte=after).delete()[0]
            ended += still.update(valid_to=after, reason=reason[:120])
    if ended:
        changes.tell(changes.UNITS, [unit])
    return ended


def stood_under(unit: uuid.UUID, top: uuid.UUID) -> bool:
    """Tell whether a unit stands, or stood at any time, in the subtree of another one."""
    return UnitPath.objects.filter(unit_id=unit, path__contains=top.hex).exists()
