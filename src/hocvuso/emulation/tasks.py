"""The recurring job of the room: counts anew for everybody who takes part in a drive."""

from __future__ import annotations

from hocvuso.emulation import counting
from hocvuso.plumbing import clock, jobs

HOURS = 6  # decided: officials' pages are a few hours old at most; a person's own page counts itself


def register() -> None:
    """Register the job."""
    jobs.every(HOURS * 3600, "emulation.count", count)


def count() -> int:
    """Count for everybody in every drive that runs; return for how many."""
    return counting.refresh_running(clock.today())
