"""Helping beside the learner: the helper sees the same step with its coaching, and nothing of what is typed.

The learner opens it and can end it; it ends by itself too. Only pages of lessons are told, by their ids. Everything
else is a personal screen: the helper sees that the learner is on one, and no more. Input stays on the learner's phone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hocvuso.core.rungs import Rung
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render
from hocvuso.curriculum.render import ShownStep
from hocvuso.groups.models import HELPING, HelpRequest
from hocvuso.learning import helping as coaching
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

COOKIE = "hvs_beside"
OPEN_FOR = timedelta(hours=2)  # decided: longer than any sitting; a forgotten one closes the same evening
TALK = {"assistant:help"}  # the page on which both write to each other moves nothing
STEP, EXERCISE = "step", "exercise"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the helper sees: a step or an exercise in the learner's wording with its coaching, or a personal screen."""

    kind: str = ""  # step, exercise, "" personal
    title: str = ""
    step: ShownStep | None = None
    coaching: tuple[Rung, ...] = ()
    at: datetime | None = None


def begin(person: uuid.UUID, request: uuid.UUID, *, now: datetime) -> bool:
    """Let the helper see where I am; tell whether somebody is helping."""
    facts = {"beside_until": now + OPEN_FOR, "beside_place": "", "beside_at": now}
    return bool(_mine(person, request).filter(state=HELPING).update(**facts))


def end(person: uuid.UUID, request: uuid.UUID) -> bool:
    """End it, and forget where I was."""
    return bool(_mine(person, request).update(beside_until=None, beside_place="", beside_at=None))


def is_open(request: uuid.UUID, now: datetime) -> bool:
    """Tell whether the helper of a request sees where the learner is."""
    return HelpRequest.objects.filter(id=request, state=HELPING, beside_until__gt=now).exists()


def screen(request: uuid.UUID, now: datetime) -> Screen | None:
    """Return what the helper sees; None while it is not open. The caller has asked `helped_by` for this request."""
    row = HelpRequest.objects.filter(id=request, state=HELPING, beside_until__gt=now).first()
    if row is None:
        return None
    kind, _, content = row.beside_place.partition(":")
    published, chosen = curriculum.current(), learning.choices(row.person)
    if kind == STEP and (step := published.steps.get(content)) is not None:
        shown = render.step_for(
            step, device=chosen.device, audience=chosen.audience, easy=chosen.easy, today=clock.day_of(now),
            facts=published.facts,
        )  # fmt: skip
        return Screen(STEP, shown.title, shown, at=row.beside_at)
    if kind == EXERCISE and (item := published.items.get(content)) is not None:
        rungs = coaching.ladder(item, published, chosen, clock.day_of(now))
        return Screen(EXERCISE, item.prompt, None, rungs[:-1], row.beside_at)  # the last rung is the answer
    return Screen(at=row.beside_at)


def mark(response: HttpResponse, request: uuid.UUID | None) -> None:
    """Mark this phone as one whose pages are told, or take the mark away."""
    if request is None:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, request.hex, max_age=int(OPEN_FOR.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.IS_SECURE_SITE,
    )  # fmt: skip


class BesideMiddleware:
    """Notes on which page a learner stands who lets somebody see it; without the mark it costs one look at a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if COOKIE in request.COOKIES and _is_page(request, response):
            _note(request)
        return response


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether somebody looks at this answer; what a script fetches ahead is not looked at."""
    # The service worker passes a navigation on as one, but without its destination.
    looked_at = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return request.method == "GET" and response.status_code == 200 and is_html and looked_at


def _note(request: HttpRequest) -> None:
    learner = getattr(request, "learner", None)
    match = request.resolver_match
    try:
        asked = uuid.UUID(request.COOKIES[COOKIE])
    except ValueError:
        return
    if learner is None or match is None or match.view_name in TALK:
        return
    parts = match.kwargs
    place = ""
    if match.view_name == "learning:step":
        place = f"{STEP}:{parts['skill']}/{parts['lesson']}#{parts['step']}"
    elif match.view_name == "learning:exercise":
        place = f"{EXERCISE}:{parts['skill']}/{parts['slug']}"
    now = clock.now()
    rows = _mine(learner.person, asked).filter(state=HELPING, beside_until__gt=now)
    rows.update(beside_place=place[:140], beside_at=now)


def _mine(person: uuid.UUID, request: uuid.UUID) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(id=request, person__in=people.ids_of(person))
