"""Doing a short form in a room: the digits on the wall open it, one task a page, then what it showed."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.certificates import rooms, sitting, words
from hocvuso.certificates.models import ExamRoom, Sitting
from hocvuso.certificates.views.mine import needs_name
from hocvuso.learning import showing
from hocvuso.people import tokens
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import too_many

# Assumed: a room of 60 phones behind one address, each trying a few times.
FROM_AN_ADDRESS = Rate(300, 600.0)
BY_ONE = Rate(12, 600.0)  # decided: as at the wall of a class


def _at(code: str) -> ExamRoom:
    found = rooms.by_code(code)
    if found is None:
        raise Http404(code)
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def door(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Say what is done in a room and when, ask for the digits on its wall, and begin."""
    row, now = _at(code), clock.now()
    typed, error = request.GET.get("m", "")[:12].strip(), ""
    if request.method == "POST":
        for rate, who in ((FROM_AN_ADDRESS, origin.client_address(request)), (BY_ONE, str(person))):
            if not rate.allows(f"room {who}"):
                return too_many(request, rate.wait())
        typed = request.POST.get("ma", "")[:12].strip()
        try:
            begun = sitting.begin(row, person, "".join(typed.split()), now=now)
        except sitting.Refused as refused:
            error = words.not_begun(refused.args[0])
        else:
            return HttpResponseRedirect(reverse("certificates:sitting", args=[begun.pk]))
    page = {
        "row": row, "when": words.when(row), "version": rooms.version_of(row), "is_open": rooms.is_open(row, now),
        "typed": typed, "error": error,
    }  # fmt: skip
    return render(request, "certificates/door.html", page, status=422 if error else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def form(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Ask one task after the other by the server's clock; nothing is told of an answer until all are given."""
    row = sitting.find(number, person)
    if row is None:
        raise Http404(str(number))
    now, error = clock.now(), ""
    if request.method == "POST":
        error = _answered(request, row)
        if not error:
            return HttpResponseRedirect(request.path)
    found = sitting.next_item(row, now)
    if found is None:
        return render(request, "certificates/showed.html", _showed(row))
    item, event = found
    done, left = len(row.given), len(row.asked) - len(row.given)
    minutes = max(int((row.ends_at - now).total_seconds() // 60), 0)
    page = {
        **showing.blanks(item, event, request.POST), "item": item, "event_id": event, "error": error, "dots_done": done,
        "dots_left": left - 1,
        "dots_words": ngettext("%(left)s task left", "%(left)s tasks left", left) % {"left": left},
        "time_left": ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes},
        "room": row.room, "nothing_chosen": error,
    }  # fmt: skip
    return render(request, "certificates/form.html", page, status=422 if error else 200)


def _answered(request: HttpRequest, row: Sitting) -> str:
    """Take what was sent; return one sentence where nothing was taken."""
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if token is None:
        return words.not_taken("unknown")
    given = {"form": {name: request.POST.getlist(name) for name in request.POST}}
    why = sitting.answer(row, request.POST.get("item", ""), given, token.device, now=clock.now())
    return words.not_taken(why) if why and why != "late" else ""


def _showed(row: Sitting) -> dict[str, Any]:
    found = sitting.result(row)
    is_whole = row.finished_at is not None
    return {
        "row": row, "found": found, "is_whole": is_whole, "titles": words.titles(),
        "version": rooms.version_of(row.room),
    }  # fmt: skip
