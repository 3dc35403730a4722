"""What follows the calendar in this room: a new name that was decided ahead comes into search and order on its day."""

from __future__ import annotations

from hocvuso.plumbing import clock, jobs


def register() -> None:
    """Register the job."""
    jobs.every(3600, "unions.names_of_today", names_of_today)


def names_of_today() -> int:
    """Let the names of units be those of today; return how many changed."""
    from hocvuso.unions.structure import names

    return names.follow_calendar(clock.today())
