"""What runs by itself in this room."""

from __future__ import annotations

from datetime import timedelta

from hocvuso.classes import guests, seats
from hocvuso.classes.guests import LISTS_OPEN
from hocvuso.classes.models import Class
from hocvuso.plumbing import clock, jobs

GUESTS_KEPT = timedelta(days=365)  # decided: a year's reports ask who taught
LOOKED_BACK = timedelta(days=60)  # decided: a server that stood still for weeks catches up


def register() -> None:
    """Register the jobs."""
    jobs.every(24 * 3600, "classes.close_old", close_old)


def close_old() -> int:
    """End what trainers see by classes that are over; return how many classes were looked at."""
    now = clock.now()
    ended = Class.objects.filter(trainer__isnull=False, sessions__ends_at__gt=now - LISTS_OPEN - LOOKED_BACK)
    over = ended.exclude(sessions__ends_at__gt=now - LISTS_OPEN).distinct()
    rows = list(over)
    for row in rows:
        seats.hide_from_trainer(row)
    guests.forget_old(now - GUESTS_KEPT)
    return len(rows)
