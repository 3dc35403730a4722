"""What a person decides: switch parts off, rest for some days. What is off is neither counted nor kept."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from hocvuso.core import rhythm
from hocvuso.core.rhythm import Pause
from hocvuso.motivation.models import EarnedBadge, MotivationChoice, RhythmKept, RhythmPause
from hocvuso.plumbing import clock

RHYTHM, BADGES, CHALLENGES = "rhythm", "badges", "challenges"
PARTS = (RHYTHM, BADGES, CHALLENGES)
MOST_PAUSES = 24  # decided: of one person that are not over for two years; more is a program


class Refused(ValueError):
    """This pause cannot be; `args[0]` says why: as `core.rhythm.problem_of_pause`, or many."""


@transaction.atomic
def switch(person: uuid.UUID, parts: frozenset[str]) -> None:
    """Keep which parts are on; what goes off is deleted. The same twice is once."""
    wanted = {part: part in parts for part in PARTS}
    if all(wanted.values()):
        MotivationChoice.objects.filter(person=person).delete()
        return
    MotivationChoice.objects.update_or_create(person=person, defaults={**wanted, "changed_at": clock.now()})
    if not wanted[RHYTHM]:
        RhythmPause.objects.filter(person=person).delete()
    if not wanted[BADGES]:
        EarnedBadge.objects.filter(person=person).delete()
        RhythmKept.objects.filter(person=person).update(badge="", badge_on=None)
    if not wanted[RHYTHM]:
        RhythmKept.objects.filter(person=person).delete()


@transaction.atomic
def rest(number: uuid.UUID, person: uuid.UUID, since: date, until: date, *, on: date) -> None:
    """Keep a pause; the same form twice is one. Raises Refused."""
    if why := rhythm.problem_of_pause(Pause(since, until), on):
        raise Refused(why)
    rows = RhythmPause.objects.filter(person=person)
    if rows.filter(pk=number).exists():
        return
    if rows.count() >= MOST_PAUSES:
        raise Refused("many")
    RhythmPause.objects.get_or_create(
        pk=number, defaults={"person": person, "since": since, "until": until, "told_at": clock.now()}
    )


def rest_no_more(number: uuid.UUID, person: uuid.UUID) -> None:
    """Take a pause back."""
    RhythmPause.objects.filter(pk=number, person=person).delete()
