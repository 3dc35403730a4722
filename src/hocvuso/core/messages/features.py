"""The features of a message: pieces of two to five characters, words, pairs, meanings, marks, traits; all hashed.

Folded pieces with logistic regression are the design's measured baseline (AUROC .978 on public messages).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.abbreviations import TEXT_SPEAK
from hocvuso.core.messages.reading import Message
from hocvuso.core.messages.signs import cues_in, is_warning, signs_in
from hocvuso.core.vntext import fold

SIZE = 1 << 17  # decided: 256 KiB of weights; half of the places stay empty, see `logistic.evidence`
PIECES = (2, 3, 4, 5)  # design: 2 to 4; 5 reaches over the end of a word (measured: no worse)
# Weights of the blocks, each of which has length 1 (assumed; judged by held-out kinds of scam).
PIECE_WEIGHT = 1.0
WORD_WEIGHT = 1.0
MEANING_WEIGHT = 1.0
TRAIT_WEIGHT = 0.35
SIGN_WEIGHT = 0.7
MARKED_WEIGHT = 0.7
APART_WEIGHT = 0.7
_APART = (2, 3, 4)  # decided: words between two others, so that a name or a sum in the middle parts nothing
_WORD = re.compile(r"[^\W\d_]+")

_WRITTEN_OUT = {short: fold(full[0]) for short, full in TEXT_SPEAK.items()}
# Folded: "bạn" is also "bán", "may" also "máy"; measured, that loses less than the many persons do.
_PERSONS = frozenset(
    ["anh", "chi", "em", "co", "chu", "bac", "ong", "me", "bo", "con", "chau", "minh", "ban", "tao", "may", "tui",
     "toi", "ngoai", "di", "cau", "mo", "t", "m", "a", "c", "e", "b", "qk", "ac", "ae", "mn"]
)  # fmt: skip

Floats = NDArray[np.float32]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: the places and values of row r stand from `starts[r]` to `starts[r + 1]`."""

    starts: NDArray[np.int64]
    places: Places
    values: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, weights: Floats) -> Floats:
        """Return the sum of weighted values of each row."""
        sums = np.add.reduceat(self.values * weights[self.places], self.starts[:-1])
        return np.asarray(sums, np.float32)

    def turned_times(self, by_row: Floats, size: int) -> Floats:
        """Return for each place the sum over rows of value times `by_row`."""
        spread = np.repeat(by_row, np.diff(self.starts))
        return np.bincount(self.places, self.values * spread, minlength=size).astype(np.float32)

    def counted(self, chosen: NDArray[np.bool_], size: int) -> Floats:
        """Return in how many of the chosen rows each place stands."""
        spread = np.repeat(chosen, np.diff(self.starts))
        return np.bincount(self.places, spread, minlength=size).astype(np.float32)

    def scaled(self, factors: Floats) -> Rows:
        """Return the rows with the values of each place multiplied by its factor."""
        return Rows(self.starts, self.places, self.values * factors[self.places])

    def take(self, chosen: Sequence[int]) -> Rows:
        """Return some of the rows."""
        spans = [slice(self.starts[row], self.starts[row + 1]) for row in chosen]
        lengths = [span.stop - span.start for span in spans]
        return Rows(
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.concatenate([self.places[span] for span in spans]),
            np.concatenate([self.values[span] for span in spans]),
        )


def features(message: Message) -> tuple[Places, Floats]:
    """Return places and values of the features of one message; never empty."""
    found: dict[int, float] = {}
    text = f" {message.words} "
    pieces = Counter(text[at : at + size] for size in PIECES for at in range(len(text) - size + 1))
    words = message.words.split()
    said = Counter(f"w {word}" for word in words)
    said.update(f"w {one} {other}" for one, other in pairwise(words))
    meant = meanings(words)
    plain = Counter(f"n {word}" for word in meant)
    plain.update(f"n {one} {other}" for one, other in pairwise(meant))
    plain.update(f"n {one} {other} {third}" for one, other, third in zip(meant, meant[1:], meant[2:], strict=False))
    apart = Counter(f"k {one} {other}" for step in _APART for one, other in zip(meant, meant[step:], strict=False))
    traits = Counter(f"t {trait}" for trait in ("any", *message.traits))
    signs = [sign.name for sign in signs_in(message)]
    seen = Counter(f"s {name}" for name in signs)
    seen.update(f"s {one} {other}" for one in signs for other in signs if one < other)
    cues = cues_in(message)
    seen.update(f"c {cue}" for cue in cues)
    seen.update(f"c {cue} {name}" for cue in cues for name in signs)
    seen.update({"s none": not signs, "s warning": is_warning(message), f"s {min(len(signs), 5)} signs": True})
    blocks = (
        (pieces, PIECE_WEIGHT),
        (said, WORD_WEIGHT),
        (plain, MEANING_WEIGHT),
        (apart, APART_WEIGHT),
        (_marked(message.text), MARKED_WEIGHT),
        (traits, TRAIT_WEIGHT),
        (+seen, SIGN_WEIGHT),
    )
    for block, weight in blocks:
        damped = {name: 1.0 + math.log(count) for name, count in block.items()}
        length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
        for name, value in damped.items():
            place = crc32(name.encode()) % SIZE
            found[place] = found.get(place, 0.0) + weight * value / length
    return np.fromiter(found.keys(), np.int32, len(found)), np.fromiter(found.values(), np.float32, len(found))


def _marked(text: str) -> Counter[str]:
    """Return words and pairs as they are written, where they carry marks: "bán" and "bạn" are one word folded."""
    words = _WORD.findall(text.lower())
    found = Counter(f"a {word}" for word in words if not word.isascii())
    found.update(f"a {one} {other}" for one, other in pairwise(words) if not (one.isascii() and other.isascii()))
    return found


def meanings(words: Sequence[str]) -> list[str]:
    """Return the words with text-speak written out and whoever is spoken to or of as one class, each run once.

    "ck a 2tr" and "chuyển khoản cho chị 2 triệu" ask the same; who writes to whom is no sign of anything.
    """
    found: list[str] = []
    for word in words:
        for meant in _WRITTEN_OUT.get(word, word).split():
            named = "PERSON" if meant in _PERSONS else meant
            if named != "PERSON" or found[-1:] != ["PERSON"]:
                found.append(named)
    return found


def rows_of(messages: Sequence[Message]) -> Rows:
    """Return the features of many messages."""
    each = [features(message) for message in messages]
    lengths = [len(places) for places, _ in each]
    return Rows(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.concatenate([places for places, _ in each]),
        np.concatenate([values for _, values in each]),
    )
