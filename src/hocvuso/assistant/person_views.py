"""The learner's pages: ask for a person, and the thread with him. The assistant keeps silent while he is there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.assistant.turns import last_turns
from hocvuso.core import triage
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.core.vntext import search_key
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups import beside, reporting
from hocvuso.groups import queries as groups
from hocvuso.groups.help_desk import asking, blocking, queries, routing, wish, words
from hocvuso.groups.help_desk.asking import Refused, Turn
from hocvuso.learning import queries as learning
from hocvuso.learning import ways
from hocvuso.people import queries as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import act_of, message, on_this_site
from hocvuso.unions import queries as unions


def _learner(request: HttpRequest) -> tokens.Token | None:
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return token


def _problem(why: str) -> str:
    said = {
        "empty": _("Write in a few words what you need. Marks are not needed."),
        "often": _("That is a lot at once. Wait an hour, what you sent is kept."),
        "blocked": _("You cannot ask a person for a while. The assistant answers as before."),
        "child": _("Let a grown-up of your family ask for a person. The assistant answers you here as always."),
        "nobody": _("No union is on this site yet, so there is nobody to ask here."),
    }
    return said[why]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say who helps and where a request goes, show what would be handed over, and open the request."""
    learner, now = _learner(request), clock.now()
    step_id = request.POST.get("buoc") or request.GET.get("buoc", "")
    step = curriculum.current().steps.get(step_id)
    exercise, back = request.POST.get("bai") or request.GET.get("bai", ""), _way_back(request)
    where = asking.stuck_at(exercise)
    page: dict[str, Any] = {"step": step, "can_ask": learner is not None, "error": "", "typed": "", "where": where}
    page |= {"exercise": exercise if where else "", "back": back}
    if learner is None:
        return render(request, "assistant/person.html", page)
    held = blocking.in_force(learner.person, clock.day_of(now))
    if held is not None:
        return _blocked(request, learner, held)
    known = asking.open_of(learner.person)
    if known is not None and request.method != "POST" and not where:
        return HttpResponseRedirect(_address(known.pk))
    if request.method == "POST":
        page["typed"] = request.POST.get("q", "")[:MAX_CHARACTERS]
        try:
            opened = asking.open_request(
                learner.person, page["typed"], now=now, step=step_id, exercise=exercise,
                turns=_handed_over(request, learner, now), device=learning.choices(learner.person).device,
                wish=wish.read(request.POST, source=wish.STUCK if where else wish.ASSISTANT),
            )  # fmt: skip
            return HttpResponseRedirect(_address(opened.pk) + (f"?{urlencode({'ve': back})}" if back else ""))
        except Refused as refused:
            page["error"] = _problem(refused.args[0])
    day = clock.day_of(now)
    place = routing.place_of(people.canonical(learner.person), day)
    unit = unions.unit(place.unit, day) if place else None
    sent = routing.group_for(learner.person, place, wish.PLAIN, step_id, now) if place else routing.Sent()
    page |= {
        "unit": unit.name if unit else "",
        "group": groups.name_of(sent.group),
        "has_unit": place is not None and place.home is not None,
        "ways": words.WAYS,
        "when": words.when_seen(now),
        "turns": last_turns(people.ids_of(learner.person), now) if known is None else [],
        "is_open": known is not None,
        "most": MAX_CHARACTERS,
    }
    return render(request, "assistant/person.html", page, status=422 if page["error"] else 200)


def _blocked(request: HttpRequest, learner: tokens.Token, held: blocking.Block) -> HttpResponse:
    """Say why and until when nobody can be asked, and take an objection; what is urgent is answered at once."""
    typed, error = request.POST.get("q", ""), ""
    if typed.strip() and triage.is_urgent(search_key(typed)):
        return HttpResponseRedirect(f"{reverse('assistant:ask')}?{urlencode({'q': typed[:MAX_CHARACTERS]})}")
    if request.method == "POST" and request.POST.get("viec") == "phan-doi":
        if blocking.object_to(learner.person, held.id, request.POST.get("loi", ""), now=clock.now()):
            return HttpResponseRedirect(reverse("assistant:person"))
        error = _("Write in a few words what you see otherwise.")
    page = {
        "held": held, "reason": blocking.REASONS[held.reason], "error": error,
        "last": held.until - timedelta(days=1), "longest": blocking.LONGEST_OBJECTION, "typed": request.POST,
    }  # fmt: skip
    is_asked = request.method == "POST" and not error
    return render(request, "assistant/blocked.html", page, status=422 if error else 403 if is_asked else 200)


def _handed_over(request: HttpRequest, learner: tokens.Token, now: datetime) -> list[Turn]:
    """Return what was asked the assistant before, when the form says that it may go along."""
    return last_turns(people.ids_of(learner.person), now) if request.POST.get("kem") == "1" else []


def _way_back(request: HttpRequest) -> str:
    """Return the page of this site from which somebody came to ask, "" when he came from none."""
    return on_this_site(request.POST.get("ve") or request.GET.get("ve", ""), "")


def _address(request: uuid.UUID) -> str:
    return reverse("assistant:help", kwargs={"request_id": request})


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show my request with its thread, and do what its buttons say."""
    learner, now = _learner(request), clock.now()
    mine = queries.own(learner.person, request_id, clock.day_of(now)) if learner else None
    if learner is None or mine is None:
        raise Http404
    error = ""
    if request.method == "POST":
        act = act_of(request, _ACTS)
        try:
            return act(request, learner.person, request_id)
        except Refused as refused:
            error = _problem(refused.args[0])
    step = curriculum.current().steps.get(mine.step)
    page = {
        "mine": mine,
        "lines": queries.thread(request_id),
        "step": step,
        "step_url": ways.step_url(step.id) if step else "",
        "back": _way_back(request),
        "when": words.when_seen(now),
        "due": words.moment(mine.due_at) if mine.due_at else "",
        "outcome": words.outcome(mine.outcome),
        "ratings": words.RATINGS,
        "reasons": reporting.REASONS,
        "reported": reporting.reported(request_id),
        "may_look_along": mine.helper is not None and routing.is_volunteer_of(mine.helper, mine.group) and mine.is_open,
        "may_give_number": mine.is_open
        and not mine.gives_number
        and any(one.phone for one in people.listed([mine.person])),
        "is_beside": beside.is_open(request_id, now),
        "stamp": queries.stamp(request_id),
        "typed": request.POST.get("q", request.GET.get("q", ""))[:MAX_CHARACTERS],
        "error": error,
        "most": MAX_CHARACTERS,
    }
    return render(request, "assistant/help.html", page, status=422 if error else 200)


@never_cache
@require_safe
def fresh(request: HttpRequest, request_id: uuid.UUID) -> JsonResponse:
    """Say whether something is new in my request, in a few bytes."""
    learner = _learner(request)
    mine = queries.own(learner.person, request_id, clock.today()) if learner else None
    if mine is None:
        raise Http404
    return JsonResponse({"stamp": queries.stamp(request_id)})


def _write(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    asking.write(person, request_id, request.POST.get("q", ""), now=clock.now())
    return HttpResponseRedirect(_address(request_id) + "#cuoi")


def _back(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    asking.back_to_assistant(person, request_id)
    return HttpResponseRedirect(reverse("assistant:ask"))


def _close(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    asking.close(person, request_id, now=clock.now())
    return HttpResponseRedirect(_address(request_id))


def _rate(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    typed = request.POST.get("muc", "")
    asking.rate(person, request_id, int(typed) if typed in {str(each) for each in asking.RATINGS} else 0)
    return HttpResponseRedirect(_address(request_id))


def _withdraw(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    asking.withdraw(person, request_id)
    return message(
        request, _("Taken back"), _("The request and everything in it is deleted. No official sees it any more."),
        status=200, button=_("Back to the assistant"), to=reverse("assistant:ask"),
    )  # fmt: skip


def _report(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    reporting.report(person, request_id, request.POST.get("vi", ""), now=clock.now())
    return HttpResponseRedirect(_address(request_id) + "#bao")


def _beside(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Let the helper see the same step, or end that; a mark on this phone says that its pages are told."""
    is_on = request.POST.get("xem") == "1" and beside.begin(person, request_id, now=clock.now())
    if not is_on:
        beside.end(person, request_id)
    response = HttpResponseRedirect(_address(request_id))
    beside.mark(response, request_id if is_on else None)
    return response


def _number(request: HttpRequest, person: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    asking.give_number(person, request_id, now=clock.now())
    return HttpResponseRedirect(_address(request_id))


_ACTS: dict[str, Callable[[HttpRequest, uuid.UUID, uuid.UUID], HttpResponse]] = {
    "viet": _write, "tro-ly": _back, "dong": _close, "danh-gia": _rate, "rut": _withdraw, "bao": _report,
    "cung-xem": _beside, "cho-so": _number,
}  # fmt: skip


def open_url(request: HttpRequest) -> str:
    """Return where the learner's open request stands, "" without one."""
    learner = _learner(request)
    known = asking.open_of(learner.person) if learner else None
    return _address(known.pk) if known else ""


def silenced(request: HttpRequest) -> HttpResponse | None:
    """Lead to the thread while a person is there, with what was typed; None lets the assistant answer.

    Who writes that money or a code is gone gets the assistant's urgent card at once, and the person reads it too.
    """
    learner = _learner(request)
    active = asking.silences(learner.person) if learner else None
    if learner is None or active is None:
        return None
    typed = request.POST.get("q", "") if request.method == "POST" else ""
    if typed.strip():
        is_urgent = triage.is_urgent(search_key(typed))
        try:
            asking.write(learner.person, active.pk, typed, now=clock.now())
        except Refused:
            if not is_urgent:
                return HttpResponseRedirect(f"{_address(active.pk)}?{urlencode({'q': typed[:MAX_CHARACTERS]})}")
        if is_urgent:
            return None
        return HttpResponseRedirect(_address(active.pk) + "#cuoi")
    asked = request.GET.get("q", "")[:MAX_CHARACTERS]
    return HttpResponseRedirect(_address(active.pk) + (f"?{urlencode({'q': asked})}" if asked else ""))
