"""The official's own learning (O12): what the target of officials asks of him, and the lesson that comes next."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.core.content import Lesson
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import queries as learning
from hocvuso.learning import ways
from hocvuso.people import queries as people
from hocvuso.people import steps
from hocvuso.reports import targets
from hocvuso.reports.figures import COUNTED
from hocvuso.reports.rollups import officials
from hocvuso.reports.targets import Target
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.unions import belonging
from hocvuso.unions import queries as unions

MASTERED = "mastered"


@require_safe
@at_desk
def own_learning(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an official where he himself stands; nobody else sees this page of him."""
    every = targets.of_people(desk.day, desk.unit.id)
    target = next((each for each in every if each.audience == unions.OFFICIAL), None)
    person = people.canonical(desk.viewer)
    page = {**rail(desk, "own_learning"), "target": target}
    if target is not None:
        page |= _standing(person, target)
        page["is_official"] = belonging.is_official(person, desk.day)
        page["is_at_home"] = officials.counts(person, desk.day)
        page["has_agreed"] = people.has_agreed(person, COUNTED)
        if page["lesson"] is not None:
            page["is_here"], page["lesson_url"] = _way(request, person, page["lesson"])
    return render(request, "reports/own_learning.html", page)


def _standing(person: uuid.UUID, target: Target) -> dict[str, Any]:
    """Return the skills of the target with what he has mastered, how many are left, and the lesson that comes next."""
    now, known = curriculum.current(), learning.standings(person)
    mastered = {skill for skill, each in known.items() if each.band == MASTERED}
    wanted = [now.skills[skill] for skill in target.skills if skill in now.skills]
    left = [skill.id for skill in wanted if skill.id not in mastered]
    lessons = sorted((each for each in now.lessons.values() if each.steps), key=lambda each: each.order)
    return {
        "skills": [(skill, skill.id in mastered) for skill in wanted],
        "left": len(left),
        "lesson": next((each for skill in left for each in lessons if each.skill == skill), None),
    }


def _way(request: HttpRequest, person: uuid.UUID, lesson: Lesson) -> tuple[bool, str]:
    """Tell whether he learns on this device as himself, and where the lesson begins; else where he comes in first."""
    address = ways.step_url(lesson.steps[0].id)
    token = steps.learner_of(request)
    if token is not None and people.owner_of(token) == person:
        return True, address
    account = people.account(person)
    door = "people:enter" if account and account.code_kind else "people:card"
    return False, f"{reverse(door)}?{urlencode({'ve': address})}"
