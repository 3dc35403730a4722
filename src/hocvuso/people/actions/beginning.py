"""The first saved answer makes an anonymous learner; later his id may turn out to be somebody we know."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction

from hocvuso.people import own_data, tokens
from hocvuso.people.models import Device, Person, PersonAlias
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock

# Foundations 2: answers without consent hang on a random id and expire after 30 days.
ANONYMOUS_TERM = timedelta(days=30)


@transaction.atomic
def begin(*, source: str = "", label: str = "") -> Token:
    """Make an anonymous learner on this phone and return its token; two INSERTs.

    `source` is the poster or link that brought him, `label` a word for the phone.
    """
    person = random_id(source=source)
    phone = Device(person=person, label=label[:80])
    phone.save(force_insert=True)
    return Token(person.id, phone.id, phone.epoch, "")


def random_id(*, source: str = "") -> Person:
    """Make a learner of whom nothing is known and who is forgotten after 30 days."""
    person = Person(source=source[:40], expires_at=clock.now() + ANONYMOUS_TERM)
    person.save(force_insert=True)
    return person


def join(alias: uuid.UUID, person: uuid.UUID, *, way: str) -> None:
    """Write down that `alias` was this person all along; the rooms above fold both histories into one.

    Call it inside a transaction. Harmless when it is already so; an id that turned out to be somebody else stays his,
    whatever an old cookie says.
    """
    if alias == person or PersonAlias.objects.filter(alias=alias).exists():
        return
    PersonAlias.objects.filter(person_id=alias).update(person_id=person)
    PersonAlias.objects.create(alias=alias, person_id=person, since=clock.now(), way=way[:20])
    Person.objects.filter(id=alias).update(expires_at=None)
    for holder in own_data.holders():
        holder.joined(alias, person)


def close_device(device: uuid.UUID) -> None:
    """Close a phone's row: a token that was copied from it opens nothing any more, here at once, elsewhere in 10 s."""
    Device.objects.filter(id=device, revoked_at=None).update(revoked_at=clock.now())
    tokens.refresh()
