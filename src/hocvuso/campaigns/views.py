"""The page behind a short link: a preview card for the messenger, one sentence and one button for whoever opens it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hocvuso.campaigns import actions, kits, queries
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters
from hocvuso.people import came_by
from hocvuso.plumbing import clock


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
        "to": posters.first_page(curriculum.current(), kit.skill),
        "together": reverse("learning:together", kwargs={"skill": kit.skill}) if kit.audience == "family" else "",
        "address": f"{settings.SITE_URL}{reverse('campaigns:arrive', kwargs={'code': link.code})}",
        "picture": f"{settings.SITE_URL}{reverse('learning:leaflet', kwargs={'skill': kit.skill, 'ending': 'png'})}",
    }
    response = render(request, "campaigns/arrive.html", page)
    if request.method == "GET" and not came_by.is_preview(request):
        if came_by.read(request) != link.code:  # a page loaded again, by hand or by the service worker, is one opening
            actions.opened(link.id, on=clock.today())
        came_by.note(response, link.code)
    response.headers["Cache-Control"] = "no-store"  # a page out of a store in between would not be counted
    return response
