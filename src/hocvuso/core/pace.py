"""Where a share is heading: the pace of the last weeks, carried to the deadline, with the range it may end in.

Random walk with drift (R. Hyndman, G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2 and
5.5): from T weekly shares the drift is their mean weekly change, the standard error h weeks ahead is
σ·√(h·(1 + h/(T − 1))) with σ the standard deviation of the T − 1 changes. The range holds 80 times in 100, by
Student's t with T − 2 degrees of freedom, because σ is estimated from few weeks. Shares lie in 0…1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST_CHANGES = 4  # decided: with fewer weeks the range would be wider than what it tells
WEEKS = 8  # decided: look.md 8, "theo đà 8 tuần qua"
# published: Student's t, 90th percentile, by degrees of freedom from 1 (a two-sided range of 80 %).
T_90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397)
SMALLEST_STEP = 1e-3  # assumed: a share that never moved still moves by a tenth of a point a week


@dataclass(frozen=True, slots=True)
class Forecast:
    """The share at the deadline and its 80 % range; `weekly` is the mean change a week, `weeks` how many were seen."""

    share: float
    low: float
    high: float
    weekly: float
    weeks: int


def forecast(shares: Sequence[float], *, now: float, weeks_left: float) -> Forecast | None:
    """Carry the share `now` to the deadline at the pace of weekly `shares`, oldest first; None while too few.

    At most the last WEEKS changes are used. After the deadline (`weeks_left` ≤ 0) the share is what it is.
    """
    seen = list(shares)[-(WEEKS + 1) :]
    changes = [later - earlier for earlier, later in pairwise(seen)]
    if len(changes) < FEWEST_CHANGES:
        return None
    ahead, count = max(weeks_left, 0.0), len(changes)
    drift = sum(changes) / count
    spread = math.sqrt(sum((change - drift) ** 2 for change in changes) / (count - 1))
    error = max(spread, SMALLEST_STEP) * math.sqrt(ahead * (1.0 + ahead / count)) * T_90[count - 2]
    middle = now + drift * ahead
    return Forecast(_within(middle), _within(middle - error), _within(middle + error), drift, count)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
