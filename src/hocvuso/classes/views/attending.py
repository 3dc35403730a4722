"""Signing in at a meeting with the six digits on the wall: typed, or read from the square beside them."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import attending, carrying, queries, words
from hocvuso.classes.models import PLANNED, Class, ClassSession
from hocvuso.classes.views.taking_part import class_at, needs_name
from hocvuso.core import meeting
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

# Assumed: a room of 500 phones behind one address, each trying twice; a guesser gets no further than that either.
FROM_AN_ADDRESS = Rate(1000, 600.0)
BY_ONE = Rate(12, 600.0)  # decided: six digits are mistyped now and then


@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def sign_in(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Ask for the six digits (the square fills them in), and write down who came."""
    row = class_at(code)
    back = reverse("classes:one", args=[row.code])
    session = _meeting(row)
    if session is None:
        return message(
            request, _("Nothing to sign in to now"), _("One can sign in from half an hour before a class until half "
            "an hour after it."), status=409, button=_("To the class"), to=back,
        )  # fmt: skip
    typed, error = request.GET.get("m", "")[:12].strip(), ""
    if request.method == "POST":
        # Outside the hours of a meeting there is no wall to read again from: whoever tries more often guesses.
        by_one = BY_ONE if _is_open(session) else carrying.BY_ONE
        for rate, who in ((FROM_AN_ADDRESS, origin.client_address(request)), (by_one, str(person))):
            if not rate.allows(who):
                return too_many(request, rate.wait())
        typed = request.POST.get("ma", "")[:12].strip()
        try:
            kind, _is_new = attending.sign_in_to(row.id, person, "".join(typed.split()))
        except attending.Refused as refused:
            error = problem(refused.args[0])
        else:
            return _done(request, row, kind, back)
    elif (kind := attending.came_to(session.id, person)) and _is_open(session):
        return _done(request, row, kind, back)
    page = {
        "row": row, "when": words.when(session), "typed": typed, "error": error, "back": back,
        "is_open": _is_open(session), "is_over": session.meeting.closes < clock.now(),
        "opens": session.meeting.opens.astimezone(clock.VIETNAM), "reasons": {why: problem(why) for why in _REASONS},
    }  # fmt: skip
    return render(request, "classes/sign_in.html", page, status=422 if error else 200)


_REASONS = (attending.WRONG, attending.FULL, attending.OFF)


@require_safe
def square(request: HttpRequest, code: str, enrolment: uuid.UUID) -> HttpResponse:
    """Lead whoever read a learner's own square to his list; to anybody else it says nothing of whose it is."""
    row = class_at(code)
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        return HttpResponseRedirect(reverse("reports:class_square", args=[row.id, enrolment]))
    if request.COOKIES.get("hvs_guest"):
        return HttpResponseRedirect(reverse("classes:guest_square", args=[enrolment]))
    return message(
        request, _("This square is for whoever leads the class"), _("Show it at the class: the trainer points the "
        "camera at it, and you are on the list."), status=403, button=_("To the class"),
        to=reverse("classes:one", args=[row.code]),
    )  # fmt: skip


def problem(why: str) -> str:
    """Return the sentence for a refusal."""
    return {
        attending.WRONG: _("These digits do not stand on the wall. They change every half minute: read them again."),
        attending.FULL: _("Every seat is taken. Tell whoever leads the class that you are here."),
        attending.OFF: _("This meeting was called off."),
    }[why]


def _meeting(row: Class) -> ClassSession | None:
    """Return the meeting to sign in to: the one that takes place, else the next, else the last for some days."""
    now = clock.now()
    planned = [each for each in queries.sessions(row.id) if each.state == PLANNED]
    running = [each for each in planned if _is_open(each)]
    ahead = [each for each in planned if each.starts_at > now]
    lately = [each for each in planned if now - attending.CARRIED_FOR < each.ends_at <= now]
    return next(iter([*running, *ahead, *reversed(lately)]), None)


def _is_open(session: ClassSession) -> bool:
    return meeting.presence(session.meeting, clock.now()) is not None


def _done(request: HttpRequest, row: Class, kind: str, back: str) -> HttpResponse:
    sentence = (
        _("You are on the list, marked as late. You need do nothing else.")
        if kind == meeting.LATE
        else _("You are on the list. You need do nothing else.")
    )
    return message(request, _("You are here"), sentence, status=200, button=_("To the class"), to=back)
