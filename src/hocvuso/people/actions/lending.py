"""Handing one's phone to somebody of the family who has none: his own profile, opened by the phone's owner.

Such a profile has no code and no card, so nobody comes in with it; the owner comes back with his own code.
"""

from __future__ import annotations

import uuid

from django.db import transaction

from hocvuso.people import queries
from hocvuso.people.actions.beginning import ANONYMOUS_TERM, close_device
from hocvuso.people.models import Device, Person
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit, clock


class HasOwnWay(Exception):
    """This person comes in by himself, so nobody else opens his profile."""


@transaction.atomic
def lend(phone: Token, person_id: uuid.UUID, *, label: str = "") -> Token:
    """Let a person without a way in of his own learn on this phone; the owner's row is closed until he comes back.

    Call it when the owner may do so: the person agreed to be in his family. Raises HasOwnWay.
    """
    person = Person.objects.get(id=person_id)
    if person.pin_hash or person.username is not None:
        raise HasOwnWay
    owner = queries.owner_of(phone)
    close_device(phone.device)
    device = Device.objects.create(person=person, label=label[:80], is_shared=True)
    audit.record("lend phone", actor=owner, subject=person_id)
    return Token(person_id, device.id, device.epoch, person.given_name)


def let_expire(person_id: uuid.UUID) -> None:
    """Let a profile that nobody opens any more be forgotten as an unnamed learner is; who has a way in stays."""
    profile = Person.objects.filter(id=person_id, pin_hash="", username=None, invited_at=None, expires_at=None)
    profile.update(expires_at=clock.now() + ANONYMOUS_TERM)
