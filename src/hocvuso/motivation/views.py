"""One's own page of rhythm and badges, pauses, and what is switched off."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core import rhythm
from hocvuso.motivation import choosing, queries
from hocvuso.motivation.choosing import Refused
from hocvuso.people import named
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

for_named = named.for_named(
    lambda: _("Your rhythm is kept under your name. Save your results with a card or your number first.")
)


@require_safe
@for_named
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show this week, the weeks in a row, what one can do now, and what the unit reaches together."""
    return _home(request, person, {}, {})


def _home(request: HttpRequest, person: uuid.UUID, typed: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    page = {
        "own": queries.own(person, clock.today()), "pause": uuid7(),
        "typed": typed, "wrong": wrong, "back": reverse("people:me"),
    }  # fmt: skip
    return render(request, "motivation/home.html", page, status=422 if wrong else 200)


@require_POST
@for_named
def rest(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Keep a pause; why is not asked."""
    typed = {name: request.POST.get(name, "").strip()[:10] for name in ("tu", "den")}
    since, until = (_day(typed[name]) for name in ("tu", "den"))
    wrong = {name: _("Write the day like 18/05/2026.") for name, day in (("tu", since), ("den", until)) if day is None}
    if since is None or until is None:
        return _home(request, person, typed, wrong)
    try:
        number = uuid.UUID(request.POST.get("so", ""))
    except ValueError:
        number = uuid7()
    try:
        choosing.rest(number, person, since, until, on=clock.today())
    except Refused as refused:
        return _home(request, person, typed, {"den": _refused(refused.args[0])})
    return HttpResponseRedirect(reverse("motivation:home"))


def _day(typed: str) -> date | None:
    """Return a day typed as 18/05/2026, or as a browser's own field sends it."""
    parts = typed.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _refused(why: str) -> str:
    return {
        "order": _("The last day lies before the first one."),
        "long": _("A pause is %(days)s days at most. Write a new one when it is over.")
        % {"days": rhythm.LONGEST_PAUSE},
        "old": _("This lies more than %(days)s days back.") % {"days": rhythm.LOOK_BACK},
        "many": _("These are many pauses already. Take one away first."),
    }[why]  # fmt: skip


@require_POST
@for_named
def rest_no_more(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Take a pause back."""
    choosing.rest_no_more(number, person)
    return HttpResponseRedirect(reverse("motivation:home"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def choose(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show and keep what is switched on; what goes off is deleted and counted no more."""
    if request.method == "POST":
        parts = frozenset() if request.POST.get("viec") == "tat" else frozenset(request.POST.getlist("phan"))
        choosing.switch(person, parts & frozenset(choosing.PARTS))
        return HttpResponseRedirect(reverse("motivation:home"))
    page = {"choice": queries.choice(person), "back": reverse("motivation:home")}
    return render(request, "motivation/choose.html", page)
