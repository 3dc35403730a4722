"""Wifi points for everybody: the list, the page that a card opens, and "I cannot get in".

Where somebody stands stays in the browser: the script gets all places and sorts them itself.
"""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.hotspots import actions, queries, words
from hocvuso.learning import posters
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

# Assumed: at one point a hundred phones share an address, and few of them report at once.
FROM_AN_ADDRESS = Rate(60, 3600.0)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the points that are open to all; found by name or address, with or without marks."""
    typed = request.GET.get("tim", "")[:80]
    points = queries.public(typed, clock.today())
    page = {"points": points, "typed": typed, "has_places": any(each.place for each in points)}
    return render(request, "hotspots/listing.html", page)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Give the working points whose place is known, for sorting on the phone: code, latitude, longitude."""
    found = [(each.code, *each.place) for each in queries.public("", clock.today()) if each.place]
    return JsonResponse({"places": found})


@require_safe
def at_point(request: HttpRequest, code: str) -> HttpResponse:
    """Open from the card at a point: one button into learning, and how to join for whoever is not in yet."""
    point = _point(code)
    learner = request.learner  # type: ignore[attr-defined]
    to = reverse("learning:today") if learner else reverse("learning:first_task", kwargs={"code": posters.DEFAULT})
    page = {"point": point, "to": to, "troubles": list(words.troubles().items()), "report": uuid7()}
    return render(request, "hotspots/point.html", page)


@require_POST
def trouble(request: HttpRequest, code: str) -> HttpResponse:
    """Keep that somebody could not use a point, without who it was."""
    if not FROM_AN_ADDRESS.allows(origin.client_address(request)):
        return too_many(request, FROM_AN_ADDRESS.wait())
    point, back = _point(code), reverse("hotspots:listing")
    try:
        actions.tell_trouble(
            uuid.UUID(request.POST.get("report", "")), point.id, request.POST.get("kind", ""), on=clock.today()
        )
    except ValueError:
        return HttpResponseRedirect(reverse("hotspots:point", kwargs={"code": point.code}))
    return message(
        request, _("Thank you, noted"),
        _("Whoever looks after this wifi sees it today. We did not keep who you are."),
        status=200, button=_("Look for another point"), to=back,
    )  # fmt: skip


def _point(code: str) -> queries.Point:
    point = queries.by_code(code, clock.today())
    if point is None:
        raise Http404(code)
    return point
