"""What a person sees of himself: "Tôi", "Dữ liệu của tôi", and the ways to change, take along and erase it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.people import actions, case_numbers, departures, forms, known, own_data, queries, steps, tokens, traces
from hocvuso.people.actions import FAMILY, NAMED, PURPOSES
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit
from hocvuso.plumbing.views import message


def me(request: HttpRequest) -> HttpResponse:
    """Show who I am here, and the ways to settings and to my data."""
    learner = steps.learner_of(request)
    account = queries.account(queries.owner_of(learner)) if learner else None
    lines = []
    if account is not None:
        ids = queries.ids_of(account.id)
        lines = [line for holder in own_data.holders() if (line := holder.line(ids))]
    page = {
        "account": account,
        "lines": lines,
        "tab": "me",
        "has_zalo": bool(settings.ZALO_OA_SECRET),
        "enter_url": steps.onward(request, "people:enter"),
    }
    return render(request, "people/me.html", page)


def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is held, who read it, what I agreed to."""
    learner = steps.learner_of(request)
    if learner is None:
        return HttpResponseRedirect(reverse("people:me"))
    return _show_data(request, learner)


def _show_data(request: HttpRequest, learner: Token, *, typed: str = "", error: str = "") -> HttpResponse:
    account = queries.account(queries.owner_of(learner))
    if account is None:
        return HttpResponseRedirect(reverse("people:me"))
    ids = _ids(learner)
    held = [(holder.title(), holder.count(ids)) for holder in own_data.holders()]
    page = {
        "account": account,
        "held": [each for each in held if each[1]],
        "nothing_of": [title for title, count in held if not count],
        "seen": traces.seen(ids),
        "left": departures.of_person(ids),
        "decisions": _decisions(account.id),
        "typed": typed or account.full_name,
        "error": error,
    }
    return render(request, "people/my_data.html", page, status=422 if error else 200)


def _ids(learner: Token) -> list[uuid.UUID]:
    """Return every id of this person, also the random one of this phone before he has agreed."""
    ids = queries.ids_of(queries.owner_of(learner))
    return ids if learner.person in ids else [*ids, learner.person]


def _decisions(person: uuid.UUID) -> list[dict[str, Any]]:
    """Return one row per purpose, whether asked before or not; not asked is not agreed."""
    said = queries.consents(person)
    words = {
        "learn": (_("Record what I learn, to choose what suits me"), ""),
        "count": (_("Count me by name for my union"), ""),
        "remind": (
            _("Send me reminders"),
            _("At most 2 reminders a week, none in your shift or at night."),
        ),
        "compare": (
            _("Use what I told of myself to compare groups of 10 or more"),
            _("Withdrawing deletes it.") if "compare" in said and said["compare"].given else "",
        ),
        "explain": (
            _("Let authors and trainers see why a lesson is proposed to me"),
            _("Without my name; each look is listed below. My company never sees it."),
        ),
        "partner": (
            _("Give my name, unit and results to other union software and the national platform"),
            _("What went where is listed below. My company never gets it."),
        ),
    }
    words |= {purpose: word for purpose, word in _of_family().items() if purpose in said}
    if "explain" in said and said["explain"].given:
        words["explain"] = (words["explain"][0], _shown_by_number(person))
    return [
        {
            "purpose": purpose,
            "title": words[purpose][0],
            "more": words[purpose][1],
            "given": purpose in said and said[purpose].given,
            "at": said[purpose].at if purpose in said else None,
        }
        for purpose in (*PURPOSES, *(each for each in _of_family() if each in said))
    ]


def _of_family() -> dict[str, tuple[str, str]]:
    """Return the words of decisions about one's family; they are asked there and shown once something was said."""
    return {
        FAMILY: (_("Be in my family that learns together"), _("Withdrawing takes away at once what you let be seen.")),
        NAMED: (_("Stand by name on the certificate of my family"), ""),
    }


def _shown_by_number(person: uuid.UUID) -> str:
    """Say under which number he is looked at, so that he can ask an author about his own case."""
    return _("Without my name: my number is %(number)s. Each look is listed below.") % {
        "number": case_numbers.number_of(person)
    }


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Change my mind about one purpose."""
    learner = steps.learner_of(request)
    purpose = request.POST.get("purpose", "")
    response = HttpResponseRedirect(reverse("people:my_data"))
    if learner is not None and purpose in (*PURPOSES, FAMILY, NAMED):
        tokens.write(response, actions.switch(learner, purpose, given=request.POST.get("given") == "1"))
    return response


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Put my name right."""
    learner = steps.learner_of(request)
    if learner is None:
        return HttpResponseRedirect(reverse("people:me"))
    typed = request.POST.get("ten", "")
    name, error = forms.full_name(typed)
    owner = queries.account(queries.owner_of(learner))
    if error or owner is None or not owner.is_claimed:
        return _show_data(request, learner, typed=typed, error=error)
    actions.correct_name(owner.id, name, by=actions.By(owner.id))
    response = HttpResponseRedirect(reverse("people:my_data"))
    given = name.split()[-1]
    tokens.write(response, Token(learner.person, learner.device, learner.epoch, given))
    known.remember(request, response, owner.id, given)
    return response


def download(request: HttpRequest) -> HttpResponse:
    """Give everything that is held about me as one JSON file."""
    learner = steps.learner_of(request)
    if learner is None:
        return HttpResponseRedirect(reverse("people:me"))
    ids = _ids(learner)
    held: dict[str, Any] = {holder.name: holder.export(ids) for holder in own_data.holders()}
    held["traces"] = [
        {"at": trace.at, "verb": trace.verb, "what": trace.what, "facts": trace.facts, "by_me": trace.actor in ids}
        for trace in audit.traces_of(*ids, limit=10_000)
    ]
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="hoc-vu-so-du-lieu-cua-toi.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase me after one more question."""
    learner = steps.learner_of(request)
    if learner is None:
        return HttpResponseRedirect(reverse("people:me"))
    ids = _ids(learner)
    if request.method != "POST":
        held = [(holder.title(), holder.count(ids)) for holder in own_data.holders()]
        return render(request, "people/erase.html", {"held": held})
    for person in (ids[0], learner.person):
        actions.erase(person, by=ids[0], way="asked")
    response = message(
        request,
        _("Erased"),
        _("Your name, your answers and your results are gone from here."),
        button=_("To the start"),
        to="/",
    )
    tokens.forget(response)
    known.forget(request, response, ids[0])
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
