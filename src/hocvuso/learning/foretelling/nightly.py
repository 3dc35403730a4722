"""The job: once a day answers of some learners are replayed, the read-out is judged on them, and the curve is drawn.

What is kept are figures over all of them together; nobody stands behind a row.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.core import reliability
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.reliability import Bin, Curve
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.foretelling import deciding
from hocvuso.learning.foretelling.sample import gathered
from hocvuso.learning.models import Reliability
from hocvuso.plumbing import clock, jobs

KEPT = timedelta(days=400)
EVERY_SECONDS = 24 * 3600
SHOWN = 12  # measurings


@dataclass(frozen=True, slots=True)
class Measured:
    """One measuring; `curve` is None when there were too few answers, `by_readout` when the state was not alone."""

    at: datetime
    model_version: int
    answers: int
    learners: int
    by_readout: bool
    curve: Curve | None


def measure() -> int:
    """Replay a sample of learners, decide on the read-out, keep how well answers are foreseen with it or without;
    return how many answers those were.
    """
    now, catalogue = clock.now(), current_catalogue()
    sample = gathered(now, catalogue)
    judged = deciding.decide(sample, catalogue, now)
    right, curve = sample.answers.right, None
    if reliability.is_enough(len(right), sample.learners):
        curve = reliability.curve(right, deciding.spoken(sample, judged))
    with transaction.atomic():
        Reliability.objects.filter(at__lt=now - KEPT).delete()
        Reliability.objects.create(
            at=now, model_version=MODEL_VERSION, answers=len(right), learners=sample.learners,
            by_readout=judged.decision.is_on, curve=asdict(curve) if curve else {},
        )  # fmt: skip
    return len(right)


def measured() -> list[Measured]:
    """Return the latest measurings, the newest first."""
    return [
        Measured(row.at, row.model_version, row.answers, row.learners, row.by_readout, _read(row.curve))
        for row in Reliability.objects.order_by("-at", "-id")[:SHOWN]
    ]


def _read(kept: dict[str, Any]) -> Curve | None:
    return Curve(**{**kept, "bins": tuple(Bin(**each) for each in kept["bins"])}) if kept else None


def register() -> None:
    """Register the job."""
    jobs.every(EVERY_SECONDS, "learning.foretell", measure)
