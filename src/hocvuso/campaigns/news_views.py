"""News on our own pages: list, one piece, the feed, and the card for a union's own site.

A post is words: no HTML of it reaches a page, and only our own button leads anywhere. Nobody can comment.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hocvuso.campaigns import news
from hocvuso.campaigns.news import News
from hocvuso.campaigns.views import counted
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import posters
from hocvuso.plumbing import clock, paging
from hocvuso.plumbing.headers import POLICY
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine

SHORT_SECONDS = 300  # a feed and a card may be five minutes old; whoever asks often costs nothing


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the news, of all or of one unit and those below it."""
    unit = _unit(request)
    day, chosen = clock.today(), unit.id if unit else None
    part = paging.part(paging.asked(request.GET), news.count(chosen, day), news.PAGE)
    code = f"don-vi={unit.code}&" if unit else ""
    page = {
        "news": news.listed(chosen, day, start=part.rows.start or 0),
        "unit": unit,
        "feed": _with_unit(reverse("campaigns:feed"), unit),
        "earlier": f"?{code}trang={part.earlier}" if part.earlier else "",
        "later": f"?{code}trang={part.later}" if part.later else "",
    }
    return render(request, "campaigns/news.html", page)


@require_safe
def piece(request: HttpRequest, code: str) -> HttpResponse:
    """Show one piece of news; that it was opened is counted like a short link."""
    found = _found(code)
    page = {
        "piece": found,
        "to": posters.first_page(curriculum.current(), found.skill),
        "address": f"{settings.SITE_URL}{reverse('campaigns:piece', kwargs={'code': found.code})}",
        "picture": f"{settings.SITE_URL}{_picture(found)}",
    }
    return counted(request, render(request, "campaigns/piece.html", page), found.place, found.code)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the newest news as an Atom feed (RFC 4287), texts as plain text."""
    unit = _unit(request)
    found = news.listed(unit.id if unit else None, clock.today(), most=news.FEED)
    page = {
        "news": found,
        "unit": unit,
        "site": settings.SITE_URL,
        "own": f"{settings.SITE_URL}{_with_unit(reverse('campaigns:feed'), unit)}",
        "updated": max((each.changed_at for each in found), default=clock.now()).isoformat(timespec="seconds"),
    }
    told = render_to_string("campaigns/feed.xml", page)
    response = HttpResponse(told, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={SHORT_SECONDS}"
    return response


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """Show the newest three as a card that a union's own site may frame; it sets no cookie and runs no script."""
    unit = _unit(request)
    page = {
        "news": news.listed(unit.id if unit else None, clock.today(), most=news.CARD),
        "unit": unit,
        "all": f"{settings.SITE_URL}{_with_unit(reverse('campaigns:news'), unit)}",
        "site": settings.SITE_URL,
        "lang": translation.get_language(),
    }
    # Without the request: nothing of the visitor is looked at, and no cookie is set.
    response = HttpResponse(render_to_string("campaigns/card.html", page))
    framed = f"frame-ancestors {settings.NEWS_FRAMED_BY}"
    response.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", framed)
    response.headers["Cache-Control"] = f"public, max-age={SHORT_SECONDS}"
    return response


def _unit(request: HttpRequest) -> UnitLine | None:
    code = request.GET.get("don-vi", "")[:40]
    found = unions.unit_by_code(code, clock.today()) if code else None
    if code and found is None:
        raise Http404(code)
    return found


def _with_unit(address: str, unit: UnitLine | None) -> str:
    return f"{address}?don-vi={unit.code}" if unit else address


def _found(code: str) -> News:
    found = news.by_code(code, clock.today())
    if found is None:
        raise Http404(code)
    return found


def _picture(found: News) -> str:
    if found.told.picture:
        return reverse("campaigns:picture", kwargs={"code": found.code})
    return reverse("learning:leaflet", kwargs={"skill": found.skill, "ending": "png"})
