"""The one rule of who may do what to whom: the subtree by dated role, plus dated grants.

A role gives its rights (see `roles`) for its unit and everything under it, on the days on which it holds. A delegation
gives what it names, as far as the role it came from still gives it. Whoever manages staff for the employer has counts
only in and under that unit, whatever other role, delegation or grant he holds. What is shown of a person is decided by
the rooms above and is narrow (foundations, 5).

Nothing is remembered between two requests: a role that ended yesterday gives nothing today, in an open session too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When

from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.plumbing import driver
from hocvuso.unions.models import Employment, FullTime, Grant, Membership, Role, UnitLink, UnitPath
from hocvuso.unions.queries import AFTER_HEX, AT_ONCE, Ids, in_force
from hocvuso.unions.roles import (
    AUTHOR,
    CHAIR,
    KINDS,
    OFFICIAL,
    PERSONNEL,
    TRAINER,
    TRAINER_LEAD,
    Right,
    rights_of_role,
)

__all__ = ["AUTHOR", "CHAIR", "OFFICIAL", "PERSONNEL", "TRAINER_LEAD", "Held", "Right"]

# What ties a person to a unit, for seeing and for helping alike (ADR 0010, amended). Who works full time for an upper
# union belongs to nothing else there, and is its affair.
_TIES: tuple[Any, ...] = (Membership, Employment, FullTime)


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force, with the rights that are left of it on that day.

    `within` is the unit of the role that a delegation came from, `barred` where its giver sees counts only.
    """

    unit: uuid.UUID
    name: str
    is_employer_side: bool
    rights: frozenset[Right] = frozenset()
    id: uuid.UUID | None = None
    within: uuid.UUID | None = None
    barred: tuple[uuid.UUID, ...] = ()

    @property
    def is_delegated(self) -> bool:
        """Whether somebody else's role stands behind it."""
        return self.within is not None


# Written out: a page of officials asks up to eight times who is asking, and making Django's statement takes 1.6 ms.
_IN_FORCE = """
    SELECT id, unit_id, name, is_employer_side, rights, source_id FROM unions_role
    WHERE person_id = %s AND valid_from <= %s AND (valid_to > %s OR valid_to IS NULL) ORDER BY valid_from, id
"""


def roles_of(viewer: uuid.UUID, day: date) -> list[Held]:
    """Return the roles that `viewer` holds on `day`, oldest first; delegations whose source has ended are absent."""
    held = []
    for key, place, name, marked, named, source in driver.run(_IN_FORCE, [driver.key(viewer), *[day.isoformat()] * 2]):
        id_, unit, side = driver.as_uuid(key), driver.as_uuid(place), bool(marked)
        if source is None:
            side |= name in KINDS and KINDS[name].is_employer_side
            held.append(Held(unit, name, side, rights_of_role(name, is_employer_side=side), id_))
        elif given := Role.objects.filter(in_force(day), id=driver.as_uuid(source), source=None).first():
            rights = frozenset(Right(each) for each in named.split())
            rights &= rights_of_role(given.name, is_employer_side=given.is_employer_side)
            rights = rights & {Right.COUNTS} if side else rights
            held.append(Held(unit, name, side, rights, id_, given.unit_id, _barred(given.person_id, day)))
    return held


def _barred(person: uuid.UUID, day: date) -> tuple[uuid.UUID, ...]:
    """Return the units for which whoever delegates manages staff on the employer's side."""
    on_side = [kind.name for kind in KINDS.values() if kind.is_employer_side]
    side = Q(is_employer_side=True) | Q(name__in=on_side, source=None)
    return tuple(Role.objects.filter(in_force(day), side, person_id=person).values_list("unit_id", flat=True))


def units_where(viewer: uuid.UUID, right: Right, day: date) -> Ids:
    """Return the ids of the units for which `viewer` has `right` on `day`, as one nested statement."""
    roles = roles_of(viewer, day)
    reached = _reached(right, roles, _paths(_units_named(roles), day))
    return UnitPath.objects.filter(in_force(day)).filter(reached).values_list("unit_id", flat=True)


def _reached(right: Right, roles: list[Held], paths: dict[uuid.UUID, str]) -> Q:
    """Return the rule itself: the condition of being a unit for which these roles give `right`."""
    reached = Q(pk__in=[])
    for held in roles:
        if right in held.rights:
            reached |= _reach(held, right, paths)
    if right is not Right.COUNTS:
        reached &= ~_under([held.unit for held in roles if held.is_employer_side], paths)
    return reached


def _units_named(roles: Iterable[Held]) -> list[uuid.UUID]:
    return [unit for held in roles for unit in (held.unit, held.within, *held.barred) if unit is not None]


def _paths(units: list[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    rows = UnitPath.objects.filter(in_force(day), unit_id__in=units).values_list("unit_id", "path")
    return dict(rows)


def _under(units: Iterable[uuid.UUID], paths: dict[uuid.UUID, str]) -> Q:
    """Return the condition of standing in the subtree of one of `units`; a unit without a path has none."""
    found = Q(pk__in=[])
    for unit in units:
        if unit in paths:
            found |= Q(path__gte=paths[unit], path__lt=paths[unit] + AFTER_HEX)
    return found


def _reach(held: Held, right: Right, paths: dict[uuid.UUID, str]) -> Q:
    reach = _under([held.unit], paths)
    if held.within is None:
        return reach
    reach &= _under([held.within], paths)  # the delegated unit may have moved away from the source
    return reach if right is Right.COUNTS else reach & ~_under(held.barred, paths)


def may(viewer: uuid.UUID, right: Right, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` has `right` for `unit` on `day`."""
    return units_where(viewer, right, day).filter(unit_id=unit).exists()


def rights_for(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> frozenset[Right]:
    """Return every right that `viewer` has for `unit` on `day`; roles and paths are read once for all of them."""
    roles = roles_of(viewer, day)
    paths = _paths(_units_named(roles), day)
    has = {f"has_{right}": Case(When(_reached(right, roles, paths), then=True), default=False) for right in Right}
    found = UnitPath.objects.filter(in_force(day), unit_id=unit).annotate(**has).values_list(*has).first()
    return frozenset(right for right, held in zip(Right, found or (), strict=False) if held)


def people_where(viewer: uuid.UUID, right: Right, day: date) -> Ids:
    """Return the ids of everybody about whom `viewer` has `right` on `day`; a grant shows a person by name."""
    units = units_where(viewer, right, day)
    ties: list[Ids] = [
        model.objects.filter(in_force(day), unit_id__in=units).values_list("person_id", flat=True) for model in _TIES
    ]
    if right is Right.NAMES:
        ties.append(_granted(viewer, day))
    return ties[0].union(*ties[1:])


def _granted(viewer: uuid.UUID, day: date) -> Ids:
    """Return who is shown to `viewer` by a grant; never somebody of a unit where he stands on the employer's side."""
    granted = Grant.objects.filter(in_force(day), viewer_id=viewer)
    barred = [held.unit for held in roles_of(viewer, day) if held.is_employer_side]
    if barred:
        under = UnitPath.objects.filter(in_force(day)).filter(_under(barred, _paths(barred, day)))
        for model in _TIES:
            theirs = model.objects.filter(in_force(day), unit_id__in=under.values_list("unit_id", flat=True))
            granted = granted.exclude(subject_id__in=theirs.values_list("person_id", flat=True))
    return granted.values_list("subject_id", flat=True)


def may_on(viewer: uuid.UUID, right: Right, person: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` has `right` about one person on `day`."""
    if among(viewer, right, [person], day):
        return True
    return right is Right.NAMES and _granted(viewer, day).filter(subject_id=person).exists()


def among(viewer: uuid.UUID, right: Right, persons: Iterable[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Return those of a few persons about whom `viewer` has `right` by where they belong; grants are left out."""
    # The units are asked about one by one: named as a set, SQLite looks for each person in each of five thousand.
    units = units_where(viewer, right, day).filter(unit_id=OuterRef("unit_id"))
    here = Q(Exists(units)) & in_force(day) & Q(person_id__in=list(persons))
    return {person for model in _TIES for person in model.objects.filter(here).values_list("person_id", flat=True)}


def shown_among(viewer: uuid.UUID, persons: Iterable[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Return those of a few persons whom `viewer` may see by name on `day`: by where they belong, or by a grant."""
    listed = list(persons)
    granted = _granted(viewer, day).filter(subject_id__in=listed)
    return among(viewer, Right.NAMES, listed, day) | set(granted)


def may_see_counts(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may see how many people of `unit` did something."""
    return may(viewer, Right.COUNTS, unit, day)


def may_see_names(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may see the names of the people of `unit`."""
    return may(viewer, Right.NAMES, unit, day)


def named_units(viewer: uuid.UUID, day: date) -> Ids:
    """Return the ids of the units whose people `viewer` may see by name."""
    return units_where(viewer, Right.NAMES, day)


def visible_people(viewer: uuid.UUID, day: date) -> Ids:
    """Return the ids of everybody whom `viewer` may see by name on `day`, as one nested statement."""
    return people_where(viewer, Right.NAMES, day)


def is_author(viewer: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` writes lessons on `day`; whoever manages staff for the employer does not."""
    roles = roles_of(viewer, day)
    own = any(held.name == AUTHOR and not held.is_delegated for held in roles)
    return own and not any(held.is_employer_side for held in roles)


def teaching_role(viewer: uuid.UUID, day: date) -> Held | None:
    """Return the role by which `viewer` writes lessons or trains on `day`, an author's first; None: he does neither.

    Only a role of his own counts, and nobody who manages staff for an employer, anywhere, has one.
    """
    roles = roles_of(viewer, day)
    if any(held.is_employer_side for held in roles):
        return None
    own = {held.name: held for held in reversed(roles) if not held.is_delegated}
    return next((own[name] for name in (AUTHOR, TRAINER_LEAD, TRAINER) if name in own), None)


def stands_for_employer(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` stands on the employer's side at `unit` or above it, and so sees counts only there."""
    roles = [held.unit for held in roles_of(viewer, day) if held.is_employer_side]
    paths = _paths([unit, *roles], day)
    return any(paths.get(unit, "").startswith(paths[each]) for each in roles if each in paths)


def is_hidden(group: int | None) -> bool:
    """Tell whether counts about a group of this size (None: unknown) would point at single persons."""
    return group is not None and 0 < group < SMALLEST_GROUP


def may_act_for(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` signs for this very unit: by a role there, not by one above it."""
    at_it = any(held.unit == unit and Right.CONFIRM in held.rights for held in roles_of(viewer, day))
    return at_it and may(viewer, Right.CONFIRM, unit, day)


def looking_as(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> str:
    """Return the role in which `viewer` sees names of `unit`: the name of his first role that gives it, or nothing."""
    paths = _paths([unit, *(held.unit for held in roles_of(viewer, day))], day)
    path = paths.get(unit, "")
    for held in roles_of(viewer, day):
        if Right.NAMES in held.rights and held.unit in paths and path.startswith(paths[held.unit]):
            return held.name
    return ""


def as_what(viewer: uuid.UUID, unit: uuid.UUID, unit_name: str, day: date) -> dict[str, str]:
    """Return what a trace says beside who read: in which role and for which unit `viewer` looks."""
    return {"role": looking_as(viewer, unit, day), "unit": unit_name}


def signers_of(unit: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return who signs for this very unit on `day`; for messages to an office, not for showing who holds it."""
    return signers_in([unit], day).get(unit, [])


def signers_in(units: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return who signs for each of these units on `day`; those for which nobody does are absent."""
    signing = Q(name__in=[CHAIR, OFFICIAL], is_employer_side=False)
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for begin in range(0, len(units), AT_ONCE):
        rows = Role.objects.filter(signing, in_force(day), unit_id__in=units[begin : begin + AT_ONCE])
        for unit, person in rows.order_by("person_id").values_list("unit_id", "person_id").distinct():
            found.setdefault(unit, []).append(person)
    return found


def may_change(viewer: uuid.UUID, units: Iterable[uuid.UUID], day: date) -> bool:
    """Tell whether `viewer` may order a change of the tree that touches or leans on all these units.

    He has the right to change the structure by a role of his own for each of them or one above it, and does not stand
    on the employer's side there. A move, a merger
    and an end touch the unit above, so nobody takes his own unit out of the level that it belongs to.
    """
    roles = roles_of(viewer, day)
    signing = {held.unit for held in roles if Right.STRUCTURE in held.rights and not held.is_delegated}
    barred = {held.unit for held in roles if held.is_employer_side}
    asked = set(units)
    lines = _lines(asked, day)
    return bool(asked) and all(lines[unit] & signing and not lines[unit] & barred for unit in asked)


def may_change_territories(viewer: uuid.UUID, day: date) -> bool:
    """Tell whether `viewer` may order a change of the second tree itself, which is the same for everybody.

    He has the right to change the structure by a role of his own at the top of the tree of units.
    """
    roles = [held for held in roles_of(viewer, day) if Right.STRUCTURE in held.rights and not held.is_delegated]
    tops = UnitLink.objects.filter(in_force(day), parent=None, unit_id__in=[held.unit for held in roles])
    return any(may_change(viewer, [unit], day) for unit in tops.values_list("unit_id", flat=True))


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
