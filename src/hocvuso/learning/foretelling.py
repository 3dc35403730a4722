"""How well the model foretells answers, on this site's own log: once a day the answers of some learners are replayed.

What is kept are figures over all of them together; nobody stands behind a row.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from hocvuso.core import mastery, reliability
from hocvuso.core.mastery import Evidence
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.reliability import Bin, Curve
from hocvuso.learning import fold, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.drafting import Mind
from hocvuso.learning.models import Event, LearnerState, Reliability
from hocvuso.learning.trail import Trail
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.ids import uuid7

SAMPLE = 400  # decided: learners; some ten thousand answers, which a small machine replays in seconds
TRIES = 4  # draws of a moment for each learner wanted: busy learners are met more than once
SINCE = timedelta(days=90)
KEPT = timedelta(days=400)
EVERY_SECONDS = 24 * 3600
SHOWN = 12  # measurings


@dataclass(frozen=True, slots=True)
class Measured:
    """One measuring; `curve` is None when there were too few answers."""

    at: datetime
    model_version: int
    answers: int
    learners: int
    curve: Curve | None


def measure() -> int:
    """Replay a sample of learners, keep how well the model foresaw their answers, and return how many those were."""
    now, catalogue = clock.now(), current_catalogue()
    expected: list[float] = []
    came: list[float] = []
    learners = 0
    for person in _sample(now):
        rows = _foretold(person, catalogue)
        learners += bool(rows)
        expected += [p for p, _ in rows]
        came += [score for _, score in rows]
    curve = None
    if reliability.is_enough(len(came), learners):
        curve = reliability.curve(np.array(came), np.array(expected))
    with transaction.atomic():
        Reliability.objects.filter(at__lt=now - KEPT).delete()
        Reliability.objects.create(
            at=now, model_version=MODEL_VERSION, answers=len(came), learners=learners,
            curve=asdict(curve) if curve else {},
        )  # fmt: skip
    return len(came)


def measured() -> list[Measured]:
    """Return the latest measurings, the newest first."""
    rows = Reliability.objects.order_by("-at", "-id")[:SHOWN]
    return [Measured(row.at, row.model_version, row.answers, row.learners, _read(row.curve)) for row in rows]


def _read(kept: dict[str, Any]) -> Curve | None:
    return Curve(**{**kept, "bins": tuple(Bin(**each) for each in kept["bins"])}) if kept else None


def _sample(now: datetime) -> list[uuid.UUID]:
    """Return everybody on a small site; on a larger one those who did something at moments drawn by chance."""
    everybody = list(LearnerState.objects.order_by("person").values_list("person", flat=True)[: SAMPLE + 1])
    if len(everybody) <= SAMPLE:
        return everybody
    chance = random.Random(f"{now:%Y-%m-%d}")
    found: dict[uuid.UUID, None] = {}
    for _ in range(TRIES * SAMPLE):
        # Ids of events begin with their time: the first one after a moment is found by the primary key.
        after = uuid7(int((now - SINCE * chance.random()).timestamp() * 1000))
        row = Event.objects.filter(home_store=settings.HOME_STORE, id__gte=after).order_by("id")
        learner = row.values_list("learner", flat=True).first()
        if learner is not None:
            found[people.canonical(learner)] = None
        if len(found) == SAMPLE:
            break
    return list(found)


def _foretold(person: uuid.UUID, catalogue: Catalogue) -> list[tuple[float, float]]:
    """Return (chance foreseen, score) of each answer that was given without help, in the order in which they came."""
    kept = store.Kept(None, "{}", 0, store.Chosen(), False, ())
    mind = Mind(catalogue, fold.blank(catalogue), Trail(), kept)
    rows = []
    for event in store.happened(people.ids_of(person)):
        said = fold.evidence(catalogue, event)
        if isinstance(said, Evidence) and said.score is not None and not said.hints:
            rows.append((mastery.predict(mind.state, said.task, day=said.day), said.score))
        mind.take_in(event)
    return rows


def register() -> None:
    """Register the job."""
    jobs.every(EVERY_SECONDS, "learning.foretell", measure)
