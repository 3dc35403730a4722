"""The recurring job of the room: counts anew for all tasks that are measured."""

from __future__ import annotations

from hocvuso.plumbing import clock, jobs
from hocvuso.programmes import counting

HOURS = 6  # decided: an overview is a few hours old at most; the page of a programme counts itself


def register() -> None:
    """Register the job."""
    jobs.every(HOURS * 3600, "programmes.count", count)


def count() -> int:
    """Count for every task of every live programme; return how many were counted."""
    return counting.refresh(counting.measured(), clock.today(), clock.now())
