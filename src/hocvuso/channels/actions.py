"""Verbs of notices: read them, say how and when I may be reached, stop e-mails, confirm an address."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hocvuso.channels import links
from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.channels.queries import EMAIL, REMIND
from hocvuso.core import quiet_hours
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.plumbing import clock

DAY = timedelta(days=1)
MOST_ADDRESSES = 3  # decided: a day


def has_mail() -> bool:
    """Tell whether this site can send e-mail."""
    return bool(settings.SMTP_HOST)


class BadAddress(ValueError):
    """This is no e-mail address."""


def mark_read(person: uuid.UUID) -> int:
    """Mark all notices of a person as read; return how many were new."""
    return Notice.objects.filter(person_id=person, read_at=None).update(read_at=clock.now())


def forget(person: uuid.UUID, fact: str, value: str) -> None:
    """Delete every notice and letter to a person in which a fact has this value."""
    for model in (Notice, Letter):
        model._default_manager.filter(person_id=person, **{f"facts__{fact}": value}).delete()


@transaction.atomic
def keep_hours(person: uuid.UUID, shift: str, own: Sequence[quiet_hours.Span] = ()) -> None:
    """Keep somebody's shift, or his own hours of work and sleep. Raises NothingOpen or ValueError."""
    name = shift if shift in {*quiet_hours.SHIFTS, "own"} else ""
    quiet_hours.shift(name, own)
    hours = [list(span) for span in own] if name == "own" else []
    Contact.objects.update_or_create(person_id=person, defaults={"shift": name, "own_hours": hours})


class TooManyAddresses(ValueError):
    """Three addresses were asked already today; more would make this a way to write to strangers."""


@transaction.atomic
def keep_email(person: uuid.UUID, typed: str) -> str:
    """Keep an e-mail address and ask there whether it is his; an empty one takes the old away.

    Writing the address is the consent to e-mails; nothing but the question goes there before it is confirmed.
    Raises BadAddress, TooManyAddresses.
    """
    address = typed.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as problem:
            raise BadAddress from problem
    contact, _ = Contact.objects.get_or_create(person_id=person)
    if address and address == contact.email and contact.email_refused_at is None:
        people.decide(person, EMAIL, given=True, way="notices")
        return address
    asked = Letter.objects.filter(person_id=person, kind="confirm_email", created_at__gt=clock.now() - DAY).count()
    if address and asked >= MOST_ADDRESSES:
        raise TooManyAddresses
    Contact.objects.filter(person_id=person).update(email=address, email_confirmed_at=None, email_refused_at=None)
    people.decide(person, EMAIL, given=bool(address), way="notices")
    Letter.objects.filter(person_id=person, outcome="waiting", kind="confirm_email").update(outcome="late")
    if address:
        now = clock.now()
        facts = {"link": links.confirm_link(person, address)}
        Letter.objects.create(person_id=person, kind="confirm_email", facts=facts, created_at=now, next_at=now)
    return address


def confirm_email(token: str) -> bool:
    """Confirm the address of a link; tell whether it is still the one that the person wants."""
    found = links.read_confirm(token)
    if found is None:
        return False
    mine = Contact.objects.filter(person_id=found[0], email=found[1])
    return bool(mine.update(email_confirmed_at=clock.now(), email_refused_at=None))


@transaction.atomic
def switch_email(person: uuid.UUID, *, given: bool, way: str) -> bool:
    """Stop e-mails to a person or let them come again; tell whether there is such a person."""
    if queries.account(person) is None:
        return False
    people.decide(person, EMAIL, given=given, way=way)
    return True


@transaction.atomic
def switch_reminders(person: uuid.UUID, *, given: bool, way: str) -> bool:
    """Stop all reminders to a person or let them come again; tell whether there is such a person.

    What waits is not sent: the dispatcher asks for the consent again.
    """
    if queries.account(person) is None:
        return False
    people.decide(person, REMIND, given=given, way=way)
    return True
