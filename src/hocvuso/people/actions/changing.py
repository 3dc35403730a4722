"""Changes that an official, or the person himself, makes to what is known of a person: guarded, traced, taken back.

Each change keeps what stood there before. Whoever saw an older state than the present one is told who was faster;
nothing of his is lost, he looks and decides again. Other rooms register how their kinds of change are taken back.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people import dossiers
from hocvuso.people.models import Change, Person
from hocvuso.plumbing import audit, clock

NAME, PHONE = "name", "phone"
# Decided: as long as an import can be taken back (product.md 4.2, O7).
UNDO_TERM = timedelta(hours=24)


class ChangedMeanwhile(Exception):
    """Somebody else changed this person after the page was opened."""

    def __init__(self, by: uuid.UUID | None, at: datetime) -> None:
        super().__init__(str(by))
        self.by, self.at = by, at


class TooLate(Exception):
    """This change cannot be taken back any more: its day is over, or something newer builds on it."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, for which unit, why, and which state of the person his page showed (None: not asked)."""

    person: uuid.UUID
    unit: uuid.UUID | None = None
    reason: str = ""
    seen: str | None = None


Undo = Callable[[uuid.UUID, Any, Any], None]  # person, before, after
_undoers: dict[str, Undo] = {}
Follow = Callable[[uuid.UUID, uuid.UUID], object]  # person, who changed his name
_followers: list[Follow] = []


def undone_by(kind: str, undo: Undo) -> None:
    """Register how changes of one kind are taken back; `undo` raises TooLate when it must not."""
    _undoers[kind] = undo


def followed_by(follow: Follow) -> None:
    """Register what else must follow a corrected name, in the same transaction: papers that carry it."""
    _followers.append(follow)


def _follow(person: uuid.UUID, by: uuid.UUID) -> None:
    for follow in _followers:
        follow(person, by)


def guard(person: uuid.UUID, by: By) -> None:
    """Queue behind other changes of this person. Raises ChangedMeanwhile when the page showed an older state.

    Call it first inside the transaction of the change.
    """
    Person.objects.select_for_update().get(id=person)
    last = Change.objects.filter(person_id=person).order_by("-at", "-id").first()
    if by.seen is not None and last is not None and dossiers.state_of(person) != by.seen:
        raise ChangedMeanwhile(last.undone_by or last.by, last.undone_at or last.at)


def note(kind: str, person: uuid.UUID, by: By, *, before: Any, after: Any) -> uuid.UUID:
    """Keep what a change found and what it left, and leave its trace; call it inside the transaction."""
    row = Change.objects.create(
        person_id=person, kind=kind, at=clock.now(), by=by.person, unit=by.unit, reason=by.reason[:200], before=before,
        after=after,
    )  # fmt: skip
    audit.record(f"change {kind}", actor=by.person, subject=person, what=str(by.unit or ""))
    return row.id


@transaction.atomic
def correct_name(person_id: uuid.UUID, full_name: str, *, by: By) -> None:
    """Put a name right; lists and cards read the new one, certificates follow, the old one stays in the change."""
    name = vntext.clean(full_name)
    if Person.objects.filter(id=person_id, full_name=name).exists():  # said twice
        return
    guard(person_id, by)
    person = Person.objects.get(id=person_id)
    before = person.full_name
    _write_name(person_id, name)
    note(NAME, person_id, by, before=before, after=name)
    _follow(person_id, by.person)


def _write_name(person_id: uuid.UUID, name: str) -> None:
    Person.objects.filter(id=person_id).update(
        full_name=name, search=vntext.search_key(name), sort_key=vntext.sort_key(name)
    )


@transaction.atomic
def correct_phone(person_id: uuid.UUID, number: str, *, by: By) -> None:
    """Write another number down; it is unconfirmed until a code, a card or a person confirms it (foundations, 3)."""
    if Person.objects.filter(id=person_id, phone=number).exists():
        return
    guard(person_id, by)
    person = Person.objects.get(id=person_id)
    before = {"phone": person.phone, "confirmed": _text(person.phone_confirmed_at)}
    Person.objects.filter(id=person_id).update(phone=number, phone_confirmed_at=None)
    note(PHONE, person_id, by, before=before, after={"phone": number, "confirmed": None})


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@transaction.atomic
def take_back(change_id: uuid.UUID, *, by: By) -> None:
    """Take a change back within a day; twice is once. Raises TooLate."""
    row = Change.objects.select_for_update().get(id=change_id)
    Person.objects.select_for_update().get(id=row.person_id)
    if row.undone_at is not None:
        return
    if row.at < clock.now() - UNDO_TERM:
        raise TooLate
    _undoers[row.kind](row.person_id, row.before, row.after)
    if row.kind == NAME:
        _follow(row.person_id, by.person)
    row.undone_at, row.undone_by = clock.now(), by.person
    row.save(update_fields=["undone_at", "undone_by"])
    audit.record("undo", actor=by.person, subject=row.person_id, what=row.kind)


def _undo_name(person: uuid.UUID, before: str, after: str) -> None:
    if not Person.objects.filter(id=person, full_name=after).exists():
        raise TooLate
    _write_name(person, before)


def _undo_phone(person: uuid.UUID, before: dict[str, str | None], after: dict[str, str | None]) -> None:
    found = Person.objects.filter(id=person, phone=after["phone"] or "", phone_confirmed_at=None)
    moment = datetime.fromisoformat(before["confirmed"]) if before["confirmed"] else None
    if not found.update(phone=before["phone"] or "", phone_confirmed_at=moment):
        raise TooLate


undone_by(NAME, _undo_name)
undone_by(PHONE, _undo_phone)
