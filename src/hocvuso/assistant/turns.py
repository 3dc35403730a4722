"""The last turns with the assistant, as they are handed over: masked questions and what was answered, in short."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hocvuso.assistant.models import Question
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk.asking import ASSISTANT, LEARNER, Turn

MOST = 6  # design, assistant.md 3.1: the dialogue remembers six turns
SINCE = timedelta(days=1)  # decided: what one asked the day before is another matter
AFTERWARDS = timedelta(microseconds=1)  # the answer stands after its question wherever a thread is sorted by time


def last_turns(ids: Sequence[uuid.UUID], now: datetime) -> list[Turn]:
    """Return what was asked and answered lately, oldest first; what was pasted was never kept."""
    rows = Question.objects.filter(person__in=ids, asked_at__gt=now - SINCE).order_by("-asked_at")[:MOST]
    told: list[Turn] = []
    for row in reversed(rows):
        told.append((row.asked_at, LEARNER, row.text or _("(a message pasted to be checked; it is not kept)")))
        told.append((row.asked_at + AFTERWARDS, ASSISTANT, _answered(row)))
    return told


def _answered(row: Question) -> str:
    step = curriculum.current().steps.get(row.step)
    if step is not None:
        return _("Answered with the step “%(step)s”.") % {"step": step.title}
    words = {
        "urgent": _("Showed what to do at once."),
        "check_message": _("Judged the pasted message."),
        "clarify": _("Asked back what was meant."),
        "refuse": _("Said that this is not for the assistant."),
    }
    return words.get(row.kind, _("Had no lesson on this."))
