"""Runs of simulators played without help: one's own, and everybody's of a stretch of days for counting.

Ids of events begin with their time, so days are a stretch of the primary key.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from hocvuso.core.scenario.scoring import PASS
from hocvuso.learning.models import Event
from hocvuso.learning.usage import first_id
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

UNAIDED = ("alone", "surprise")
_SCORED = ("response__score__goal", "response__score__dangers")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the seed that dealt it, and whether the task was done with nothing lost."""

    id: uuid.UUID
    learner: uuid.UUID
    seed: int
    is_safe: bool


def own(person: uuid.UUID, scenario: str, first: date, after: date) -> list[Run]:
    """Return a person's runs of a scenario from the day `first` to before the day `after`, oldest first."""
    begins, ends = (datetime.combine(day, time(), clock.VIETNAM) for day in (first, after))
    rows = Event.objects.filter(
        learner__in=people.ids_of(person), kind="scenario", content_id=scenario, context__in=UNAIDED,
        client_at__gte=begins, client_at__lt=ends,
    )  # fmt: skip
    return [_run(row) for row in rows.order_by("batch", "counter").values_list("id", "learner", "variant", *_SCORED)]


def dealt(person: uuid.UUID, scenario: str, seed: int, since: datetime, until: datetime) -> bool | None:
    """Tell whether the first run alone of this very seed, received between two moments, was passed; None: no run."""
    rows = Event.objects.filter(
        learner__in=people.ids_of(person), kind="scenario", content_id=scenario, context="alone", variant=str(seed),
        received_at__gte=since, received_at__lte=until,
    )  # fmt: skip
    found = rows.order_by("batch", "counter").values_list("response__score__points", "response__score__dangers").first()
    return None if found is None else found[0] >= PASS and not found[1]


def of_everybody(scenario: str, first: date, after: date) -> Iterator[Run]:
    """Yield everybody's runs of a scenario in those days, oldest first."""
    rows = Event.objects.filter(
        home_store=settings.HOME_STORE, id__gte=first_id(first), id__lt=first_id(after),
        kind="scenario", content_id=scenario, context__in=UNAIDED,
    )  # fmt: skip
    for row in rows.order_by("id").values_list("id", "learner", "variant", *_SCORED).iterator(2000):
        yield _run(row)


def _run(row: Sequence[Any]) -> Run:
    event, learner, variant, goal, dangers = row
    return Run(event, learner, int(str(variant or 0)), bool(goal) and not dangers)
