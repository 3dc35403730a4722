"""Adding a wording to a step, marking a group as none of ours, and taking either back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hocvuso.assistant import desk, own_wordings
from hocvuso.assistant.authoring import checks, measures
from hocvuso.assistant.authoring.checks import Verdict
from hocvuso.assistant.models import AddedWording
from hocvuso.core.extending import Added
from hocvuso.core.vntext import clean, search_key
from hocvuso.plumbing import audit


def add(text: str, goal: str, *, people: int, by: uuid.UUID, now: datetime) -> tuple[uuid.UUID | None, Verdict]:
    """Add a wording to a step or card unless the check speaks against it; return its id and what the check found.

    The assistant reads it with the next question.
    """
    new = Added(goal, clean(text))
    library, added, measured = desk.library(), own_wordings.in_use(), measures.last()
    if new in added:  # pressed twice
        return AddedWording.objects.filter(goal=goal, text=new.text, undone_at=None).latest("added_at").id, Verdict()
    verdict = checks.check(library.curriculum, library.index, added, new, measured.firsts if measured else {})
    if verdict.problem:
        return None, verdict
    return _keep(new.text, goal, people, by, now), verdict


def set_aside(text: str, *, people: int, by: uuid.UUID, now: datetime) -> uuid.UUID:
    """Mark what is asked so as none of ours: groups like it are not shown again."""
    return _keep(clean(text), "", people, by, now)


@transaction.atomic
def _keep(text: str, goal: str, people: int, by: uuid.UUID, now: datetime) -> uuid.UUID:
    row = AddedWording.objects.create(text=text, goal=goal, people=people, added_at=now, added_by=by)
    audit.record("add wording" if goal else "set question aside", actor=by, what=goal, facts={"wording": str(row.id)})
    own_wordings.changed()
    return row.id


@transaction.atomic
def take_back(wording: uuid.UUID, *, by: uuid.UUID, now: datetime) -> bool:
    """Take a wording or a mark back; return False when that was done before."""
    changed = AddedWording.objects.filter(id=wording, undone_at=None).update(undone_at=now, undone_by=by)
    if changed:
        audit.record("take wording back", actor=by, facts={"wording": str(wording)})
        own_wordings.changed()
    return bool(changed)


def one(wording: uuid.UUID) -> AddedWording | None:
    """Return one."""
    return AddedWording.objects.filter(id=wording).first()


def listed(typed: str = "") -> Sequence[AddedWording]:
    """Return everything that was added or set aside, newest first; `typed` words stand in it, marks or not."""
    wanted = search_key(typed).split()
    rows = AddedWording.objects.order_by("-added_at", "-id")
    return [row for row in rows if all(word in search_key(row.text) for word in wanted)]
