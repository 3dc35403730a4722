"""Three questions asked before and after a campaign: shares with honest intervals, and whether anything moved.

Whoever answered before and whoever answered after are not the same people, so the two shares are compared as two
samples. Skipped questions are unknown and count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hocvuso.core import proportion
from hocvuso.core.indicators import SMALLEST_GROUP

SKIPPED = "-"  # how a sheet writes a question that was left out
MOST_OPTIONS = 9  # decided: an option is one digit of a sheet


@dataclass(frozen=True, slots=True)
class Counted:
    """How many answered one question (≥ 0), and how many of them chose what is safe."""

    answered: int
    safe: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A share in 0…1 with its 95 % interval (Wilson, 1927), of `answered` people."""

    answered: int
    safe: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One question before and after. None: hidden, fewer than SMALLEST_GROUP answered.

    `change` is after − before with its 95 % interval (Newcombe, 1998), None unless both are shown; `is_clear` tells
    whether the interval leaves out zero.
    """

    before: Shown | None
    after: Shown | None
    change: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether something moved, one way or the other."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def sheet(chosen: Sequence[int | None]) -> str:
    """Return a sheet as it is kept, one sign a question. Raises ValueError for an option outside 0…9."""
    if not all(each is None or 0 <= each <= MOST_OPTIONS for each in chosen):
        raise ValueError("an option is 0…9")
    return "".join(SKIPPED if each is None else str(each) for each in chosen)


def count(sheets: Iterable[tuple[str, int]], safe: Sequence[int]) -> tuple[Counted, ...]:
    """Count sheets, each with how often it came, question by question; `safe` has the safe option of each.

    A sheet that is too short left its last questions out.
    """
    answered, good = [0] * len(safe), [0] * len(safe)
    for kept, times in sheets:
        for place, sign in enumerate(kept[: len(safe)]):
            if sign != SKIPPED:
                answered[place] += times
                good[place] += times * (sign == str(safe[place]))
    return tuple(Counted(*each) for each in zip(answered, good, strict=True))


def shown(counted: Counted | None) -> Shown | None:
    """Return a share as it may be shown; None for fewer than SMALLEST_GROUP people."""
    if counted is None or counted.answered < SMALLEST_GROUP:
        return None
    low, high = proportion.wilson(counted.safe, counted.answered)
    return Shown(counted.answered, counted.safe, counted.safe / counted.answered, low, high)


def compare(before: Counted | None, after: Counted | None) -> Compared:
    """Return one question before and after; None stands for a round that was never opened."""
    first, second = shown(before), shown(after)
    if first is None or second is None:
        return Compared(first, second)
    low, high = proportion.difference((second.safe, second.answered), (first.safe, first.answered))
    return Compared(first, second, second.share - first.share, low, high)
