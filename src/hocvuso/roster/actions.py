"""What changes lists: read one into a preview, mend it, enter it, take it back, drop it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from hocvuso.roster.entering import NotNow, enter
from hocvuso.roster.mending import answer, answer_all, leave_blank, mend, take_suggestions
from hocvuso.roster.models import InviteCount, RosterImport
from hocvuso.roster.staging import Handed, stage
from hocvuso.roster.undoing import undo

__all__ = [
    "Handed",
    "NotNow",
    "answer",
    "answer_all",
    "count_opening",
    "drop",
    "enter",
    "leave_blank",
    "mend",
    "stage",
    "take_suggestions",
    "undo",
]


def drop(import_id: uuid.UUID) -> None:
    """Throw a preview away; nothing of it was entered."""
    RosterImport.objects.filter(id=import_id, state__in=[RosterImport.READING, RosterImport.PREVIEW]).delete()


def count_opening(unit: uuid.UUID, channel: str, day: date) -> None:
    """Count that somebody opened a unit's invitation by this channel; who it was is not noted."""
    mine = InviteCount.objects.filter(unit_id=unit, channel=channel, day=day)
    if mine.update(opened=F("opened") + 1):
        return
    try:
        with transaction.atomic():
            InviteCount.objects.create(unit_id=unit, channel=channel, day=day, opened=1)
    except IntegrityError:  # another request was first
        mine.update(opened=F("opened") + 1)
