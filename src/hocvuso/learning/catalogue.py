"""The published curriculum in the shape in which the core wants it: the graph and one task an item.

Built once for each published version and set of fitted items, and kept in the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hocvuso.core import catalogue as core
from hocvuso.core.bank import TaskBank
from hocvuso.core.content import Curriculum, Item, Lesson
from hocvuso.core.graph import SkillGraph
from hocvuso.core.item_sets import fitted_task
from hocvuso.core.mastery import Task
from hocvuso.core.offering import RETIRED, catalogue_of, task_of
from hocvuso.curriculum import queries
from hocvuso.learning import fitted
from hocvuso.learning.fitted import FittedSet
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice
from hocvuso.practice.queries import Shorts

FIRST_TASK_GUESS = 0.5  # two buttons: can be trusted, suspicious
FIRST_TASK_SECONDS = 20.0  # product.md 4.1, L2


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Graph and tasks of one curriculum version; `pools` are the practice tasks of each skill.

    Tasks are as the newest set in force says; `sets` are all sets, for what was received under an earlier one.
    `asked` are the tasks of the entry test: the questions, and the short forms of simulators.
    """

    curriculum: Curriculum
    graph: SkillGraph
    tasks: Mapping[str, Task]
    options: core.Catalogue
    pools: Mapping[str, tuple[Task, ...]]
    lessons: Mapping[str, tuple[Lesson, ...]]
    critical: frozenset[str]
    sets: tuple[FittedSet, ...]
    asked: TaskBank

    @property
    def taught(self) -> tuple[str, ...]:
        """Skills that have lessons and items, in teaching order."""
        return tuple(skill for skill in self.graph.order() if self.pools.get(skill) and self.lessons.get(skill))

    def lesson_of(self, step: str) -> Lesson:
        """Return the lesson to which a step id belongs."""
        return self.curriculum.lessons[step.partition("#")[0]]

    def task_at(self, item: Item, moment: int) -> Task:
        """Return the task of an item in any version, as it was believed to be at a moment in microseconds."""
        held = fitted.holding(self.sets, moment)
        if item is self.curriculum.items.get(item.id) and (task := _tasks(self.curriculum, held).get(item.id)):
            return task  # made by the same function, once
        return _task(item, held)


def first_task_of(item: Item) -> Task:
    """Return the two-button form of an item, as a poster shows it before there is any account."""
    return Task(
        id=f"{item.id}+first", skills=(item.skill,), difficulty=item.difficulty - 0.5, seconds=FIRST_TASK_SECONDS,
        guess=FIRST_TASK_GUESS, step=item.step, lesson=item.step.partition("#")[0],
    )  # fmt: skip


def current() -> Catalogue:
    """Return the catalogue of the published curriculum."""
    known = fitted.sets()
    return _built(queries.current(), known, fitted.holding(known, clock.microseconds()), practice.shorts())


def as_authors_say() -> Catalogue:
    """Return the same with the difficulties of the authors: what answers are counted by (ADR 0053)."""
    return _built(queries.current(), (), None, practice.shorts())


def _task(item: Item, held: FittedSet | None) -> Task:
    return fitted_task(task_of(item), held.items.get(item.id) if held else None, item.meaning)


@lru_cache(maxsize=64)  # a set a week is a year of them; one has some 100 KB
def _tasks(curriculum: Curriculum, held: FittedSet | None) -> Mapping[str, Task]:
    """Return the tasks of a curriculum that may be proposed, as a set says."""
    return {item.id: _task(item, held) for item in curriculum.items.values() if item.status != RETIRED}


@lru_cache(maxsize=4)  # with and without sets: the version in force, and the one before while requests still finish
def _built(curriculum: Curriculum, sets: tuple[FittedSet, ...], held: FittedSet | None, shorts: Shorts) -> Catalogue:
    options = catalogue_of(curriculum, _tasks(curriculum, held).values())
    tasks = {task.id: task for task in options.bank.tasks}
    pools: dict[str, list[Task]] = {}
    for task in tasks.values():
        pools.setdefault(task.skills[0], []).append(task)
    lessons: dict[str, list[Lesson]] = {}
    for lesson in sorted(curriculum.lessons.values(), key=lambda each: (each.skill, each.order)):
        lessons.setdefault(lesson.skill, []).append(lesson)
    beside = [task for task in shorts.tasks if task.skills[0] in options.graph.positions]
    critical = frozenset(skill.id for skill in curriculum.skills.values() if skill.critical)
    return Catalogue(
        curriculum=curriculum,
        graph=options.graph,
        tasks=tasks,
        options=options,
        pools={skill: tuple(pool) for skill, pool in pools.items()},
        lessons={skill: tuple(pool) for skill, pool in lessons.items()},
        critical=critical,
        sets=sets,
        asked=TaskBank.from_tasks(options.graph, [*options.bank.tasks, *beside]) if beside else options.bank,
    )
