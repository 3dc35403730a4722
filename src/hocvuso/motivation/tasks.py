"""The recurring jobs of the room."""

from __future__ import annotations

from hocvuso.motivation import counting
from hocvuso.plumbing import clock, jobs

DAY, HOURS = 24 * 3600, 6  # decided: a rhythm is told by weeks; what people reach together is a few hours old


def register() -> None:
    """Register the jobs."""
    jobs.every(DAY, "motivation.rhythm", keep_rhythms)
    jobs.every(HOURS * 3600, "motivation.challenges", count_challenges)


def keep_rhythms() -> int:
    """Count rhythm and badges of whoever learnt lately; return for how many."""
    return counting.refresh_active(clock.now())


def count_challenges() -> int:
    """Count for every challenge that runs; return for how many."""
    return counting.refresh_challenges(clock.today())
