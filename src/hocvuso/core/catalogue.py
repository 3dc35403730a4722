"""What can be proposed, to whom, and under which circumstances: the inputs of the planner.

The catalogue is built once per published curriculum; past and context belong to one person and one moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .bank import Places, TaskBank
from .evidence import Task, item_print
from .graph import Floats, SkillGraph
from .memory import RECALL_WANTED, RECALL_WANTED_CRITICAL

SHORTEST_TASK = 0.25  # assumed: minutes, so that a very short item does not look endlessly valuable


class Kind(StrEnum):
    """What the learner is asked to do."""

    LESSON = "lesson"
    PRACTICE = "practice"
    REVIEW = "review"
    CHECK = "check"
    SIMULATOR = "simulator"  # never weighed: see `scenario.offering`
    UPDATE = "update"  # never weighed: what was learnt has changed, and that comes first


@dataclass(frozen=True, slots=True)
class LessonOption:
    """A lesson as the planner sees it: `minutes` for all `steps`; lower `order` first within a skill."""

    id: str
    skill: str
    minutes: float
    order: int = 0
    level: str = "basic"
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing to do. For lessons `first_step` (from 0) and `steps` say which part fits the time."""

    kind: Kind
    id: str
    skill: str
    minutes: float
    first_step: int = 0
    steps: int = 0
    p: float | None = None  # chance of a right answer; None for lessons


@dataclass(frozen=True, slots=True)
class Past:
    """What this person did. `recent_tasks`, oldest first, are not proposed while others are left.

    `streaks` by skill: how many of the last answers were right in a row, wrong ones below 0, since its last lesson.
    """

    lessons_done: frozenset[str] = frozenset()
    steps_done: Mapping[str, int] = field(default_factory=dict)
    recent_tasks: tuple[str, ...] = ()
    recent_kinds: tuple[Kind, ...] = ()
    activities: int = 0
    streaks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """The moment: calendar `day`, `minutes` the person has, and circumstances.

    `goals` weigh the skills the person chose (empty: all skills of the audience alike). `claimed` are skills of which
    the person said "Tôi đã biết", oldest first, `doubted` those of which he said "Chưa chắc". Items and lessons
    `out_of_reach` do not work here: another device, or no link and not downloaded. `personalised` False switches the
    choice off.
    """

    day: int
    minutes: float = 10.0
    goals: Mapping[str, float] = field(default_factory=dict)
    audience: str = ""
    claimed: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    out_of_reach: frozenset[str] = frozenset()
    personalised: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Lessons and tasks as arrays; build with `build`.

    Pairs list every (task, skill, weight), task by task, so that sums over skills are one pass. `audiences`
    tells for each audience which skills are meant for it, `for_all` which are meant for everybody;
    `teaching[i]` is the lesson row that teaches task i, −1 for none. `place` is the (main) skill of every
    candidate, lessons first, then tasks; `is_lesson` and `is_task` tell them apart.
    """

    graph: SkillGraph
    bank: TaskBank
    lessons: tuple[LessonOption, ...]
    lesson_rows: Mapping[str, int]
    lesson_place: Places
    lesson_steps: Places
    step_minutes: Floats  # of one step of each lesson
    audiences: Mapping[str, NDArray[np.bool_]]
    for_all: NDArray[np.bool_]
    critical: NDArray[np.bool_]
    taught: NDArray[np.bool_]  # skills with a lesson or a task; others cannot be learnt here, so nothing waits for them
    pair_task: Places
    pair_place: Places
    pair_weight: Floats
    pair_print: Places  # of the item
    teaching: Places
    place: Places
    is_lesson: NDArray[np.bool_]
    is_task: NDArray[np.bool_]
    learnt_place: Places  # skill of every lesson, then of every pair
    minutes: Floats  # of every candidate; of lessons 0, theirs depend on the part that comes next
    recall_wanted: Floats  # by skill: a review is due below this
    untaught: NDArray[np.bool_]
    untried: NDArray[np.bool_]  # skills without a task
    every_place: Places  # 0…n−1

    @staticmethod
    def build(
        graph: SkillGraph,
        *,
        tasks: Iterable[Task],
        lessons: Iterable[LessonOption],
        audiences: Mapping[str, frozenset[str]] | None = None,
        critical: frozenset[str] = frozenset(),
    ) -> Catalogue:
        """Build the arrays. `audiences` by skill id (missing: everybody); `critical`: reviewed early.

        Raises KeyError for a skill outside the graph, ValueError for a repeated id.
        """
        bank = TaskBank.from_tasks(graph, tasks)
        listed = tuple(sorted(lessons, key=lambda one: (graph.index(one.skill), one.order, one.id)))
        lesson_rows = {lesson.id: row for row, lesson in enumerate(listed)}
        if len(lesson_rows) != len(listed):
            raise ValueError("a lesson id is repeated")
        pairs = [
            (row, graph.index(skill), weight)
            for row, task in enumerate(bank.tasks)
            for skill, weight in zip(task.skills, task.weights, strict=True)
        ]
        lesson_place = np.array([graph.index(lesson.skill) for lesson in listed], dtype=np.int64)
        pair_place = np.array([pair[1] for pair in pairs], dtype=np.int64)
        taught = np.isin(np.arange(len(graph)), np.concatenate((lesson_place, pair_place)))
        steps = np.array([lesson.steps for lesson in listed], dtype=np.int64)
        prints = np.array([item_print(task.id) for task in bank.tasks], dtype=np.int64)
        pair_task = np.array([pair[0] for pair in pairs], dtype=np.int64)
        is_lesson = np.arange(len(listed) + len(bank.tasks)) < len(listed)
        is_critical = np.array([skill in critical for skill in graph.ids], dtype=bool)
        return Catalogue(
            graph=graph,
            bank=bank,
            lessons=listed,
            lesson_rows=lesson_rows,
            lesson_place=lesson_place,
            lesson_steps=steps,
            step_minutes=np.array([lesson.minutes for lesson in listed], dtype=np.float64) / steps,
            audiences=_masks(graph, audiences or {}),
            for_all=np.array([skill not in (audiences or {}) for skill in graph.ids], dtype=bool),
            critical=is_critical,
            taught=taught,
            pair_task=pair_task,
            pair_place=pair_place,
            pair_weight=np.array([pair[2] for pair in pairs], dtype=np.float64),
            pair_print=prints[pair_task],
            teaching=np.array([lesson_rows.get(task.lesson, -1) for task in bank.tasks], dtype=np.int64),
            place=np.concatenate((lesson_place, bank.main)),
            is_lesson=is_lesson,
            is_task=~is_lesson,
            learnt_place=np.concatenate((lesson_place, pair_place)),
            minutes=np.concatenate((np.zeros(len(listed)), np.maximum(bank.seconds / 60.0, SHORTEST_TASK))),
            recall_wanted=np.where(is_critical, RECALL_WANTED_CRITICAL, RECALL_WANTED),
            untaught=~taught,
            untried=~np.isin(np.arange(len(graph)), pair_place),
            every_place=np.arange(len(graph)),
        )

    def meant_for(self, audience: str) -> NDArray[np.bool_]:
        """Return by skill position what is meant for an audience; everything for the empty one."""
        if not audience:
            return np.ones(len(self.graph), dtype=bool)
        return self.audiences.get(audience, self.for_all)


def _masks(graph: SkillGraph, audiences: Mapping[str, frozenset[str]]) -> dict[str, NDArray[np.bool_]]:
    names: set[str] = set().union(*audiences.values())
    return {
        name: np.array([skill not in audiences or name in audiences[skill] for skill in graph.ids], dtype=bool)
        for name in sorted(names)
    }
