"""Posting lists in NumPy: a sparse matrix kept by term, small enough to map from a file.

A row is something that can be found (a step, a lesson, a wording), a column a term; the stored weight is
all that the row adds to the score when the question holds that term once.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PARTS = ("keys", "starts", "rows", "weights", "idf")


@lru_cache(maxsize=1 << 15)  # words and pairs come again; hashing was a tenth of a search (measured)
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
        at, counts = self._entries(columns)
        worth = self.weights[at] * np.repeat(np.asarray(weights, np.float32), counts)
        return np.bincount(self.rows[at], weights=worth, minlength=self.row_count).astype(np.float32)

    def held(self, columns: NDArray[np.int64], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether the term of each column stands in each of some rows, bool[columns, rows]."""
        place = np.full(self.row_count, -1, np.int64)
        place[rows] = np.arange(len(rows))
        at, counts = self._entries(columns)
        where = place[self.rows[at]]
        wanted = where >= 0
        found = np.zeros((len(columns), len(rows)), np.bool_)
        found[np.repeat(np.arange(len(columns)), counts)[wanted], where[wanted]] = True
        return found

    def _entries(self, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of the entries of some columns, one column after the other, and how many each has (-1: none)."""
        begins = self.starts[columns]
        counts = np.where(columns >= 0, self.starts[columns + 1] - begins, 0)
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - ends + counts, counts), counts

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

    def first_rows(self, columns: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the first row that holds the term of each column (none of them -1)."""
        return self.rows[self.starts[columns]]

    def save(self, folder: Path, name: str) -> None:
        """Write one `.npy` file a part."""
        for part in _PARTS:
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))


def load_postings(folder: Path, name: str, row_count: int) -> Postings:
    """Map the files that `save` wrote; nothing is read until it is needed."""
    return Postings(**{part: mapped(folder / f"{name}.{part}.npy") for part in _PARTS}, row_count=row_count)


def mapped(path: Path) -> NDArray[Any]:
    """Map an array from a file, as a plain array: every slice of a `memmap` would cost some microseconds more."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def inverse_frequency(row_count: int, holding: int) -> float:
    """BM25's idf, ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza 2009, never negative form)."""
    return math.log1p((row_count - holding + 0.5) / (holding + 0.5))


def build_postings(rows: Sequence[Mapping[str, float]], *, cosine: bool = False) -> Postings:
    """Postings of rows given as term to weight; the idf is multiplied in.

    With `cosine` each row is then scaled to length 1.
    """
    seen: dict[str, int] = {}
    # Everything at once: entry by entry this took half of a build (measured: 3.5 of 7 s of the whole content).
    terms = np.array([seen.setdefault(term, len(seen)) for row in rows for term in row], np.int64)
    counts = np.bincount(terms, minlength=len(seen))
    keys = np.array([term_key(term) for term in seen], np.uint64)
    idf = np.array([inverse_frequency(len(rows), count) for count in counts.tolist()], np.float64)
    row_ids = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
    weights = np.array([weight for row in rows for weight in row.values()], np.float64) * idf[terms]
    if cosine:
        lengths = np.sqrt(np.bincount(row_ids, weights=weights**2, minlength=len(rows)))
        weights /= np.where(lengths > 0, lengths, 1.0)[row_ids]
    order = np.argsort(keys)
    column = np.empty(len(order), np.int64)
    column[order] = np.arange(len(order))
    entries = np.argsort(column[terms], kind="stable")  # rows of a term stay in their order
    starts = np.zeros(len(order) + 1, np.int64)
    np.cumsum(counts[order], out=starts[1:])
    return Postings(
        keys=keys[order],
        starts=starts,
        rows=row_ids[entries],
        weights=weights[entries].astype(np.float32),
        idf=idf[order].astype(np.float32),
        row_count=len(rows),
    )
