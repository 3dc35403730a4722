"""The page behind a short link: a preview card for the messenger, one sentence and one button for whoever opens it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hocvuso.campaigns import actions, kits, queries, sending, video
from hocvuso.campaigns.models import CampaignLink
from hocvuso.campaigns.rendering import short_link
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters
from hocvuso.lectures import pieces
from hocvuso.people import came_by
from hocvuso.plumbing import clock


@require_safe
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Open what a post promises; the opening is counted, whoever opens it is not kept."""
    link = queries.by_code(code)
    kit = kits.by_id(link.kit) if link else None
    if link is None or (kit is None and link.post is None):
        raise Http404(code)
    skill, language = queries.skill_of(link), translation.get_language() or "vi"
    is_family = kit is not None and kit.audience == "family"
    page = {
        "title": link.post.title if link.post else kit.named(language) if kit else "",
        "goal": link.post.short.split("\n")[0] if link.post else kit.goal if kit else "",
        "to": posters.first_page(curriculum.current(), skill),
        "together": reverse("learning:together", kwargs={"skill": skill}) if is_family else "",
        "address": short_link(link.code),
        "picture": f"{settings.SITE_URL}{_picture(link)}",
    }
    return counted(request, render(request, "campaigns/arrive.html", page), link.id, link.code)


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """Return the picture of the post behind a link, for the messenger's preview card."""
    link = queries.by_code(code)
    jpeg = sending.picture(link.post.id) if link and link.post else None
    if jpeg is None:
        raise Http404(code)
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def video_file(request: HttpRequest, kit: str) -> HttpResponse:
    """Return the upright video of a kit, or the piece of it that a player asks for."""
    found = kits.by_id(kit)
    path = video.path_of(found) if found else None
    if path is None:
        raise Http404(kit)
    response = pieces.answer(request, path, "video/mp4")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _picture(link: CampaignLink) -> str:
    if link.post and hasattr(link.post, "picture"):
        return reverse("campaigns:picture", kwargs={"code": link.code})
    return reverse("learning:leaflet", kwargs={"skill": queries.skill_of(link), "ending": "png"})


def counted(request: HttpRequest, response: HttpResponse, place: uuid.UUID, code: str) -> HttpResponse:
    """Count that a page was opened."""
    if came_by.opens(request, response, code):
        actions.opened(place, on=clock.today())
    return response
