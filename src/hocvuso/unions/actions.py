"""Verbs of the room: those of the tree, and join, employ, give a role, declare. Every fact has its first day."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from hocvuso.core.structure import Refused
from hocvuso.plumbing import audit, changes
from hocvuso.unions import role_writing
from hocvuso.unions.models import Employment, Headcount, Membership
from hocvuso.unions.queries import in_force
from hocvuso.unions.structure.blocking import InUse, StandsOn
from hocvuso.unions.structure.changes import NO_DECREE, ChangedMeanwhile, Decree
from hocvuso.unions.structure.paths import TreeRing
from hocvuso.unions.structure.paths import rebuild as rebuild_paths
from hocvuso.unions.structure.undoing import undo
from hocvuso.unions.structure.verbs import (
    NewPart,
    NewUnit,
    dissolve,
    found,
    found_many,
    hand_over,
    merge,
    move,
    rename,
    split,
)

__all__ = [
    "NO_DECREE",
    "ChangedMeanwhile",
    "Decree",
    "InUse",
    "NewPart",
    "NewUnit",
    "Refused",
    "StandsOn",
    "TreeRing",
    "dissolve",
    "found",
    "found_many",
    "hand_over",
    "merge",
    "move",
    "rebuild_paths",
    "rename",
    "split",
    "undo",
]


@transaction.atomic
def join(person: uuid.UUID, unit: uuid.UUID, *, on: date, is_declared: bool = False) -> None:
    """Make a person a member of a unit; said twice it is one membership, and confirming it drops "declared"."""
    present = Membership.objects.filter(in_force(on), person_id=person, unit_id=unit).first()
    if present is None:
        Membership.objects.create(person_id=person, unit_id=unit, valid_from=on, is_declared=is_declared)
    elif present.is_declared and not is_declared:
        Membership.objects.filter(id=present.id).update(is_declared=False)
    changes.tell(changes.PERSONS, [person])


@transaction.atomic
def declare(person: uuid.UUID, unit: uuid.UUID, *, on: date) -> None:
    """Keep what a person says of himself; an earlier word that nobody had confirmed is replaced."""
    unconfirmed = Membership.objects.filter(in_force(on), person_id=person, is_declared=True).exclude(unit_id=unit)
    changes.tell(changes.UNITS, unconfirmed.values_list("unit_id", flat=True))
    unconfirmed.delete()
    join(person, unit, on=on, is_declared=True)
    audit.record("declare", actor=person, subject=person, what=str(unit))


@transaction.atomic
def confirm(person: uuid.UUID, unit: uuid.UUID, *, on: date, by: uuid.UUID) -> None:
    """Let an official confirm that a person who named this unit belongs to it and works there."""
    declared = Membership.objects.filter(in_force(on), person_id=person, unit_id=unit, is_declared=True)
    if declared.update(is_declared=False):
        employ(person, unit, on=on)
        audit.record("confirm", actor=by, subject=person, what=str(unit))


@transaction.atomic
def employ(person: uuid.UUID, unit: uuid.UUID, *, on: date, audience: str = "worker") -> None:
    """Write down that a person works at this unit's enterprise from `on`; said twice it is one fact."""
    present = Employment.objects.filter(in_force(on), person_id=person, unit_id=unit, audience=audience)
    if not present.exists():
        Employment.objects.create(person_id=person, unit_id=unit, valid_from=on, audience=audience)
        changes.tell(changes.PERSONS, [person])


@transaction.atomic
def give_role(
    person: uuid.UUID,
    unit: uuid.UUID,
    name: str,
    *,
    on: date,
    until: date | None = None,
    is_employer_side: bool = False,
) -> None:
    """Give a person a role for a unit; `until` is the first day on which he no longer holds it."""
    role_writing.write(person, unit, name, valid_from=on, valid_to=until, is_employer_side=is_employer_side)
    audit.record("role", actor=None, subject=person, what=f"{name} {unit}")


@transaction.atomic
def declare_headcount(
    unit: uuid.UUID, *, audience: str, count: int, signed_by: str, on: date, by: uuid.UUID | None = None
) -> None:
    """Declare how many people of an audience a unit has from `on`; the earlier figure ends that day.

    Declared twice on one day, the later figure stands. `signed_by` is the name under the figure.
    """
    same = Headcount.objects.filter(unit_id=unit, audience=audience)
    same.filter(valid_from__gte=on).delete()
    same.filter(in_force(on)).update(valid_to=on)
    Headcount.objects.create(
        unit_id=unit, audience=audience, count=count, signed_by=signed_by, signed_on=on, valid_from=on
    )
    audit.record("declare headcount", actor=by, what=f"{unit} {audience}", facts={"count": count})
