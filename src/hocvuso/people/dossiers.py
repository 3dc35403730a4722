"""What officials may know of accounts beside their lists: changes, proposals, merges, who may be entered twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from hocvuso.people.models import Change, Distinct, Merge, Person, PersonAlias, Proposal
from hocvuso.plumbing import clock

Ids = QuerySet[Any, Any]
# Assumed: a second official is asked within a week; an older proposal is made anew.
PROPOSAL_TERM = timedelta(days=7)


def state_of(person_id: uuid.UUID) -> str:
    """Return a word that changes whenever somebody changes this person; a form carries it back."""
    last = Change.objects.filter(person_id=person_id).order_by("-at", "-id").values_list("id", "undone_at").first()
    return f"{last[0].hex}{'-' if last[1] else ''}" if last else "new"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a person, as officials and the person himself see it."""

    id: uuid.UUID
    person: uuid.UUID
    kind: str
    at: datetime
    by: uuid.UUID | None
    unit: uuid.UUID | None
    reason: str
    before: Any
    after: Any
    is_undone: bool


def changes(
    *, person: uuid.UUID | None = None, units: Ids | list[uuid.UUID] | None = None, limit: int = 50
) -> list[Changed]:
    """Return the newest changes of one person, or those made for some units, newest first."""
    rows = Change.objects.all()
    rows = rows if person is None else rows.filter(person_id=person)
    rows = rows if units is None else rows.filter(unit__in=units)
    return [
        Changed(row.id, row.person_id, row.kind, row.at, row.by, row.unit, row.reason, row.before, row.after,
                row.undone_at is not None)
        for row in rows.order_by("-at", "-id")[:limit]
    ]  # fmt: skip


def change(change_id: uuid.UUID) -> Changed | None:
    """Return one change, or None."""
    row = Change.objects.filter(id=change_id).values_list("person_id", flat=True).first()
    return next((each for each in changes(person=row, limit=1000) if each.id == change_id), None) if row else None


@dataclass(frozen=True, slots=True)
class Known:
    """What an official may see of one account: never codes, never what was learnt."""

    id: uuid.UUID
    full_name: str
    address: str
    phone: str
    phone_is_confirmed: bool
    invited_at: datetime | None
    is_claimed: bool
    is_locked: bool
    is_official: bool  # comes in with a user name and a password
    source: str


def known(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Known]:
    """Return what officials may see of these accounts; ids that turned out to be somebody else are absent."""
    aliases = PersonAlias.objects.values("alias")
    rows = Person.objects.filter(id__in=list(ids), erased_at=None).exclude(full_name="").exclude(id__in=aliases)
    return {
        row.id: Known(
            row.id, row.full_name, row.form_of_address, row.phone, row.phone_confirmed_at is not None, row.invited_at,
            row.claimed_at is not None, row.locked_at is not None, row.username is not None, row.source,
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """An act that waits for a second official."""

    id: uuid.UUID
    kind: str
    person: uuid.UUID
    other: uuid.UUID | None
    reason: str
    by: uuid.UUID
    at: datetime


def proposals(ids: Ids) -> list[Proposed]:
    """Return what waits for a second word about some persons, oldest first."""
    since = clock.now() - PROPOSAL_TERM
    rows = Proposal.objects.filter(person_id__in=ids, decided_at=None, proposed_at__gt=since).order_by("proposed_at")
    return [
        Proposed(row.id, row.kind, row.person_id, row.other_id, row.reason, row.proposed_by, row.proposed_at)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two accounts that were joined, and can be taken apart."""

    id: uuid.UUID
    kept: uuid.UUID
    gone_name: str
    at: datetime
    by: uuid.UUID | None


def merges(ids: Ids) -> list[Merged]:
    """Return the merges into some persons that stand, newest first."""
    rows = Merge.objects.filter(kept_id__in=ids, undone_at=None).select_related("gone").order_by("-at")[:50]
    return [Merged(row.id, row.kept_id, row.gone.full_name, row.at, row.by) for row in rows]


def told_apart(ids: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return the pairs among `ids` of which somebody said that they are two people, smaller id first."""
    wanted = list(ids)
    return set(Distinct.objects.filter(one_id__in=wanted, other_id__in=wanted).values_list("one_id", "other_id"))


def to_compare(ids: Ids) -> list[tuple[uuid.UUID, str, str]]:
    """Return (id, folded name, number) of some persons, for finding those entered twice."""
    aliases = PersonAlias.objects.values("alias")
    rows = Person.objects.filter(id__in=ids, erased_at=None).exclude(full_name="").exclude(id__in=aliases)
    return list(rows.values_list("id", "search", "phone"))
