"""Taking part: a person for himself, whoever leads a group for it, an official for his unit. Leaving takes it all away.

No trace is written of a pledge and none of its end, so that nobody can be asked why he did not go on.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from hocvuso.core import emulation
from hocvuso.emulation import counting, states
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.models import Commendation, Drive, DrivePledge
from hocvuso.people import several
from hocvuso.plumbing import outbox


@transaction.atomic
def pledge(
    number: uuid.UUID,
    who: str,
    subject: uuid.UUID,
    unit: uuid.UUID,
    *,
    goals: Mapping[str, int],
    is_named: bool,
    on: date,
) -> DrivePledge:
    """Let somebody take part with goals of his own, or change them; the same twice is once.

    Raises Refused: gone (nobody sees this drive), over, child (people under 16 are not compared), asked (nothing is
    asked of such), goal.
    """
    row = Drive.objects.filter(pk=number, removed_at=None).exclude(published_at=None).first()
    if row is None:
        raise Refused("gone")
    if row.ends_on < on:
        raise Refused("over")
    if who == emulation.PERSON and several.is_child(subject):
        raise Refused("child")
    asked = {each.key for each in counting.asked_of(row, who, on)}
    if not asked:
        raise Refused("asked")
    own = {key: goal for key, goal in goals.items() if key in asked}
    if any(not 1 <= goal <= emulation.MOST_GOAL for goal in own.values()):
        raise Refused("goal")
    found, _is_new = DrivePledge.objects.update_or_create(
        drive=row, who=who, subject=subject,
        defaults={"unit": unit, "goals": own, "is_named": is_named},
        create_defaults={"unit": unit, "goals": own, "is_named": is_named, "pledged_on": on},
    )  # fmt: skip
    counting.refresh([found], row, on)
    return found


@transaction.atomic
def withdraw(number: uuid.UUID, who: str, subject: uuid.UUID) -> bool:
    """Leave a drive: the pledge, its counts, a proposal and every message about it are gone; twice is once.

    A commendation that was decided stays as a number without a name.
    """
    gone = DrivePledge.objects.filter(drive=number, who=who, subject=subject).delete()[0]
    held = Commendation.objects.filter(drive=number, who=who, subject=subject)
    held.exclude(state=states.AWARDED).delete()
    held.update(subject=None)
    if who == emulation.PERSON:
        outbox.forget(subject, "drive", str(number))
    return bool(gone)


@transaction.atomic
def be_named(number: uuid.UUID, person: uuid.UUID, *, given: bool) -> None:
    """Let oneself be seen and named when the goal is met, or take that back: then a proposal goes, too."""
    DrivePledge.objects.filter(drive=number, who=emulation.PERSON, subject=person).update(is_named=given)
    if not given:
        held = Commendation.objects.filter(drive=number, who=emulation.PERSON, subject=person)
        held.exclude(state=states.AWARDED).delete()
