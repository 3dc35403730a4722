"""People whom a union enters itself: those on its list, and those who work for it with a password."""

from __future__ import annotations

import uuid

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from hocvuso.core import vntext
from hocvuso.people import desks
from hocvuso.people.actions import limits
from hocvuso.people.models import Person
from hocvuso.plumbing import audit, clock


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
    person.has_desk_code = False
    person.save(update_fields=["username", "password", "has_desk_code"])
    Authenticator.objects.filter(user=person).delete()
    if second_factor:
        TOTP.activate(person, second_factor)
    audit.record("appoint", actor=None, subject=person_id)


@transaction.atomic
def open_desk(person_id: uuid.UUID, *, code: str) -> None:
    """Give an official the six digits that he chose; he has just shown that the number on record is his.

    Whoever has no user name yet gets one from his name. A second factor that is set up stays as it is; a lock goes.
    """
    person = Person.objects.select_for_update().get(id=person_id)
    person.username = person.username or desks.free_username(person.full_name)
    person.set_password(code)  # slow on purpose, and it ends every session that was open with the old one
    person.has_desk_code = True
    person.phone_confirmed_at = person.phone_confirmed_at or clock.now()
    person.locked_at = None
    person.save(update_fields=["username", "password", "has_desk_code", "phone_confirmed_at", "locked_at"])
    limits.clear_day(person_id)
    audit.record("open desk", actor=person_id, subject=person_id)
