"""Runs of simulators of many people, as figures need them; nothing here names anybody outside this process."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.figures import Run
from hocvuso.learning.models import Event
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

MOST_IDS = 10_000  # as many as `people.canonical_of` takes


def since(persons: QuerySet[Any, UUID], moment: datetime) -> list[Run]:
    """Return the runs of a set of persons received since a moment, also those from before they were known."""
    aliases = people.alias_ids(persons)
    rows = Event.objects.filter(
        Q(learner__in=persons) | Q(learner__in=aliases), kind="scenario", received_at__gte=moment, score__isnull=False
    ).values_list(
        "learner", "content_id", "context", "received_at", "response__lost", "response__score__goal", "response__at"
    )
    found = list(rows.iterator())
    ids, owners = sorted({row[0] for row in found}), dict[UUID, UUID]()
    for start in range(0, len(ids), MOST_IDS):
        owners |= people.canonical_of(ids[start : start + MOST_IDS])
    return [
        Run(
            owners.get(learner, learner), scenario, mode, weekly.number(clock.day_of(at)), bool(lost), bool(goal),
            str(screen or ""),
        )
        for learner, scenario, mode, at, lost, goal, screen in found
    ]  # fmt: skip
