"""The one rule of who may see whom: the subtree by dated role, plus dated grants.

Counts: whoever holds a role for the unit or one above it. Names: chair, official or lead trainer there, unless he
also manages staff for the employer: for the units under such a role he sees counts only, whatever other role he
holds. What is shown of a person is decided by the rooms above and is narrow (foundations, 5).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.unions.models import Employment, Grant, Membership, Role, UnitPath
from hocvuso.unions.queries import Ids, in_force, subtrees_ids

CHAIR, OFFICIAL, TRAINER_LEAD, PERSONNEL = "chair", "official", "trainer_lead", "personnel"
SEES_NAMES = frozenset({CHAIR, OFFICIAL, TRAINER_LEAD})


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force."""

    unit: uuid.UUID
    name: str
    is_employer_side: bool


def roles_of(viewer: uuid.UUID, day: date) -> list[Held]:
    """Return the roles that `viewer` holds on `day`."""
    rows = Role.objects.filter(in_force(day), person_id=viewer).order_by("valid_from", "id")
    return [Held(row.unit_id, row.name, row.is_employer_side) for row in rows]


def may_see_counts(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may see how many people of `unit` did something."""
    return unit in set(counted_units(viewer, day))


def may_see_names(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may see the names of the people of `unit`."""
    return unit in set(named_units(viewer, day))


def counted_units(viewer: uuid.UUID, day: date) -> Ids:
    """Return the ids of the units whose counts `viewer` may see."""
    return subtrees_ids([held.unit for held in roles_of(viewer, day)], day)


def named_units(viewer: uuid.UUID, day: date) -> Ids:
    """Return the ids of the units whose people `viewer` may see by name."""
    roles = roles_of(viewer, day)
    seeing = [held.unit for held in roles if held.name in SEES_NAMES and not held.is_employer_side]
    barred = [held.unit for held in roles if held.is_employer_side]
    return subtrees_ids(seeing, day).exclude(unit_id__in=subtrees_ids(barred, day))


def visible_people(viewer: uuid.UUID, day: date) -> Ids:
    """Return the ids of everybody whom `viewer` may see by name on `day`, as one nested statement."""
    units = named_units(viewer, day)
    members = Membership.objects.filter(in_force(day), unit_id__in=units).values_list("person_id", flat=True)
    employed = Employment.objects.filter(in_force(day), unit_id__in=units).values_list("person_id", flat=True)
    granted = Grant.objects.filter(in_force(day), viewer_id=viewer).values_list("subject_id", flat=True)
    return members.union(employed, granted)


def is_hidden(group: int | None) -> bool:
    """Tell whether counts about a group of this size (None: unknown) would point at single persons."""
    return group is not None and 0 < group < SMALLEST_GROUP


def may_act_for(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` signs for this very unit: its chair or official, not from the employer's side."""
    signing = Q(name__in=[CHAIR, OFFICIAL], is_employer_side=False)
    return Role.objects.filter(signing, in_force(day), person_id=viewer, unit_id=unit).exists()


def signers_of(unit: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return who signs for this very unit on `day`; for messages to an office, not for showing who holds it."""
    signing = Q(name__in=[CHAIR, OFFICIAL], is_employer_side=False)
    found = Role.objects.filter(signing, in_force(day), unit_id=unit).order_by("person_id")
    return list(found.values_list("person_id", flat=True).distinct())


def may_change(viewer: uuid.UUID, units: Iterable[uuid.UUID], day: date) -> bool:
    """Tell whether `viewer` may order a change of the tree that touches or leans on all these units.

    He is chair or official of each of them or of one above it, and not on the employer's side there. A move, a merger
    and an end touch the unit above, so nobody takes his own unit out of the level that it belongs to.
    """
    roles = roles_of(viewer, day)
    signing = {held.unit for held in roles if held.name in (CHAIR, OFFICIAL) and not held.is_employer_side}
    barred = {held.unit for held in roles if held.is_employer_side}
    asked = set(units)
    lines = _lines(asked, day)
    return bool(asked) and all(lines[unit] & signing and not lines[unit] & barred for unit in asked)


def may_see_structure(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may see where a unit stood and what was decided about it: a role there or above it."""
    return bool(_lines({unit}, day)[unit] & {held.unit for held in roles_of(viewer, day)})


def _lines(units: set[uuid.UUID], day: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return for each unit what it stands under on `day`, itself included; for one that is gone, what it ever did."""
    today: dict[uuid.UUID, set[uuid.UUID]] = {unit: set() for unit in units}
    ever: dict[uuid.UUID, set[uuid.UUID]] = {unit: {unit} for unit in units}
    for row in UnitPath.objects.filter(unit_id__in=list(units)):
        line = {uuid.UUID(row.path[at : at + 32]) for at in range(0, len(row.path), 32)}
        ever[row.unit_id] |= line
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
            today[row.unit_id] |= line
    return {unit: today[unit] or ever[unit] for unit in units}
