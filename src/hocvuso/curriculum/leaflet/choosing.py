"""What stands on the page of a skill: its first steps with pictures, the one thing to remember, sources, a mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hocvuso.core.content import Curriculum, Skill, Step
from hocvuso.curriculum import render

MOST_STEPS = 4  # decided: two by two, readable on a wall from two metres
FROM_A_LESSON = 2  # decided: the beginning of each lesson carries it
MOST_SOURCES = 3  # decided: more names are read by nobody; the site has them all


@dataclass(frozen=True, slots=True)
class Panel:
    """One step on the page."""

    title: str
    text: str
    draw: str
    alt: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that stands on the page."""

    skill: str
    title: str
    about: str
    panels: tuple[Panel, ...]
    remember: str
    sources: tuple[str, ...]
    checked_on: date
    is_draft: bool
    address: str
    by: str


def leaflet_of(curriculum: Curriculum, skill: Skill, *, today: date, site: str, by: str) -> Leaflet | None:
    """Return the page of a skill; None for a skill whose lessons have no picture yet.

    `site` is the address of the site that the square code leads to, `by` who runs it.
    """
    steps = list(_steps(curriculum, skill))
    if not steps:
        return None
    shown = [
        render.step_for(step, device="", audience="worker", easy=True, today=today, facts=curriculum.facts)
        for step in steps
    ]
    lessons = [curriculum.lessons[step.lesson] for step in steps]
    publishers = (source.publisher for each in shown for fact in each.facts for source in fact.sources)
    panels = tuple(
        Panel(each.title, each.answer, step.picture.draw, step.picture.alt)
        for step, each in zip(steps, shown, strict=True)
        if step.picture is not None
    )
    return Leaflet(
        skill=skill.id,
        title=skill.title,
        about=skill.easy,
        panels=panels,
        remember=shown[0].caution,
        sources=tuple(dict.fromkeys(publishers))[:MOST_SOURCES],
        checked_on=min(lesson.checked_on for lesson in lessons),
        is_draft=any(lesson.status != "published" for lesson in lessons),
        address=f"{site.rstrip('/')}/ky-nang/{skill.id}",
        by=by,
    )


def _steps(curriculum: Curriculum, skill: Skill) -> Iterator[Step]:
    """Yield the first drawn steps of each lesson, as many as the page holds."""
    lessons = [curriculum.lessons[name] for name in skill.lessons if name in curriculum.lessons]
    each = FROM_A_LESSON if len(lessons) > 1 else MOST_STEPS
    chosen = [
        step for lesson in lessons for step in [one for one in lesson.steps if one.picture and one.picture.draw][:each]
    ]
    yield from chosen[:MOST_STEPS]
