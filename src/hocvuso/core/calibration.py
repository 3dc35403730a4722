"""How hard items are, fitted from many learners' answers: the nightly batch of `personalisation.md` 3.

Model of item i on skills k with weights w, ability before the answer N(μ, v) as the learner model foresaw it:
    P(right) = c + (1 − c − s)·σ(a_i·(μ − b_i)/√(1 + π/8·a_i²·v))
    b_i ~ N(β_0 + Σ w_k·β_k, 1),   β_k ~ N(0, 0.7²),   log a_i ~ N(0, 0.3²)
So an item that few have answered leans on the items of its skills, and says by `doubt` how little is known of it.
Fitted by Fisher scoring, all items at once (two-parameter logistic with ridge; R. D. Bock and M. Aitkin 1981 for the
idea of integrating the ability out). Abilities in logits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .graph import Floats

Places = NDArray[np.int64]

OF_ITEM = 1.0  # measured: sd of items about their skills; 0.7 is as good on statics11, .007 AUC worse on algebra05
OF_SKILL = 0.7  # measured: sd of skills; 0.7 and 1.0 are alike
OF_SCALE = 0.3  # design: sd of log a
OF_LEVEL = 10.0  # assumed: sd of the common level, so wide that the answers decide
STEPS = 8  # assumed: enough for Fisher scoring; the next round goes on from there
LONGEST_STEP = 2.0  # assumed: logits; keeps an item that all have solved from running away in one step
LONGEST_SCALE_STEP = 0.3  # assumed: the same for log a
WIDEST_SCALE = 1.2  # assumed: |log a| stays below four of its sd
LEAST_INFORMATION = 0.02  # assumed: about a tenth of one answer, so that a step is never divided by nothing
START = -1.0  # assumed: most items are easier than the average learner is able


@dataclass(frozen=True, slots=True)
class Mixes:
    """The skills of m items as pairs: item `row[j]` has skill position `place[j]` with weight `weight[j]`."""

    items: int
    skills: int
    row: Places
    place: Places
    weight: Floats

    @staticmethod
    def evenly(mixes: Sequence[Sequence[int]], skills: int) -> Mixes:
        """Return the pairs of items that draw on each of their skills alike."""
        sizes = np.array([len(mix) for mix in mixes], dtype=np.int64)
        row = np.repeat(np.arange(len(mixes)), sizes)
        place = np.array([place for mix in mixes for place in mix], dtype=np.int64)
        return Mixes(len(mixes), skills, row, place, 1.0 / sizes[row])

    def dense(self) -> Floats:
        """Return m × (1 + n): a column of ones, then the weights."""
        found = np.zeros((self.items, self.skills + 1))
        found[:, 0] = 1.0
        np.add.at(found, (self.row, self.place + 1), self.weight)
        return found


@dataclass(frozen=True, slots=True)
class Answers:
    """Marked answers: item row, `right` 0…1, and the ability N(`centre`, `spread`) foreseen for each."""

    item: Places
    right: Floats
    centre: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class Difficulties:
    """What is known of m items: `difficulty`, its variance `doubt`, `scale` a, and how many answers said so."""

    difficulty: Floats
    doubt: Floats
    scale: Floats
    answers: Places


def before_any_answer(items: int) -> Difficulties:
    """Return what is believed of items before anybody has answered one."""
    doubt = np.full(items, OF_ITEM**2 + OF_SKILL**2)
    return Difficulties(np.full(items, START), doubt, np.ones(items), np.zeros(items, dtype=np.int64))


def fit_items(answers: Answers, mixes: Mixes, *, slip: float, start: Difficulties | None = None) -> Difficulties:
    """Return the difficulties that the answers speak for; items that nobody answered follow from their skills.

    `start` saves steps; the result hardly depends on it. Guess is 0: an item that can be guessed shows as easy.
    """
    known = start or before_any_answer(mixes.items)
    count = np.bincount(answers.item, minlength=mixes.items)
    across = mixes.dense()
    difficulty, scale = known.difficulty.copy(), np.log(known.scale)
    doubt = known.doubt
    for _ in range(STEPS):
        pull, information, scale_step = _slopes(answers, difficulty, scale, slip)
        scale = np.clip(scale + scale_step, -WIDEST_SCALE, WIDEST_SCALE)
        spoken = difficulty + np.clip(pull / np.maximum(information, LEAST_INFORMATION), -LONGEST_STEP, LONGEST_STEP)
        prior, prior_doubt = _of_skills(across, spoken, information, count)
        doubt = 1.0 / (information + OF_ITEM**-2)
        difficulty = doubt * (information * spoken + prior * OF_ITEM**-2)
    unseen = count == 0
    difficulty = np.where(unseen, prior, difficulty)
    doubt = np.where(unseen, OF_ITEM**2 + prior_doubt, doubt)
    return Difficulties(difficulty, doubt, np.exp(scale), count)


@dataclass(frozen=True, slots=True)
class Curve:
    """The answer model at some abilities: P(right), and what an answer there tells of the argument of σ.

    Its Fisher information is `weight`, the slope of its log likelihood (right − p)·`lever`; the argument has the
    slope −`steep` in b and `by_scale` in log a.
    """

    p: Floats
    weight: Floats
    lever: Floats
    steep: Floats
    by_scale: Floats


def curve(a: Floats, apart: Floats, spread: Floats, *, guess: Floats | float, slip: float) -> Curve:
    """Return the curve of scale `a` at abilities N(b + `apart`, `spread`)."""
    shrink = np.sqrt(1.0 + np.pi / 8.0 * a**2 * spread)
    steep = a / shrink
    base = 1.0 / (1.0 + np.exp(-np.clip(steep * apart, -14.0, 14.0)))
    p = guess + (1.0 - guess - slip) * base
    slope = (1.0 - guess - slip) * base * (1.0 - base)
    lever = slope / (p * (1.0 - p))
    return Curve(p, slope * lever, lever, steep, apart * a / shrink**3)


def _slopes(answers: Answers, difficulty: Floats, scale: Floats, slip: float) -> tuple[Floats, Floats, Floats]:
    """Return per item: slope and Fisher information of the log likelihood in b, and the step of log a."""
    item, items = answers.item, len(difficulty)
    at = curve(np.exp(scale)[item], answers.centre - difficulty[item], answers.spread, guess=0.0, slip=slip)
    surprise = (answers.right - at.p) * at.lever
    pull: Floats = np.bincount(item, -surprise * at.steep, minlength=items).astype(np.float64)
    information: Floats = np.bincount(item, at.weight * at.steep**2, minlength=items).astype(np.float64)
    up = np.bincount(item, surprise * at.by_scale, minlength=items) - scale / OF_SCALE**2
    sharp = np.bincount(item, at.weight * at.by_scale**2, minlength=items) + OF_SCALE**-2
    return pull, information, np.clip(up / sharp, -LONGEST_SCALE_STEP, LONGEST_SCALE_STEP)


def _of_skills(across: Floats, spoken: Floats, information: Floats, count: Places) -> tuple[Floats, Floats]:
    """Return what the skills say of each item (ridge regression of items on skills) and how unsure they are."""
    heard = np.where(count > 0, 1.0 / (OF_ITEM**2 + 1.0 / np.maximum(information, 1e-9)), 0.0)
    precision = (across * heard[:, None]).T @ across
    precision[np.diag_indices_from(precision)] += np.r_[OF_LEVEL**-2, np.full(across.shape[1] - 1, OF_SKILL**-2)]
    covariance = np.linalg.inv(precision)
    beta = covariance @ (across.T @ (heard * spoken))
    return across @ beta, np.einsum("ij,ij->i", across @ covariance, across)
