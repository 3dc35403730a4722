"""The read-out: a logistic regression over what the state foresees and how the last answers deviated from it.

    P(right) = σ(w·x + [item answered ≥ 30 times] · (u_i + u'_i·fast + u''_i·slow + u'''_i·logit))
x are the FEATURES; deviations are right − p, p being what the state foresaw. Without item ids but for items with
enough answers, so that it also speaks for new ones. `personalisation.md` 3: in use only from 40 calibrated learners
on, and only where the cross-fitted log loss improves; before, the state alone. Features must be cross-fitted: foreseen
with item difficulties from other learners.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .graph import Floats

Places = NDArray[np.int64]

FEWEST_LEARNERS = 40  # design: before that the state alone
ENOUGH_ANSWERS = 30  # design: items with fewer get no term of their own
RIDGE = 5.0  # assumed: about as strong as five answers for each standardised feature
OF_TERMS = (
    0.3,
    1.0,
    1.0,
    0.3,
)  # measured: prior sd of an item's terms; (.3, .5, .5, .3) is .001 AUC worse on statics11
STEPS, ITEM_STEPS = 12, 15  # assumed: enough for Newton's method on a convex loss
LONGEST_STEP = 1.0  # assumed: keeps one item from running away
OVERALL = (0.6, 0.9, 0.98)  # assumed: decay per answer of deviations over all answers
OF_SKILL = (0.7, 0.95)  # assumed: the same within a skill
NEXT_DAY = 0.5  # assumed: what a night leaves of the middle trace; the fast one starts anew, the slow one stays
LEAST_P = 1e-3  # assumed: bounds a deviation away from 0 and 1
LEAST_SPREAD = 1e-6  # assumed: a feature that varies less is the same everywhere
FEATURES = (
    "one", "logit", "fast", "middle", "slow", "skill_fast", "skill_slow", "skill_right", "skill_wrong", "answers",
    "again", "last", "last_deviation", "times", "sd", "item_sd", "logit_sd", "logit_item_sd", "logit_answers",
    "logit_curve",
)  # fmt: skip
LOGIT, FAST, MIDDLE = 1, 2, 3  # derived: places in FEATURES


@dataclass(slots=True)
class Traces:
    """How one learner's latest answers deviated from what was foreseen; grows with each `add`.

    A function of the events alone, like the state: replaying them gives the same traces.
    """

    overall: list[float] = field(default_factory=lambda: [0.0] * len(OVERALL))
    skills: dict[int, list[float]] = field(default_factory=dict)  # fast, slow, right, wrong
    items: dict[int, list[float]] = field(default_factory=dict)  # last score, last deviation, times
    answers: int = 0
    day: int | None = None

    def read(self, item: int, places: Sequence[int], day: int) -> list[float]:
        """Return the features from "fast" to "times" for the next answer, before it is known."""
        if self.day is not None and day > self.day:
            self.overall[0] = 0.0
            self.overall[1] *= NEXT_DAY
        self.day = day
        fast = slow = right = wrong = 0.0
        for place in places:
            known = self.skills.get(place)
            if known is not None:
                fast += known[0]
                slow += known[1]
                right += math.log1p(known[2])
                wrong += math.log1p(known[3])
        count = len(places)
        before = self.items.get(item)
        again = [1.0, before[0], before[1], math.log1p(before[2])] if before else [0.0, 0.0, 0.0, 0.0]
        return [
            *self.overall, fast / count, slow / count, right / count, wrong / count, math.log1p(self.answers), *again,
        ]  # fmt: skip

    def add(self, item: int, places: Sequence[int], *, score: float, foreseen: float) -> None:
        """Take in an answer: `score` 0…1, `foreseen` the P(right) of the state before it."""
        deviation = score - min(max(foreseen, LEAST_P), 1.0 - LEAST_P)
        self.overall = [keep * old + (1.0 - keep) * deviation for keep, old in zip(OVERALL, self.overall, strict=True)]
        for place in places:
            known = self.skills.setdefault(place, [0.0, 0.0, 0.0, 0.0])
            for number, keep in enumerate(OF_SKILL):
                known[number] = keep * known[number] + (1.0 - keep) * deviation
            known[2 if score > 0.5 else 3] += 1.0
        before = self.items.get(item)
        self.items[item] = [score, deviation, (before[2] if before else 0.0) + 1.0]
        self.answers += 1


def features(traces: Floats, *, logit: Floats, spread: Floats, doubt: Floats) -> Floats:
    """Return FEATURES of n answers: rows of `Traces.read`, the state's logit, ability and item variances."""
    sd, item_sd = np.sqrt(spread), np.sqrt(doubt)
    crossed = (logit * sd, logit * item_sd, logit * traces[:, 7], logit * np.abs(logit))
    return np.column_stack((np.ones(len(logit)), logit, traces, sd, item_sd, *crossed))


@dataclass(frozen=True, slots=True)
class Readout:
    """Weights of FEATURES and, for items with enough answers, four terms each (zero for the others)."""

    weights: Floats
    terms: Floats

    def chance(self, rows: Floats, item: Places) -> Floats:
        """Return P(right) of answers from their features and item rows."""
        own = (self.terms[item] * _own(rows)).sum(axis=1)
        return _sigma(rows @ self.weights + own)


def fit_readout(rows: Floats, item: Places, right: Floats, *, items: int) -> Readout:
    """Fit weights, then the items' own terms with the weights held. `rows` must be cross-fitted (see above)."""
    weights = _fit_weights(rows, right)
    return Readout(weights, _fit_terms(rows, item, right, rows @ weights, items))


def _fit_weights(rows: Floats, right: Floats) -> Floats:
    """Return ridge-logistic weights by Newton's method, shrunk towards the state's own logit (weight 1)."""
    size = rows.std(axis=0)
    size[size < LEAST_SPREAD] = 1.0  # the ones, and what is the same in every row
    scaled = rows / size
    towards = np.zeros(rows.shape[1])
    towards[LOGIT] = size[LOGIT]
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 1e-3  # the level is free
    weights = towards.copy()
    for _ in range(STEPS):
        p = _sigma(scaled @ weights)
        curve = (scaled * (p * (1.0 - p))[:, None]).T @ scaled + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, scaled.T @ (right - p) - ridge * (weights - towards))
    result: Floats = weights / size
    return result


def _fit_terms(rows: Floats, item: Places, right: Floats, logit: Floats, items: int) -> Floats:
    """Return the items' own terms, one after the other by Newton steps; prior N(0, OF_TERMS²)."""
    enough = np.bincount(item, minlength=items) >= ENOUGH_ANSWERS
    own, terms = _own(rows), np.zeros((items, len(OF_TERMS)))
    for _ in range(ITEM_STEPS):
        for number, sd in enumerate(OF_TERMS):
            column = own[:, number]
            p = _sigma(logit + (terms[item] * own).sum(axis=1))
            pull = np.bincount(item, (right - p) * column, minlength=items) - terms[:, number] / sd**2
            curve = np.bincount(item, p * (1.0 - p) * column**2, minlength=items) + sd**-2
            terms[:, number] += np.where(enough, np.clip(pull / curve, -LONGEST_STEP, LONGEST_STEP), 0.0)
    return terms


def _own(rows: Floats) -> Floats:
    return np.column_stack((rows[:, 0], rows[:, FAST], rows[:, MIDDLE], rows[:, LOGIT]))


def _sigma(value: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(value, -14.0, 14.0)))
    return result
