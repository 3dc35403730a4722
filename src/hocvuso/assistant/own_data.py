"""What the assistant keeps about one person, and for how long: masked questions, 30 days."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.assistant.models import AddedWording, Question
from hocvuso.people import own_data
from hocvuso.plumbing import clock, jobs

KEEP = timedelta(days=30)


def _export(ids: Sequence[uuid.UUID]) -> Any:
    shown = ("asked_at", "text", "kind", "step", "helped", "chosen", "model", "rewording", "sources")
    return list(Question.objects.filter(person__in=ids).order_by("asked_at").values(*shown))


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Question.objects.filter(person__in=ids).count()


def _erase(ids: own_data.Ids) -> int:
    return Question.objects.filter(person__in=ids).delete()[0]


def _export_added(ids: Sequence[uuid.UUID]) -> Any:
    shown = ("text", "goal", "added_at", "undone_at")
    return list(AddedWording.objects.filter(added_by__in=ids).order_by("added_at").values(*shown))


def _count_added(ids: Sequence[uuid.UUID]) -> int:
    return AddedWording.objects.filter(added_by__in=ids).count()


def _unsign_added(ids: own_data.Ids) -> int:
    """A wording is the site's; only who wrote it is forgotten."""
    AddedWording.objects.filter(undone_by__in=ids).update(undone_by=None)
    return AddedWording.objects.filter(added_by__in=ids).update(added_by=None)


def forget_old() -> int:
    """Delete questions past their term; return how many."""
    return Question.objects.filter(asked_at__lt=clock.now() - KEEP).delete()[0]


def register() -> None:
    """Register the page of own data and the nightly removal."""
    own_data.register(own_data.Holder("questions", lambda: _("What you asked the assistant"), _count, _export, _erase))
    own_data.register(
        own_data.Holder("wordings", lambda: _("Wordings you added"), _count_added, _export_added, _unsign_added)
    )
    jobs.every(24 * 3600, "assistant.forget_old", forget_old)
