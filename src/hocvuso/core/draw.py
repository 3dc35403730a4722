"""Repeatable chance: a 32-bit counter generator keyed by (learner, event number).

A phone repeats every draw exactly: 32-bit integers, double arithmetic that IEEE 754 fixes, no hidden state.
Mixing function: `pcg_hash` (the output permutation RXS-M-XS of PCG), M. Jarzynski and M. Olano,
"Hash Functions for GPU Rendering", JCGT 9(3), 2020. Key of the learner: FNV-1a, 32 bit (Fowler, Noll, Vo).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MASK = 0xFFFFFFFF  # published: 32-bit words
PCG_MULTIPLIER = 747796405  # published: Jarzynski and Olano 2020
PCG_INCREMENT = 2891336453  # published: Jarzynski and Olano 2020
PCG_OUTPUT = 277803737  # published: Jarzynski and Olano 2020
FNV_OFFSET = 2166136261  # published: FNV-1a, 32 bit
FNV_PRIME = 16777619  # published: FNV-1a, 32 bit
MICRO = 1_000_000  # decided: foundations.md 16, scores are compared in millionths
LANE_SALT = 0x9E3779B9  # published: 2^32 / golden ratio (Knuth), keeps lanes apart


def mix(word: int) -> int:
    """Scramble one 32-bit word (`pcg_hash`); result in 0…2³²−1. In JavaScript use `Math.imul` and `>>> 0`."""
    state = (word * PCG_MULTIPLIER + PCG_INCREMENT) & MASK
    scrambled = (((state >> ((state >> 28) + 4)) ^ state) * PCG_OUTPUT) & MASK
    return (scrambled >> 22) ^ scrambled


def fnv(data: bytes) -> int:
    """Reduce bytes to a 32-bit key (FNV-1a)."""
    key = FNV_OFFSET
    for byte in data:
        key = ((key ^ byte) * FNV_PRIME) & MASK
    return key


@lru_cache(maxsize=64)
def _lane_key(name: str) -> int:
    return mix((fnv(name.encode()) + LANE_SALT) & MASK)


@lru_cache(maxsize=64)  # most draws have the number 0; mixing takes 0.3 µs, and a plan draws some twenty times
def _number_key(number: int) -> int:
    return mix(number)


def quantise(score: float) -> int:
    """Return the score in whole millionths, halves upward, so that two machines compare equal numbers.

    JavaScript: `Math.floor(score * 1e6 + 0.5)`.
    """
    return int((score * MICRO + 0.5) // 1)


@dataclass(frozen=True, slots=True)
class Draw:
    """A stream of repeatable numbers; `number` names the draw, so order of asking never matters.

    Make one with `draw_for`. Different uses of one event take different lanes.
    """

    key: int

    def lane(self, name: str) -> Draw:
        """Return an independent stream for one use, such as `"exposure"` or `"choices"`."""
        return Draw(mix(self.key ^ _lane_key(name)))

    def word(self, number: int = 0) -> int:
        """Return the 32-bit word with that number (0, 1, 2, …)."""
        return mix(self.key ^ _number_key(number & MASK))

    def unit(self, number: int = 0) -> float:
        """Return a double in [0, 1): the word over 2³², exact on every machine."""
        return self.word(number) / 4294967296.0

    def below(self, size: int, number: int = 0) -> int:
        """Return a whole number in 0…size−1. Bias at most size/2³². Raises ValueError for size < 1."""
        if size < 1:
            raise ValueError("below() needs a size of at least 1")
        return int(self.unit(number) * size)

    def pick(self, weights: Sequence[float], number: int = 0) -> int:
        """Return an index with probability proportional to its weight, weights read in millionths.

        Raises ValueError when a weight is negative or all are zero.
        """
        micro = [quantise(weight) for weight in weights]
        total = sum(micro)
        if total <= 0 or min(micro) < 0:
            raise ValueError("pick() needs weights of at least 0 and one above 0")
        goal = self.unit(number) * total
        running = 0
        for index, weight in enumerate(micro):
            running += weight
            if goal < running:
                return index
        raise AssertionError("unit() is below 1, so the goal is below the total")

    def shuffle(self, size: int) -> tuple[int, ...]:
        """Return 0…size−1 in drawn order (Fisher and Yates, from the last place down)."""
        order = list(range(size))
        for place in range(size - 1, 0, -1):
            other = self.below(place + 1, place)
            order[place], order[other] = order[other], order[place]
        return tuple(order)


def draw_for(learner: bytes, event_number: int) -> Draw:
    """Return the draw of one learner (16 bytes of the UUID) at one event number (state.events)."""
    return Draw(mix(fnv(learner) ^ mix(event_number & MASK)))
