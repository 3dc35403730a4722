"""The job: count what is new, fit, tell the model. Once an hour it looks whether a day is over."""

from __future__ import annotations

from hocvuso.learning.calibrating import announcing, counting, fitting
from hocvuso.learning.models import Event
from hocvuso.plumbing import jobs

LOOK_SECONDS = 3600
# assumed: about half a minute of replay; officials' figures wait behind this job, so more is counted by hand first
MOST_ANEW = 200_000


def calibrate() -> int:
    """Count the days that are over and fit the questions again when that brought anything; return how many answers.

    Where everything has to be counted anew and is long, nothing happens: `hocvuso calibrate` does it beside the site.
    """
    before = counting.counted_to()
    if counting.is_anew() and Event.objects.all()[: MOST_ANEW + 1].count() > MOST_ANEW:
        return 0
    answers = counting.count_up()
    if counting.counted_to() != before:
        fitting.fit_up()
        announcing.announce()
    return answers


def register() -> None:
    """Register the job."""
    jobs.every(LOOK_SECONDS, "learning.calibrate", calibrate)
