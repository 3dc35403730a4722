"""Intervals of shares: Wilson's for one share, Newcombe's for the difference of two."""

from __future__ import annotations

import math

Z_95 = 1.959964  # published: normal distribution, 97.5th percentile


def wilson(good: int, all_: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (E. B. Wilson, 1927), within 0…1 and honest for small samples.

    Raises ValueError unless 0 ≤ good ≤ all_ and all_ > 0.
    """
    if not 0 <= good <= all_ or not all_:
        raise ValueError("0 ≤ good ≤ all, and somebody there")
    share, square = good / all_, Z_95 * Z_95
    middle = (share + square / (2 * all_)) / (1 + square / all_)
    half = Z_95 / (1 + square / all_) * math.sqrt(share * (1 - share) / all_ + square / (4 * all_ * all_))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Return the 95 % interval of share(one) − share(other), each given as (good, all).

    Hybrid of two Wilson intervals: R. G. Newcombe, Statistics in Medicine 17 (1998), 873, method 10.
    """
    first, second = one[0] / one[1], other[0] / other[1]
    (low1, high1), (low2, high2) = wilson(*one), wilson(*other)
    gap = first - second
    return gap - math.hypot(first - low1, high2 - second), gap + math.hypot(high1 - first, second - low2)
