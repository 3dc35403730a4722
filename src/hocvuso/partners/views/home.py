"""The first page about partners: their forms, their lists, the log of changes, and what the operator sets up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.core.mapping.content import IN
from hocvuso.partners.forms import library, words
from hocvuso.partners.seat import Seat, at_seat, rail


@require_safe
@at_seat
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what goes out and what comes in."""
    known = library.forms(seat.form_unit, seat.day).values()
    page = {
        **rail(seat),
        "out": [(each, words.source(each.form)) for each in known if each.form.way != IN and _may(seat, each)],
        "incoming": [(each, words.source(each.form)) for each in known if each.form.way == IN]
        if seat.may_hand_in
        else [],
        "back": reverse("reports:today"),
    }
    return render(request, "partners/home.html", page)


def _may(seat: Seat, known: library.Known) -> bool:
    return seat.may_take_out or not known.form.shows_persons
