"""Which exercises a trainer can choose: scam of the week, a lesson, a simulator's decision, what a class teaches."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hocvuso.core import hall, vntext
from hocvuso.core.content import Lesson
from hocvuso.core.hall import BadExercise, Exercise, Words
from hocvuso.core.hall_decisions import of_decisions
from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.content import Scenario
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice

WEEK, CLASS = "week", "class"
FOUND = 12  # lessons shown for a search, decided: what one looks through without scrolling twice


def words() -> Words:
    """Return the words that questions need, in the language of the page."""
    return Words(
        trust=_("Can be trusted"), suspicious=_("Suspicious"), unsure=_("I do not know yet"),
        story=_("Can this be trusted?"), safe_way=_("The safe way: {act}."),
    )  # fmt: skip


def by_source(source: str) -> Exercise | None:
    """Return the exercise that a form names, None where there is none: "week", "lesson:<id>", "simulator:<id>"."""
    kind, _colon, about = source.partition(":")
    try:
        if kind == WEEK:
            return of_week()
        if kind == "lesson":
            return hall.of_lesson(curriculum.current(), about, words())
        scenario = practice.current().get(about) if kind == "simulator" else None
        return _of_simulator(scenario) if scenario else None
    except BadExercise:
        return None


def _of_simulator(scenario: Scenario) -> Exercise:
    """Return stories of "spot the scam", of other simulators their decisions; others each week. Raises BadExercise."""
    week = weekly.number(clock.today())
    if weekly.tells(scenario):
        return hall.of_simulator(scenario, week, words())
    return of_decisions(scenario, curriculum.current(), week, words())


def of_class(number: uuid.UUID, name: str, skills: Sequence[str]) -> Exercise | None:
    """Return questions of what a class teaches, the same each time; None where its skills have too few."""
    try:
        return hall.of_skills(curriculum.current(), name, class_source(number), skills, number.int, words())
    except BadExercise:
        return None


def class_source(number: uuid.UUID) -> str:
    """Return how a form names what a class teaches."""
    return f"{CLASS}:{number.hex}"


def of_week() -> Exercise | None:
    """Return the exercise of this week, about the same story as everywhere on the site; None without stories."""
    scenarios = practice.current()
    told = weekly.stories(scenarios.values())
    if not told:
        return None
    week = weekly.number(clock.today())
    story = weekly.story_of(week, told)
    title = _("Scam of the week")
    return hall.of_week(title, scenarios[story.scenario], story.place, curriculum.current(), week, words())


def simulators() -> list[tuple[Scenario, bool]]:
    """Return the simulators whose decisions a hall can take together, and which of them tell stories."""
    return [(each, weekly.tells(each)) for each in practice.current().values() if each.shorts]


def lessons(typed: str) -> list[Lesson]:
    """Return the lessons with enough questions whose title holds every typed word, with or without marks."""
    wanted = vntext.search_key(typed).split()
    if not wanted:
        return []
    found = curriculum.current()
    holding = (
        each for each in found.lessons.values()
        if each.steps and all(word in vntext.search_key(each.title) for word in wanted)
    )  # fmt: skip
    return [each for each in holding if by_source(f"lesson:{each.id}")][:FOUND]
