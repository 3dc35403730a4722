"""Measures of predicted answers, and how sure they are: the bootstrap draws whole learners, with replacement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.graph import Floats
from hocvuso.core.reliability import SURE, calibration_error, log_losses

Places = NDArray[np.int64]

DRAWS = 1000  # decided: enough for the second digit of a 95 % interval
SEED = 20261129  # decided: so that a second run says the same


@dataclass(frozen=True, slots=True)
class Ranked:
    """Predictions prepared for many weighted measures: order of p, and where equal ones end."""

    order: Places
    ends: Places
    right: Floats
    loss: Floats


def ranked(right: Floats, p: Floats) -> Ranked:
    """Prepare predictions."""
    order = np.argsort(p, kind="stable")
    sorted_p = p[order]
    ends = np.flatnonzero(np.concatenate((sorted_p[1:] != sorted_p[:-1], [True])))
    return Ranked(order, ends, right, log_losses(right, p))


def auc(of: Ranked, weight: Floats) -> float:
    """Return the chance that a right answer got a higher p than a wrong one, ties half (weighted Mann-Whitney)."""
    weights, right = weight[of.order], of.right[of.order]
    ups = np.diff(np.cumsum(weights * right)[of.ends], prepend=0.0)
    downs = np.cumsum(weights * (1.0 - right))[of.ends]
    below = np.concatenate(([0.0], downs[:-1]))
    both = ups.sum() * downs[-1]
    return float((ups * (below + downs) / 2.0).sum() / both) if both else float("nan")


def calibration_slope(right: Floats, p: Floats) -> float:
    """Return the slope of a logistic regression of the answers on the logit of p; 1 is right, below 1 over-sure."""
    bounded = np.clip(p, SURE, 1.0 - SURE)
    across = np.column_stack((np.ones(len(p)), np.log(bounded / (1.0 - bounded))))
    weights = np.array([0.0, 1.0])
    for _ in range(10):
        said = 1.0 / (1.0 + np.exp(-np.clip(across @ weights, -30.0, 30.0)))
        curve = (across * (said * (1.0 - said))[:, None]).T @ across + 1e-9 * np.eye(2)
        weights = weights + np.linalg.solve(curve, across.T @ (right - said))
    return float(weights[1])


def measures(right: Floats, p: Floats) -> dict[str, float]:
    """Return AUC, log loss, ECE and slope, to four digits."""
    of = ranked(right, p)
    found = {
        "auc": auc(of, np.ones(len(p))),
        "log_loss": float(of.loss.mean()),
        "ece": calibration_error(right, p),
        "slope": calibration_slope(right, p),
    }
    return {name: round(value, 4) for name, value in found.items()}


def paired(right: Floats, learner: Places, ours: Floats, peer: Floats) -> dict[str, list[float]]:
    """Return [difference, lower, upper] of AUC and log loss, ours − peer: 95 % interval over learners."""
    numbers, place = np.unique(learner, return_inverse=True)
    one, two = ranked(right, ours), ranked(right, peer)
    draw, rows = np.random.default_rng(SEED), []
    for number in range(DRAWS + 1):
        drawn = draw.integers(0, len(numbers), len(numbers)) if number else np.arange(len(numbers))
        weight = np.bincount(drawn, minlength=len(numbers)).astype(float)[place]
        rows.append((auc(one, weight) - auc(two, weight), float(weight @ (one.loss - two.loss) / weight.sum())))
    all_of = np.array(rows)
    low, high = np.nanpercentile(all_of[1:], [2.5, 97.5], axis=0)
    return {
        name: [round(float(each), 4) for each in (all_of[0, at], low[at], high[at])]
        for at, name in enumerate(("auc", "log_loss"))
    }
