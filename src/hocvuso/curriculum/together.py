"""Ten minutes beside somebody of the family: what a supporter does, step by step, without doing it for him.

Composed of the skill's own basic lesson, so that it is never older than the lesson.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hocvuso.core.content import Curriculum, Item, Lesson, Skill
from hocvuso.curriculum import render

MOST_STEPS = 3  # decided: two minutes each, and the rest of ten for looking and asking back
MOST_ACTS = 4  # decided: more lines on a sheet are not read while somebody waits
ASKED = ("choice", "true_false", "mark_signs")  # kinds of question that can be asked aloud


@dataclass(frozen=True, slots=True)
class TogetherStep:
    """What the relative does himself: a heading and the acts in order."""

    title: str
    acts: tuple[str, ...]
    caution: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the sheet of one skill."""

    skill: str
    title: str
    about: str
    steps: tuple[TogetherStep, ...]
    question: str  # to ask back at the end; "" where the skill has none that can be asked aloud
    answer: str
    is_draft: bool


def sheet_of(curriculum: Curriculum, skill: Skill, *, today: date) -> Sheet | None:
    """Return the sheet of a skill; None for a skill without a lesson."""
    lesson = _first(curriculum, skill)
    if lesson is None:
        return None
    shown = [
        render.step_for(step, device="", audience="family", easy=True, today=today, facts=curriculum.facts)
        for step in lesson.steps[:MOST_STEPS]
    ]
    item = _asked(curriculum, skill)
    return Sheet(
        skill.id,
        skill.title,
        skill.easy,
        tuple(TogetherStep(each.title, each.do[:MOST_ACTS], each.caution) for each in shown),
        item.prompt if item else "",
        item.explain if item else "",
        lesson.status != "published",
    )


def _first(curriculum: Curriculum, skill: Skill) -> Lesson | None:
    lessons = [curriculum.lessons[name] for name in skill.lessons if name in curriculum.lessons]
    return min((each for each in lessons if each.steps), key=lambda each: each.order, default=None)


def _asked(curriculum: Curriculum, skill: Skill) -> Item | None:
    """Return the easiest question of the skill that needs nothing to be seen."""
    items = [
        each for each in curriculum.items.values()
        if each.skill == skill.id and each.kind in ASKED and each.status != "retired" and not each.exhibit
    ]  # fmt: skip
    return min(items, key=lambda each: (each.difficulty, each.id), default=None)
