"""A curriculum as the learner model and the planner want it: one task an item, the graph, and what may be proposed."""

from __future__ import annotations

from collections.abc import Iterable

from . import items as item_kinds
from .catalogue import Catalogue, LessonOption
from .content import Curriculum, Item
from .evidence import Task
from .graph import SkillGraph

RETIRED = "retired"
# assumed: 600 syllables a minute, twice what practised readers do, and a moment to tap. It stands in for the fifth
# percentile of times, which moves with every answer: a replay would not give the same state.
QUICK_MS_A_WORD, TAP_MS = 100, 400


def task_of(item: Item) -> Task:
    """Return what the model needs of an item; each item tests the one skill in which it lives."""
    return Task(
        id=item.id,
        skills=(item.skill,),
        difficulty=item.difficulty,
        seconds=float(item.seconds),
        guess=item_kinds.guess_of(item),
        step=item.step,
        lesson=item.step.partition("#")[0],
        fast_ms=quickest(item),
    )


def quickest(item: Item) -> int:
    """Return the milliseconds below which nobody has read what is asked; choices may be only glanced at."""
    return TAP_MS + QUICK_MS_A_WORD * len(f"{item.prompt} {item.exhibit}".split())


def catalogue_of(curriculum: Curriculum, tasks: Iterable[Task] | None = None) -> Catalogue:
    """Return everything of a curriculum that may be proposed; what is retired is left out.

    `tasks` where they are known already, else as authors say.
    """
    if tasks is None:
        tasks = [task_of(item) for item in curriculum.items.values() if item.status != RETIRED]
    return Catalogue.build(
        SkillGraph.from_skills((skill.id, skill.prerequisites) for skill in curriculum.skills.values()),
        tasks=tasks,
        lessons=[
            LessonOption(lesson.id, lesson.skill, float(lesson.minutes), lesson.order, lesson.level, len(lesson.steps))
            for lesson in curriculum.lessons.values()
            if lesson.status != RETIRED
        ],
        audiences={skill.id: frozenset(skill.audiences) for skill in curriculum.skills.values()},
        critical=frozenset(skill.id for skill in curriculum.skills.values() if skill.critical),
    )
