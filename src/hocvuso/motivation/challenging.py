"""Challenges of units: what the people of a unit reach together. The caller signs for the unit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.motivation import counting
from hocvuso.motivation.models import WHAT, UnitChallenge
from hocvuso.plumbing import audit, clock

LONGEST_TITLE = 160
LONGEST = 366  # days, decided
MOST_GOAL = 1_000_000  # decided: a slip of the keyboard is more


class Refused(ValueError):
    """This challenge cannot be; `args[0]` says why: title, goal, period, what."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The official who acts, and the name that he signs with."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A challenge as it is told."""

    title: str
    what: str
    goal: int
    starts_on: date
    ends_on: date


@transaction.atomic
def begin(number: uuid.UUID, unit: uuid.UUID, wanted: Wanted, *, by: Signer, on: date) -> UnitChallenge:
    """Begin a challenge; the same `number` twice is one. Raises Refused."""
    title = vntext.clean(wanted.title)[:LONGEST_TITLE]
    if not title:
        raise Refused("title")
    if wanted.what not in WHAT:
        raise Refused("what")
    if not 1 <= wanted.goal <= MOST_GOAL:
        raise Refused("goal")
    if not 0 <= (wanted.ends_on - wanted.starts_on).days < LONGEST or wanted.ends_on < on:
        raise Refused("period")
    row, is_new = UnitChallenge.objects.get_or_create(
        pk=number,
        defaults={
            "unit_id": unit, "title": title, "what": wanted.what, "goal": wanted.goal, "starts_on": wanted.starts_on,
            "ends_on": wanted.ends_on, "made_at": clock.now(), "made_by": by.id, "made_name": by.name,
        },
    )  # fmt: skip
    if is_new:
        audit.record("begin challenge", actor=by.id, what=str(row.pk))
        counting.refresh_challenge(row, on)
    return row


@transaction.atomic
def remove(number: uuid.UUID, *, by: Signer) -> None:
    """Take a challenge off all pages; twice is once."""
    if UnitChallenge.objects.filter(pk=number, removed_at=None).update(removed_at=clock.now()):
        audit.record("remove challenge", actor=by.id, what=str(number))


@transaction.atomic
def restore(number: uuid.UUID, *, by: Signer) -> None:
    """Bring a removed challenge back."""
    if UnitChallenge.objects.filter(pk=number).exclude(removed_at=None).update(removed_at=None):
        audit.record("restore challenge", actor=by.id, what=str(number))
