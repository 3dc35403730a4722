"""Posting lists in NumPy: a sparse matrix kept by term, small enough to map from a file.

A row is something that can be found (a step, a lesson, a wording), a column a term; the stored weight is
all that the row adds to the score when the question holds that term once.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PARTS = ("keys", "starts", "rows", "weights", "idf")


def term_key(term: str) -> int:
    """Stable 64-bit key of a term; two of 100,000 terms meet with a chance of 3 in 10,000,000,000."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Postings:
    """`keys` uint64[t] sorted; rows of term i stand in `rows[starts[i]:starts[i+1]]`, weights beside them."""

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    idf: NDArray[np.float32]
    row_count: int

    def find(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Column of each term, -1 if no row holds it."""
        if not terms or not len(self.keys):
            return np.full(len(terms), -1, np.int64)
        wanted = np.array([term_key(term) for term in terms], np.uint64)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, places, -1)

    def scores(self, columns: NDArray[np.int64], weights: Sequence[float]) -> NDArray[np.float32]:
        """Sum over terms of question weight times stored weight, float32[row_count]."""
        total = np.zeros(self.row_count, np.float32)
        for column, weight in zip(columns.tolist(), weights, strict=True):
            if column >= 0:
                begin, end = self.starts[column], self.starts[column + 1]
                total[self.rows[begin:end]] += np.float32(weight) * self.weights[begin:end]
        return total

    def frequency(self, term: str) -> int:
        """Number of rows that hold the term."""
        key = np.uint64(term_key(term))
        column = int(self.keys.searchsorted(key))
        if column == len(self.keys) or self.keys[column] != key:
            return 0
        return int(self.starts[column + 1] - self.starts[column])

    def holds(self, column: int, row: int) -> bool:
        """Whether a row holds the term of a column (rows of a term are sorted)."""
        if column < 0:
            return False
        rows = self.rows[self.starts[column] : self.starts[column + 1]]
        place = int(rows.searchsorted(row))
        return place < len(rows) and int(rows[place]) == row

    def first_row(self, column: int) -> int:
        """Return the first row that holds the term of a column."""
        return int(self.rows[self.starts[column]])

    def save(self, folder: Path, name: str) -> None:
        """Write one `.npy` file a part."""
        for part in _PARTS:
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))


def load_postings(folder: Path, name: str, row_count: int) -> Postings:
    """Map the files that `save` wrote; nothing is read until it is needed."""
    parts = {part: np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in _PARTS}
    return Postings(**parts, row_count=row_count)


def inverse_frequency(row_count: int, holding: int) -> float:
    """BM25's idf, ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza 2009, never negative form)."""
    return math.log1p((row_count - holding + 0.5) / (holding + 0.5))


def build_postings(rows: Sequence[Mapping[str, float]], *, cosine: bool = False) -> Postings:
    """Postings of rows given as term to weight; the idf is multiplied in.

    With `cosine` each row is then scaled to length 1.
    """
    holding: dict[str, int] = {}
    for row in rows:
        for term in row:
            holding[term] = holding.get(term, 0) + 1
    keys = {term: term_key(term) for term in holding}
    order = sorted(holding, key=keys.__getitem__)
    idf = {term: inverse_frequency(len(rows), count) for term, count in holding.items()}
    column_of = {term: column for column, term in enumerate(order)}
    starts = np.zeros(len(order) + 1, np.int64)
    np.cumsum([holding[term] for term in order], out=starts[1:])
    row_ids = np.zeros(int(starts[-1]), np.int32)
    weights = np.zeros(int(starts[-1]), np.float32)
    free = starts[:-1].tolist()
    for number, row in enumerate(rows):
        length = _length(row, idf) if cosine else 1.0
        for term, weight in row.items():
            column = column_of[term]
            row_ids[free[column]] = number
            weights[free[column]] = weight * idf[term] / length
            free[column] += 1
    return Postings(
        keys=np.array([keys[term] for term in order], np.uint64),
        starts=starts,
        rows=row_ids,
        weights=weights,
        idf=np.array([idf[term] for term in order], np.float32),
        row_count=len(rows),
    )


def _length(row: Mapping[str, float], idf: Mapping[str, float]) -> float:
    return math.sqrt(sum((weight * idf[term]) ** 2 for term, weight in row.items())) or 1.0
