"""Many people at once, as a union's list brings them: the same rules as `enrol`, written in bulk."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people import hashing
from hocvuso.people.actions.erasing import UNUSABLE
from hocvuso.people.models import Card, Device, Person
from hocvuso.plumbing import audit, bulk, changes, clock, driver
from hocvuso.plumbing.ids import uuid7


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a list: his name, an unconfirmed number, how he is addressed."""

    full_name: str
    phone: str = ""
    address: str = ""


@transaction.atomic
def enrol_all(
    people: Sequence[Named], *, source: str = "list", known_as: Sequence[uuid.UUID] | None = None
) -> list[uuid.UUID]:
    """Enter many on a union's list and return their ids in order; no phone number is confirmed by this.

    `known_as` are the ids that they have on another installation and keep here; none of them may be here yet.
    """
    ids = list(known_as) if known_as is not None else [uuid7() for _ in people]
    rows = [
        (
            person,
            each.full_name,
            vntext.search_key(each.full_name),
            vntext.sort_key(each.full_name),
            each.phone,
            each.address,
        )
        for person, each in zip(ids, people, strict=True)
    ]
    names = ("id", "full_name", "search", "sort_key", "phone", "form_of_address")
    bulk.insert(Person, names, rows, source=source[:40], password=UNUSABLE, created_at=clock.now())
    return ids


@dataclass(frozen=True, slots=True)
class Correction:
    """What a list says anew about somebody who has not claimed his account; None leaves as it is."""

    full_name: str | None = None
    phone: str | None = None
    address: str | None = None


# Written out: `bulk_update` takes 0.7 ms a row, this 0.1; a list may correct every name.
_CORRECTED = ("full_name", "search", "sort_key", "phone", "form_of_address")
_CORRECT = f"UPDATE people_person SET {' = %s, '.join(_CORRECTED)} = %s WHERE id = %s"  # noqa: S608 - our own columns


@transaction.atomic
def correct_unclaimed(corrections: Mapping[uuid.UUID, Correction]) -> dict[uuid.UUID, Correction]:
    """Put right what lists know of people who have not claimed yet; return what stood there before.

    Whoever has claimed has the last word about himself, so nothing of his is changed here.
    """
    before: dict[uuid.UUID, Correction] = {}
    people = list(Person.objects.select_for_update().filter(id__in=list(corrections), claimed_at=None, erased_at=None))
    for person in people:
        wanted = corrections[person.id]
        before[person.id] = Correction(person.full_name, person.phone, person.form_of_address)
        if wanted.full_name is not None:
            person.full_name = wanted.full_name
            person.search, person.sort_key = vntext.search_key(wanted.full_name), vntext.sort_key(wanted.full_name)
        person.phone = person.phone if wanted.phone is None else wanted.phone
        person.form_of_address = person.form_of_address if wanted.address is None else wanted.address
    rows = [(*(getattr(each, name) for name in _CORRECTED), driver.key(each.id)) for each in people]
    driver.run_each(_CORRECT, rows)
    return before


@transaction.atomic
def withdraw(ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Take back people who were entered by mistake, with all that hangs on them; return whom it had to leave.

    Left are those who have claimed, came in on a phone, or work for the union with a password: they are persons of
    their own by now.
    """
    wanted = set(ids)
    free = Person.objects.filter(id__in=wanted, claimed_at=None, username=None, erased_at=None)
    gone = set(
        free.exclude(id__in=Device.objects.filter(person_id__in=wanted).values("person_id")).values_list(
            "id", flat=True
        )
    )
    Person.objects.filter(id__in=gone).delete()
    return wanted - gone - _absent(wanted - gone)


def _absent(ids: set[uuid.UUID]) -> set[uuid.UUID]:
    there = Person.objects.filter(id__in=ids, erased_at=None).values_list("id", flat=True)
    return ids - set(there)


@transaction.atomic
def deal_cards(
    ids: Sequence[uuid.UUID], *, by: uuid.UUID | None, expires_at: datetime | None = None
) -> dict[uuid.UUID, str]:
    """Deal a new printed card to each of `ids` who has not claimed yet and return its characters, kept nowhere.

    Older cards of theirs that nobody has used stop working, so that a lost sheet of paper opens nothing.
    """
    waiting = Person.objects.filter(id__in=list(ids), claimed_at=None, erased_at=None)
    people = set(waiting.values_list("id", flat=True))
    Card.objects.filter(person_id__in=people, used_at=None, kind="card").delete()
    now = clock.now()
    dealt = {person: card_characters() for person in ids if person in people}
    rows = [(uuid7(), person, "card", hashing.code_hash(code), by, now, expires_at) for person, code in dealt.items()]
    bulk.insert(Card, ("id", "person_id", "kind", "code_hash", "issued_by", "issued_at", "expires_at"), rows)
    Person.objects.filter(id__in=people, invited_at=None).update(invited_at=now)
    changes.tell(changes.PERSONS, people)
    audit.record("deal cards", actor=by, what="card", facts={"count": len(dealt)})
    return dealt


def card_characters() -> str:
    """Draw the eight characters of a card."""
    return "".join(secrets.choice(hashing.CARD_LETTERS) for _ in range(hashing.CARD_LENGTH))
