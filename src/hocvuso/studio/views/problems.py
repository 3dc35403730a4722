"""The queue of problem reports: by step, the one that has waited longest first; answers, and taking them back."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hocvuso.assistant.authoring.pages import frame, page_of
from hocvuso.assistant.authoring.shown import title, url
from hocvuso.core.vntext import search_key
from hocvuso.learning.problems import answering, words
from hocvuso.learning.problems.reporting import LOOKING, OPEN
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions.authors import for_authors

ANSWERED = "answered"
MOST_TYPED = 100


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List what waits, what is looked at further, or what was answered."""
    which = request.GET.get("loc", "")
    which = which if which in (LOOKING, ANSWERED) else OPEN
    typed = request.GET.get("q", "")[:MOST_TYPED]
    wanted = search_key(typed).split()
    listed: list[Any] = answering.closings() if which == ANSWERED else answering.piles(which)
    found = [one for one in listed if all(word in search_key(f"{title(one.step)} {one.step}") for word in wanted)]
    context = {
        **frame(viewer, "studio:problems"),
        **page_of(request, found),
        "which": which,
        "waiting": answering.waiting(),
        "typed": typed,
        "total": len(found),
        "reasons": {name: word() for name, word in words.REASONS.items()},
        "outcomes": [(name, word()) for name, word in words.OUTCOMES.items()],
        "done": _done(request.GET.get("moi", "")),
        "most": answering.MOST_LETTERS,
    }
    rows = context["rows"]
    if which == ANSWERED:
        names = people.names({one.by for one in rows if one.by})
        context["rows"] = [(_closed(one), names.get(one.by)) for one in rows]
    else:
        context["rows"] = [_pile(one, which) for one in rows]
    return render(request, "studio/problems.html", context)


def _pile(one: answering.Pile, state: str) -> dict[str, Any]:
    return {"pile": one, "title": title(one.step), "url": url(one.step), "lines": answering.lines(one.step, state)}


def _closed(one: answering.Closing) -> dict[str, Any]:
    return {"closing": one, "title": title(one.step), "url": url(one.step), "outcome": words.outcome(one.outcome)}


def _done(typed: str) -> dict[str, Any] | None:
    """Return what was just answered, for the line with the button that takes it back."""
    try:
        found = answering.closing(uuid.UUID(typed))
    except ValueError:
        return None
    return _closed(found) if found else None


def _ids(typed: list[str]) -> list[uuid.UUID]:
    found = []
    for each in typed:
        try:
            found.append(uuid.UUID(each))
        except ValueError:
            continue
    return found


@require_POST
@for_authors
def answer(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Answer the reports that are ticked."""
    which = request.POST.get("loc", "")
    kept = {"loc": which} if which == LOOKING else {}
    closing = answering.answer(
        _ids(request.POST.getlist("so")), request.POST.get("ket-qua", ""), request.POST.get("loi", ""), by=viewer,
        now=clock.now(),
    )  # fmt: skip
    told = {**kept, "moi": str(closing)} if closing else kept
    return HttpResponseRedirect(f"{reverse('studio:problems')}?{urlencode(told)}")


@require_POST
@for_authors
def reopen(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Take an answer back: its reports wait again."""
    for closing in _ids([request.POST.get("so", "")]):
        answering.take_back(closing, by=viewer)
    return HttpResponseRedirect(reverse("studio:problems"))
