"""People whom a union enters itself: those on its list, and those who work for it with a password."""

from __future__ import annotations

import uuid

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people.models import Person
from hocvuso.plumbing import audit


@transaction.atomic
def enrol(
    *, full_name: str, phone: str = "", address: str = "", source: str = "list", is_demo: bool = False
) -> uuid.UUID:
    """Enter somebody on a union's list and return his id; the phone number stays unconfirmed."""
    person = Person(phone=phone, form_of_address=address, source=source[:40], is_demo=is_demo)
    person.full_name = vntext.clean(full_name)
    person.search, person.sort_key = vntext.search_key(full_name), vntext.sort_key(full_name)
    person.set_unusable_password()
    person.save(force_insert=True)
    return person.id


@transaction.atomic
def appoint(person_id: uuid.UUID, *, username: str, password: str, second_factor: str = "") -> None:
    """Give a person the user name and password of an official, and set up his second factor (a base32 secret).

    Done again, password and second factor are the new ones.
    """
    person = Person.objects.get(id=person_id)
    person.username = username
    person.set_password(password)
    person.save(update_fields=["username", "password"])
    Authenticator.objects.filter(user=person).delete()
    if second_factor:
        TOTP.activate(person, second_factor)
    audit.record("appoint", actor=None, subject=person_id)
