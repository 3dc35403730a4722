"""Verbs of the tree: found, link, join, employ, give a role, declare. Every fact carries its first day."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.plumbing import audit, changes, outbox
from hocvuso.unions.models import Employment, Headcount, Membership, Role, Unit, UnitLink, UnitPath
from hocvuso.unions.queries import in_force


class TreeRing(Exception):
    """A unit would stand under itself."""


@dataclass(frozen=True, slots=True)
class Decree:
    """The paper behind a change of the tree."""

    decision: str = ""
    signer: str = ""
    reason: str = ""


NO_DECREE = Decree()


@transaction.atomic
def found(
    *,
    code: str,
    name: str,
    kind: str,
    on: date,
    parent: uuid.UUID | None = None,
    join_code: str | None = None,
    decree: Decree = NO_DECREE,
    is_demo: bool = False,
) -> uuid.UUID:
    """Found a unit on a day under `parent` (none: at the top) and return its id."""
    unit = Unit.objects.create(
        code=code,
        name=vntext.clean(name),
        kind=kind,
        search=vntext.search_key(name)[:240],
        sort_key=vntext.alphabet_key(name)[:600],
        join_code=join_code,
        founded_on=on,
        is_demo=is_demo,
    )
    link(unit.id, parent, on=on, decree=decree)
    return unit.id


@transaction.atomic
def link(unit: uuid.UUID, parent: uuid.UUID | None, *, on: date, decree: Decree = NO_DECREE) -> None:
    """Let `unit` stand under `parent` from `on`; where it stood before ends that day.

    A link that begins on the same day or later is replaced: the newest word about that day wins.
    Raises TreeRing when the unit would stand under itself on any day.
    """
    UnitLink.objects.filter(unit_id=unit, valid_from__gte=on).delete()
    UnitLink.objects.filter(in_force(on), unit_id=unit).update(valid_to=on)
    UnitLink.objects.create(
        unit_id=unit,
        parent_id=parent,
        valid_from=on,
        decision=decree.decision,
        signer=decree.signer,
        reason=decree.reason,
    )
    rebuild_paths()
    audit.record("link", actor=None, subject=None, what=f"{unit} < {parent} {on}")


@transaction.atomic
def rebuild_paths() -> None:
    """Derive every path from the links: the tree is drawn for each stretch of days between two changes."""
    links = list(UnitLink.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to"))
    changes = sorted({day for _, _, since, until in links for day in (since, until) if day is not None})
    open_since: dict[uuid.UUID, tuple[str, date]] = {}
    rows: list[UnitPath] = []
    for day in changes:
        parents = {unit: parent for unit, parent, since, until in links if _holds(since, until, day)}
        paths = _paths(parents)
        for unit, (path, since) in list(open_since.items()):
            if paths.get(unit) != path:
                rows.append(UnitPath(unit_id=unit, path=path, valid_from=since, valid_to=day))
                del open_since[unit]
        for unit, path in paths.items():
            open_since.setdefault(unit, (path, day))
    rows += [UnitPath(unit_id=unit, path=path, valid_from=since) for unit, (path, since) in open_since.items()]
    UnitPath.objects.all().delete()
    UnitPath.objects.bulk_create(rows, batch_size=500)


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)


def _paths(parents: Mapping[uuid.UUID, uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Return each unit's path in one stretch: the ids from the top down, 32 hex digits each.

    Without separators the order is the same in every collation, and a subtree is `path <= x < path + "g"`.
    A unit whose parent does not stand in the tree that day stands at the top.
    """
    done: dict[uuid.UUID, str] = {}
    for unit in parents:
        climb: list[uuid.UUID] = []
        above: uuid.UUID | None = unit
        while above is not None and above in parents and above not in done:
            if above in climb:
                raise TreeRing(str(above))
            climb.append(above)
            above = parents[above]
        path = done.get(above, "") if above is not None else ""
        for step in reversed(climb):
            path += step.hex
            done[step] = path
    return done


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
    role = Role.objects.create(
        person_id=person, unit_id=unit, name=name, valid_from=on, valid_to=until, is_employer_side=is_employer_side
    )
    audit.record("role", actor=None, subject=person, what=f"{name} {unit}")
    code, unit_name = Unit.objects.values_list("code", "name").get(id=unit)
    outbox.notify(person, "role_given", {"unit": code, "unit_name": unit_name}, key=f"role:{role.id.hex}")


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
