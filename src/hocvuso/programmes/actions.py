"""What is done with programmes and their tasks. Whoever calls has made sure that the official signs for the unit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from hocvuso.core.programmes import standing
from hocvuso.core.programmes.table import MOST_TASKS
from hocvuso.plumbing import audit, clock
from hocvuso.programmes import counting
from hocvuso.programmes.models import (
    Programme,
    ProgrammeDraft,
    ProgrammeGoal,
    Task,
    TaskStep,
)

PLAN, TABLE = "plan", "table"  # ways in which a programme came to be
LONGEST_NOTE = 300


class Changed(ValueError):
    """The task is no longer as the official saw it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts, and the name that he signs with."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Details:
    """What is told about a task; `unit` is the one that does it, `measure` what is counted for it, "" for nothing."""

    title: str
    owner: str
    due_on: date | None
    unit: uuid.UUID
    measure: str = ""
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task of a programme that begins; `follows`: its number is not kept but follows what is counted (a target)."""

    title: str
    owner: str = ""
    due_on: date | None = None
    measure: str = ""
    wanted: int | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal of a programme that begins, with its tasks."""

    title: str
    tasks: Sequence[NewTask]


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme as it begins."""

    title: str
    starts_on: date
    ends_on: date
    way: str
    goals: Sequence[NewGoal]
    origin: str = ""
    plan: Mapping[str, Any] = field(default_factory=dict)


# --- drafts


def keep_draft(unit: uuid.UUID, by: uuid.UUID, kind: str, data: Mapping[str, Any]) -> None:
    """Keep what an official has so far, in place of what he had before."""
    ProgrammeDraft.objects.update_or_create(unit_id=unit, by=by, kind=kind, defaults={"data": data, "at": clock.now()})


def drop_draft(unit: uuid.UUID, by: uuid.UUID, kind: str) -> None:
    """Throw away what an official has so far."""
    ProgrammeDraft.objects.filter(unit_id=unit, by=by, kind=kind).delete()


# --- programmes


@transaction.atomic
def begin(number: uuid.UUID, unit: uuid.UUID, told: NewProgramme, *, by: Signer) -> Programme:
    """Save a plan as the live programme of a unit; the same `number` sent twice is one programme.

    Raises ValueError for a programme without tasks or with more than MOST_TASKS.
    """
    found = Programme.objects.filter(pk=number, unit_id=unit).first()
    if found is not None:
        return found
    if not 0 < sum(len(goal.tasks) for goal in told.goals) <= MOST_TASKS:
        raise ValueError("a programme has tasks, and not too many")
    now = clock.now()
    made = Programme.objects.create(
        id=number, unit_id=unit, title=told.title[:160], starts_on=told.starts_on, ends_on=told.ends_on, way=told.way,
        origin=told.origin[:160], plan=told.plan, made_at=now, made_by=by.id, made_name=by.name,
    )  # fmt: skip
    goals = [
        ProgrammeGoal(programme=made, place=place, title=goal.title[:300]) for place, goal in enumerate(told.goals, 1)
    ]
    ProgrammeGoal.objects.bulk_create(goals)
    Task.objects.bulk_create(
        Task(
            goal_of=row, unit_id=unit, place=place, title=task.title[:300], owner=task.owner[:120], due_on=task.due_on,
            measure=task.measure, wanted=None if task.follows else task.wanted, changed_at=now,
        )
        for row, goal in zip(goals, told.goals, strict=True)
        for place, task in enumerate(goal.tasks, 1)
    )  # fmt: skip
    counting.refresh(counting.of_programme(made.pk), clock.day_of(now), now)
    audit.record("programme_begun", actor=by.id, what=made.title, facts={"way": told.way})
    return made


@transaction.atomic
def remove(programme: uuid.UUID, *, by: Signer) -> None:
    """Take a programme off the pages; `restore` brings it back with everything in it. Twice is once."""
    row = Programme.objects.select_for_update().get(pk=programme)
    if row.removed_at is None:
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        audit.record("programme_removed", actor=by.id, what=row.title)


@transaction.atomic
def restore(programme: uuid.UUID, *, by: Signer) -> None:
    """Bring a removed programme back."""
    row = Programme.objects.select_for_update().get(pk=programme)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        audit.record("programme_restored", actor=by.id, what=row.title)


# --- tasks


@transaction.atomic
def add_task(number: uuid.UUID, goal: uuid.UUID, details: Details, *, by: Signer) -> Task:
    """Add a task at the end of a goal; the same `number` sent twice is one task."""
    into = ProgrammeGoal.objects.select_for_update().get(pk=goal)
    found = Task.objects.filter(pk=number, goal_of=into).first()
    if found is not None:
        return found
    last = into.tasks.aggregate(last=Max("place"))["last"] or 0
    made = Task.objects.create(
        id=number, goal_of=into, place=last + 1, changed_at=clock.now(), **_columns(details)
    )  # fmt: skip
    _count(made)
    audit.record("task_added", actor=by.id, what=made.title)
    return made


@transaction.atomic
def change_task(task: uuid.UUID, seen: datetime, details: Details, *, by: Signer) -> None:
    """Change what is told about a task. Raises Changed when somebody changed it after `seen`."""
    row = _locked(task)
    columns = _columns(details)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if not changed:
        return
    if row.changed_at != seen:
        raise Changed
    for name, value in columns.items():
        setattr(row, name, value)
    row.changed_at = clock.now()
    if "measure" in changed:
        row.counted = row.goal = row.counted_at = None
    row.save()
    _count(row)
    audit.record("task_changed", actor=by.id, what=row.title, facts={"columns": changed})


def _columns(details: Details) -> dict[str, Any]:
    return {
        "title": details.title[:300], "owner": details.owner[:120], "due_on": details.due_on, "unit_id": details.unit,
        "measure": details.measure, "wanted": details.wanted if details.measure else None,
    }  # fmt: skip


def _count(row: Task) -> None:
    now = clock.now()
    counting.refresh(Task.objects.filter(pk=row.pk).exclude(measure=""), clock.day_of(now), now)


@transaction.atomic
def tell(
    task: uuid.UUID, seen: datetime, state: str, *, by: Signer, share: float | None = None, note: str = ""
) -> None:
    """Write down how far a task is: its state, the share done (0…1, only where nothing is counted), a word on it.

    Raises Changed when somebody changed the task after `seen`, ValueError for a state or share that there is not.
    The same word again changes nothing.
    """
    if state not in standing.STATES or (share is not None and not 0 <= share <= 1):
        raise ValueError(state)
    row = _locked(task)
    note = note.strip()[:LONGEST_NOTE]
    told = None if counting.work(row).is_measured else share
    if (row.state, row.told) == (state, told) and not note:
        return
    last = row.steps.last()
    if last is not None and (last.state, last.told, last.note, row.state) == (state, told, note, state):
        return
    if row.changed_at != seen:
        raise Changed
    if last is None:  # what there was before, so that the first step can be taken back too
        TaskStep.objects.create(task=row, state=row.state, told=row.told, on=clock.day_of(row.changed_at),
                                at=row.changed_at)  # fmt: skip
    now = clock.now()
    _stand(row, state, told, clock.day_of(now), by.name)
    row.changed_at = now
    row.save()
    TaskStep.objects.create(
        task=row, state=state, told=told, note=note, on=clock.day_of(now), at=now, by=by.id, signed_name=by.name
    )
    audit.record("task_told", actor=by.id, what=row.title, facts={"state": state})


def _stand(row: Task, state: str, told: float | None, on: date, name: str) -> None:
    row.state, row.told = state, told
    row.told_on, row.told_name = (on, name) if told is not None else (None, "")
    is_done = state == standing.DONE or counting.work(row).has_reached
    row.done_on = (row.done_on or on) if is_done and state != standing.DROPPED else None


@transaction.atomic
def take_back(task: uuid.UUID, step: uuid.UUID, *, by: Signer) -> None:
    """Undo the newest step of a task; nothing when `step` is not the newest any more."""
    row = _locked(task)
    steps = list(row.steps.all())
    if len(steps) < 2 or steps[-1].pk != step:
        return
    steps.pop().delete()
    last = steps[-1]
    row.done_on = None
    _stand(row, last.state, last.told, last.on, last.signed_name)
    row.changed_at = clock.now()
    row.save()
    audit.record("task_taken_back", actor=by.id, what=row.title, facts={"state": row.state})


@transaction.atomic
def remove_task(task: uuid.UUID, *, by: Signer) -> None:
    """Take a task out of its programme; `restore_task` brings it back."""
    row = _locked(task)
    if row.removed_at is None:
        row.removed_at = row.changed_at = clock.now()
        row.save(update_fields=["removed_at", "changed_at"])
        audit.record("task_removed", actor=by.id, what=row.title)


@transaction.atomic
def restore_task(task: uuid.UUID, *, by: Signer) -> None:
    """Bring a removed task back."""
    row = _locked(task)
    if row.removed_at is not None:
        row.removed_at, row.changed_at = None, clock.now()
        row.save(update_fields=["removed_at", "changed_at"])
        audit.record("task_restored", actor=by.id, what=row.title)


def _locked(task: uuid.UUID) -> Task:
    return Task.objects.select_for_update().get(pk=task)
