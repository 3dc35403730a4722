"""Where somebody is in his session: the address carries the plan and the part, so that the back button, a second
tab and a reload never lead elsewhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from hocvuso.core.catalogue import Kind
from hocvuso.core.content import Curriculum
from hocvuso.core.form import Form
from hocvuso.curriculum import queries as content
from hocvuso.curriculum import updates
from hocvuso.learning import forming, queries
from hocvuso.learning.models import PlanRow
from hocvuso.plumbing.templating import address
from hocvuso.plumbing.views import on_this_site
from hocvuso.practice import queries as practice
from hocvuso.practice.onward import Onward

Part = dict[str, Any]
CONTEXT_OF = {"review": "review", "check": "check", "practice": "practice", "lesson": "lesson"}


@dataclass(frozen=True, slots=True)
class Way:
    """A session and the part that is shown; without a session `plan` is empty."""

    plan: str = ""
    part: int = 0
    parts: tuple[Part, ...] = ()
    form: Form | None = None  # in which the lesson of this session opened
    after: str = ""  # where "Tiếp" leads when this part is done
    back: str = ""  # a page of ours that sent him here and wants him back, such as a lecture

    @property
    def context(self) -> str:
        """The context under which answers of this part are stored."""
        return CONTEXT_OF.get(self.parts[self.part]["kind"], "practice") if self.plan else "practice"

    def query(self) -> str:
        """Return the part of the address that keeps the way."""
        if self.back:
            return f"?{urlencode({'ve': self.back})}"
        return f"?p={self.plan}&k={self.part}" if self.plan else ""


def read(request: HttpRequest, curriculum: Curriculum) -> Way:
    """Return the way named in the address; anything unknown is simply no session."""
    back = on_this_site(request.GET.get("ve", ""), "")
    if back:
        return Way(after=back, back=back)
    try:
        plan, part = uuid.UUID(request.GET.get("p", "")), int(request.GET.get("k", "0"))
    except ValueError:
        return Way(after=address("learning:today"))
    learner = request.learner  # type: ignore[attr-defined]
    row = PlanRow.objects.filter(id=plan, person=learner.person).first() if learner else None
    if row is None or not 0 <= part < len(row.session):
        return Way(after=address("learning:today"))
    parts = tuple(row.session)
    form = forming.opened(row.form, queries.choices(learner.person))
    after = part_url(curriculum, parts, str(plan), part + 1, form)
    return Way(str(plan), part, parts, form, after=after)


def onward(request: HttpRequest) -> Onward | None:
    """Return where a run of a simulator leads on to: the next part of the session, or the page that sent him here."""
    way = read(request, content.current())
    return Onward(way.after, way.plan) if way.plan or way.back else None


def part_url(curriculum: Curriculum, parts: Sequence[Part], plan: str, part: int, form: Form = Form.TEXT) -> str:
    """Return where a part of a session begins, a lesson in its form; past the last one the closing page."""
    while part < len(parts):
        found = _address(curriculum, parts[part], form)
        if found:
            return f"{found}{'&' if '?' in found else '?'}p={plan}&k={part}"
        part += 1  # retired since the plan was made
    return f"{address('learning:done')}?p={plan}"


def _address(curriculum: Curriculum, part: Part, form: Form) -> str:
    if part["kind"] == "lesson":
        lesson = curriculum.lessons.get(part["id"])
        if lesson is None:
            return ""
        first = min(int(part.get("first", 0)), len(lesson.steps) - 1)
        return forming.lesson_url(lesson.id, step_url(lesson.steps[first].id), form)
    if part["kind"] == str(Kind.SIMULATOR):
        return address("practice:simulator", slug=part["id"]) if part["id"] in practice.current() else ""
    if part["kind"] == str(Kind.UPDATE):
        return update_url(part["id"]) if part["id"] in updates.of(curriculum).by_id else ""
    return item_url(part["id"]) if part["id"] in curriculum.items else ""


def step_url(step_id: str) -> str:
    """Return the address of a step: kns.4.3/three-questions#who-sent-it."""
    lesson, _, slug = step_id.partition("#")
    skill, _, name = lesson.partition("/")
    return address("learning:step", skill=skill, lesson=name, step=slug)


def update_url(update: str) -> str:
    """Return the address of an update: kns.4.3/three-questions#who-sent-it@2."""
    step, _, since = update.partition("@")
    return f"{step_url(step)}/doi/{since}"


def item_url(item_id: str) -> str:
    """Return the address of an exercise."""
    skill, _, name = item_id.partition("/")
    return address("learning:exercise", skill=skill, slug=name)
