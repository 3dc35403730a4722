"""What runs by itself at night, and what an author asks for: grouping questions, measuring steps."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from hocvuso.assistant.authoring import groups, measures
from hocvuso.plumbing import jobs


def register() -> None:
    """Register the jobs."""
    jobs.every(24 * 3600, "assistant.group_questions", groups.regroup)
    jobs.every(3600, "assistant.measure_steps", measures.measure_when_due)


@jobs.task(title=_("Questions are being grouped"))
def group_now(progress: jobs.Progress) -> dict[str, int]:
    """Group what is waiting."""
    progress.at(0)
    return {"groups": groups.regroup()}


@jobs.task(title=_("Steps are being measured"))
def measure_now(progress: jobs.Progress) -> dict[str, int]:
    """Measure every step."""
    return {"steps": len(measures.measure(progress.at).rows)}


def ask_for(what: str, by: uuid.UUID) -> None:
    """Let one of them run now; pressed twice it runs once."""
    task = measure_now if what == "measure" else group_now
    jobs.later(task, asked_by=by, once=f"assistant {what}")
