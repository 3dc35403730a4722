"""The published curriculum in the shape in which the core wants it: the graph and one task an item.

Built once for each published version and kept in the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hocvuso.core import catalogue as core
from hocvuso.core.content import Curriculum, Item, Lesson
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import Task
from hocvuso.core.offering import catalogue_of
from hocvuso.curriculum import queries

FIRST_TASK_GUESS = 0.5  # two buttons: can be trusted, suspicious
FIRST_TASK_SECONDS = 20.0  # product.md 4.1, L2


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Graph and tasks of one curriculum version; `pools` are the practice tasks of each skill."""

    curriculum: Curriculum
    graph: SkillGraph
    tasks: Mapping[str, Task]
    options: core.Catalogue
    pools: Mapping[str, tuple[Task, ...]]
    lessons: Mapping[str, tuple[Lesson, ...]]
    critical: frozenset[str]

    @property
    def taught(self) -> tuple[str, ...]:
        """Skills that have lessons and items, in teaching order."""
        return tuple(skill for skill in self.graph.order() if self.pools.get(skill) and self.lessons.get(skill))

    def lesson_of(self, step: str) -> Lesson:
        """Return the lesson to which a step id belongs."""
        return self.curriculum.lessons[step.partition("#")[0]]


def first_task_of(item: Item) -> Task:
    """Return the two-button form of an item, as a poster shows it before there is any account."""
    return Task(
        id=f"{item.id}+first", skills=(item.skill,), difficulty=item.difficulty - 0.5, seconds=FIRST_TASK_SECONDS,
        guess=FIRST_TASK_GUESS, step=item.step, lesson=item.step.partition("#")[0],
    )  # fmt: skip


def current() -> Catalogue:
    """Return the catalogue of the published curriculum."""
    return _built(queries.current())


@lru_cache(maxsize=2)  # the version in force, and the one before it while requests still finish
def _built(curriculum: Curriculum) -> Catalogue:
    options = catalogue_of(curriculum)
    tasks = {task.id: task for task in options.bank.tasks}
    pools: dict[str, list[Task]] = {}
    for task in tasks.values():
        pools.setdefault(task.skills[0], []).append(task)
    lessons: dict[str, list[Lesson]] = {}
    for lesson in sorted(curriculum.lessons.values(), key=lambda each: (each.skill, each.order)):
        lessons.setdefault(lesson.skill, []).append(lesson)
    critical = frozenset(skill.id for skill in curriculum.skills.values() if skill.critical)
    return Catalogue(
        curriculum=curriculum,
        graph=options.graph,
        tasks=tasks,
        options=options,
        pools={skill: tuple(pool) for skill, pool in pools.items()},
        lessons={skill: tuple(pool) for skill, pool in lessons.items()},
        critical=critical,
    )
