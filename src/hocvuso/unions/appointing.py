"""Giving, ending and delegating roles: who may do it, what he may give, and what must not happen by accident.

Nobody gives more than he has, nobody gives himself anything, and a delegation leads back to a role in one step.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hocvuso.people.actions import By
from hocvuso.people.actions.changing import guard, note, undone_by
from hocvuso.unions import access, records, role_writing
from hocvuso.unions.belonging import Misdated, undo
from hocvuso.unions.models import Role, UnitLink
from hocvuso.unions.queries import in_force, subtree_ids
from hocvuso.unions.roles import CHAIR, DELEGABLE, KINDS, Right, rights_of_role

GIVEN, ENDED, DELEGATED = "role", "role_ended", "delegated"
# Assumed: nobody is away for longer than a year; a longer need is a role of its own.
LONGEST_DELEGATION = timedelta(days=366)


class MayNot(Exception):
    """Not his to give or to take; `why` is "right", "more", "self", "unknown", "above" or "source"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class LastChair(Exception):
    """The unit would be left without a chair; it takes a reason and a second word."""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of one person as officials see it."""

    id: uuid.UUID
    person: uuid.UUID
    unit: uuid.UUID
    unit_name: str
    name: str
    since: date
    until: date | None
    is_employer_side: bool
    is_delegated: bool
    giver: uuid.UUID | None
    reason: str
    rights: frozenset[Right]


def role_lines(units: Iterable[uuid.UUID] | Any, day: date) -> list[RoleLine]:
    """Return the roles that hold on `day` or begin later, for these units."""
    rows = Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit_id__in=units)
    return _lines(rows)


def roles_held(persons: Iterable[uuid.UUID], day: date) -> list[RoleLine]:
    """Return the roles of certain persons that hold on `day` or begin later."""
    return _lines(Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), person_id__in=list(persons)))


def _lines(rows: Any) -> list[RoleLine]:
    return [
        RoleLine(
            row.id, row.person_id, row.unit_id, row.unit.name, row.name, row.valid_from, row.valid_to,
            row.is_employer_side, row.source_id is not None, row.source.person_id if row.source else row.given_by,
            row.reason, frozenset(Right(each) for each in row.rights.split())
            or rights_of_role(row.name, is_employer_side=row.is_employer_side),
        )
        for row in rows.select_related("unit", "source").order_by("unit__sort_key", "valid_from", "id")
    ]  # fmt: skip


def may_give(viewer: uuid.UUID, name: str, unit: uuid.UUID, day: date) -> str:
    """Return why `viewer` may not give or end this role for this unit ("right", "more", "above", "unknown"), or ""."""
    if name not in KINDS:
        return "unknown"
    rights = access.rights_for(viewer, unit, day)
    if Right.ROLES not in rights:
        return "right"
    if not KINDS[name].rights <= rights:
        return "more"
    if name == CHAIR and not _stands_above(viewer, unit, day):
        return "above"
    return ""


def _stands_above(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Whether he is chair of the unit itself, or gives roles for the unit right above it."""
    if any(held.unit == unit and held.name == CHAIR and not held.is_delegated for held in access.roles_of(viewer, day)):
        return True
    parent = UnitLink.objects.filter(in_force(day), unit_id=unit).values_list("parent_id", flat=True).first()
    return parent is not None and access.may(viewer, Right.ROLES, parent, day)


@dataclass(frozen=True, slots=True)
class Term:
    """From which day a role holds, and its last day (None: until somebody ends it)."""

    since: date
    last_day: date | None = None

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds."""
        return None if self.last_day is None else self.last_day + timedelta(1)

    def check(self) -> None:
        """Raise Misdated when it would end before it begins."""
        if self.last_day is not None and self.last_day < self.since:
            raise Misdated("before start", self.since)


@transaction.atomic
def give(person: uuid.UUID, name: str, term: Term, *, by: By, today: date, is_employer_side: bool = False) -> None:
    """Give a role for `by.unit`; the same role that he holds already is left as it is. Raises MayNot, Misdated."""
    if by.unit is None:
        raise ValueError("a role is held for a unit")
    if by.person == person:
        raise MayNot("self")
    why = may_give(by.person, name, by.unit, today)
    if why:
        raise MayNot(why)
    term.check()
    held = Role.objects.filter(in_force(term.since), person_id=person, unit_id=by.unit, name=name, source=None)
    if held.filter(is_employer_side=is_employer_side).exists():
        return
    guard(person, by)
    row = role_writing.write(
        person, by.unit, name, valid_from=term.since, valid_to=term.until, is_employer_side=is_employer_side,
        given_by=by.person, reason=by.reason[:200],
    )  # fmt: skip
    note(GIVEN, person, by, before=[], after=records.picture([row]))


@transaction.atomic
def end(role: uuid.UUID, *, last_day: date, by: By, today: date, is_sure: bool = False) -> None:
    """End a role after `last_day`; twice is once.

    Raises MayNot, Misdated, and LastChair unless `is_sure` and a reason is given.
    """
    row = Role.objects.select_for_update(of=("self",)).select_related("source").get(id=role)
    until = last_day + timedelta(1)
    if row.valid_to is not None and row.valid_to <= until:
        return
    own_delegation = row.source is not None and row.source.person_id == by.person
    why = "" if own_delegation else may_give(by.person, row.name, row.unit_id, today)
    if why:
        raise MayNot(why)
    if last_day < row.valid_from - timedelta(1):
        raise Misdated("before start", row.valid_from)
    if _is_last_chair(row, until) and not (is_sure and by.reason.strip()):
        raise LastChair
    guard(row.person_id, by)
    before = records.picture([row])
    row.valid_to = until
    row.reason = by.reason[:200] or row.reason
    row.save(update_fields=["valid_to", "reason"])
    note(ENDED, row.person_id, by, before=before, after=records.picture([row]))


def _is_last_chair(row: Role, until: date) -> bool:
    if row.name != CHAIR or row.source_id is not None:
        return False
    others = Role.objects.filter(in_force(until), unit_id=row.unit_id, name=CHAIR, source=None).exclude(id=row.id)
    return not others.exists()


@transaction.atomic
def delegate(source: uuid.UUID, person: uuid.UUID, rights: Iterable[Right], term: Term, *, by: By, today: date) -> None:
    """Lend rights of one's own role, for `by.unit` and under it, until a day. Raises MayNot, Misdated.

    What the source loses, the delegation loses on the same day.
    """
    if by.unit is None:
        raise ValueError("a role is held for a unit")
    held = next((each for each in access.roles_of(by.person, today) if each.id == source), None)
    wanted = frozenset(rights)
    if person == by.person:
        raise MayNot("self")
    if held is None or held.is_delegated or not wanted:
        raise MayNot("source")
    if not wanted <= held.rights & DELEGABLE:
        raise MayNot("more")
    if not subtree_ids(held.unit, today).filter(unit_id=by.unit).exists():
        raise MayNot("right")
    term.check()
    if term.last_day is None or term.last_day > term.since + LONGEST_DELEGATION:
        raise Misdated("too long", term.since + LONGEST_DELEGATION)
    named = " ".join(sorted(wanted))
    same = Role.objects.filter(in_force(term.since), person_id=person, unit_id=by.unit, source_id=source, rights=named)
    if same.filter(valid_to=term.until).exists():
        return
    guard(person, by)
    row = role_writing.write(
        person, by.unit, held.name, valid_from=term.since, valid_to=term.until, source_id=source, rights=named,
        given_by=by.person, reason=by.reason[:200],
    )  # fmt: skip
    note(DELEGATED, person, by, before=[], after=records.picture([row]))


def register() -> None:
    """Register how changes of roles are taken back."""
    for kind in (GIVEN, ENDED, DELEGATED):
        undone_by(kind, undo)
