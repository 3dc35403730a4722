"""Invented people in bulk, and their removal; only the demonstration and benchmarks come in here.

Nothing of this can be reached from a page. Every row is marked, so that `remove` finds exactly these.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people import hashing, own_data, tokens
from hocvuso.people.actions.consenting import COMPARE, COUNT, EXPLAIN, LEARN, TEXT_VERSION
from hocvuso.people.actions.erasing import UNUSABLE
from hocvuso.people.models import Card, Circumstance, Consent, Device, Person, PersonAlias
from hocvuso.plumbing import audit, bulk, changes

WAY = "demo"
BATCH = 5000  # persons erased in one transaction: a second on a quiet machine, so that the bar moves


@dataclass(frozen=True, slots=True)
class Entered:
    """One invented person as he is written down; moments are None for what did not happen.

    `ids` are the ids of his card and his two decisions, so that the same seed gives the same rows.
    """

    id: uuid.UUID
    ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID]
    full_name: str
    address: str
    phone: str
    card_code: str
    created_at: datetime
    invited_at: datetime | None
    claimed_at: datetime | None
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tells:
    """One thing that an invented person tells of his circumstances."""

    person: uuid.UUID
    dimension: str
    band: str
    at: datetime


def enter(people: Sequence[Entered]) -> None:
    """Write invented people with their cards and decisions; call it inside a transaction.

    Nobody holds a phone for them, so there are no rows of phones: a card that is not used yet can be claimed.
    """
    bulk.insert(
        Person,
        ("id", "full_name", "form_of_address", "search", "sort_key", "phone", "created_at", "invited_at", "claimed_at"),
        (
            (each.id, each.full_name, each.address, vntext.search_key(each.full_name), vntext.sort_key(each.full_name),
             each.phone, each.created_at, each.invited_at, each.claimed_at)
            for each in people
        ),
        source="demo", is_demo=True, password=UNUSABLE,
    )  # fmt: skip
    bulk.insert(
        Card,
        ("id", "person_id", "code_hash", "issued_at", "used_at"),
        (
            (each.ids[0], each.id, hashing.code_hash(each.card_code), each.invited_at, each.claimed_at)
            for each in people
            if each.invited_at is not None
        ),
        kind="card",
    )
    bulk.insert(
        Consent,
        ("id", "person_id", "purpose", "at"),
        (
            (row, each.id, purpose, each.agreed_at)
            for each in people
            if each.agreed_at is not None
            for row, purpose in zip(each.ids[1:], (LEARN, COUNT), strict=True)
        ),
        given=True, text_version=TEXT_VERSION, way=WAY,
    )  # fmt: skip


def tell(told: Sequence[Tells]) -> None:
    """Write what invented people tell of themselves, with their consent; call it inside a transaction."""
    bulk.insert(
        Circumstance,
        ("id", "person_id", "dimension", "band", "told_at"),
        ((uuid.uuid5(each.person, each.dimension), each.person, each.dimension, each.band, each.at) for each in told),
    )
    first = {each.person: each.at for each in reversed(told)}
    bulk.insert(
        Consent,
        ("id", "person_id", "at"),
        ((uuid.uuid5(person, COMPARE), person, at) for person, at in first.items()),
        purpose=COMPARE, given=True, text_version=TEXT_VERSION, way=WAY,
    )  # fmt: skip


def show_reasons(persons: Sequence[uuid.UUID], at: datetime) -> None:
    """Let these invented people agree that authors see why lessons are proposed to them; call it in a transaction."""
    bulk.insert(
        Consent,
        ("id", "person_id"),
        ((uuid.uuid5(person, EXPLAIN), person) for person in persons),
        purpose=EXPLAIN, given=True, text_version=TEXT_VERSION, way=WAY, at=at,
    )  # fmt: skip


def is_there(person: uuid.UUID) -> bool:
    """Tell whether this very person was entered before."""
    return Person.objects.filter(id=person).exists()


def remove(told: Callable[[int], None]) -> int:
    """Erase the invented people and all that any room holds about them; return how many went.

    Figures hear nothing of it: whoever calls this has them counted anew. `told` is called with how many are gone so
    far. Each batch is a transaction: stopped halfway, the next run goes on.
    A row stays, nameless, where somebody tried a demo card: his phone's revoked row hangs on it.
    """
    gone = 0
    with bulk.loading(), changes.unheard():
        while (last := _end_of_batch()) is not None:
            with transaction.atomic():
                gone += _remove_until(last)
            told(gone)
    if gone:
        audit.record("erase", actor=None, what="demo", facts={"people": gone})
        tokens.refresh()
    return gone


def _end_of_batch() -> uuid.UUID | None:
    invented = Person.objects.filter(is_demo=True).order_by("id").values_list("id", flat=True)
    return next(iter(invented[BATCH - 1 : BATCH]), None) or invented.last()


def _remove_until(last: uuid.UUID) -> int:
    """Erase the invented people up to this id, table by table: the ids are never read out, each table is one statement.

    Naming them one by one took Django twenty times as long as the database.
    """
    persons = Person.objects.filter(is_demo=True, id__lte=last)
    ids, number = persons.values_list("id", flat=True), persons.count()
    aliases = list(PersonAlias.objects.filter(person_id__in=ids).values_list("alias", flat=True))
    for holder in own_data.holders():
        holder.erase(ids)
        if aliases:
            holder.erase(aliases)
    # Not nested once more: PostgreSQL then joined every consent with all persons twice, for minutes.
    persons.filter(id__in=Device.objects.values("person_id")).update(is_demo=False)
    bulk.delete(persons)
    return number
