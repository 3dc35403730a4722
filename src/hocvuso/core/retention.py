"""Whether what was reached is still there later: the share of later checks that went well, with its interval.

A check is the first unaided answer to a skill at least DAYS days after it was mastered. The interval is Wilson's.
"""

from __future__ import annotations

from dataclasses import dataclass

from hocvuso.core import proportion

DAYS = 60  # decided: issue 3, "còn giữ sau 60 ngày"
FEWEST_CHECKS = 10  # decided: issue 3, "chưa đủ dữ liệu" under 10


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
    low, high = proportion.wilson(passed, checks)
    return Kept(passed / checks, low, high, checks)
