"""My classes and those open to me; one class with its one button: take a seat, or give it up."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from hocvuso.classes import coming, materials, queries, recognising, seats, words
from hocvuso.classes.models import PLANNED, SEATED, Class, Enrolment
from hocvuso.core import meeting
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import named, steps
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, squares
from hocvuso.plumbing.views import message

needs_name: Callable[[named.Page], named.Page] = named.for_named(
    lambda: _("A seat in a class is kept under your name. Save your results with a card or your number first.")
)


@require_safe
@needs_name
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show my next classes, those of my unit with a free seat, and where I have been."""
    page = {
        "news": [(each.of, *words.changed(each)) for each in coming.news_of(people.ids_of(person), clock.now())],
        "mine": [(line, state == SEATED, words.when(line.next)) for line, state in queries.mine(person) if line.next],
        "offered": [(line, words.when(line.next)) for line in queries.open_to(person, clock.today()) if line.next],
        "past": [(each.session.of.name, words.when(each.session)) for each in queries.attended(person)],
        "hours": queries.hours_of(person),
        "length": words.length,
        "back": reverse("people:me"),
    }
    return render(request, "classes/home.html", page)


def class_at(code: str) -> Class:
    """Return the class of an address, or answer that there is none."""
    row = queries.by_code(code)
    if row is None:
        raise Http404(code)
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a class to whoever has its link; taking a seat asks for a name."""
    row = class_at(code)
    if request.method == "POST":
        return _act(request, row)
    return _show(request, row)


@needs_name
def _act(request: HttpRequest, person: uuid.UUID, row: Class) -> HttpResponse:
    here = reverse("classes:one", args=[row.code])
    if request.POST.get("viec") == "roi":
        seats.leave(row.id, person)
        return HttpResponseRedirect(here)
    try:
        seats.enrol(row.id, person)
    except seats.Closed:
        return message(
            request, _("This class takes nobody any more"), _("It is over or was called off. Look at other classes."),
            status=409, button=_("Other classes"), to=reverse("classes:home"),
        )  # fmt: skip
    return HttpResponseRedirect(here)


def _square(row: Class, held: Enrolment) -> Markup:
    """Return the learner's own square, which whoever leads the class reads."""
    return squares.square(f"{settings.SITE_URL}{reverse('classes:square', args=[row.code, held.id])}")


def _show(request: HttpRequest, row: Class) -> HttpResponse:
    person = steps.named(request)
    held = queries.standing(row.id, person) if person else None
    now = clock.now()
    sessions = queries.sessions(row.id)
    ahead = [each for each in sessions if each.ends_at > now and each.state == PLANNED]
    taken = seats.taken(row.id)
    known = curriculum.current().skills
    page = {
        "row": row,
        "news": [words.changed(each) for each in coming.touched(row.id, now)] if held else [],
        "materials": [
            each
            for each in materials.of_class(row.id)
            if each.kind in materials.OURS or (held is not None and held.state == SEATED)
        ],
        "square": _square(row, held) if held and held.state == SEATED and ahead else "",
        "hours": queries.hours_in(row.id, person) if held and person else 0,
        "certificate": recognising.of_person(row.id, person) if person else None,
        "length": words.length,
        "is_seated": held is not None and held.state == SEATED,
        "line": seats.place_in_line(held) if held and held.state != SEATED else 0,
        "sessions": [(each, words.when(each), each.state == PLANNED, each.ends_at <= now) for each in sessions],
        "is_open": bool(ahead) and row.state == PLANNED,
        "is_on": any(each.state == PLANNED and meeting.presence(each.meeting, now) for each in sessions),
        "free": max(0, row.seats - taken),
        "skills": [(each, known[each].title) for each in row.course.skills if each in known],
        "back": reverse("classes:home"),
    }
    return render(request, "classes/one.html", page)
