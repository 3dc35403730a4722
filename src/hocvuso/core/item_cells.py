"""Answers counted by (item, cohort, ability bin): what is left of them for calibration, and how counts are added up.

All numbers are whole, so that NumPy, a database and a data-frame engine give equal sums in whatever order they add.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Wholes = NDArray[np.int64]

BINS = 41  # design: at most 41 bins
WIDTH = 0.2  # derived: 41 bins from −4.1 to 4.1 logits, the outer ones open
THOUSAND = 1000  # decided: scores, abilities and variances are kept in thousandths
WIDEST = 32_000  # derived: so that one fits two bytes in a file
SUMS = ("score", "centre", "spread", "placed", "begun")

# The same text runs on SQLite, PostgreSQL, Polars and Spark; each answer is one row of the table `answers`.
QUERY = """
SELECT item, cohort, bin, COUNT(*) AS answers, SUM(score) AS score, SUM(centre) AS centre, SUM(spread) AS spread,
  SUM(placed) AS placed, SUM(begun) AS begun
FROM answers GROUP BY item, cohort, bin
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """First unassisted answers, one a row, without who gave them.

    `item` and `cohort` are codes; the ability foreseen before the answer was N(`centre`, `spread`), in thousandths as
    `score`; `placed` is 1 in a placement, `begun` 1 for the first such answer of somebody.
    """

    item: Wholes
    cohort: Wholes
    bin: Wholes
    score: Wholes
    centre: Wholes
    spread: Wholes
    placed: Wholes
    begun: Wholes

    @staticmethod
    def of(rows: Sequence[tuple[int, ...]]) -> Rows:
        """Return rows given one by one, in the order of the fields."""
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(fields(Rows)))
        return Rows(*table.T)


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums over the answers of each (item, cohort, bin), in that order; `answers` is how many there were."""

    item: Wholes
    cohort: Wholes
    bin: Wholes
    answers: Wholes
    score: Wholes
    centre: Wholes
    spread: Wholes
    placed: Wholes
    begun: Wholes

    @staticmethod
    def of(rows: Sequence[Sequence[int]] | Wholes) -> Cells:
        """Return cells given one by one, in any order and each key once or oftener."""
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(fields(Cells)))
        return added(Cells(*table.T))

    def only(self, chosen: NDArray[np.bool_]) -> Cells:
        """Return some of the cells."""
        return Cells(*(getattr(self, each.name)[chosen] for each in fields(Cells)))


def measured(centre: float, spread: float, score: float) -> tuple[int, int, int, int]:
    """Return (bin, score, centre, spread) of one answer in whole numbers."""
    return (
        min(max(round(centre / WIDTH) + BINS // 2, 0), BINS - 1),
        round(score * THOUSAND),
        min(max(round(centre * THOUSAND), -WIDEST), WIDEST),
        min(round(spread * THOUSAND), WIDEST),
    )


def reduced(rows: Rows) -> Cells:
    """Count rows by item, cohort and bin."""
    ones = np.ones(len(rows.item), dtype=np.int64)
    sums = [getattr(rows, name) for name in SUMS]
    return added(Cells(rows.item, rows.cohort, rows.bin, ones, *sums))


def added(*parts: Cells) -> Cells:
    """Add the counts of several parts; a cell that stands in one only is taken as it is."""
    columns = [np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Cells)]
    item, cohort, place, counts = columns[0], columns[1], columns[2], columns[3:]
    cohorts = int(cohort.max(initial=0)) + 1
    key = (item * cohorts + cohort) * BINS + place
    size = int(key.max(initial=0)) + 1
    if size < 4 * len(key) + BINS * cohorts:  # assumed: close enough together that counting is cheaper than sorting
        present = np.flatnonzero(np.bincount(key, minlength=size))
        place_of, taken = key, present
    else:
        present, place_of = np.unique(key, return_inverse=True)
        size, taken = len(present), np.arange(len(present))
    # Sums stay below 2**53, so that they are exact in double precision.
    sums = [np.bincount(place_of, count, minlength=size)[taken].astype(np.int64) for count in counts]
    rest, bins = np.divmod(present, BINS)
    items, groups = np.divmod(rest, cohorts)
    return Cells(items, groups, bins, *sums)
