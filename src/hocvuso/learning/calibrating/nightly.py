"""The job: count what is new, then fit. Once an hour it looks whether a day is over."""

from __future__ import annotations

from hocvuso.learning.calibrating import counting, fitting
from hocvuso.plumbing import jobs

LOOK_SECONDS = 3600


def calibrate() -> int:
    """Count the days that are over and fit the questions again when that brought anything; return how many answers."""
    before = counting.counted_to()
    answers = counting.count_up()
    if counting.counted_to() != before:
        fitting.fit_up()
    return answers


def register() -> None:
    """Register the job."""
    jobs.every(LOOK_SECONDS, "learning.calibrate", calibrate)
