"""Where a person belongs, as dated facts: member, employed, of which audience, full time.

Leaving ends the link, never the account nor anything that was learnt. Each act keeps the rows it found, so that it
can be taken back exactly; done twice it is one fact.
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
from hocvuso.plumbing import changes
from hocvuso.unions import access, actions, records
from hocvuso.unions.models import Employment, FullTime, Membership, Role
from hocvuso.unions.queries import OFFICIAL, Ids, in_force, people_ids, subtree_ids

AUDIENCES = ("worker", OFFICIAL, "public_staff", "family")
JOINED, LEFT, MOVED, AUDIENCE, FULL_TIME, DATES = "joined", "left", "moved", "audience", "full_time", "dates"
KINDS = (JOINED, LEFT, MOVED, AUDIENCE, FULL_TIME, DATES)
_LINKS: tuple[Any, ...] = (Membership, Employment, FullTime)


def is_official(person: uuid.UUID, day: date) -> bool:
    """Tell whether somebody is counted as a full-time official on a day."""
    theirs = Employment.objects.filter(in_force(day), person_id=person, audience=OFFICIAL)
    return theirs.exists() or FullTime.objects.filter(in_force(day), person_id=person).exists()


class Misdated(Exception):
    """A day that cannot be; `why` is "future", "before start" or "overlap", `day` the day that stands against it."""

    def __init__(self, why: str, day: date) -> None:
        super().__init__(f"{why} {day}")
        self.why, self.day = why, day


class HoldsRole(Exception):
    """Somebody still holds a role for the unit that he is about to leave; `names` says which."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class NotHere(Exception):
    """The person does not belong to this unit on that day."""


def rows_of(person: uuid.UUID, unit: uuid.UUID | None = None) -> list[Any]:
    """Return every link of a person, of one unit or of all, oldest first."""
    at = Q(person_id=person) if unit is None else Q(person_id=person, unit_id=unit)
    rows = [row for model in _LINKS for row in model.objects.filter(at).select_related("unit")]
    return sorted(rows, key=lambda row: (row.valid_from, str(row.id)))


def _kept(kind: str, person: uuid.UUID, by: By, before: list[records.Picture], units: Iterable[uuid.UUID]) -> None:
    after = [each for unit in dict.fromkeys(units) for each in records.picture(rows_of(person, unit))]
    after = sorted(after, key=lambda each: (each["table"], each["id"]))
    untouched = [each for each in before if each in after]
    found = [each for each in before if each not in untouched]
    left = [each for each in after if each not in untouched]
    if found or left:
        note(kind, person, by, before=found, after=left)
        changes.tell(changes.PERSONS, [person])


@transaction.atomic
def enter(person: uuid.UUID, unit: uuid.UUID, *, on: date, today: date, by: By, audience: str = "worker",
          is_member: bool = True, is_declared: bool = False) -> None:  # fmt: skip
    """Write down that somebody works at a unit, and is a member there, from a day on."""
    _not_ahead(on, today)
    guard(person, by)
    before = records.picture(rows_of(person, unit))
    _begin(person, unit, on, audience, is_member=is_member, is_declared=is_declared)
    _kept(JOINED, person, by, before, [unit])


def _begin(person: uuid.UUID, unit: uuid.UUID, on: date, audience: str, *, is_member: bool, is_declared: bool) -> None:
    if is_member or is_declared:
        actions.join(person, unit, on=on, is_declared=is_declared)
    if not is_declared:  # the unit itself says who works there
        actions.employ(person, unit, on=on, audience=audience)


@transaction.atomic
def leave(person: uuid.UUID, unit: uuid.UUID, *, last_day: date, today: date, by: By) -> None:
    """End everything that links a person to a unit after `last_day`; account and results stay his.

    Raises Misdated, HoldsRole, NotHere, ChangedMeanwhile.
    """
    _not_ahead(last_day, today)
    if _has_left(person, unit, last_day):
        return
    guard(person, by)
    _holds_no_role(person, unit, last_day)
    before = records.picture(rows_of(person, unit))
    _end(person, unit, last_day, by.reason)
    _kept(LEFT, person, by, before, [unit])


def _has_left(person: uuid.UUID, unit: uuid.UUID, last_day: date) -> bool:
    rows: list[Any] = rows_of(person, unit)
    return bool(rows) and all(row.valid_to is not None and row.valid_to <= last_day + timedelta(1) for row in rows)


def _holds_no_role(person: uuid.UUID, unit: uuid.UUID, last_day: date) -> None:
    later = Q(valid_to=None) | Q(valid_to__gt=last_day + timedelta(1))
    names = list(Role.objects.filter(later, person_id=person, unit_id=unit).values_list("name", flat=True))
    if names:
        raise HoldsRole(names)


def _end(person: uuid.UUID, unit: uuid.UUID, last_day: date, reason: str) -> None:
    after = last_day + timedelta(1)
    found = False
    for model in _LINKS:
        still = model.objects.filter(Q(valid_to=None) | Q(valid_to__gt=after), person_id=person, unit_id=unit)
        begun_later = still.filter(valid_from__gt=last_day).order_by("valid_from").first()
        if begun_later is not None:
            raise Misdated("before start", begun_later.valid_from)
        found |= bool(still.update(valid_to=after, reason=reason[:120]))
    if not found:
        raise NotHere


@transaction.atomic
def move(
    person: uuid.UUID, old: uuid.UUID, new: uuid.UUID, *, on: date, today: date, by: By, is_declared: bool = False
) -> None:
    """Let a person belong to another unit from `on`: the old links end the day before, as what they were.

    `is_declared`: whoever moves him may not speak for the new unit, so that unit has still to confirm.
    Raises Misdated, HoldsRole, NotHere, ChangedMeanwhile.
    """
    _not_ahead(on, today)
    if Membership.objects.filter(in_force(on), person_id=person, unit_id=new).exists() and _has_left(
        person, old, on - timedelta(1)
    ):
        return
    guard(person, by)
    _holds_no_role(person, old, on - timedelta(1))
    before = records.picture([*rows_of(person, old), *rows_of(person, new)])
    day_before = on - timedelta(1)
    audiences = Employment.objects.filter(in_force(day_before), person_id=person, unit_id=old)
    audience = audiences.order_by("valid_from").values_list("audience", flat=True).first() or "worker"
    member = Membership.objects.filter(in_force(day_before), person_id=person, unit_id=old).exists()
    _end(person, old, day_before, by.reason)
    _begin(person, new, on, audience, is_member=member, is_declared=is_declared)
    _kept(MOVED, person, by, before, [old, new])


@transaction.atomic
def change_audience(person: uuid.UUID, unit: uuid.UUID, audience: str, *, on: date, today: date, by: By) -> None:
    """Let another target count a person from `on`; until then the earlier audience stands."""
    _not_ahead(on, today)
    held = Employment.objects.filter(in_force(on), person_id=person, unit_id=unit)
    if held.filter(audience=audience).exists() and held.count() == 1:
        return
    guard(person, by)
    before = records.picture(rows_of(person, unit))
    for row in held:
        if row.valid_from == on:
            row.delete()
        else:
            Employment.objects.filter(id=row.id).update(valid_to=on)
    Employment.objects.create(person_id=person, unit_id=unit, audience=audience, valid_from=on)
    _kept(AUDIENCE, person, by, before, [unit])


@transaction.atomic
def set_full_time(person: uuid.UUID, unit: uuid.UUID, *, on: date, today: date, by: By, is_full_time: bool) -> None:
    """Mark somebody as a full-time official of a unit from `on`, or end that with the day before `on`."""
    _not_ahead(on, today)
    held = FullTime.objects.filter(in_force(on), person_id=person, unit_id=unit)
    if held.exists() == is_full_time:
        return
    guard(person, by)
    before = records.picture(rows_of(person, unit))
    if is_full_time:
        FullTime.objects.create(person_id=person, unit_id=unit, valid_from=on)
    else:
        held.filter(valid_from=on).delete()
        held.update(valid_to=on, reason=by.reason[:120])
    _kept(FULL_TIME, person, by, before, [unit])


@transaction.atomic
def correct_dates(
    link: uuid.UUID, person: uuid.UUID, *, since: date, last_day: date | None, today: date, by: By
) -> None:
    """Put the dates of one link right. Raises Misdated, NotHere, ChangedMeanwhile."""
    _not_ahead(since, today)
    if last_day is not None:
        _not_ahead(last_day, today)
        if last_day < since:
            raise Misdated("before start", since)
    row: Any = next((each for each in rows_of(person) if each.pk == link), None)
    if row is None:
        raise NotHere
    until = None if last_day is None else last_day + timedelta(1)
    if (row.valid_from, row.valid_to) == (since, until):
        return
    guard(person, by)
    before = records.picture([row])
    row.valid_from, row.valid_to = since, until
    row.save(update_fields=["valid_from", "valid_to"])
    note(DATES, person, by, before=before, after=records.picture([row]))
    changes.tell(changes.PERSONS, [person])


def _not_ahead(day: date, today: date) -> None:
    if day > today:
        raise Misdated("future", day)


def undo(person: uuid.UUID, before: list[records.Picture], after: list[records.Picture]) -> None:
    """Bring the rows of a change back to what they were. Raises TooLate when one has changed since."""
    units = {uuid.UUID(each["unit_id"]) for each in after}
    records.put_back(before, after)
    changes.tell(changes.UNITS, units)  # also of units where nothing of the person is left
    changes.tell(changes.PERSONS, [person])


def register() -> None:
    """Register how changes of belonging are taken back."""
    for kind in KINDS:
        undone_by(kind, undo)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a person to a unit as officials see it; `kind` is "member", "worker", "full time"."""

    id: uuid.UUID
    kind: str
    unit: uuid.UUID
    unit_name: str
    audience: str
    since: date
    last_day: date | None
    reason: str
    is_declared: bool


def links_of(person: uuid.UUID, units: Ids) -> list[Link]:
    """Return the links of a person to some units, oldest first."""
    kinds = {Membership: "member", Employment: "worker", FullTime: "full time"}
    allowed = set(units)
    return [
        Link(row.id, kinds[type(row)], row.unit_id, row.unit.name, getattr(row, "audience", ""), row.valid_from,
             row.valid_to - timedelta(1) if row.valid_to else None, row.reason, getattr(row, "is_declared", False))
        for row in rows_of(person) if row.unit_id in allowed
    ]  # fmt: skip


def changeable_ids(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> Ids:
    """Return whom `viewer` may change among the people of `unit` and below."""
    units = subtree_ids(unit, day).filter(unit_id__in=access.units_where(viewer, access.Right.CHANGE, day))
    return people_ids(units, day)


def units_by_person(persons: Ids, day: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the units to which each person belongs on `day`."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for model in (Membership, Employment):
        rows = model.objects.filter(in_force(day), person_id__in=persons).values_list("person_id", "unit_id")
        for person, at in rows:
            found.setdefault(person, set()).add(at)
    return found
