"""The features of a message: pieces of two to five characters, words, pairs of words, traits; all hashed.

Folded pieces with logistic regression are the design's measured baseline (AUROC .978 on public messages).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.messages.reading import Message
from hocvuso.core.messages.signs import cues_in, is_warning, signs_in

SIZE = 1 << 16  # decided: 128 KiB of weights; a thousand messages have some 80,000 different features (measured)
PIECES = (2, 3, 4, 5)  # design: 2 to 4; 5 reaches over the end of a word (measured: no worse)
# Weights of the blocks, each of which has length 1 (assumed; judged by held-out kinds of scam).
PIECE_WEIGHT = 1.0
WORD_WEIGHT = 1.0
TRAIT_WEIGHT = 0.35
SIGN_WEIGHT = 0.7

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
    traits = Counter(f"t {trait}" for trait in ("any", *message.traits))
    signs = [sign.name for sign in signs_in(message)]
    seen = Counter(f"s {name}" for name in signs)
    seen.update(f"s {one} {other}" for one in signs for other in signs if one < other)
    cues = cues_in(message)
    seen.update(f"c {cue}" for cue in cues)
    seen.update(f"c {cue} {name}" for cue in cues for name in signs)
    seen.update({"s none": not signs, "s warning": is_warning(message), f"s {min(len(signs), 5)} signs": True})
    for block, weight in ((pieces, PIECE_WEIGHT), (said, WORD_WEIGHT), (traits, TRAIT_WEIGHT), (+seen, SIGN_WEIGHT)):
        damped = {name: 1.0 + math.log(count) for name, count in block.items()}
        length = math.sqrt(sum(value * value for value in damped.values())) or 1.0
        for name, value in damped.items():
            place = crc32(name.encode()) % SIZE
            found[place] = found.get(place, 0.0) + weight * value / length
    return np.fromiter(found.keys(), np.int32, len(found)), np.fromiter(found.values(), np.float32, len(found))


def rows_of(messages: Sequence[Message]) -> Rows:
    """Return the features of many messages."""
    each = [features(message) for message in messages]
    lengths = [len(places) for places, _ in each]
    return Rows(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.concatenate([places for places, _ in each]),
        np.concatenate([values for _, values in each]),
    )
