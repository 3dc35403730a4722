"""What problem reports hold about one person, for "Dữ liệu của tôi"; closed ones are kept for a year."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.learning.models import ProblemReport
from hocvuso.learning.problems.reporting import CLOSED
from hocvuso.people import own_data
from hocvuso.plumbing import clock, jobs

KEEP = timedelta(days=365)  # decided: lessons are looked through once a year


def _export(ids: Sequence[uuid.UUID]) -> Any:
    rows = ProblemReport.objects.filter(person__in=ids).order_by("at")
    return list(rows.values("at", "content_id", "reason", "text", "device", "state", "outcome", "answer"))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return ProblemReport.objects.filter(person__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    """Delete a person's reports; of an author only who it was goes, the learner keeps his answer."""
    ProblemReport.objects.filter(answered_by__in=ids).update(answered_by=None)
    return ProblemReport.objects.filter(person__in=ids).delete()[0]


def _joined(alias: uuid.UUID, person: uuid.UUID) -> None:
    ProblemReport.objects.filter(person=alias).update(person=person)


def _merged(gone: uuid.UUID, kept: uuid.UUID) -> list[str]:
    moved = list(ProblemReport.objects.filter(person=gone).values_list("id", flat=True))
    ProblemReport.objects.filter(id__in=moved).update(person=kept)
    return [str(each) for each in moved]


def _unmerged(gone: uuid.UUID, kept: uuid.UUID, moved: list[str]) -> None:
    ProblemReport.objects.filter(id__in=moved, person=kept).update(person=gone)


def forget_old() -> int:
    """Delete what was answered a year ago; return how many reports went."""
    return ProblemReport.objects.filter(state=CLOSED, answered_at__lt=clock.now() - KEEP).delete()[0]


def register() -> None:
    """Register the page of own data and what runs by itself."""
    own_data.register(
        own_data.Holder(
            "problem_reports", lambda: _("What you reported as not right"), _count, _export, _erase, joined=_joined,
            merged=_merged, unmerged=_unmerged,
        )
    )  # fmt: skip
    jobs.every(24 * 3600, "learning.forget_reports", forget_old)
