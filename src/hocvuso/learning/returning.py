"""Why somebody may come back to learn: something is due for review, or nothing has come of him for some days."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count

from hocvuso.learning.models import LearnerState, SkillStanding
from hocvuso.plumbing import clock

PAUSE = timedelta(days=4)  # decided: shorter is a weekend
GIVEN_UP = timedelta(days=60)  # decided: whoever has not come for so long is not coming because of a fourth sentence


def due(persons: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    """Return for whom how many skills are due for review on a day; people without any are absent."""
    rows = SkillStanding.objects.filter(person__in=list(persons), due_on__lte=day).values_list("person")
    return dict(rows.annotate(Count("id")))


def paused(persons: Sequence[uuid.UUID], now: datetime) -> dict[uuid.UUID, date]:
    """Return who has made a pause, with the day of his last answer; whoever gave up long ago is absent."""
    rows = LearnerState.objects.filter(
        person__in=list(persons), updated_at__lte=now - PAUSE, updated_at__gt=now - GIVEN_UP
    )
    return {person: clock.day_of(at) for person, at in rows.values_list("person", "updated_at")}
