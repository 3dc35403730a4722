"""Who in a class is on which step, and who needs somebody: read from what each did since the class began.

Stuck is foundations, 18: FAILS failures on one step without a success; who did nothing for QUIET_MINUTES is quiet,
which may be listening. Moments are aware and in order of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FAILS = 4  # foundations, 18
QUIET_MINUTES = 3  # foundations, 18
RIGHT = 0.5  # a score from which an answer is no failure, decided: half of it right is progress

WORKING, QUIET, STUCK, ABSENT = "working", "quiet", "stuck", "absent"


@dataclass(frozen=True, slots=True)
class Did:
    """One thing that somebody did: the step it belongs to, its score in 0…1 (None: nothing was marked), and when."""

    step: str
    score: float | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: his step, failures on it in a row, minutes since he did something, steps touched."""

    state: str
    step: str = ""
    fails: int = 0
    minutes: int = 0
    steps: int = 0


def standing(done: Sequence[Did], now: datetime) -> Standing:
    """Return where somebody stands who did these things, the oldest first; nothing done is ABSENT."""
    if not done:
        return Standing(ABSENT)
    step = done[-1].step
    fails = 0
    for each in reversed(done):
        if each.step != step or (each.score is not None and each.score >= RIGHT):
            break
        fails += each.score is not None
    minutes = max(0, int((now - done[-1].at) // timedelta(minutes=1)))
    state = STUCK if fails >= FAILS else QUIET if minutes >= QUIET_MINUTES else WORKING
    return Standing(state, step, fails, minutes, len({each.step for each in done}))


def by_step(standings: Iterable[Standing]) -> list[tuple[str, int]]:
    """Return how many are on each step, the most first, then by step; who did nothing is on none."""
    found = Counter(each.step for each in standings if each.step)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
