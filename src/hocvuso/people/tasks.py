"""What runs at night in this room: unclaimed, unconsented learners are forgotten after 30 days, and what somebody
typed on the way to an account that he never made goes with the session that kept it.
"""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore

from hocvuso.people.models import Person
from hocvuso.plumbing import clock, jobs


def register() -> None:
    """Register the nightly jobs."""
    jobs.every(24 * 3600, "people.forget_expired", forget_expired)
    jobs.every(24 * 3600, "people.forget_sessions", forget_sessions)


def forget_expired() -> int:
    """Erase anonymous learners past their term; return how many."""
    from hocvuso.people.actions import erase

    gone = list(Person.objects.filter(expires_at__lt=clock.now(), erased_at=None).values_list("id", flat=True))
    for person in gone:
        erase(person, by=None, way="expired")
    return len(gone)


def forget_sessions() -> None:
    """Delete sessions past their term: they hold names and numbers of those who stopped half-way."""
    SessionStore.clear_expired()
