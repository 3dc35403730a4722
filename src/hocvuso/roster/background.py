"""Entering and taking back as the pages start them: a small list at once, a large one in the site's queue of jobs."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from hocvuso.plumbing import jobs
from hocvuso.roster import entering, undoing
from hocvuso.roster.models import RosterImport, RosterPart

AT_ONCE = 2000  # rows that a page enters while one waits: half a second


@jobs.task(title=_("A list is being imported"))
def enter_list(progress: jobs.Progress, *, list_id: str) -> dict[str, int]:
    """Enter a list; taken up again after an interruption it goes on where it stopped."""
    total = int(RosterImport.objects.get(id=list_id).notes.get("rows", 0))
    return entering.enter(uuid.UUID(list_id), progress=lambda row: progress.at(min(row, total), total))


@jobs.task(title=_("A list is being taken back"))
def undo_list(progress: jobs.Progress, *, list_id: str, by: str) -> dict[str, int]:
    """Take a list back; taken up again it goes on where it stopped."""
    progress.at(0)
    return undoing.undo(uuid.UUID(list_id), by=uuid.UUID(by))


def enter(import_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Enter a preview; pressed twice it is done once."""
    if _is_small(import_id):
        entering.enter(import_id)
    else:
        entering.begin(import_id)
        _later(import_id, enter_list, by, list_id=str(import_id))


def undo(import_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Take a list back."""
    if _is_small(import_id):
        undoing.undo(import_id, by=by)
    else:
        undoing.begin(import_id)
        _later(import_id, undo_list, by, list_id=str(import_id), by=str(by))


def _is_small(import_id: uuid.UUID) -> bool:
    return RosterPart.objects.filter(roster_import_id=import_id).count() <= 1


def _later(import_id: uuid.UUID, task: jobs.Task, asked_by: uuid.UUID, **arguments: Any) -> None:
    job = jobs.later(task, asked_by=asked_by, once=f"{task.name} {import_id}", **arguments)
    begun = RosterImport.objects.get(id=import_id)
    begun.notes["job"] = str(job)
    begun.save(update_fields=["notes"])


def state(viewer: uuid.UUID, notes: dict[str, Any]) -> jobs.State | None:
    """Return how far the job of a list is, for whoever asked for it; None when there is none or it is over."""
    found = jobs.state_of(uuid.UUID(notes["job"]), viewer=viewer) if notes.get("job") else None
    return found if found is not None and not found.is_over else None
