"""How officials come in: who is meant by a typed name or number, what they come in with, which user name is free."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from hocvuso.core import vntext
from hocvuso.people.models import Person


@dataclass(frozen=True, slots=True)
class DeskAccount:
    """How an official comes in: by user name, or by a number that is confirmed and his alone among officials."""

    id: uuid.UUID
    username: str
    phone: str
    is_open: bool  # he has a password or a code
    has_code: bool  # six digits of his own
    is_operator: bool


def accounts(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, DeskAccount]:
    """Return how these persons come in at the officials' door; erased ones are absent."""
    return {row.id: _desk(row) for row in Person.objects.filter(id__in=list(ids), erased_at=None)}


def _desk(row: Person) -> DeskAccount:
    is_open = row.username is not None and row.has_usable_password()
    return DeskAccount(row.id, row.username or "", row.phone, is_open, row.has_desk_code, row.is_staff)


def account_named(typed: str) -> DeskAccount | None:
    """Return who is meant by a typed user name or mobile number; a number of two officials names none of them."""
    # Large and small letters are one, as for allauth: otherwise LAN.NT would come past the count of wrong codes.
    named = Person.objects.filter(username__iexact=typed).first()
    if named is not None:
        return _desk(named)
    found = list(_with_number("".join(letter for letter in typed if letter.isdigit()))[:2])
    return _desk(found[0]) if len(found) == 1 else None


def _with_number(digits: str) -> QuerySet[Person]:
    officials = Person.objects.filter(username__isnull=False, phone_confirmed_at__isnull=False, erased_at=None)
    return officials.filter(phone=digits) if digits else officials.none()


def is_alone_with(number: str, person: uuid.UUID) -> bool:
    """Tell whether no other official comes in with this number."""
    return not _with_number(number).exclude(id=person).exists()


def free_username(full_name: str) -> str:
    """Return a user name that nobody has yet: the given name and the initials of the others, "lan.nt", "lan.nt2"."""
    *others, given = vntext.search_key(full_name).split()[-8:] or ["canbo"]
    stem = f"{given}.{''.join(word[0] for word in others)}".rstrip(".")[:50]
    taken = set(Person.objects.filter(username__startswith=stem).values_list("username", flat=True))
    names = itertools.chain([stem], (f"{stem}{number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)
