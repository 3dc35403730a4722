"""Chance that anybody can check afterwards: a secret seed, its print published before, the seed itself after.

Each number is HMAC-SHA256(seed, words) read as a whole number, most significant byte first, modulo how many there are;
the words are joined by "|". Five lines in any language repeat it. `core.draw` is not used here: its keys have 32
bits, so that whoever saw his own questions could try all of them and know everybody's (ADR 0067).

Sources: HMAC, RFC 2104; SHA-256, FIPS 180-4; committing to a seed by its hash, M. Blum, "Coin flipping by telephone",
1981. The remainder of a 256-bit number favours no outcome by more than size/2^256.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import TypeVar

BYTES = 32  # decided: the length of a SHA-256 print, so guessing the seed is as hard as forging the print
Any_ = TypeVar("Any_")


def print_of(seed: str) -> str:
    """Return what is published before: SHA-256 of the seed as text, 64 hexadecimal digits.

    Raises ValueError for a seed that is not `BYTES` bytes in hexadecimal digits.
    """
    if len(bytes.fromhex(seed)) != BYTES:
        raise ValueError(f"a seed has {BYTES} bytes")
    return hashlib.sha256(seed.encode()).hexdigest()


def number(seed: str, *words: object) -> int:
    """Return the whole number (0…2^256−1) that belongs to some words."""
    told = "|".join(str(each) for each in words)
    return int.from_bytes(hmac.new(seed.encode(), told.encode(), hashlib.sha256).digest(), "big")


def below(seed: str, size: int, *words: object) -> int:
    """Return a whole number in 0…size−1. Raises ValueError for size < 1."""
    if size < 1:
        raise ValueError("below() needs a size of at least 1")
    return number(seed, *words) % size


def shuffled(seed: str, things: Sequence[Any_], *words: object) -> list[Any_]:
    """Return things in drawn order (Fisher and Yates, from the last place down)."""
    order = list(things)
    for place in range(len(order) - 1, 0, -1):
        other = below(seed, place + 1, *words, place)
        order[place], order[other] = order[other], order[place]
    return order
