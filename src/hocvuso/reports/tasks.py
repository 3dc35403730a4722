"""What runs by itself here: tallies catch up within seconds, periods are closed, all is counted anew each day."""

from __future__ import annotations

from hocvuso.plumbing import clock, jobs
from hocvuso.reports.rollups import closing, connected, counting, gaps

CATCH_UP_SECONDS = 2  # issue 3: from a change of band to the page within 5 s


def register() -> None:
    """Register the jobs."""
    jobs.every(CATCH_UP_SECONDS, "reports.catch_up", counting.catch_up)
    jobs.every(3600, "reports.close_periods", close_periods)
    jobs.every(24 * 3600, "reports.count_anew", count_anew)
    jobs.every(3600, "reports.count_groups", count_groups)


def close_periods() -> int:
    """Close the weeks and months that have ended, once everything is counted; return how many."""
    counting.catch_up()
    connected.refresh(None, clock.today())
    return closing.close_periods(clock.today())


def count_groups() -> int:
    """Count groups at the end of the month that is over, once; return how many tables may be shown."""
    return gaps.count_when_due(clock.today())


def count_anew() -> int:
    """Count everything anew, then write corrections of closed figures; return how many."""
    try:
        counting.rebuild()
    except counting.Busy:
        return 0  # somebody asked for it at this moment; tomorrow is another night
    return closing.correct(clock.today())
