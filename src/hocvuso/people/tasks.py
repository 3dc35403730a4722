"""What runs at night in this room: unclaimed, unconsented learners are forgotten after 30 days."""

from __future__ import annotations

from hocvuso.people.models import Person
from hocvuso.plumbing import clock, jobs


def register() -> None:
    """Register the nightly job."""
    jobs.every(24 * 3600, "people.forget_expired", forget_expired)


def forget_expired() -> int:
    """Erase anonymous learners past their term; return how many."""
    from hocvuso.people.actions import erase

    gone = list(Person.objects.filter(expires_at__lt=clock.now(), erased_at=None).values_list("id", flat=True))
    for person in gone:
        erase(person, by=None, way="expired")
    return len(gone)
