"""The contests open to me; one contest with its one button: enter, begin, go on, see the result."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.contests import entering, publishing, queries, recognising, settling, words
from hocvuso.contests.models import ANNOUNCED, DRAFT, PUBLISHED, Contest, Entrant, Round
from hocvuso.people import named, steps
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.views import message
from hocvuso.unions import queries as unions

needs_name: Callable[[named.Page], named.Page] = named.for_named(
    lambda: _("A contest needs your name, for prizes are given to people. Save your results with a card or your "
              "number first.")
)  # fmt: skip


@require_safe
@needs_name
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show the contests of my unit and of those above it, and those I entered."""
    lines = queries.open_to(person, clock.today())
    tags = words.phases()
    page = {
        "lines": [(each, tags[each.phase], words.moment(each.closes)) for each in lines if each.closes],
        "back": reverse("people:me"),
    }
    return render(request, "contests/home.html", page)


def contest_at(code: str) -> Contest:
    """Return the contest of an address, or answer that there is none; nobody sees a draft."""
    row = queries.by_code(code)
    if row is None or row.state == DRAFT:
        raise Http404(code)
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a contest to whoever has its link; entering asks for a name."""
    row = contest_at(code)
    if request.method == "POST":
        return _act(request, row)
    return _show(request, row)


@needs_name
def _act(request: HttpRequest, person: uuid.UUID, row: Contest) -> HttpResponse:
    act, here = request.POST.get("viec", ""), reverse("contests:one", args=[row.code])
    if act == "ten":
        publishing.let_be_named(row.id, person, given=request.POST.get("cho") == "1")
        return HttpResponseRedirect(here)
    if act == "ghi-ten" and not request.POST.get("tuoi"):
        return _show(request, row, error=_("Say that you are 16 or older: younger people are not ranked."))
    try:
        entrant = entering.enter(row.id, person)
        if act in {"vao", "thu"}:
            return HttpResponseRedirect(_begun(request, row, entrant, is_trial=act == "thu"))
    except entering.Refused as refused:
        return _refused(request, refused.args[0], here)
    return HttpResponseRedirect(here)


def _begun(request: HttpRequest, row: Contest, entrant: Entrant, *, is_trial: bool) -> str:
    found = queries.round_now(queries.rounds(row.id), clock.now())
    if found is None:
        raise Http404(row.code)
    learner = steps.learner_of(request)
    wish = entering.Wish(_as_id(request.POST.get("so", "")), learner.device if learner else None, is_trial)
    entry = entering.begin(entrant, found.id, wish)
    return reverse("contests:paper", args=[row.code, entry.id])


def _as_id(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


def _refused(request: HttpRequest, why: str, to: str) -> HttpResponse:
    sentence = {
        entering.NOT_OURS: _("It is for people of the units that hold it. If you work there, ask your union to put you "
                             "on its list."),
        entering.TOO_YOUNG: _("Contests are for people of 16 and older. Everything else here is open to you."),
        entering.CLOSED: _("No round is open at this moment. Look when the next one opens."),
        entering.USED_UP: _("You have done this round as often as it may be done. Nothing is lost: the better attempt "
                            "counts."),
    }[why]  # fmt: skip
    return message(request, _("You cannot begin here now"), sentence, status=409, button=_("To the contest"), to=to)


def _show(request: HttpRequest, row: Contest, *, error: str = "") -> HttpResponse:
    person, now = steps.named(request), clock.now()
    rounds = queries.rounds(row.id)
    entrant = entering.entrant_of(row, person) if person else None
    current = queries.round_now(rounds, now)
    page = {
        "row": row, "error": error, "entrant": entrant, "number": uuid7(),
        "unit": next((each.name for each in unions.unit_lines([row.unit], clock.today())), ""),
        "tag": words.phases()[queries.phase_of(row.state, rounds[0].opens_at, rounds[-1].closes_at, now)],
        "rounds": [(each, words.span(each), now >= each.closes_at) for each in rounds],
        "rules": words.rules(rounds[0]), "order": words.order(), "is_on": row.state == ANNOUNCED,
        "current": current, "is_open": current is not None and current.opens_at <= now < current.closes_at,
        "is_over": current is None or now >= current.closes_at, "is_published": row.state == PUBLISHED,
        "back": reverse("contests:home"), **(_own(entrant, current, now) if entrant and current else NOBODYS),
    }  # fmt: skip
    return render(request, "contests/one.html", page, status=422 if error else 200)


NOBODYS: dict[str, Any] = {
    "under_way": None,
    "minutes_left": 0,
    "used": 0,
    "left": 0,
    "done": (),
    "award": None,
    "certificate": None,
}


def _own(entrant: Entrant, current: Round, now: Any) -> dict[str, Any]:
    """Return what somebody sees of himself: the attempt under way, what is left, points of rounds that are settled."""
    entries = queries.entries(entrant)
    now_on = [each for each in entries if each.of_id == current.id]
    under_way = next((each for each in now_on if entering.is_under_way(each, now)), None)
    return {
        "under_way": under_way,
        "minutes_left": -(-under_way.span.left_ms(now) // 60_000) if under_way else 0,
        "used": len(now_on), "left": current.attempts - len(now_on),
        "done": [
            (each, each.points if settling.is_settled(each.of, now) else None, len(each.drawn))
            for each in entries if each.handed_in_at is not None
        ],
        "award": publishing.award_of(entrant), "certificate": recognising.of_person(entrant.of_id, entrant.person),
    }  # fmt: skip
