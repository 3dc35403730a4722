"""The page behind a short link: a preview card for the messenger, one sentence and one button for whoever opens it."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hocvuso.campaigns import actions, kits, queries
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters, ways
from hocvuso.people import came_by
from hocvuso.plumbing import clock

# Programs that fetch a page for its preview; they open nothing. Words of their own names, as they send them.
_PREVIEWS = re.compile(r"bot|crawler|spider|preview|facebookexternalhit|zalo(?!pay)[^/]*url", re.IGNORECASE)


@require_safe
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Open what a post promises; the opening is counted, whoever opens it is not kept."""
    link = queries.by_code(code)
    kit = kits.by_id(link.kit) if link else None
    if link is None or kit is None:
        raise Http404(code)
    page = {
        "kit": kit,
        "title": kit.named(translation.get_language() or "vi"),
        "to": _first_page(kit.skill),
        "together": reverse("learning:together", kwargs={"skill": kit.skill}) if kit.audience == "family" else "",
        "address": f"{settings.SITE_URL}{reverse('campaigns:arrive', kwargs={'code': link.code})}",
        "picture": f"{settings.SITE_URL}{reverse('learning:leaflet', kwargs={'skill': kit.skill, 'ending': 'png'})}",
    }
    response = render(request, "campaigns/arrive.html", page)
    if request.method == "GET" and not _PREVIEWS.search(request.headers.get("User-Agent", "")):
        if came_by.read(request) != link.code:  # a page loaded again, by hand or by the service worker, is one opening
            actions.opened(link.id, on=clock.today())
        came_by.note(response, link.code)
    response.headers["Cache-Control"] = "no-store"  # a page out of a store in between would not be counted
    return response


def _first_page(skill: str) -> str:
    """Return the first task of a skill that has one before any account, else the first step of its first lesson."""
    for poster in posters.POSTERS.values():
        if poster.skill == skill:
            return reverse("learning:first_task", kwargs={"code": poster.code})
    now = curriculum.current()
    lessons = [each for each in now.lessons.values() if each.skill == skill and each.steps]
    if not lessons:
        return reverse("learning:home")
    return ways.step_url(min(lessons, key=lambda each: each.order).steps[0].id)
