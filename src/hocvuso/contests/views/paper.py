"""One question and one button; the review with the guess, and handing in. With scripts all of it runs on the phone."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.contests import answering, entering, paper_page, queries, words
from hocvuso.contests.answering import Asked, Given
from hocvuso.contests.models import Entry
from hocvuso.contests.views.home import needs_name
from hocvuso.plumbing import clock
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import message

MOST_PLACE = 99


def _entry(code: str, number: uuid.UUID, person: uuid.UUID) -> Entry:
    found = queries.entry(number, person)
    if found is None or found.of.of.code != code:
        raise Http404(code)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def question(request: HttpRequest, person: uuid.UUID, code: str, number: uuid.UUID) -> HttpResponse:
    """Show the question at a place; a posted answer is saved and leads to the next one."""
    entry = _entry(code, number, person)
    review, last = reverse("contests:review", args=[code, number]), len(entry.drawn) - 1
    if not entering.is_under_way(entry, clock.now()):
        return HttpResponseRedirect(review)
    here, error = reverse("contests:paper", args=[code, number]), ""
    place = min(whole(request.GET["cau"], most=MOST_PLACE), last) if "cau" in request.GET else _first_open(entry)
    if request.method == "POST":
        error = _saved(request, entry, person, place)
        if not error:
            return HttpResponseRedirect(review if place == last else f"{here}?cau={place + 1}")
    return render(request, "contests/paper.html", _page(request, entry, place, here, error),
                  status=422 if error else 200)  # fmt: skip


def _first_open(entry: Entry) -> int:
    return next((place for place in range(len(entry.drawn)) if str(place) not in entry.answers), 0)


def _saved(request: HttpRequest, entry: Entry, person: uuid.UUID, place: int) -> str:
    """Save the answer of a plain form; return what is wrong with it. Nothing chosen goes on to the next question."""
    form = {name: request.POST.getlist(name) for name in request.POST}
    filled = [name for name in form if name not in {"csrfmiddlewaretoken", "id"} and any(form[name])]
    if not filled:
        return ""
    given = Given(request.POST.get("id", "")[:36], place, None, {"form": form})
    told = answering.take(Asked(entry.id, person, [given], clock.now()))
    if told.results and told.results[0].reason == answering.BAD:
        return _("Something is missing in this answer. Look again, or go on and come back later.")
    return ""


def _page(request: HttpRequest, entry: Entry, place: int, here: str, error: str) -> dict[str, Any]:
    shown = paper_page.questions(entry, request.POST if error else None, place)
    return {
        **_time(entry), "entry": entry, "shown": shown, "now": shown[place], "error": error, "here": here,
        "review": reverse("contests:review", args=[entry.of.of.code, entry.id]),
        "door": f"/api/v1/contests/papers/{entry.id}", "guess": entry.of.of.guess, "last": len(shown) - 1,
        "back": reverse("contests:one", args=[entry.of.of.code]),
    }  # fmt: skip


def _time(entry: Entry) -> dict[str, Any]:
    now = clock.now()
    left = entry.span.left_ms(now)
    return {
        "passed_ms": entry.span.passed_ms(now), "length_ms": entry.span.length_ms,
        "ends": f"{entry.ends_at.astimezone(clock.VIETNAM):%H:%M:%S}", "minutes_left": -(-left // 60_000),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def review(request: HttpRequest, person: uuid.UUID, code: str, number: uuid.UUID) -> HttpResponse:
    """Show what is answered and what is not, ask for the guess, and hand in; afterwards say that it is done."""
    entry = _entry(code, number, person)
    if request.method == "POST":
        guess = request.POST.get("doan", "").strip()
        if guess and not (guess.isascii() and guess.isdigit()):
            return _review(request, entry, _("Write the guess as a number, like 120."), guess)
        asked = Asked(entry.id, person, [], clock.now(), hands_in=True, guess=int(guess[:7]) if guess else None)
        answering.take(asked)
        return HttpResponseRedirect(request.path)
    now = clock.now()
    if entry.handed_in_at is None and now <= entry.span.settled:
        return _review(request, entry, "", "")
    if entry.handed_in_at is None:
        answering.take(Asked(entry.id, person, [], now))
    return _done(request, _entry(code, number, person))


def _review(request: HttpRequest, entry: Entry, error: str, guess: str) -> HttpResponse:
    here = reverse("contests:paper", args=[entry.of.of.code, entry.id])
    shown = paper_page.questions(entry)
    page = {
        **_time(entry), "entry": entry, "error": error, "typed": guess, "guess": entry.of.of.guess,
        "lines": [(each.place, f"{here}?cau={each.place}", each.is_answered) for each in shown],
        "open": sum(not each.is_answered for each in shown), "back": here,
    }  # fmt: skip
    return render(request, "contests/review.html", page, status=422 if error else 200)


def _done(request: HttpRequest, entry: Entry) -> HttpResponse:
    to = reverse("contests:one", args=[entry.of.of.code])
    if entry.is_trial:
        told = {"points": entry.points, "questions": len(entry.drawn)}
        return message(request, _("Trial done"), _("%(points)s of %(questions)s right. A trial counts for nothing.")
                       % told, button=_("To the contest"), to=to)  # fmt: skip
    at = words.moment(entry.handed_in_at or entry.ends_at)
    facts = {"at": at, "answered": len(entry.answers), "questions": len(entry.drawn)}
    sentence = (
        _("Time was up, so it went in by itself with what was saved: %(answered)s of %(questions)s questions.")
        if entry.by_itself
        else _("Received at %(at)s, with %(answered)s of %(questions)s questions. Your points stand on the page of the "
               "contest when the round is over for everybody.")
    )  # fmt: skip
    return message(request, _("Your paper is in"), sentence % facts, button=_("To the contest"), to=to)
