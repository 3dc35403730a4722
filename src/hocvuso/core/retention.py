"""Whether what was reached is still there later: the share of later checks that went well, with its interval.

A check is the first unaided answer to a skill at least DAYS days after it was mastered. The interval is Wilson's
(E. B. Wilson, 1927) at 95 %, which stays within 0…1 and is honest for small samples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DAYS = 60  # decided: issue 3, "còn giữ sau 60 ngày"
FEWEST_CHECKS = 10  # decided: issue 3, "chưa đủ dữ liệu" under 10
Z_95 = 1.959964  # published: normal distribution, 97.5th percentile


@dataclass(frozen=True, slots=True)
class Kept:
    """The share of checks passed, its 95 % interval, and how many checks there were."""

    share: float
    low: float
    high: float
    checks: int


def kept(*, passed: int, checks: int) -> Kept | None:
    """Return the share of checks passed; None while there are fewer than FEWEST_CHECKS.

    Raises ValueError when more were passed than made, or a count is negative.
    """
    if not 0 <= passed <= checks:
        raise ValueError("0 ≤ passed ≤ checks")
    if checks < FEWEST_CHECKS:
        return None
    share, square = passed / checks, Z_95 * Z_95
    middle = (share + square / (2 * checks)) / (1 + square / checks)
    half = Z_95 / (1 + square / checks) * math.sqrt(share * (1 - share) / checks + square / (4 * checks * checks))
    return Kept(share, max(middle - half, 0.0), min(middle + half, 1.0), checks)
