"""Whether predicted chances come true: log loss, mean distance (ECE), and the points of a reliability curve."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .graph import Floats

BINS = 10  # decided: personalisation.md 1.5, equal-mass bins
SURE = 1e-6  # decided: a prediction of 0 or 1 would make one surprise infinite
# Decided: below that a curve shows chance only (a tenth of 1,000 answers is still off by 4 points), and few people.
ENOUGH_ANSWERS, ENOUGH_LEARNERS = 1000, 30
Z95 = 1.959964  # published: two-sided 95 % of the normal distribution


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the answers, by what was expected: mean chance, share right with its 95 % interval, how many."""

    expected: float
    came: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Curve:
    """How well predictions held. `base_loss`: log loss of always saying the share of all right answers;
    `by_chance`: the ECE that as many answers show when every prediction is exactly right."""

    log_loss: float
    base_loss: float
    ece: float
    by_chance: float
    bins: tuple[Bin, ...]


def log_losses(right: Floats, p: Floats) -> Floats:
    """Return −log of the chance given to what happened, answer by answer."""
    bounded = np.clip(p, SURE, 1.0 - SURE)
    result: Floats = -(right * np.log(bounded) + (1.0 - right) * np.log(1.0 - bounded))
    return result


def calibration_error(right: Floats, p: Floats) -> float:
    """Return ECE: |share right − mean p| over ten bins of equal size, averaged."""
    return float(sum(abs(right[part].mean() - p[part].mean()) * len(part) for part in _parts(p)) / len(p))


def curve(right: Floats, p: Floats) -> Curve:
    """Return how well chances `p` foresaw the scores `right` (0…1). Raises ValueError for no answers."""
    if not len(p):
        raise ValueError("a curve needs answers")
    found = tuple(_bin(right[part], p[part]) for part in _parts(p))
    chance = [math.sqrt(2.0 / math.pi * each.expected * (1.0 - each.expected) / each.count) for each in found]
    return Curve(
        log_loss=float(log_losses(right, p).mean()),
        base_loss=float(log_losses(right, np.full(len(p), right.mean())).mean()),
        ece=calibration_error(right, p),
        by_chance=sum(off * each.count for off, each in zip(chance, found, strict=True)) / len(p),
        bins=found,
    )


def is_enough(answers: int, learners: int) -> bool:
    """Tell whether so many answers of so many learners say anything."""
    return answers >= ENOUGH_ANSWERS and learners >= ENOUGH_LEARNERS


def _parts(p: Floats) -> list[NDArray[np.int64]]:
    return [part for part in np.array_split(np.argsort(p, kind="stable"), BINS) if len(part)]


def _bin(right: Floats, p: Floats) -> Bin:
    """Return one point with the interval of E. B. Wilson (1927)."""
    count, came = len(p), float(right.mean())
    weight = Z95**2 / count
    middle = (came + weight / 2.0) / (1.0 + weight)
    reach = Z95 / (1.0 + weight) * math.sqrt(came * (1.0 - came) / count + weight / (4.0 * count))
    return Bin(float(p.mean()), came, max(middle - reach, 0.0), min(middle + reach, 1.0), count)
