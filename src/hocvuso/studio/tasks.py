"""What runs by itself: the lessons of this site are published soon after their files have changed."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from hocvuso.assistant import desk
from hocvuso.curriculum import local_content
from hocvuso.plumbing import clock, jobs
from hocvuso.studio.drafting import making

LOOK_SECONDS = 300  # decided: who has just written a lesson waits five minutes at most


def publish_local() -> bool:
    """Publish when files changed, and build the search index that knows them; tell whether anything was published."""
    outcome = local_content.publish_when_changed(clock.now())
    if outcome is None or not outcome.is_new:
        return False
    desk.build()
    return True


@jobs.task(title=_("Drafts are being made"))
def draft(progress: jobs.Progress, step: str, kind: str, by: str) -> dict[str, int]:
    """Ask the language model for drafts."""
    progress.at(0)
    return {"drafts": making.make(step, kind, by=uuid.UUID(by), now=clock.now())}


def register() -> None:
    """Register the job."""
    jobs.every(LOOK_SECONDS, "studio.local_lessons", publish_local)
