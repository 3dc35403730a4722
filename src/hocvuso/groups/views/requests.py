"""One request on a volunteer's phone: what about, take it, talk, go along, help beside, close."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.dispatch import HOME
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups import beside, queries, volunteering
from hocvuso.groups.help_desk import helping, words
from hocvuso.groups.help_desk import queries as desk
from hocvuso.groups.views.who import for_named
from hocvuso.groups.volunteering import Refused
from hocvuso.learning import ways
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.views import act_of

Act = Callable[[HttpRequest, uuid.UUID, uuid.UUID], None]


def problem(why: str) -> str:
    """Return what stands against an act in one sentence."""
    said = {
        "taken": _("Somebody else has taken this on, or it is closed."),
        "pledge": _("Sign the pledge of your group first."),
        "alone": _("Nobody goes to somebody's home alone. Choose who comes along."),
        "minutes": _("Type how many minutes it took, 0 to %(most)s.") % {"most": helping.MOST_MINUTES},
        "outcome": _("Choose how it ended."),
        "empty": _("Write the answer first."),
    }
    return said[why]


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def one(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Show a request: before it is taken only what about, afterwards its person and thread."""
    error = ""
    if request.method == "POST":
        act = act_of(request, _ACTS)
        try:
            act(request, person, request_id)
            return HttpResponseRedirect(_after(request, request_id))
        except Refused as refused:
            error = problem(refused.args[0])
    day = clock.today()
    asked = desk.helped_by(person, request_id, day)
    if asked is None:
        return _before(request, person, request_id, error)
    group = queries.name_of(asked.group)
    audit.record_reading(person, [asked.person], "help_thread", {"unit": group})
    lines, step = desk.thread(request_id), curriculum.current().steps.get(asked.step)
    page = {
        "asked": asked, "group": group, "lines": lines, "step": step,
        "step_url": ways.step_url(step.id) if step else "", "device": words.DEVICES.get(asked.device, ""),
        "way": words.WAYS_SHORT.get(asked.way, ""), "ways": words.WAYS_SHORT, "home": HOME,
        "phone": volunteering.phone_of(person, request_id, day),
        "companions": volunteering.companions(person, request_id, day),
        "due": words.moment(asked.due_at) if asked.due_at else "", "outcomes": words.OUTCOMES,
        "is_beside": beside.is_open(request_id, clock.now()), "stamp": desk.stamp(request_id),
        "most": MAX_CHARACTERS, "most_minutes": helping.MOST_MINUTES, "error": error, "typed": request.POST,
        "back": reverse("groups:home"),
    }  # fmt: skip
    return render(request, "groups/request.html", page, status=422 if error else 200)


def _after(request: HttpRequest, request_id: uuid.UUID) -> str:
    if request.POST["viec"] in {"xong", "tra-lai"}:
        return reverse("groups:home")
    return reverse("groups:request", args=[request_id]) + "#cuoi"


def _before(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID, error: str) -> HttpResponse:
    """Show what a request is about; who it is stays hidden until somebody has taken it on."""
    found = next((each for each in volunteering.waiting(person) if each.id == request_id), None)
    if found is None:
        raise Http404
    step = curriculum.current().steps.get(found.step)
    page = {
        "found": found, "step": step, "device": words.DEVICES.get(found.device, ""),
        "way": words.WAYS_SHORT.get(found.way, ""), "due": words.moment(found.due_at) if found.due_at else "",
        "error": error, "back": reverse("groups:home"),
    }  # fmt: skip
    return render(request, "groups/waiting.html", page, status=422 if error else 200)


@require_safe
@for_named
def beside_learner(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Show the step where the learner is, with its coaching; personal screens are not shown, nothing can be typed."""
    now = clock.now()
    asked = desk.helped_by(person, request_id, clock.day_of(now))
    if asked is None:
        raise Http404
    screen = beside.screen(request_id, now)
    if screen is not None:
        audit.record_reading(person, [asked.person], "help_beside", {"unit": queries.name_of(asked.group)})
    page: dict[str, Any] = {
        "asked": asked, "screen": screen, "stamp": desk.stamp(request_id), "watched": f"?viec={request_id}",
        "back": reverse("groups:request", args=[request_id]),
    }  # fmt: skip
    return render(request, "groups/beside.html", page)


def _take(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> None:
    volunteering.take(person, request_id, now=clock.now())


def _answer(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> None:
    text = request.POST.get("q", "")
    if not text.strip():
        raise Refused("empty")
    if desk.helped_by(person, request_id, clock.today()) is None:
        raise Refused("taken")
    if not helping.answer(request_id, person, text, now=clock.now()):
        raise Refused("taken")


def _way(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> None:
    typed = request.POST.get("cung", "")
    day = clock.today()
    able = [each for each, _name in volunteering.companions(person, request_id, day)]
    companion = next((each for each in able if str(each) == typed), None)
    volunteering.choose_way(person, request_id, request.POST.get("cach", ""), companion, now=clock.now())


def _release(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> None:
    if not helping.release(request_id, person, now=clock.now()):
        raise Refused("taken")


def _finish(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> None:
    typed = request.POST.get("phut", "").strip()
    minutes = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1
    volunteering.finish(person, request_id, request.POST.get("ket-qua", ""), minutes, now=clock.now())


_ACTS: dict[str, Act] = {
    "nhan": _take, "tra-loi": _answer, "cach": _way, "tra-lai": _release, "xong": _finish,
}  # fmt: skip
