"""Counting for tasks: all that ask for one measure together, and the newest count kept with each task."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hocvuso.core.programmes import standing
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked, Count, Measure
from hocvuso.programmes.models import Programme, Task
from hocvuso.unions import queries as unions

AT_ONCE = 400  # tasks written by one statement


def register() -> None:
    """Register what this room counts itself: unions below that have a programme of their own."""
    measures.register(Measure("programmes", _("unions below with a programme"), measures.one_by_one(_with_programme)))


def _with_programme(asked: Asked, day: date) -> Count:
    leaves = [uuid.UUID(path[-32:]) for path in unions.leaf_paths(asked.unit, day)]
    below = [each for each in leaves if each != asked.unit]
    held = Programme.objects.filter(removed_at=None, unit__in=below).values_list("unit", flat=True).distinct().count()
    return Count(held, len(below))


def measured() -> QuerySet[Task]:
    """Return the tasks for which something is counted: of live programmes, not done and not given up by hand."""
    live = Task.objects.filter(removed_at=None, goal_of__programme__removed_at=None).exclude(measure="")
    return live.exclude(state=standing.DROPPED)


def of_programme(programme: uuid.UUID) -> QuerySet[Task]:
    """Return the measured tasks of one programme."""
    return measured().filter(goal_of__programme=programme)


def fresh(tasks: Sequence[Task], day: date) -> Mapping[uuid.UUID, Count]:
    """Return what is counted now for some tasks, without keeping it; a measure that nobody knows is left out."""
    wanted: dict[str, dict[Asked, list[uuid.UUID]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        wanted[task.measure][Asked(task.unit_id, task.goal_of.programme.starts_on)].append(task.pk)
    found: dict[uuid.UUID, Count] = {}
    for name, asked in wanted.items():
        measure = measures.find(name)
        if measure is None or measure.count is None:
            continue
        counted = measure.count(list(asked), day)
        for each, ids in asked.items():
            found |= dict.fromkeys(ids, counted.get(each, Count(None)))
    return found


def refresh(tasks: QuerySet[Task], day: date, now: datetime) -> int:
    """Count anew for some tasks and keep it; a task that reaches its goal gets the day on which that was seen."""
    rows = list(tasks.select_related("goal_of__programme"))
    counted = fresh(rows, day)
    changed = []
    for row in rows:
        if row.pk in counted:
            take(row, counted[row.pk], day)
            row.counted_at = now
            changed.append(row)
    Task.objects.bulk_update(changed, ["counted", "goal", "counted_at", "done_on"], batch_size=AT_ONCE)
    return len(changed)


def take(task: Task, count: Count, day: date) -> None:
    """Set a count on a task: what was wanted when it was planned is the goal, else what follows from the count."""
    task.counted, task.goal = count.value, count.goal if task.wanted is None else task.wanted
    if task.state != standing.DONE:
        reached = work(task).has_reached
        task.done_on = (task.done_on or day) if reached else None


def work(task: Task) -> standing.Work:
    """Return a task as the core looks at it; one whose measure nobody counts is told by hand."""
    return standing.Work(
        state=task.state, due_on=task.due_on, done_on=task.done_on, is_measured=measures.is_counted(task.measure),
        counted=task.counted, goal=task.goal, told=task.told,
    )  # fmt: skip
