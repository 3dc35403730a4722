"""What the pages of notices show: the notices of a person in words, how he may be reached, how many are new."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.channels.contract import Words
from hocvuso.channels.kinds import KINDS
from hocvuso.channels.models import Contact, Notice
from hocvuso.channels.zalo import people as on_zalo
from hocvuso.core import quiet_hours
from hocvuso.people import queries as people

SHOWN = 50  # decided: what one scrolls through
REMIND = "remind"  # the purpose under which people keep the consent to reminders
EMAIL = "remind-email"  # the purpose under which people keep the consent to e-mails


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as a page shows it."""

    words: Words
    at: datetime  # of the newest
    is_new: bool
    times: int = 1  # how many say the same


@dataclass(frozen=True, slots=True)
class Ways:
    """How and when somebody may be reached."""

    shift: str
    work: quiet_hours.Span
    sleep: quiet_hours.Span
    email: str
    is_confirmed: bool
    is_refused: bool
    gets_email: bool
    zalo: str  # his id there, "" where he has none that takes messages
    gets_zalo: bool
    is_named: bool
    phone: str  # confirmed, else ""

    @property
    def hours(self) -> quiet_hours.Shift:
        """The hours in which nothing is sent."""
        return quiet_hours.shift(self.shift, [self.work, self.sleep])


def words_of(kind: str, facts: Mapping[str, Any]) -> Words | None:
    """Return a message in the words of the active language; None for a kind that this version does not know."""
    found = KINDS.get(kind)
    if found is None:
        return None
    return Words(found.title(facts), found.text(facts), found.link(facts), found.button())


def notices(person: uuid.UUID) -> list[Shown]:
    """Return the newest notices of a person, newest first; those that say the same stand once, with their number."""
    rows = Notice.objects.filter(person_id=person).order_by("-at", "-id")[:SHOWN]
    told = [(row, words_of(row.kind, row.facts)) for row in rows]
    same: dict[tuple[Words, bool], list[datetime]] = {}
    for row, words in told:
        if words is not None:
            same.setdefault((words, row.read_at is None), []).append(row.at)
    return [Shown(words, at[0], is_new, len(at)) for (words, is_new), at in same.items()]


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that came, and why."""

    words: Words
    why: str
    at: datetime


def reminders(person: uuid.UUID) -> list[Reminded]:
    """Return the reminders of the last quarter, newest first."""
    rows = Notice.objects.filter(person_id=person, is_reminder=True).order_by("-at", "-id")[:SHOWN]
    told = [(row, words_of(row.kind, row.facts), KINDS.get(row.kind)) for row in rows]
    return [
        Reminded(words, kind.why(row.facts) if kind.why is not None else "", row.at)
        for row, words, kind in told
        if words is not None and kind is not None
    ]


def unread(person: uuid.UUID) -> int:
    """Return how many notices a person has not seen; those that say the same are one."""
    return Notice.objects.filter(person_id=person, read_at=None).values("kind", "facts").distinct().count()


def shifts_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, quiet_hours.Shift]:
    """Return the hours of those of some persons who told their shift, or hours of their own."""
    rows = Contact.objects.filter(person_id__in=list(persons)).exclude(shift="")
    return {
        person: quiet_hours.shift(shift, [(span[0], span[1]) for span in own])
        for person, shift, own in rows.values_list("person_id", "shift", "own_hours")
    }


def ways(person: uuid.UUID) -> Ways:
    """Return how and when a person may be reached."""
    contact = Contact.objects.filter(person_id=person).first() or Contact(person_id=person)
    account = on_zalo.of_person(person)
    owner = people.account(person)
    work, sleep = [tuple(span) for span in contact.own_hours] if contact.shift == "own" else ((0, 0), (0, 0))
    return Ways(
        shift=contact.shift,
        work=work,
        sleep=sleep,
        email=contact.email,
        is_confirmed=contact.email_confirmed_at is not None,
        is_refused=contact.email_refused_at is not None,
        gets_email=people.has_agreed(person, EMAIL),
        zalo=account.user_id if account is not None and account.left_at is None else "",
        gets_zalo=account is not None and account.person_id == person and people.has_agreed(person, on_zalo.CONSENT),
        is_named=owner is not None and owner.is_claimed,
        phone=owner.phone if owner is not None and owner.phone_is_confirmed else "",
    )
