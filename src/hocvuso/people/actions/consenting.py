"""What a person agrees to, purpose by purpose. A change of mind is a new row; nothing is overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from hocvuso.core import gaps
from hocvuso.people import queries, tokens
from hocvuso.people.actions.beginning import ANONYMOUS_TERM, join, random_id
from hocvuso.people.actions.erasing import erase
from hocvuso.people.models import Circumstance, Consent, Device, Person
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit, changes, clock

LEARN = "learn"  # record what I learn and answer, to choose what suits me
COUNT = "count"  # count me by name for my union
REMIND = "remind"  # send me reminders
COMPARE = "compare"  # use what I told of my circumstances to compare groups; given by telling, see `tell`
EXPLAIN = "explain"  # let authors and trainers look at why a lesson is proposed to me
PARTNER = "partner"  # give my name, unit and results to other software of the union and to the national platform
PURPOSES = (LEARN, COUNT, REMIND, COMPARE, EXPLAIN, PARTNER)
FAMILY = "family"  # be in a family that learns together: what is shared there he decides himself
GUARDIAN = "guardian"  # the same, said by whoever answers for a child
NAMED = "family_name"  # stand by name on the family's certificate and its page
# The wording of the page "Đồng ý" that was shown; raise it with every change of meaning.
TEXT_VERSION = "2026-11"


@transaction.atomic
def agree(token: Token, *, count: bool, remind: bool, way: str = "screen") -> Token:
    """Keep a yes to being recorded, and the two further decisions; return the token to write.

    From now on the answers of this phone belong to the person who claimed it, and nothing expires.
    """
    owner = queries.owner_of(token)
    decide(owner, LEARN, given=True, way=way)
    said = queries.consents(owner)
    for purpose, ticked in ((COUNT, count), (REMIND, remind)):
        if ticked or purpose not in said:  # an empty box is no withdrawal of what he said before
            decide(owner, purpose, given=ticked, way=way)
    return _belonging(token, owner)


@transaction.atomic
def stay_anonymous(token: Token, *, way: str = "screen") -> Token:
    """Keep a no: name and phone leave this device, the answers stay on their random id for 30 days.

    An account that was made only now, by typing a name, is erased; one that the union invited stays unused.
    """
    owner = queries.owner_of(token)
    decide(owner, LEARN, given=False, way=way)
    if owner == token.person:
        return _apart(token)
    Device.objects.filter(id=token.device).update(person_id=token.person, learner=None)
    if Person.objects.filter(id=owner, invited_at=None, expires_at__isnull=False).exists():
        erase(owner, by=owner, way="anonymous")
    return Token(token.person, token.device, token.epoch, "")


@transaction.atomic
def switch(token: Token, purpose: str, *, given: bool) -> Token:
    """Change one decision from "Dữ liệu của tôi"; return the token to write.

    Withdrawing from being recorded gives this phone a fresh random id and signs out the other phones: what is
    answered from now on no longer hangs on the name.
    """
    owner = queries.owner_of(token)
    if purpose == COMPARE:
        if not given:
            tell(owner, {}, way="my-data")
        return token  # a yes alone says nothing yet: it is given on the page where he tells
    decide(owner, purpose, given=given, way="my-data")
    if purpose != LEARN:
        return token
    if given:
        return _belonging(token, owner)
    return token if owner != token.person else _apart(token)


def decide(person: uuid.UUID, purpose: str, *, given: bool, way: str, by: uuid.UUID | None = None) -> None:
    """Store one decision unless it is what the person said last; call it inside a transaction."""
    last = queries.consents(person).get(purpose)
    if last is not None and last.given == given and last.text_version == TEXT_VERSION:
        return
    Consent.objects.create(
        person_id=person, purpose=purpose, given=given, text_version=TEXT_VERSION, way=way[:16], by=by, at=clock.now()
    )
    audit.record("agree" if given else "refuse", actor=by or person, subject=person, what=purpose)
    changes.tell(changes.PERSONS, [person])


@transaction.atomic
def tell(person: uuid.UUID, told: Mapping[str, str], *, way: str = "screen") -> None:
    """Keep what a person tells of his circumstances, band by dimension, and his consent; what is absent is deleted.

    Telling nothing withdraws the consent. Raises ValueError for a dimension or a band that is not asked for.
    """
    if any(band not in gaps.GROUPS.get(dimension, ()) for dimension, band in told.items()):
        raise ValueError("not one of the bands")
    rows = Circumstance.objects.filter(person_id=person)
    before = dict(rows.values_list("dimension", "band"))
    if told or before:
        decide(person, COMPARE, given=bool(told), way=way)
    changed = {dimension: band for dimension, band in told.items() if before.get(dimension) != band}
    rows.exclude(dimension__in=told.keys() - changed.keys()).delete()
    Circumstance.objects.bulk_create(
        Circumstance(person_id=person, dimension=dimension, band=band, told_at=clock.now())
        for dimension, band in changed.items()
    )


def _apart(token: Token) -> Token:
    """Record nothing more under the id that had agreed: a name gets a fresh id here, no name expires once more."""
    owner = Person.objects.filter(id=token.person)
    if not owner.filter(claimed_at__isnull=False).exists():
        owner.filter(expires_at=None).update(expires_at=clock.now() + ANONYMOUS_TERM)
        return token
    others = Device.objects.filter(person_id=token.person, revoked_at=None).exclude(id=token.device)
    others.update(revoked_at=clock.now())
    fresh = random_id()
    Device.objects.filter(id=token.device).update(learner=fresh.id)
    return Token(fresh.id, token.device, token.epoch, token.name)


def _belonging(token: Token, owner: uuid.UUID) -> Token:
    """Let nothing expire, and bring the random ids of all his phones and their owner together.

    His other phones still carry tokens with a random id, so they are signed out and come in again by code.
    """
    Person.objects.filter(id__in=[owner, token.person]).update(expires_at=None)
    if owner == token.person:
        return token
    join(token.person, owner, way="consent")
    others = Device.objects.filter(person_id=owner, learner__isnull=False, revoked_at=None).exclude(id=token.device)
    for phone in others:
        if phone.learner is not None:
            join(phone.learner, owner, way="consent")
    others.update(revoked_at=clock.now())
    Device.objects.filter(id=token.device).update(learner=None)
    tokens.refresh()
    return Token(owner, token.device, token.epoch, token.name)
