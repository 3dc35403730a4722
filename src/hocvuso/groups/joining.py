"""Becoming a volunteer: offering help, agreeing to a group by signing its pledge, leaving. Each is the person's own.

An official proposes; nobody is in a group before he has agreed, and nobody helps before he has signed (`calling`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from hocvuso.core.quiet_hours import SHIFTS
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups import membership, volunteering
from hocvuso.groups.calling import PLEDGE
from hocvuso.groups.models import GroupMember, HelpOffer, Pledge
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock

PROMISES: Sequence[Any] = (
    gettext_lazy("I never ask for a one-time code, a password or a card number, and look away when one is typed."),
    gettext_lazy("I never transfer money, pay or sign for anybody. The person does it, or it waits."),
    gettext_lazy("I take no money and no gifts, and sell nothing."),
    gettext_lazy("I keep to myself what I see and hear, and go to nobody's home alone."),
)
LONGEST_WISH = 200
SHIFT_WORDS: dict[str, Any] = {
    "": gettext_lazy("Not said"),
    "morning": gettext_lazy("Morning shift"),
    "afternoon": gettext_lazy("Afternoon shift"),
    "night": gettext_lazy("Night shift"),
    "office": gettext_lazy("Office hours"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody says of himself when he offers to help."""

    shift: str = ""
    skills: tuple[str, ...] = ()
    is_woman: bool = False
    wishes: str = ""


def read_offer(given: Mapping[str, Any], skills: Sequence[str]) -> Offer:
    """Read an offer from a form; anything unknown is left out."""
    known = {group for group, _title in skill_groups()}
    return Offer(
        shift if (shift := given.get("ca", "")) in SHIFTS else "",
        tuple(each for each in dict.fromkeys(skills) if each in known),
        given.get("nu") == "1",
        given.get("uoc", "").strip()[:LONGEST_WISH],
    )


def skill_groups() -> list[tuple[str, str]]:
    """Return the groups of skills that one can offer help with, with their words."""
    return [(each.id.partition(".")[2], each.title) for each in curriculum.current().groups.values()]


@transaction.atomic
def offer(person: uuid.UUID, offered: Offer, *, now: datetime) -> None:
    """Offer to help, or change the offer; officials of the unit are then shown the name as a suggestion."""
    facts = {
        "offered_at": now, "shift": offered.shift, "skills": list(offered.skills), "is_woman": offered.is_woman,
        "wishes": offered.wishes,
    }  # fmt: skip
    HelpOffer.objects.update_or_create(person=people.canonical(person), defaults=facts)
    audit.record("offer help", actor=person, subject=person)


@transaction.atomic
def withdraw_offer(person: uuid.UUID) -> bool:
    """Take an offer back: nobody is suggested any more who does not want to be."""
    audit.record("withdraw offer", actor=person, subject=person)
    return HelpOffer.objects.filter(person__in=people.ids_of(person)).delete()[0] > 0


@transaction.atomic
def sign(person: uuid.UUID, *, now: datetime) -> bool:
    """Sign the pledge in force and with it join the groups that proposed one; signed twice it is one signature."""
    held = GroupMember.objects.filter(person__in=people.ids_of(person), left_on=None)
    if not held.exists():
        return False
    signed, is_new = Pledge.objects.get_or_create(
        person=people.canonical(person), text_version=PLEDGE, defaults={"signed_at": now}
    )
    for row in held.filter(joined_at=None):
        row.joined_at = now
        row.save(update_fields=["joined_at"])
        volunteering.knows_fellows(row.group_id, row.person, day=clock.day_of(now))
    if is_new:
        audit.record("sign pledge", actor=person, subject=person, what=signed.text_version)
    return True


def has_signed(person: uuid.UUID) -> bool:
    """Tell whether somebody signed the pledge in force."""
    return Pledge.objects.filter(person__in=people.ids_of(person), text_version=PLEDGE).exists()


@transaction.atomic
def leave(person: uuid.UUID, group: uuid.UUID, *, now: datetime) -> bool:
    """Leave a group, or refuse to be in it; what was taken on goes back to the queue."""
    gone = membership.end(GroupMember.objects.filter(person__in=people.ids_of(person), group_id=group), now=now)
    if gone:
        audit.record("leave group", actor=person, subject=person, what=str(group))
    return bool(gone)
