"""The server's clock: when an attempt ends, and whether an answer that arrives was made in time.

A phone tells how many milliseconds after the start an answer was made: what the server said when the page was shown,
plus what a clock that nobody can set (`performance.now()`) has counted since. A phone's date is never asked. The rule:

1. Received by the end (and `SLACK` for the way): it counts.
2. Received after it, and at most `GRACE` later, because there was no network: it counts when it was made before the
end by
   the phone's own count, and is marked as late for the jury.
3. Later than that: it does not count. What was saved before does; the paper hands itself in.

Whoever forges a count gains `GRACE` at most and is seen; that is the price of not losing an honest answer in a lift.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(minutes=5)  # decided: a dead spot, a battery changed; longer than that is another attempt
SLACK = timedelta(seconds=10)  # assumed: the longest that a request on a weak link is under way
IN_TIME, LATE, TOO_LATE = "in_time", "late", "too_late"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt by the server's clock."""

    starts: datetime
    ends: datetime

    @property
    def length_ms(self) -> int:
        """How long it lasts, in milliseconds."""
        return int((self.ends - self.starts) / timedelta(milliseconds=1))

    @property
    def settled(self) -> datetime:
        """From when on nothing is taken any more."""
        return self.ends + GRACE

    def passed_ms(self, now: datetime) -> int:
        """Return how many milliseconds have passed since the start, never below 0."""
        return max(0, int((now - self.starts) / timedelta(milliseconds=1)))

    def left_ms(self, now: datetime) -> int:
        """Return how many milliseconds are left, never below 0."""
        return max(0, self.length_ms - self.passed_ms(now))


def judged(attempt: Attempt, received: datetime, made_ms: int | None) -> str:
    """Tell whether what arrives counts: IN_TIME, LATE (counts, marked) or TOO_LATE.

    `made_ms` is the phone's count, None for a plain form, which cannot tell.
    """
    if received <= attempt.ends + SLACK:
        return IN_TIME
    if made_ms is not None and 0 <= made_ms <= attempt.length_ms and received <= attempt.settled:
        return LATE
    return TOO_LATE


def order_ms(attempt: Attempt, received: datetime, made_ms: int | None) -> int:
    """Return when an answer was made, for telling the newer of two: never after it was received."""
    passed = attempt.passed_ms(received)
    return passed if made_ms is None or made_ms < 0 else min(made_ms, passed)


def ends_at(starts: datetime, minutes: int) -> datetime:
    """Return the end of an attempt: who begins before a round closes has all his minutes.

    Raises ValueError for less than one minute.
    """
    if minutes < 1:
        raise ValueError("an attempt takes a minute at least")
    return starts + timedelta(minutes=minutes)
