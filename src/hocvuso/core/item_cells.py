"""Answers counted by (item, cohort, ability bin): what is left of them for calibration, and how counts are added up.

All numbers are whole, so that NumPy, a database and a data-frame engine give equal sums in whatever order they add.
The three codes stand in one number, the *cell*, written when the answer is taken: every engine groups several times
faster by one number than by three.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Wholes = NDArray[np.int64]

BINS = 41  # design: at most 41 bins
WIDTH = 0.2  # derived: 41 bins from −4.1 to 4.1 logits, the outer ones open
COHORTS = 16  # decided: room for twice the kinds of phone and letters that there are; a cell then fits four bytes
THOUSAND = 1000  # decided: scores, abilities and variances are kept in thousandths
WIDEST = 32_000  # derived: so that one fits two bytes in a file
BEGUN = (
    2**24
)  # decided: added to `asked` where a placement begins; each person counts once, so more than fall in a cell
SUMS = ("score", "centre", "spread", "asked")

# The same text runs on SQLite, PostgreSQL, Polars and Spark; each answer is one row of the table `answers`.
QUERY = """
SELECT cell, COUNT(*) AS answers, SUM(score) AS score, SUM(centre) AS centre, SUM(spread) AS spread, SUM(asked) AS asked
FROM answers GROUP BY cell
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """First unassisted answers, one a row, without who gave them.

    `cell` is `cell_of` item, cohort and bin; the ability foreseen before the answer was N(`centre`, `spread`), in
    thousandths as `score`; `asked` is 1 in a placement, and BEGUN more for the first such answer of somebody: two
    counts in one number, because each number more that is summed costs every engine as much as reading a row.
    """

    cell: Wholes
    score: Wholes
    centre: Wholes
    spread: Wholes
    asked: Wholes

    @staticmethod
    def of(rows: Sequence[tuple[int, ...]]) -> Rows:
        """Return rows given one by one, in the order of the fields."""
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(fields(Rows)))
        return Rows(*table.T)


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums over the answers of each cell, ascending; `answers` is how many there were."""

    cell: Wholes
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
        return added([Cells(*table.T)])

    @staticmethod
    def counted(rows: Sequence[Sequence[int]] | Wholes) -> Cells:
        """Return the cells that QUERY gives, in any order."""
        table = np.asarray(rows, dtype=np.int64).reshape(len(rows), len(SUMS) + 2)
        return _told_apart(table[table[:, 0].argsort()].T)

    @property
    def item(self) -> Wholes:
        """Return the codes of the items."""
        return self.cell // (COHORTS * BINS)

    @property
    def cohort(self) -> Wholes:
        """Return the codes of the cohorts."""
        return self.cell // BINS % COHORTS

    @property
    def bin(self) -> Wholes:
        """Return the ability bins."""
        return self.cell % BINS

    def only(self, chosen: NDArray[np.bool_]) -> Cells:
        """Return some of the cells."""
        return Cells(*(getattr(self, each.name)[chosen] for each in fields(Cells)))


def cell_of(item: int, cohort: int, place: int) -> int:
    """Return the number of a cell; arrays will do as well. Codes begin at 0, `cohort` is below COHORTS."""
    return (item * COHORTS + cohort) * BINS + place


def measured(centre: float, spread: float, score: float) -> tuple[int, int, int, int]:
    """Return (bin, score, centre, spread) of one answer in whole numbers."""
    return (
        min(max(round(centre / WIDTH) + BINS // 2, 0), BINS - 1),
        round(score * THOUSAND),
        min(max(round(centre * THOUSAND), -WIDEST), WIDEST),
        min(round(spread * THOUSAND), WIDEST),
    )


def reduced(rows: Rows) -> Cells:
    """Count rows by cell."""
    place_of, size, cells = _places(rows.cell)
    answers = np.bincount(place_of, minlength=size)
    sums = [np.bincount(place_of, getattr(rows, name), minlength=size) for name in SUMS]
    if cells is None:
        cells = answers.nonzero()[0]
        answers, sums = answers[cells], [each[cells] for each in sums]
    return _told_apart([cells, answers, *(each.astype(np.int64) for each in sums)])


def added(parts: Iterable[Cells]) -> Cells:
    """Add the counts of several parts; a cell that stands in one only is taken as it is."""
    listed = list(parts)
    columns = [np.concatenate([getattr(part, each.name) for part in listed]) for each in fields(Cells)]
    cells, place_of = np.unique(columns[0], return_inverse=True)
    # Sums stay below 2**53, so that they are exact in double precision.
    sums = [np.bincount(place_of, count, minlength=len(cells)).astype(np.int64) for count in columns[1:]]
    return Cells(cells, *sums)


def _told_apart(columns: Sequence[Wholes] | Wholes) -> Cells:
    """Return cells from the columns of QUERY: those of a cell, but that `asked` is two counts in one."""
    asked = columns[-1]
    return Cells(*[*columns[:-1], asked % BEGUN, asked // BEGUN])


def _places(cell: Wholes) -> tuple[Wholes, int, Wholes | None]:
    """Return where each row is counted, in how many places, and the cell of each place (None: its own number)."""
    size = int(cell.max(initial=0)) + 1
    if size < 4 * len(cell) + BINS * COHORTS:  # assumed: close enough together that counting is cheaper than sorting
        return cell, size, None
    cells, place_of = np.unique(cell, return_inverse=True)
    return place_of, len(cells), cells
