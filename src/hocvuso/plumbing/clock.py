"""The one place that reads the time, so that tests and the core can be given it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no daylight saving since 1975


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's calendar day in Vietnam, where every deadline ends at 23:59."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the Vietnamese calendar day of a moment."""
    return moment.astimezone(VIETNAM).date()


def day_number(moment: datetime) -> int:
    """Return the Vietnamese calendar day of `moment` as days since 1970-01-01."""
    return day_of(moment).toordinal() - date(1970, 1, 1).toordinal()


def microseconds() -> int:
    """Return the present moment in microseconds since 1970; orders what was received."""
    return time.time_ns() // 1000
