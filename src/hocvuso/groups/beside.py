"""Helping beside the learner: the helper sees the same step with its coaching, and nothing of what is typed.

The learner opens it and can end it; it ends by itself too. Only pages of lessons and simulators are told, by their ids
(of a simulator the step that comes next and the number of its variant). Everything else is a personal screen: the
helper sees that the learner is on one, and no more. Input stays on the learner's phone: a picture of a simulator is
drawn from the scenario with its own samples.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hocvuso.core.rungs import Rung
from hocvuso.core.scenario.variants import MOST_SEED, deal
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render
from hocvuso.curriculum.render import ShownStep
from hocvuso.groups.models import HELPING, HelpRequest
from hocvuso.learning import helping as coaching
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.paging import whole
from hocvuso.practice import queries as practice
from hocvuso.practice import showing
from hocvuso.practice.showing import ShownStep as ShownPicture

COOKIE = "hvs_beside"
ALONG = "hvs_along"  # says to the player of simulators that somebody looks along; names nobody, scripts may read it
OPEN_FOR = timedelta(hours=2)  # decided: longer than any sitting; a forgotten one closes the same evening
TOLD = "practice:at_step"  # what the player of a simulator says itself
TALK = {"assistant:help"}  # the page on which both write to each other moves nothing
STEP, EXERCISE, PLAY, SIMULATORS = "step", "exercise", "play", "simulators"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the helper sees: a step or an exercise in the learner's wording with its coaching, or a personal screen."""

    kind: str = ""  # step, exercise, play, simulators, "" personal
    title: str = ""
    step: ShownStep | None = None
    coaching: tuple[Rung, ...] = ()
    at: datetime | None = None
    picture: ShownPicture | None = None  # of a simulator: its screen before the step that comes next
    task: str = ""
    is_begun: bool = False


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
    if kind == PLAY and (found := _played(content, easy=chosen.easy)) is not None:
        return replace(found, at=row.beside_at)
    return Screen(SIMULATORS if kind == SIMULATORS else "", at=row.beside_at)


def _played(content: str, *, easy: bool) -> Screen | None:
    """Return a simulator as its helper sees it; `content` is its id, the number of the variant, the step that comes."""
    slug, _, rest = content.partition(":")
    seed, _, at = rest.partition(":")
    scenario = practice.scenario(slug)
    if scenario is None:
        return None
    number = whole(seed, most=MOST_SEED)
    task = deal(scenario, number).text(scenario.task_easy if easy else scenario.task)
    pictures = showing.steps(scenario, number, easy=easy) if at else []
    picture = next((each for each in pictures if each.id == at), None)
    coaching = (Rung(1, picture.look), Rung(2, picture.say)) if picture else ()
    return Screen(PLAY, scenario.title, None, coaching, picture=picture, task=task, is_begun=bool(at))


def mark(response: HttpResponse, request: uuid.UUID | None) -> None:
    """Mark this phone as one whose pages are told, or take the mark away."""
    if request is None:
        response.delete_cookie(COOKIE, samesite="Lax")
        response.delete_cookie(ALONG, samesite="Lax")
        return
    for name, value in ((COOKIE, request.hex), (ALONG, "1")):
        response.set_cookie(
            name, value, max_age=int(OPEN_FOR.total_seconds()), httponly=name == COOKIE, samesite="Lax",
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
    if request.resolver_match is not None and request.resolver_match.view_name == TOLD:
        return response.status_code == 204
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
    place = _place(match.view_name, match.kwargs, request.GET.get("so", ""))
    now = clock.now()
    rows = _mine(learner.person, asked).filter(state=HELPING, beside_until__gt=now)
    rows.update(beside_place=place[:140], beside_at=now)


def _place(view: str, parts: Mapping[str, Any], seed: str) -> str:
    """Return where a page stands, by ids; "" for a personal screen."""
    number = whole(seed, most=MOST_SEED)
    if view == "learning:step":
        return f"{STEP}:{parts['skill']}/{parts['lesson']}#{parts['step']}"
    if view == "learning:exercise":
        return f"{EXERCISE}:{parts['skill']}/{parts['slug']}"
    if view == "practice:simulator":
        return f"{PLAY}:{parts['slug']}:{number}:"
    if view == TOLD:
        return f"{PLAY}:{parts['slug']}:{number}:{parts['step']}"
    return f"{SIMULATORS}:" if view == "practice:simulators" else ""


def _mine(person: uuid.UUID, request: uuid.UUID) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(id=request, person__in=people.ids_of(person))
