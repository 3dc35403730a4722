"""Whether the read-out speaks on this site: decided on learners held out, written down with its figures.

What is kept are figures and weights over all learners together; nobody stands behind a row.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction

from hocvuso.core import foresight, switching
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.switching import Answers, Decision, Judged, Why
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.foretelling.sample import Sample
from hocvuso.learning.models import Readout

KEPT = timedelta(days=400)
WEIGHTS_KEPT = timedelta(days=60)  # decided: some 20 KB a night; plans name the read-out they were made with
SHOWN = 12  # decisions


@dataclass(frozen=True, slots=True)
class Decided:
    """What one night decided; `is_other`: it was the other way before."""

    at: datetime
    model_version: int
    decision: Decision
    is_other: bool


def decide(sample: Sample, catalogue: Catalogue, now: datetime) -> Judged:
    """Judge the read-out on this sample, switch it on or off, and write down why."""
    answers, current, bank = sample.answers, sample.is_current, catalogue.options.bank
    usable = Answers(*(getattr(answers, name)[current] for name in ("learner", "item", "right", "state", "rows")))
    judged = switching.judge(
        usable, mixes=foresight.mixes_of(bank), skills=len(catalogue.graph), was_on=_is_on()
    )  # fmt: skip
    decision = judged.decision
    figures = {name: value for name, value in asdict(decision).items() if name not in ("why", "learners", "answers")}
    with transaction.atomic():
        Readout.objects.filter(at__lt=now - KEPT).delete()
        Readout.objects.filter(speaks=True).update(speaks=False)
        Readout.objects.filter(at__lt=now - WEIGHTS_KEPT).exclude(weights={}).update(weights={})
        Readout.objects.create(
            at=now, model_version=MODEL_VERSION, why=str(decision.why), is_on=decision.is_on, speaks=decision.is_on,
            learners=decision.learners, answers=decision.answers, found=figures,
            weights=foresight.kept(judged.fitted, bank) if judged.fitted else {},
        )  # fmt: skip
    return judged


def _is_on() -> bool:
    """Tell whether the read-out speaks now; one of an older model does not."""
    return Readout.objects.filter(speaks=True, model_version=MODEL_VERSION).exists()


def spoken(sample: Sample, judged: Judged) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return what the product says of each answer from now on, its learner held out where the read-out speaks."""
    p = sample.answers.state.copy()
    if judged.decision.is_on and judged.held_out is not None:
        p[sample.is_current] = judged.held_out
    return p


def decided() -> list[Decided]:
    """Return the latest decisions, the newest first."""
    rows = list(Readout.objects.order_by("-at", "-id").defer("weights")[: SHOWN + 1])
    before = [*(row.is_on for row in rows[1:]), False]
    return [
        Decided(
            row.at, row.model_version, Decision(Why(row.why), row.learners, row.answers, **row.found),
            row.is_on != was_on,
        )
        for row, was_on in zip(rows, before, strict=False)
    ][:SHOWN]  # fmt: skip
