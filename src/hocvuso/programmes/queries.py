"""Lookups of programmes: of one unit, of those below it, what is late, what was assigned; and counts for returns.

Nothing here is about a person except the names that officials signed with and wrote as owners; whoever shows those
decides by `unions.access`.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, When

from hocvuso.core.programmes import standing
from hocvuso.core.programmes.standing import Deadline, Progress, Work
from hocvuso.plumbing import clock
from hocvuso.programmes import counting, measures
from hocvuso.programmes.models import (
    Programme,
    ProgrammeDraft,
    Task,
    TaskEvidence,
    TaskStep,
)
from hocvuso.unions import queries as unions

OVERDUE_SHOWN = 60
_LIVE = Q(removed_at=None, goal_of__programme__removed_at=None)
_REACHED = Q(goal__gt=0, counted__gte=F("goal")) & ~Q(measure="")
_CLOSED = Q(state=standing.DONE) | _REACHED


@dataclass(frozen=True, slots=True)
class ShownTask:
    """One task with how it stands on a day; `word` says what is counted for it, "" for nothing."""

    row: Task
    work: Work
    deadline: Deadline
    word: Any
    proofs: int = 0


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """One goal with its tasks."""

    id: uuid.UUID
    title: str
    tasks: tuple[ShownTask, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole programme on a day."""

    row: Programme
    goals: tuple[ShownGoal, ...]
    progress: Progress
    removed: tuple[Task, ...] = ()


def one(programme: uuid.UUID, day: date) -> Shown | None:
    """Return a programme with everything counted now, or None; also a removed one, which says so."""
    row = Programme.objects.filter(pk=programme).first()
    if row is None:
        return None
    tasks = list(Task.objects.filter(goal_of__programme=row).select_related("goal_of__programme"))
    live = [each for each in tasks if each.removed_at is None]
    counted = counting.fresh([each for each in live if each.measure], day)
    for each in live:
        if each.pk in counted:
            counting.take(each, counted[each.pk], day)
    proofs = _proofs([each.pk for each in live])
    by_goal: dict[uuid.UUID, list[ShownTask]] = defaultdict(list)
    for each in live:
        by_goal[each.goal_of_id].append(shown(each, day, proofs.get(each.pk, 0)))
    goals = []
    for goal in row.goals.all():
        kept = tuple(by_goal[goal.pk])
        goals.append(ShownGoal(goal.pk, goal.title, kept, standing.progress((each.work for each in kept), day)))
    works = [each.work for goal in goals for each in goal.tasks]
    gone = tuple(each for each in tasks if each.removed_at is not None)
    return Shown(row, tuple(goals), standing.progress(works, day), gone)


def shown(task: Task, day: date, proofs: int = 0) -> ShownTask:
    """Return a task with how it stands on a day."""
    work = counting.work(task)
    measure = measures.find(task.measure) if task.measure else None
    return ShownTask(task, work, standing.deadline(work, day), measure.word if measure else "", proofs)


def _proofs(tasks: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = TaskEvidence.objects.filter(task__in=list(tasks), removed_at=None).values("task").annotate(many=Count("id"))
    return dict(rows.values_list("task", "many"))


@dataclass(frozen=True, slots=True)
class OneTask:
    """A task on its own page: its steps and its evidence, without what lies in files."""

    shown: ShownTask
    programme: Programme
    goal: str
    steps: tuple[TaskStep, ...]
    evidence: tuple[TaskEvidence, ...]
    removed: tuple[TaskEvidence, ...]


def task(number: uuid.UUID, day: date) -> OneTask | None:
    """Return one task of a live programme with what is counted now, or None."""
    row = (
        Task.objects.filter(pk=number, goal_of__programme__removed_at=None).select_related("goal_of__programme").first()
    )
    if row is None:
        return None
    counted = counting.fresh([row] if row.measure else [], day)
    if row.pk in counted:
        counting.take(row, counted[row.pk], day)
    proofs = list(row.evidence.defer("data"))
    kept = tuple(each for each in proofs if each.removed_at is None)
    gone = tuple(each for each in proofs if each.removed_at is not None)
    return OneTask(
        shown(row, day, len(kept)), row.goal_of.programme, row.goal_of.title, tuple(row.steps.all()), kept, gone
    )


def evidence(number: uuid.UUID, of: uuid.UUID) -> TaskEvidence | None:
    """Return one piece of evidence of a task with what lies in it."""
    return TaskEvidence.objects.filter(pk=number, task_id=of, removed_at=None).first()


@dataclass(frozen=True, slots=True)
class Line:
    """A programme in a list, as it was counted last."""

    id: uuid.UUID
    unit: uuid.UUID
    title: str
    starts_on: date
    ends_on: date
    tasks: int
    done: int
    overdue: int


def of_units(units: unions.Ids | Collection[uuid.UUID], day: date) -> list[Line]:
    """Return the live programmes of some units, the newest first, in two statements."""
    rows = list(Programme.objects.filter(removed_at=None, unit__in=units).order_by("-made_at").defer("plan"))
    found = _tasks(Q(goal_of__programme__in=[row.pk for row in rows]), day).values("goal_of__programme")
    counted = {
        key: numbers
        for key, *numbers in found.annotate(
            tasks=Count("id"), done=_many(_CLOSED), overdue=_many(_late(day))
        ).values_list("goal_of__programme", "tasks", "done", "overdue")
    }  # fmt: skip
    return [
        Line(row.pk, row.unit_id, row.title, row.starts_on, row.ends_on, *counted.get(row.pk, (0, 0, 0)))
        for row in rows
    ]  # fmt: skip


def removed_of(unit: uuid.UUID) -> list[Programme]:
    """Return the removed programmes of a unit, the newest first."""
    rows = Programme.objects.filter(unit_id=unit).exclude(removed_at=None)
    return list(rows.order_by("-removed_at").defer("plan")[:10])


def _tasks(which: Q, day: date) -> QuerySet[Task]:
    return Task.objects.filter(_LIVE & which).exclude(state=standing.DROPPED).order_by()


def _late(day: date) -> Q:
    return Q(due_on__lt=day) & ~_CLOSED


def _many(condition: Q) -> Sum:
    return Sum(Case(When(condition, then=1), default=0, output_field=IntegerField()), default=0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the programmes of some units are, as they were counted last."""

    units: int  # that have a live programme
    programmes: int
    tasks: int
    done: int
    overdue: int


def counts(units: unions.Ids | Collection[uuid.UUID], on: date) -> Counts:
    """Count programmes and tasks of some units; tasks that were given up are in no number."""
    held = Programme.objects.filter(removed_at=None, unit__in=units)
    many = held.aggregate(units=Count("unit", distinct=True), programmes=Count("id"))
    found = _tasks(Q(goal_of__programme__unit__in=units), on).aggregate(
        tasks=Count("id"), done=_many(_CLOSED), overdue=_many(_late(on))
    )
    return Counts(many["units"], many["programmes"], found["tasks"], found["done"], found["overdue"])


def live_in(units: unions.Ids | Collection[uuid.UUID], on: date) -> Mapping[uuid.UUID, int]:
    """Return how many programmes each of some units had on a day, begun or not; units without one are absent."""
    until = datetime.combine(on + timedelta(days=1), time.min, tzinfo=clock.VIETNAM)
    rows = Programme.objects.filter(Q(removed_at=None) | Q(removed_at__gte=until), unit__in=units, made_at__lt=until)
    return dict(rows.values("unit").annotate(many=Count("id")).order_by().values_list("unit", "many"))


def overdue(units: unions.Ids | Collection[uuid.UUID], day: date, limit: int = OVERDUE_SHOWN) -> list[Task]:
    """Return the late tasks of some units' programmes, the latest first; what was removed or given up is not late."""
    rows = _tasks(Q(goal_of__programme__unit__in=units) & _late(day), day).select_related("goal_of__programme")
    return list(rows.order_by("due_on", "place")[:limit])


def draft(unit: uuid.UUID, by: uuid.UUID, kind: str) -> ProgrammeDraft | None:
    """Return what an official has so far, or None."""
    return ProgrammeDraft.objects.filter(unit_id=unit, by=by, kind=kind).first()


def names_of_goals(programme: uuid.UUID) -> Sequence[tuple[uuid.UUID, str]]:
    """Return the goals of a programme, in their order."""
    return list(Programme.objects.get(pk=programme).goals.values_list("id", "title"))
