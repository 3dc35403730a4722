"""What a learner notes of an official test that he took elsewhere and did not pass: it binds when he may try again."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from hocvuso.frameworks import queries
from hocvuso.frameworks.actions.signing import NotNow
from hocvuso.frameworks.models import FailedTest
from hocvuso.plumbing import clock


@transaction.atomic
def note_failed_test(person: uuid.UUID, framework: str, *, on: date) -> None:
    """Note the day of a test that was not passed; the same day again changes nothing.

    Raises NotNow for a day to come, and for one on which he was not to try yet: that test would not have counted.
    """
    if on > clock.today():
        raise NotNow("to_come")
    if FailedTest.objects.filter(person=person, framework=framework, on=on).exists():
        return
    wait = queries.wait_on(person, framework, on)
    if wait is not None:
        raise NotNow("too_early", since=wait.since, until=wait.until)
    FailedTest.objects.create(person=person, framework=framework, on=on, noted_at=clock.now())


def forget_failed_test(person: uuid.UUID, test_id: uuid.UUID) -> None:
    """Forget a test that was noted by mistake; one of somebody else stays."""
    FailedTest.objects.filter(person=person, id=test_id).delete()
