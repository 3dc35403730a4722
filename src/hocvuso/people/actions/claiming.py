"""Claiming: an anonymous learner on a phone becomes a person we know, by a printed card or by a phone number.

Answers keep hanging on the random id until the person has agreed (see `consenting`). Every action here may be
sent twice: the phone's id is chosen before the first sending, and a second sending finds it.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people import hashing, queries
from hocvuso.people.actions.beginning import ANONYMOUS_TERM, close_device, join
from hocvuso.people.models import Card, Device, Person
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit, changes, clock


class CardUsed(Exception):
    """Somebody else has claimed with this card already."""


@dataclass(frozen=True, slots=True)
class OwnCode:
    """The code a person chose: four digits, or three pictures as "keo,kim,non"."""

    kind: str  # digits | pictures
    value: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The code as it is stored."""

    kind: str
    hash: str


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone on which somebody claims: its token if it has one, and the ids that new rows would get."""

    token: Token | None
    device: uuid.UUID
    learner: uuid.UUID
    label: str = ""


def claim_by_card(card_id: uuid.UUID, *, code: OwnCode, phone: Phone, number: str = "") -> Token:
    """Make the holder of a card the owner of this phone and keep the code he chose.

    With `number` (the phone path, with a dealt code) the number becomes confirmed: a person vouched for it.
    Raises CardUsed when the card was used on another phone.
    """
    kept = Kept(code.kind, hashing.pin_hash(code.value))  # slow on purpose, so before the transaction
    with transaction.atomic():
        return _claim_by_card(card_id, kept, phone, number)


def _claim_by_card(card_id: uuid.UUID, code: Kept, phone: Phone, number: str) -> Token:
    card = Card.objects.select_for_update().select_related("person").get(id=card_id)
    person = card.person
    if card.used_at is not None:
        if _own_device(person, phone) is None:
            raise CardUsed
        return _settle(person, phone)
    if person.claimed_at is not None:  # a new card after a loss: whoever holds the old phone is out
        Device.objects.filter(person=person, revoked_at=None).update(revoked_at=clock.now())
    card.used_at = clock.now()
    card.save(update_fields=["used_at"])
    _keep_code(person, code)
    if number:
        person.phone, person.phone_confirmed_at = number, clock.now()
    person.save()
    audit.record("claim", actor=person.id, subject=person.id, what="card")
    return _settle(person, phone)


def claim_by_phone(
    person_id: uuid.UUID, *, full_name: str, number: str, code: OwnCode, phone: Phone, source: str = ""
) -> Token:
    """Make an account from a name and a number that nobody has confirmed; `person_id` is chosen by the caller."""
    kept = Kept(code.kind, hashing.pin_hash(code.value))
    with transaction.atomic():
        person = Person.objects.filter(id=person_id).first()
        if person is None:
            person = Person(id=person_id, source=source[:40], expires_at=clock.now() + ANONYMOUS_TERM, phone=number)
            _name(person, full_name)
            _keep_code(person, kept)
            person.save(force_insert=True)
            audit.record("claim", actor=person.id, subject=person.id, what="phone")
        return _settle(person, phone)


@transaction.atomic
def deal_card(
    person_id: uuid.UUID,
    *,
    kind: str = "card",
    by: uuid.UUID | None = None,
    expires_at: datetime | None = None,
    code: str = "",
) -> str:
    """Issue a card (`kind` "card") or a spoken code ("dealt") and return its eight characters, kept nowhere.

    `code` fixes the characters for the demonstration; otherwise they are drawn at random.
    """
    characters = code or "".join(secrets.choice(hashing.CARD_LETTERS) for _ in range(hashing.CARD_LENGTH))
    now = clock.now()
    Card.objects.create(
        person_id=person_id,
        kind=kind,
        code_hash=hashing.code_hash(characters),
        issued_by=by,
        issued_at=now,
        expires_at=expires_at,
    )
    if Person.objects.filter(id=person_id, invited_at=None).update(invited_at=now):
        changes.tell(changes.PERSONS, [person_id])
    return characters


def _name(person: Person, full_name: str) -> None:
    person.full_name = vntext.clean(full_name)
    person.search = vntext.search_key(full_name)
    person.sort_key = vntext.sort_key(full_name)


def _keep_code(person: Person, code: Kept) -> None:
    person.pin_hash, person.pin_kind = code.hash, code.kind
    person.claimed_at = clock.now()
    person.locked_at = None


def _settle(person: Person, phone: Phone) -> Token:
    """Give the phone to `person`; the learning id stays random until he has agreed to be recorded.

    A phone that learnt without a name gets a new row and the old one is closed, so that a cookie copied from it
    before it had an owner opens nothing afterwards.
    """
    agreed = queries.has_agreed(person.id, "learn")
    device = _own_device(person, phone)
    if device is None:
        nameless = _nameless_device(phone)
        device = Device(id=phone.device, label=phone.label[:80], learner=phone.learner)
        if phone.token and nameless is not None:
            device.learner = phone.token.person
            close_device(nameless.id)
    learning_id = device.learner or (phone.token.person if phone.token else phone.learner)
    if agreed:
        if phone.token and learning_id == phone.token.person:
            join(learning_id, person.id, way="claim")
        learning_id = person.id
    else:
        Person.objects.get_or_create(id=learning_id, defaults={"expires_at": clock.now() + ANONYMOUS_TERM})
    device.person, device.learner = person, None if agreed else learning_id
    device.save()
    return Token(learning_id, device.id, device.epoch, person.given_name)


def _own_device(person: Person, phone: Phone) -> Device | None:
    """Return the row under which this phone is his already: made by an earlier sending, or before a new card."""
    sent_before = [phone.device, *([phone.token.device] if phone.token else [])]
    return Device.objects.filter(id__in=sent_before, person=person, revoked_at=None).first()


def _nameless_device(phone: Phone) -> Device | None:
    """Return the phone's row if nobody with a name owns it."""
    if phone.token is None:
        return None
    return Device.objects.filter(id=phone.token.device, person__claimed_at=None).first()
