"""What a poster is about: a kit, a skill, one lesson, a simulator or the story of each week; its words, and the page
that its square code opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from hocvuso.campaigns import kits
from hocvuso.core import vntext
from hocvuso.core.content import Curriculum, Lesson, Step
from hocvuso.core.scenario import weekly
from hocvuso.learning import posters, ways
from hocvuso.practice import queries as practice

Kind = Literal["kit", "skill", "lesson", "practice", "week"]
EACH_WEEK = "story"  # decided: what a poster of kind `week` is about; which story that is, is found when it is scanned
FOUND = 12  # decided: what one looks through without scrolling twice


@dataclass(frozen=True, slots=True)
class Subject:
    """What hangs on the wall: a title, one sentence, and where a scan leads."""

    kind: Kind
    about: str
    title: str
    sentence: str
    skill: str
    opens: str
    minutes: int
    is_task: bool = False  # a scan opens something to try, not something to read

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"{self.kind}:{self.about}"


def by_key(curriculum: Curriculum, key: str, language: str = "vi") -> Subject | None:
    """Return what a form named, None when there is no such thing."""
    kind, _, about = key.partition(":")
    return named(curriculum, kind, about, language)


def named(curriculum: Curriculum, kind: str, about: str, language: str = "vi") -> Subject | None:
    """Return one subject."""
    if kind == "kit":
        return _of_kit(curriculum, about, language)
    if kind == "skill":
        return _of_skill(curriculum, about)
    if kind == "practice":
        return _of_simulator(about)
    if kind == "week":
        return of_each_week() if about == EACH_WEEK else None
    lesson = curriculum.lessons.get(about) if kind == "lesson" else None
    return _of_lesson(lesson) if lesson is not None and lesson.steps else None


def _of_kit(curriculum: Curriculum, name: str, language: str) -> Subject | None:
    kit = kits.by_id(name)
    if kit is None:
        return None
    opens, minutes, is_task = _first(curriculum, kit.skill)
    return Subject("kit", kit.id, kit.named(language), kit.wall or kit.goal, kit.skill, opens, minutes, is_task)


def _of_skill(curriculum: Curriculum, name: str) -> Subject | None:
    skill = curriculum.skills.get(name)
    if skill is None:
        return None
    opens, minutes, is_task = _first(curriculum, skill.id)
    return Subject("skill", skill.id, skill.title, skill.easy, skill.id, opens, minutes, is_task)


def _of_lesson(lesson: Lesson) -> Subject:
    opens = ways.step_url(lesson.steps[0].id)
    return Subject("lesson", lesson.id, lesson.title, lesson.goal, lesson.skill, opens, lesson.minutes)


def _of_simulator(name: str) -> Subject | None:
    """Return one simulator; a run makes an anonymous learner, who is then asked whether to keep it."""
    found = practice.scenario(name)
    if found is None:
        return None
    opens = f"{reverse('practice:simulator', args=[found.id])}?{urlencode({'ve': reverse('people:save')})}"
    return Subject("practice", found.id, found.title, found.summary, found.skill, opens, found.minutes, is_task=True)


def of_each_week() -> Subject | None:
    """Return the story of the week, whichever it is on the day of the scan; None where there are no stories."""
    told = [each for each in practice.current().values() if each.id.startswith(weekly.FAMILY)]
    if not told:
        return None
    return Subject(
        "week", EACH_WEEK, gettext("Scam of the week: would you see through it?"),
        gettext("A new story each Monday, the same for everybody. Nothing can go wrong here."),
        told[0].safety_skill, reverse("awareness:this_week"), max(each.minutes for each in told), is_task=True,
    )  # fmt: skip


def simulators(typed: str) -> list[Subject]:
    """Return the story of the week and all simulators, easiest first, whose words hold every typed word."""
    every = [of_each_week(), *(_of_simulator(name) for name in practice.current())]
    words = vntext.search_key(typed).split()
    return [each for each in every if each is not None and _holds(each, words)]


def _first(curriculum: Curriculum, skill: str) -> tuple[str, int, bool]:
    """Return what a scan opens, how many minutes it takes, and whether it is a task."""
    opens = posters.first_page(curriculum, skill)
    is_task = any(poster.skill == skill for poster in posters.POSTERS.values())
    lessons = [each for each in curriculum.lessons.values() if each.skill == skill and each.steps]
    first = min(lessons, key=lambda each: each.order, default=None)
    return opens, 2 if is_task or first is None else first.minutes, is_task


def drawn_step(curriculum: Curriculum, subject: Subject) -> Step | None:
    """Return the first step with a drawing: of the lesson, else of the lessons of the skill in their order."""
    own = curriculum.lessons.get(subject.about) if subject.kind == "lesson" else None
    skill = curriculum.skills.get(subject.skill)
    names = skill.lessons if skill else ()
    lessons = [own] if own else [curriculum.lessons[name] for name in names if name in curriculum.lessons]
    steps = (step for lesson in lessons for step in lesson.steps)
    return next((step for step in steps if step.picture is not None and step.picture.draw), None)


def found(curriculum: Curriculum, typed: str, language: str = "vi") -> list[Subject]:
    """Return kits, then skills and lessons whose words hold every typed word, with or without marks.

    Nothing typed: the kits alone, because they are what one begins with.
    """
    words = vntext.search_key(typed).split()
    of_kits = [_of_kit(curriculum, kit.id, language) for kit in kits.found(typed)]
    subjects = [each for each in of_kits if each is not None]
    if not words:
        return subjects
    others = [_of_skill(curriculum, name) for name in curriculum.skills]
    others += [_of_lesson(lesson) for lesson in curriculum.lessons.values() if lesson.steps]
    holding = (each for each in others if each is not None and _holds(each, words))
    return [*subjects, *sorted(holding, key=lambda each: (each.skill, each.kind != "skill", each.about))][:FOUND]


def _holds(subject: Subject, words: list[str]) -> bool:
    told = vntext.search_key(f"{subject.title} {subject.sentence}")
    return all(word in told for word in words)
