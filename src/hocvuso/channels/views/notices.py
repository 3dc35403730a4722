"""The list of notices, for learners on their phone and for officials at their desk."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.channels import actions, queries, showing
from hocvuso.people import queries as people
from hocvuso.people import steps


def person_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the person whom a learner's page is about, or None."""
    learner = steps.learner_of(request)
    return people.owner_of(learner) if learner else None


@require_safe
def for_learner(request: HttpRequest) -> HttpResponse:
    """Show a learner his notices; what is shown counts as read."""
    person = person_of(request)
    if person is None:
        return HttpResponseRedirect(reverse("people:me"))
    return _show(request, person, "learner")


@require_safe
@login_required
def for_official(request: HttpRequest) -> HttpResponse:
    """Show an official his notices; what is shown counts as read."""
    return _show(request, uuid.UUID(str(request.user.pk)), "official")


def _show(request: HttpRequest, person: uuid.UUID, side: str) -> HttpResponse:
    page = {"notices": queries.notices(person), "side": side, **frame(side)}
    if request.method == "GET" and actions.mark_read(person):
        for each in {person, showing.reader_of(request) or person}:
            showing.forget(each)
    response = render(request, "channels/notices.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


def frame(side: str) -> dict[str, str]:
    """Return the addresses that differ between the two sides."""
    if side == "official":
        home, ways, notices = "reports:today", "channels:ways_official", "channels:official"
    else:
        home, ways, notices = "people:me", "channels:ways", "channels:notices"
    return {"home_url": reverse(home), "ways_url": reverse(ways), "notices_url": reverse(notices)}
