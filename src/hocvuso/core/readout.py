"""The read-out: a logistic regression over what the state foresees and how the last answers deviated from it.

    P(right) = σ(w·x + mean over the item's skills of s_k·x' + [item answered ≥ 30 times] · u_i·x'')
x are the FEATURES, x' and x'' the few of them that each skill and each item weigh anew; deviations are right − p, p
being what the state foresaw. A skill's own terms say how fast it is learnt, and how much its last answers tell.
Without item ids but for items with enough answers, so that it also speaks for new ones. `personalisation.md` 3: in use
only from 40 calibrated learners on, and only where the cross-fitted log loss improves; before, the state alone.
Features must be cross-fitted: foreseen with item difficulties from other learners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import traces
from .graph import Floats

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEWEST_LEARNERS = 40  # design: before that the state alone
ENOUGH_ANSWERS = 30  # design: items with fewer get no term of their own
RIDGE = 5.0  # assumed: about as strong as five answers for each standardised feature
# measured: prior sd of an item's terms; (.3, .5, .5, .3) is .001 AUC worse on statics11
OF_ITEM = {"one": 0.3, "fast": 1.0, "middle": 1.0, "logit": 0.3}
# measured: prior sd of a skill's terms, on learners of the training parts only (ADR 0044)
OF_SKILL_TERMS = {
    "one": 0.5, "skill_right": 0.3, "skill_wrong": 0.3, "skill_fast": 1.0, "skill_slow": 1.0, "logit": 0.3,
}  # fmt: skip
STEPS = 8  # assumed: enough for Newton's method on a convex loss
ROUNDS = 5  # assumed: weights, items and skills in turn; from the second round on the weights need two steps
GROUP_STEPS = 2  # assumed: steps of the terms in one round
LONGEST_STEP = 1.0  # assumed: keeps one item or skill from running away
LEAST_SPREAD = 1e-6  # assumed: a feature that varies less is the same everywhere
FEATURES = (
    "one", "logit", *traces.NAMES, "sd", "item_sd", "logit_sd", "logit_item_sd", "logit_answers", "logit_curve",
)  # fmt: skip
LOGIT, FAST, MIDDLE = 1, 2, 3  # derived: places in FEATURES
Mixes = Sequence[tuple[int, ...]]  # by item: the positions of its skills


def features(traced: Floats, *, logit: Floats, spread: Floats, doubt: Floats) -> Floats:
    """Return FEATURES of n answers: rows of `Traces.read`, the state's logit, ability and item variances."""
    sd, item_sd = np.sqrt(spread), np.sqrt(doubt)
    crossed = (logit * sd, logit * item_sd, logit * traced[:, traces.ANSWERS_AT], logit * np.abs(logit))
    return np.column_stack((np.ones(len(logit)), logit, traced, sd, item_sd, *crossed))


@dataclass(frozen=True, slots=True, eq=False)
class Readout:
    """Weights of FEATURES, terms of items with enough answers (zero for the others), and terms of skills."""

    weights: Floats
    items: Floats
    skills: Floats
    mixes: Mixes

    def chance(self, rows: Floats, item: Places) -> Floats:
        """Return P(right) of answers from their features and item rows."""
        of_items, of_skills = _by_item(rows, item, len(self.mixes)), _by_skill(rows, item, self.mixes, len(self.skills))
        return _sigma(rows @ self.weights + of_items.value(self.items) + of_skills.value(self.skills))


def fit_readout(rows: Floats, item: Places, right: Floats, *, mixes: Mixes, skills: int) -> Readout:
    """Fit weights, items' and skills' terms, each with the others held, in turn. `rows` must be cross-fitted."""
    of_items, of_skills = _by_item(rows, item, len(mixes)), _by_skill(rows, item, mixes, skills)
    items, own = np.zeros((len(mixes), len(OF_ITEM))), np.zeros((skills, len(OF_SKILL_TERMS)))
    from_items = from_skills = np.zeros(len(rows))
    weights = _fit_weights(rows, right, from_items)
    for number in range(ROUNDS):
        if number:
            weights = _fit_weights(rows, right, from_items + from_skills, start=weights)
        said = rows @ weights
        for _ in range(GROUP_STEPS):
            items = of_items.stepped(items, said + from_skills, right)
        from_items = of_items.value(items)
        for _ in range(GROUP_STEPS):
            own = of_skills.stepped(own, said + from_items, right)
        from_skills = of_skills.value(own)
    return Readout(weights, items, own, mixes)


def cross_fitted(rows: Floats, item: Places, right: Floats, part: Places, *, mixes: Mixes, skills: int) -> Floats:
    """Return P(right) of every answer by weights that were fitted on the other parts alone."""
    result = np.empty(len(rows))
    for number in np.unique(part).tolist():
        away = part == number
        fitted = fit_readout(rows[~away], item[~away], right[~away], mixes=mixes, skills=skills)
        result[away] = fitted.chance(rows[away], item[away])
    return result


def _fit_weights(rows: Floats, right: Floats, beside: Floats, *, start: Floats | None = None) -> Floats:
    """Return ridge-logistic weights by Newton's method, shrunk towards the state's own logit (weight 1).

    `beside` is what the terms add to each row; from `start` on, which was fitted before, two steps are enough.
    """
    size = rows.std(axis=0)
    size[size < LEAST_SPREAD] = 1.0  # the ones, and what is the same in every row
    scaled = rows / size
    towards = np.zeros(rows.shape[1])
    towards[LOGIT] = size[LOGIT]
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 1e-3  # the level is free
    weights = towards.copy() if start is None else start * size
    for _ in range(STEPS if start is None else GROUP_STEPS):
        p = _sigma(scaled @ weights + beside)
        curve = (scaled * (p * (1.0 - p))[:, None]).T @ scaled + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, scaled.T @ (right - p) - ridge * (weights - towards))
    result: Floats = weights / size
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Rows that share an item or a skill: pairs of a row and a group, and what its terms are multiplied by.

    `crowd` is by pair the number of groups of its row, `is_open` by group whether it has terms at all.
    """

    rows: int
    row: Places
    group: Places
    across: Floats
    crowd: Floats
    prior: Floats
    is_open: Flags

    def value(self, terms: Floats) -> Floats:
        """Return what the terms add to each row."""
        added = np.bincount(self.row, (terms[self.group] * self.across).sum(axis=1), minlength=self.rows)
        return added.astype(np.float64)

    def stepped(self, terms: Floats, beside: Floats, right: Floats) -> Floats:
        """Return the terms of all groups after a Newton step; prior N(0, `prior`²).

        All groups step at once. Where several share a row, its curvature counts that many times, so that together
        they do not go too far: without it the terms of algebra05 ran away.
        """
        p = _sigma(beside + self.value(terms))
        off, curve = (right - p)[self.row], (p * (1.0 - p))[self.row] * self.crowd
        count, width = terms.shape
        pull, bend = np.empty((count, width)), np.empty((count, width, width))
        for one in range(width):
            weighted = curve * self.across[:, one]
            pull[:, one] = np.bincount(self.group, off * self.across[:, one], minlength=count)
            for two in range(one + 1):
                summed = np.bincount(self.group, weighted * self.across[:, two], minlength=count)
                bend[:, one, two] = bend[:, two, one] = summed
        towards = pull - terms / self.prior**2
        step = np.linalg.solve(bend + np.diag(self.prior**-2.0), towards[..., None])[..., 0]
        return terms + np.where(self.is_open[:, None], np.clip(step, -LONGEST_STEP, LONGEST_STEP), 0.0)


def _by_item(rows: Floats, item: Places, count: int) -> _Groups:
    across, prior = _columns(rows, OF_ITEM)
    enough = np.bincount(item, minlength=count) >= ENOUGH_ANSWERS
    return _Groups(len(rows), np.arange(len(rows)), item, across, np.ones(len(rows)), prior, enough)


def _by_skill(rows: Floats, item: Places, mixes: Mixes, count: int) -> _Groups:
    across, prior = _columns(rows, OF_SKILL_TERMS)
    sizes = np.array([len(mix) for mix in mixes])
    begins = np.concatenate(([0], np.cumsum(sizes)))
    each = sizes[item]
    row = np.repeat(np.arange(len(rows)), each)
    within = np.arange(len(row)) - np.repeat(np.cumsum(each) - each, each)
    place = np.array([place for mix in mixes for place in mix])[begins[item][row] + within]
    crowd = each[row].astype(np.float64)
    return _Groups(len(rows), row, place, across[row] / crowd[:, None], crowd, prior, np.ones(count, dtype=bool))


def _columns(rows: Floats, of: Mapping[str, float]) -> tuple[Floats, Floats]:
    return rows[:, [FEATURES.index(name) for name in of]], np.array(list(of.values()))


def _sigma(value: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(value, -14.0, 14.0)))
    return result
