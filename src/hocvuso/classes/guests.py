"""Trainers from outside: a link and six digits that are told by another way; they see their class, until it is over.

A guest has no account, no desk and no role. What he sees ends by itself: with the class that was called off, a week
after its last meeting, or when an official ends it.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max

from hocvuso.classes.models import CALLED_OFF, Class, Guest
from hocvuso.people.hashing import keyed_hash
from hocvuso.plumbing import audit, clock

LINK_TERM = timedelta(hours=72)  # product.md 4.2, as links to officials
LISTS_OPEN = timedelta(days=7)  # decided: so long after its last meeting a trainer still mends the list
MOST_TRIES = 5  # decided: whoever has the link guesses one code in 200,000
DIGITS = 6
MOST_GUESTS = 6  # of one class at a time, decided


class Refused(ValueError):
    """The link opens nothing; `args[0]` says why: over, used, wrong, burnt; many (too many guests of one class)."""


@dataclass(frozen=True, slots=True)
class Link:
    """What an official passes on: the secret of the link, and the digits that are told by another way."""

    secret: str
    code: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A guest as the page of a class lists him; `state` is "sent", "late" (the link has ended), "in" or "ended"."""

    id: uuid.UUID
    name: str
    partner: str
    state: str
    opened_at: datetime | None


@transaction.atomic
def invite(of: uuid.UUID, name: str, partner: str, *, by: uuid.UUID) -> Link:
    """Make a link for a guest; its secret and digits are kept nowhere. Raises Refused."""
    row = Class.objects.select_for_update().get(id=of)
    if _ends_at(row) <= clock.now():
        raise Refused("over")
    if row.guests.filter(ended_at=None).count() >= MOST_GUESTS:
        raise Refused("many")
    secret, code, now = secrets.token_hex(16), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}", clock.now()
    guest = Guest.objects.create(
        of=row, name=name, partner=partner, link_hash=keyed_hash("guest link", secret), code_hash="", made_at=now,
        made_by=by, link_until=now + LINK_TERM,
    )  # fmt: skip
    guest.code_hash = _code_hash(guest, code)
    guest.save(update_fields=["code_hash"])
    audit.record("invite guest trainer", actor=by, what=row.name, facts={"guest": name})
    return Link(secret, code)


def end(guest: uuid.UUID, of: uuid.UUID, *, by: uuid.UUID) -> None:
    """End what a guest sees, at once; twice is once."""
    if Guest.objects.filter(id=guest, of=of, ended_at=None).update(ended_at=clock.now()):
        audit.record("end guest trainer", actor=by, what=str(guest))


def standings(of: uuid.UUID) -> list[Standing]:
    """Return the guests of a class, the newest first."""
    now = clock.now()
    rows = Guest.objects.filter(of=of).select_related("of").order_by("-made_at", "-id")
    return [Standing(row.id, row.name, row.partner, _state(row, now), row.opened_at) for row in rows]


def _state(row: Guest, now: datetime) -> str:
    if row.ended_at or _ends_at(row.of) <= now:
        return "ended"
    if row.opened_at:
        return "in"
    return "sent" if row.link_until > now and row.tries < MOST_TRIES else "late"


def at_link(secret: str) -> Guest | None:
    """Return the guest whom a link is for, None for no link of ours; looking spends nothing."""
    return Guest.objects.select_related("of").filter(link_hash=keyed_hash("guest link", secret)).first()


def why_closed(guest: Guest) -> str:
    """Return why a link opens nothing ("over", "used", "burnt"), or ""."""
    now = clock.now()
    if guest.ended_at or _ends_at(guest.of) <= now:
        return "over"
    if guest.opened_at:
        return "used"
    return "burnt" if guest.link_until <= now or guest.tries >= MOST_TRIES else ""


def open_link(secret: str, typed: str) -> tuple[Guest, str]:
    """Spend a link with its digits; return the guest and the key of his browser. Raises Refused.

    A try is counted before the digits are looked at.
    """
    guest = at_link(secret)
    if guest is None:
        raise Refused("over")
    if why := why_closed(guest):
        raise Refused(why)
    if not Guest.objects.filter(id=guest.id, tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise Refused("burnt")
    code = "".join(typed.split())
    if not secrets.compare_digest(guest.code_hash, _code_hash(guest, code)):
        raise Refused("wrong")
    key = secrets.token_hex(16)
    spent = Guest.objects.filter(id=guest.id, opened_at=None)
    if not spent.update(opened_at=clock.now(), key_hash=keyed_hash("guest key", key)):
        raise Refused("used")
    audit.record("guest trainer came in", actor=guest.id, what=guest.of.name, facts={"guest": guest.name})
    return guest, f"{guest.id.hex}.{key}"


def inside(cookie: str) -> Guest | None:
    """Return the guest whose browser this is, None for nobody and for one whose time is over."""
    number, _dot, key = cookie.partition(".")
    try:
        guest = Guest.objects.select_related("of__course").filter(id=uuid.UUID(number), ended_at=None).first()
    except ValueError:
        return None
    if guest is None or not guest.key_hash or _ends_at(guest.of) <= clock.now():
        return None
    return guest if secrets.compare_digest(guest.key_hash, keyed_hash("guest key", key)) else None


def leave(guest: Guest) -> None:
    """Let a guest go: his browser opens nothing any more."""
    Guest.objects.filter(id=guest.id).update(ended_at=clock.now())


def _ends_at(row: Class) -> datetime:
    """Return when a class is over for whoever teaches it; at once for one that was called off."""
    last: datetime | None = row.sessions.aggregate(last=Max("ends_at"))["last"]
    return row.created_at if row.state == CALLED_OFF or last is None else last + LISTS_OPEN


def _code_hash(guest: Guest, code: str) -> str:
    return keyed_hash("guest code", f"{guest.id.hex} {code}")


def forget_old(before: datetime) -> int:
    """Delete the guests of classes that were over long ago; the name of who taught stays with the class."""
    gone = Guest.objects.filter(made_at__lt=before).exclude(of__sessions__ends_at__gt=before)
    return gone.delete()[0]
