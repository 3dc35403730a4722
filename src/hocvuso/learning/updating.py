"""One-minute updates: who is owed one, when it is over. Nothing is computed until its learner comes back.

Looking at somebody's past happens once for each published set of updates, when his plan is read next; so a change for
a hundred thousand people costs nothing at the moment when it is published.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q

from hocvuso.core.updates import READ, SOLVED, Met, Owing, owed
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import updates as published
from hocvuso.curriculum.updates import Told
from hocvuso.learning.models import Event, StepUpdate, UpdateLook
from hocvuso.learning.store import Numbered
from hocvuso.learning.trail import SOLVED as PASSED
from hocvuso.people import queries as people

DONE = "update_done"  # the event: read to the end, with one tap


def find(update: str) -> Told | None:
    """Return a published update."""
    return published.of(curriculum.current()).by_id.get(update)


def is_due_look(stamp: str | None) -> bool:
    """Tell whether somebody's past has not been held against the updates published now."""
    now = published.of(curriculum.current()).stamp
    return bool(now) and now != stamp


def look(person: uuid.UUID, now: datetime) -> None:
    """Find out which updates somebody is owed and note them; looking again gives nothing twice."""
    all_of_them = published.of(curriculum.current())
    ids = people.ids_of(person)
    given = set(StepUpdate.objects.filter(person__in=ids).values_list("update", flat=True))
    found = owed(_owing(all_of_them), _met(ids, all_of_them), given)
    StepUpdate.objects.bulk_create(
        [StepUpdate(person=person, update=each, found_at=now) for each in found], ignore_conflicts=True
    )
    UpdateLook.objects.update_or_create(person=person, defaults={"stamp": all_of_them.stamp})


def _owing(all_of_them: published.Updates) -> list[Owing]:
    found = []
    for name, told in all_of_them.by_id.items():
        at = published.changed_at(told.step.id, told.update.since)
        if at is not None:
            found.append(Owing(name, told.step.id, told.update.since, at))
    return found


def _met(ids: Sequence[uuid.UUID], all_of_them: published.Updates) -> list[Met]:
    named = [*all_of_them.steps, *all_of_them.items]
    rows = Event.objects.filter(learner__in=ids, kind__in=("step_done", "answer"), content_id__in=named)
    met = []
    for kind, content, version, score, at in rows.values_list("kind", "content_id", "version", "score", "client_at"):
        if kind == "step_done":
            step = curriculum.step(content, version or None) if version else None
            met.append(Met(READ, content, at, step.meaning if step else None))
        elif score is not None and score >= PASSED and content in all_of_them.items:
            met.append(Met(SOLVED, all_of_them.items[content], at))
    return met


def first(person: uuid.UUID, now: datetime) -> str:
    """Return the update that comes now, "" without one; what is not published any more is let go."""
    known = published.of(curriculum.current()).by_id
    rows = list(StepUpdate.objects.filter(person=person, done_at=None).order_by("found_at", "id"))
    gone = [row.pk for row in rows if row.update not in known]
    if gone:
        StepUpdate.objects.filter(pk__in=gone).update(done_at=now, how="gone")
    return next((row.update for row in rows if row.update in known), "")


def follow(person: uuid.UUID, fresh: Sequence[Numbered], now: datetime) -> None:
    """Close what fresh events have dealt with; what was learnt the old way and comes late is looked at again."""
    all_of_them = published.of(curriculum.current())
    for each in fresh:
        given = each.checked.incoming
        if given.kind == DONE:
            close(person, [given.content_id], "seen", now)
        elif given.content_id in all_of_them.steps and given.kind == "step_done":
            mine = {name: told.step for name, told in all_of_them.by_id.items() if told.step.id == given.content_id}
            if given.version in {step.version for step in mine.values()}:
                close(person, list(mine), "read", now)
            else:
                UpdateLook.objects.filter(person=person).delete()
        elif given.content_id in all_of_them.items:
            UpdateLook.objects.filter(person=person).delete()


def close(person: uuid.UUID, names: Sequence[str], how: str, now: datetime) -> None:
    """Note that updates are over for somebody; the first time counts."""
    StepUpdate.objects.filter(person=person, update__in=names, done_at=None).update(done_at=now, how=how)


def counts() -> dict[str, tuple[int, int]]:
    """Return for each update how many learners were found to be owed it, and how many have seen it."""
    rows = StepUpdate.objects.values("update").annotate(
        owed=Count("id"), seen=Count("id", filter=Q(how__in=("seen", "read")))
    )
    return {row["update"]: (row["owed"], row["seen"]) for row in rows}
