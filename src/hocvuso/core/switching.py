"""Whether the read-out may speak: decided anew each night on learners whom its weights have not seen.

It is switched on where the log loss surely falls, and off again as soon as it does not fall any more. In between it
stays as it was, so that chance does not switch it to and fro.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .graph import Floats
from .readout import FEWEST_LEARNERS as FEWEST_LEARNERS
from .readout import Mixes, Readout, cross_fitted, fit_readout
from .reliability import log_losses

Places = NDArray[np.int64]

FEWEST_ANSWERS = 10  # decided: unassisted answers from which somebody counts as a calibrated learner
PARTS = 4  # decided: as `hocvuso evaluate learner-model` cross-fits
ONE_SIDED = 1.644854  # published: 95 % of the normal distribution


class Why(StrEnum):
    """What a night found."""

    FEW = "few"  # too few calibrated learners: the state alone
    WORSE = "worse"  # no gain on held-out learners: off
    UNSURE = "unsure"  # a gain that may be chance, and it was off: stays off
    STILL = "still"  # a gain that may be chance, and it was on: stays on
    BETTER = "better"  # surely a gain: on


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Unassisted answers, learner by learner: whose, to which task of a bank, score 0…1, what the state foresaw of it,
    and the FEATURES of the read-out."""

    learner: Places
    item: Places
    right: Floats
    state: Floats
    rows: Floats


@dataclass(frozen=True, slots=True)
class Decision:
    """What a night decided. Losses are means on held-out learners, `gain` the fall of the log loss, `low` what it
    surely is at least (one-sided, 95 %, by learner); None where there were too few learners to look."""

    why: Why
    learners: int
    answers: int
    state_loss: float | None = None
    own_loss: float | None = None
    gain: float | None = None
    low: float | None = None

    @property
    def is_on(self) -> bool:
        """Whether the read-out speaks."""
        return self.why in (Why.BETTER, Why.STILL)


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision, what the read-out said of each answer while its learner was held out, and the read-out itself."""

    decision: Decision
    held_out: Floats | None = None
    fitted: Readout | None = None


def judge(answers: Answers, *, mixes: Mixes, skills: int, was_on: bool) -> Judged:
    """Fit the read-out on parts of the learners, judge it on the others, and decide."""
    numbers, counts = np.unique(answers.learner, return_counts=True)
    learners = int((counts >= FEWEST_ANSWERS).sum())
    if learners < FEWEST_LEARNERS:
        return Judged(Decision(Why.FEW, learners, len(answers.right)))
    part = np.searchsorted(numbers, answers.learner) % PARTS  # in turn, so a second run says the same
    held_out = cross_fitted(answers.rows, answers.item, answers.right, part, mixes=mixes, skills=skills)
    before, after = log_losses(answers.right, answers.state), log_losses(answers.right, held_out)
    gain, low = _gain(before - after, answers.learner)
    decision = Decision(
        _why(gain, low, was_on=was_on), learners, len(answers.right), float(before.mean()), float(after.mean()), gain,
        low,
    )  # fmt: skip
    fitted = None
    if decision.is_on:
        fitted = fit_readout(answers.rows, answers.item, answers.right, mixes=mixes, skills=skills)
    return Judged(decision, held_out, fitted)


def _why(gain: float, low: float, *, was_on: bool) -> Why:
    if gain <= 0.0:
        return Why.WORSE
    if low > 0.0:
        return Why.BETTER
    return Why.STILL if was_on else Why.UNSURE


def _gain(fall: Floats, learner: Places) -> tuple[float, float]:
    """Return the mean fall of the log loss and what it is at least: one learner's answers are no separate witnesses."""
    mean = float(fall.mean())
    _, row = np.unique(learner, return_inverse=True)
    apart = np.bincount(row, fall - mean)
    return mean, mean - ONE_SIDED * math.sqrt(float((apart**2).sum())) / len(fall)
