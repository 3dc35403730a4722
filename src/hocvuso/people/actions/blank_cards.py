"""Blank cards: for people who stand on no list yet. Each has a code of its own that opens one account, once.

They are dealt in batches for a unit; whoever claims with one is taken in there. Unused ones can be called back.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from hocvuso.people import arrivals, hashing
from hocvuso.people.actions.claiming import CardUsed, OwnCode, Phone, claim_by_phone
from hocvuso.people.actions.listing import card_characters
from hocvuso.people.models import BlankBatch, BlankCard, Person
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit, bulk, clock
from hocvuso.plumbing.ids import uuid7


@transaction.atomic
def deal_blank_cards(unit: uuid.UUID, count: int, *, by: uuid.UUID, expires_at: datetime) -> list[str]:
    """Deal a batch of blank cards for a unit; return the characters of each card, kept nowhere."""
    now = clock.now()
    batch = BlankBatch.objects.create(unit=unit, cards=count, issued_by=by, issued_at=now, expires_at=expires_at)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(card_characters())
    rows = [(uuid7(), batch.id, hashing.code_hash(code)) for code in codes]
    bulk.insert(BlankCard, ("id", "batch_id", "code_hash"), rows)
    audit.record("deal cards", actor=by, what="blank", facts={"count": count, "batch": str(batch.id)})
    return list(codes)


@transaction.atomic
def revoke_blank_cards(batch_id: uuid.UUID, unit: uuid.UUID, *, by: uuid.UUID) -> int:
    """Let the unused cards of a unit's batch open nothing any more; return how many. Twice is once."""
    batch = BlankBatch.objects.select_for_update().filter(id=batch_id, unit=unit, revoked_at=None).first()
    if batch is None:
        return 0
    batch.revoked_at, batch.revoked_by = clock.now(), by
    batch.save(update_fields=["revoked_at", "revoked_by"])
    unused = BlankCard.objects.filter(batch=batch, used_at=None).count()
    audit.record("revoke cards", actor=by, what="blank", facts={"count": unused, "batch": str(batch.id)})
    return unused


def claim_by_blank_card(
    card_id: uuid.UUID, person_id: uuid.UUID, *, full_name: str, number: str, code: OwnCode, phone: Phone
) -> Token:
    """Make an account with a blank card and take its owner in where the card was dealt; `person_id` as for a phone.

    Raises CardUsed when somebody else was faster, or the card was called back or grew too old meanwhile.
    """
    with transaction.atomic():
        card = BlankCard.objects.select_for_update().select_related("batch").get(id=card_id)
        is_new = not Person.objects.filter(id=person_id).exists()
        if is_new:
            if not card.opens_on(clock.now()):
                raise CardUsed
            card.used_at = clock.now()
            card.save(update_fields=["used_at"])
        token = claim_by_phone(
            person_id, full_name=full_name, number=number, code=code, phone=phone, source="blank card"
        )
        if is_new:
            Person.objects.filter(id=person_id).update(invited_at=clock.now())
            arrivals.take_in(person_id, card.batch.unit)
    return token
