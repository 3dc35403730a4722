"""How much there is to learn for some skills: lessons, steps, questions, and how long they take.

Minutes of lessons are what their authors say for all steps of one; questions take the seconds of a slow reader that
stand beside each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hocvuso.core.content import Curriculum


@dataclass(frozen=True, slots=True)
class Content:
    """What there is for some skills."""

    lessons: int = 0
    steps: int = 0
    items: int = 0
    lesson_minutes: int = 0
    item_seconds: int = 0

    @property
    def minutes(self) -> int:
        """Lessons and questions together."""
        return self.lesson_minutes + round(self.item_seconds / 60)


def of_skills(curriculum: Curriculum, levels: Mapping[str, str]) -> Content:
    """Return what there is for skills, each once; `levels` says of which level (empty: all) the lessons are meant."""
    lessons = [
        lesson
        for lesson in curriculum.lessons.values()
        if lesson.skill in levels and levels[lesson.skill] in ("", lesson.level)
    ]
    steps = {step.id for lesson in lessons for step in lesson.steps}
    items = [item for item in curriculum.items.values() if item.skill in levels and item.step in steps]
    return Content(
        len(lessons), len(steps), len(items), sum(each.minutes for each in lessons), sum(each.seconds for each in items)
    )


def of_all(curriculum: Curriculum, skills: Iterable[str]) -> Content:
    """Return what there is for skills at every level."""
    return of_skills(curriculum, dict.fromkeys(skills, ""))
