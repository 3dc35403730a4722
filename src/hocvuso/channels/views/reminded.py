"""My reminders: what came, why, and the switch."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.channels import links, queries
from hocvuso.channels.views.notices import frame, person_of
from hocvuso.people import queries as people


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a learner the reminders that came, each with its reason, and the switch."""
    person = person_of(request)
    if person is None:
        return HttpResponseRedirect(reverse("people:me"))
    page = {
        **frame("learner"),
        "side": "learner",
        "is_on": people.has_agreed(person, queries.REMIND),
        "reminders": queries.reminders(person),
        "token": links.end_token(person),
    }
    response = render(request, "channels/reminders.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response
