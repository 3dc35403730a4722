"""UUIDv7 (RFC 9562): ids that phones can make and that sort by time; and short codes that people read and type."""

from __future__ import annotations

import os
import secrets
import time
import uuid
from collections.abc import Callable

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is read as another


def free_code(is_taken: Callable[[str], bool], letters: str = CODE_LETTERS, length: int = 5) -> str:
    """Return a random code that is not taken."""
    while True:
        code = "".join(secrets.choice(letters) for _ in range(length))
        if not is_taken(code):
            return code


def uuid_of(typed: str) -> uuid.UUID | None:
    """Return the id that somebody's form or address names, None where it names none."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def uuid7(milliseconds: int | None = None) -> uuid.UUID:
    """Return a UUIDv7; `milliseconds` since 1970 replaces the present moment (migration, demo data).

    Layout of RFC 9562, section 5.7: 48 bits of time, version 7, 12 bits, variant, 62 random bits. The 12 bits are the
    fraction of the millisecond (section 6.2, method 3), so that ids of one process sort in the order in which they
    were made; with given milliseconds they are random.
    """
    random = int.from_bytes(os.urandom(10), "big") >> 6
    if milliseconds is None:
        at, rest = divmod(time.time_ns(), 1_000_000)
        fraction = rest * 4096 // 1_000_000
    else:
        at, fraction = milliseconds, random >> 62
    value = (at & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= fraction << 64
    value |= 0b10 << 62
    value |= random & ((1 << 62) - 1)
    return uuid.UUID(int=value)
