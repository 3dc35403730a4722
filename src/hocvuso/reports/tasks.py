"""What runs by itself here: tallies catch up within seconds, periods are closed, all is counted anew each day."""

from __future__ import annotations

from dataclasses import dataclass

from hocvuso.plumbing import clock, jobs
from hocvuso.reports.rollups import closing, connected, counting, gaps

CATCH_UP_SECONDS = 2  # issue 3: from a change of band to the page within 5 s


def register() -> None:
    """Register the jobs."""
    jobs.every(CATCH_UP_SECONDS, "reports.catch_up", counting.catch_up)
    jobs.every(3600, "reports.close_periods", close_periods)
    jobs.every(24 * 3600, "reports.count_anew", count_at_night)
    jobs.every(3600, "reports.count_groups", count_groups)


def close_periods() -> int:
    """Close the weeks and months that have ended, once everything is counted; return how many."""
    counting.catch_up()
    connected.refresh(None, clock.today())
    return closing.close_periods(clock.today())


def count_groups() -> int:
    """Count groups at the end of the month that is over, once; return how many tables may be shown."""
    return gaps.count_when_due(clock.today())


@dataclass(frozen=True, slots=True)
class Anew:
    """What counting anew did: the tallies, the periods closed, the corrections of closed figures."""

    tallies: counting.Rebuilt
    closed: int
    corrections: int


def count_anew() -> Anew:
    """Count everything anew from the first fact on, close what has ended, correct what was closed. Raises Busy.

    At night, when somebody asks for it, and after rows were written in bulk, which tell nobody that they came or went.
    """
    tallies = counting.rebuild()
    closed = close_periods()
    return Anew(tallies, closed, closing.correct(clock.today()))


def count_at_night() -> int:
    """Count everything anew and return how many closed figures were corrected."""
    try:
        return count_anew().corrections
    except counting.Busy:
        return 0  # somebody asked for it at this moment; tomorrow is another night
