"""How a video is cut to be sent to TikTok: published rules of its media transfer guide.

A chunk has 5 to 64 MB, the last one takes the rest and may have up to 128 MB; a video below 5 MB goes whole; at most
1,000 chunks; their number is the size divided by that of a chunk, rounded down.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024  # bytes, by definition (standard)
LEAST, MOST, MOST_CHUNKS = 5 * MB, 64 * MB, 1000  # published
WANTED = 10 * MB  # decided: what one loses when a line breaks


@dataclass(frozen=True, slots=True)
class Cut:
    """The size of a chunk in bytes, and how many there are."""

    size: int
    count: int


def cut(total: int) -> Cut:
    """Return how a video of `total` bytes is cut. Raises ValueError for an empty one and one that is too big."""
    if total <= 0 or total > MOST * MOST_CHUNKS:
        raise ValueError(f"{total} bytes cannot be sent")
    if total < 2 * LEAST:
        return Cut(total, 1)
    size = min(WANTED, total)
    if total // size > MOST_CHUNKS:
        size = MOST
    return Cut(size, total // size)


def span(total: int, number: int) -> tuple[int, int]:
    """Return first and last byte of a chunk, counted from 0; the last chunk ends with the video."""
    plan = cut(total)
    if not 0 <= number < plan.count:
        raise ValueError(f"chunk {number} of {plan.count}")
    first = number * plan.size
    return first, total - 1 if number == plan.count - 1 else first + plan.size - 1
