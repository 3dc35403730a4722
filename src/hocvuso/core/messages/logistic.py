"""Logistic regression with a quadratic penalty, fitted by limited-memory BFGS (Liu and Nocedal 1989).

Own code, because the site runs without a library of statistics; the same rows give the same weights.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.messages.features import Floats, Rows

_MEMORY = 8  # published: 3 to 20 pairs are kept (Nocedal and Wright 2006)
_ROUNDS = 60  # measured: the order of held-out messages no longer changes after 40
_ENOUGH = 2e-3  # assumed: length of the gradient beside its first length
_ARMIJO = 1e-4  # published (Nocedal and Wright 2006)
_LEAST_MESSAGES = 2  # decided: see `evidence`
_MOST_EVIDENCE = 3.0  # assumed: twenty to one

Vector = NDArray[np.float64]
_Loss = Callable[[Vector], tuple[float, Vector]]


def fit(rows: Rows, labels: NDArray[np.bool_], row_weights: Floats, penalty: float, size: int) -> tuple[Floats, float]:
    """Return weights and bias that make Σ w·log-loss + penalty/2·|weights|² least; the bias is not penalised."""
    signs = np.where(labels, 1.0, -1.0)

    def loss(point: Vector) -> tuple[float, Vector]:
        margin = signs * (rows.times(point[:-1].astype(np.float32)) + point[-1])
        each = np.logaddexp(0.0, -margin)
        pull = (-signs * row_weights / (1.0 + np.exp(margin))).astype(np.float32)
        slope = np.empty_like(point)
        slope[:-1] = rows.turned_times(pull, size) + penalty * point[:-1]
        slope[-1] = pull.sum()
        return float((row_weights * each).sum()) + 0.5 * penalty * _dot(point[:-1], point[:-1]), slope

    point = _least(loss, np.zeros(size + 1))
    return point[:-1].astype(np.float32), float(point[-1])


def evidence(rows: Rows, labels: NDArray[np.bool_], size: int) -> Floats:
    """Return for each place how unevenly it stands in the two classes, |log of the ratio|, cut at `_MOST_EVIDENCE`.

    Rows are scaled by it before they are fitted (Wang and Manning 2012): with few messages and many features, what
    stands on both sides alike is kept from being learnt by heart. What stands in one message only says nothing of
    others: it gets nothing, which also keeps the file small (measured: no worse).
    """
    counts = [rows.counted(side, size) for side in (labels, ~labels)]
    shares = [np.log((count + 1.0) / (count + 1.0).sum()) for count in counts]
    found: Floats = np.minimum(np.abs(shares[0] - shares[1]), _MOST_EVIDENCE).astype(np.float32)
    found[counts[0] + counts[1] < _LEAST_MESSAGES] = 0.0
    return found


def _least(loss: _Loss, point: Vector) -> Vector:
    value, slope = loss(point)
    first = _dot(slope, slope) ** 0.5
    pairs: deque[tuple[Vector, Vector]] = deque(maxlen=_MEMORY)
    for _ in range(_ROUNDS):
        if _dot(slope, slope) ** 0.5 <= _ENOUGH * first:
            break
        way = _direction(slope, pairs)
        step, fall = (1.0 if pairs else 1.0 / max(first, 1.0)), _dot(slope, way)
        while True:
            ahead = point + step * way
            there, turned = loss(ahead)
            if there <= value + _ARMIJO * step * fall or step < 1e-8:
                break
            step *= 0.5
        moved, bent = ahead - point, turned - slope
        if _dot(moved, bent) > 0:
            pairs.append((moved, bent))
        point, value, slope = ahead, there, turned
    return point


def _dot(one: Vector, other: Vector) -> float:
    """The inner product, summed in one fixed order: a threaded one may differ in the last digit."""
    return float((one * other).sum())


def _direction(slope: Vector, pairs: deque[tuple[Vector, Vector]]) -> Vector:
    """The two loops of L-BFGS: the slope turned and stretched by what the last steps showed."""
    way, shares = slope.copy(), []
    for moved, bent in reversed(pairs):
        share = _dot(moved, way) / _dot(moved, bent)
        shares.append(share)
        way -= share * bent
    if pairs:
        moved, bent = pairs[-1]
        way *= _dot(moved, bent) / _dot(bent, bent)
    for (moved, bent), share in zip(pairs, reversed(shares), strict=True):
        way += (share - _dot(bent, way) / _dot(moved, bent)) * moved
    return -way
