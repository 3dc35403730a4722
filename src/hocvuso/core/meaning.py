"""Likeness by meaning, beside the words: optional vectors of wordings, whatever model they come from.

The search finds words; "cái ô đen trắng ở quầy" shares none with "mã QR". A model that turns texts into vectors can
tell. None is shipped and none is needed: an `Encoder` is a table of word vectors in a folder (here) or a service (the
assistant's room); without one the search is what it was, number for number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.passages import Passage
from hocvuso.core.vntext import fold, syllables

Floats = NDArray[np.float32]

# Weight of the likeness in the score, that of the nearest wording (assumed: no model was there to measure with). A
# sum with a weight, never a fusion of ranks: that lost three points on questions without marks (design, measured).
WEIGHT = 1.5
# Below this two short texts of one subject are alike by chance (assumed, as for single wordings).
ENOUGH = 0.5
_TOKENS, _VECTORS = "tokens.json", "vectors.npy"


class Encoder(Protocol):
    """Turns texts into vectors. `name` tells one model from another; it names the file of kept vectors."""

    @property
    def name(self) -> str:
        """Letters, digits and dashes."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32[texts, dimensions], one row a text."""


class BadVectors(ValueError):
    """A folder or a service gave what cannot be used as vectors."""


@dataclass(frozen=True, slots=True)
class TokenTable:
    """A static model: a vector a token, a text is the mean of its tokens (as in model2vec and GloVe)."""

    name: str
    rows: Mapping[str, int]
    vectors: Floats

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the mean of the known tokens of each text, as typed or else without marks; 0 where none is known."""
        return np.array([self._mean(text) for text in texts], np.float32).reshape(len(texts), self.vectors.shape[1])

    def _mean(self, text: str) -> Floats:
        known = [row for word in syllables(text) if (row := self._row(word)) >= 0]
        mean: Floats = self.vectors[known].mean(axis=0) if known else np.zeros(self.vectors.shape[1], np.float32)
        return mean

    def _row(self, word: str) -> int:
        return self.rows.get(word, self.rows.get(fold(word).strip(), -1))


def read_table(folder: Path) -> TokenTable:
    """Read `tokens.json` (a list of words) and `vectors.npy` (a row each). Raises BadVectors."""
    try:
        tokens = json.loads((folder / _TOKENS).read_text(encoding="utf-8"))
        vectors = np.load(folder / _VECTORS, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except (OSError, ValueError) as problem:
        raise BadVectors(f"{folder}: {problem}") from problem
    if not isinstance(tokens, list) or vectors.ndim != 2 or len(vectors) != len(tokens) or vectors.dtype.kind != "f":
        raise BadVectors(f"{folder}: {_TOKENS} và {_VECTORS} không cùng số dòng.")
    written = (folder / _VECTORS).stat()
    name = f"table-{vectors.shape[1]}-{written.st_size}-{written.st_mtime_ns}"
    return TokenTable(name, {str(token): row for row, token in enumerate(tokens)}, vectors)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The vectors of all titles and wordings, each of length 1, and whose they are."""

    vectors: Floats  # float32[texts, dimensions]
    owners: NDArray[np.int32]  # row of the passage in the index
    passages: int

    def likeness(self, vector: Floats) -> Floats:
        """Return how like a question each passage is, by its nearest text: float32[passages], 0…1."""
        best = np.zeros(self.passages, np.float32)
        np.maximum.at(best, self.owners, self.vectors @ unit(vector[None, :])[0])
        return best


def texts_of(passages: Sequence[Passage]) -> tuple[list[str], NDArray[np.int32]]:
    """Return what is turned into vectors, and the row of the passage that each belongs to."""
    pairs = [(text, row) for row, one in enumerate(passages) for text in (one.title, *one.questions) if text]
    return [text for text, _ in pairs], np.array([row for _, row in pairs], np.int32)


def unit(vectors: Floats) -> Floats:
    """Return rows of length 1, rows of 0 as they are. Raises BadVectors for what is no matrix of numbers."""
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise BadVectors("Véc-tơ có chỗ không phải là số.")
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0.0, length, 1.0), np.float32)


def worth(likeness: Floats) -> Floats:
    """Return what the likeness adds to each passage's score."""
    return np.asarray(WEIGHT * np.maximum(0.0, likeness - ENOUGH), np.float32)
