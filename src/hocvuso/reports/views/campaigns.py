"""Awareness work at an official's desk: choose a kit, adapt it, share it, see what came of it."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.campaigns import actions, kits, queries
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.kits import Kit
from hocvuso.campaigns.queries import Reach
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the kits, and what the unit and those below it have shared."""
    typed = request.GET.get("tim", "")[:80]
    language = translation.get_language() or "vi"
    reach = queries.reach(unions.subtree_ids(desk.unit.id, desk.day))
    shared = Counter(each.kit for each in reach if each.posted_on is not None)
    page = {
        **rail(desk, "campaigns"),
        "typed": typed,
        "kits": [
            (kit, kit.named(language), link(desk, "campaign", kit=kit.id), shared[kit.id]) for kit in kits.found(typed)
        ],
        "units": _by_unit(desk, reach),
        "total": _sum(reach),
        "library": kits.library(),
    }
    return render(request, "reports/campaigns.html", page)


def _sum(reach: list[Reach]) -> dict[str, int]:
    return {name: sum(getattr(each, name) for each in reach) for name in ("opened", "begun", "kept")}


def _by_unit(desk: Desk, reach: list[Reach]) -> list[tuple[str, int, dict[str, int]]]:
    """Return for each unit that shared something: its name, how many posts are out, what came of them."""
    found: dict[uuid.UUID, list[Reach]] = defaultdict(list)
    for each in reach:
        found[each.unit].append(each)
    rows = [
        (line.name, sum(each.posted_on is not None for each in found[line.id]), _sum(found[line.id]))
        for line in unions.unit_lines(found, desk.day)
    ]
    return sorted(rows, key=lambda row: -row[2]["opened"])


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def one(request: HttpRequest, desk: Desk, kit: str) -> HttpResponse:
    """Show a kit: its texts to adapt, the form that makes a link for a group, the links of the unit."""
    found = kits.by_id(kit)
    if found is None:
        return HttpResponseRedirect(desk.link("campaigns"))
    error = ""
    if request.method == "POST":
        if not desk.may_sign:
            return no_right(request, has_role=True)
        try:
            made = actions.link_for(
                desk.unit.id, found, request.POST.get("nhom", ""), request.POST.get("loi", ""), by=desk.viewer
            )
            return HttpResponseRedirect(link(desk, "campaign_link", number=made.id))
        except NotThis as refused:
            error = _problem(refused.what)
    own = unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=desk.unit.id)
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("campaigns"),
        "kit": found,
        "title": found.named(translation.get_language() or "vi"),
        "error": error,
        "group": request.POST.get("nhom", ""),
        "text": request.POST.get("loi", "") or found.long,
        "most": kits.LONG,
        "links": [(each, link(desk, "campaign_link", number=each.id)) for each in queries.reach(own, kit)],
        "picture": reverse("learning:leaflet", kwargs={"skill": found.skill, "ending": "png"}),
        "poster": reverse("learning:leaflet", kwargs={"skill": found.skill, "ending": "pdf"}),
    }
    return render(request, "reports/campaign.html", page, status=422 if error else 200)


def _problem(what: str) -> str:
    return {
        "empty": _("Write which group it is for, and the text."),
        "long": _("The text is too long for a phone. %(most)s letters at most.") % {"most": kits.LONG},
        "secret": _("There is a number in it that belongs to somebody, or a code. Take it out first."),
    }[what]


def _found(desk: Desk, number: uuid.UUID) -> tuple[Reach, Kit] | None:
    reach = queries.one(number)
    kit = kits.by_id(reach.kit) if reach else None
    if reach is None or kit is None:
        return None
    return (reach, kit) if unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=reach.unit).exists() else None


@require_safe
@at_desk
def shared(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show one link: the text to share with its address, and what came of it."""
    found = _found(desk, number)
    if found is None:
        return no_right(request, has_role=True)
    reach, kit = found
    address = f"{settings.SITE_URL}{reverse('campaigns:arrive', kwargs={'code': reach.code})}"
    page = {
        **rail(desk, "campaigns"),
        "back": link(desk, "campaign", kit=kit.id),
        "reach": reach,
        "title": kit.named(translation.get_language() or "vi"),
        "address": address,
        "text": f"{reach.text}\n{address}",
        "may_sign": access.may_act_for(desk.viewer, reach.unit, desk.day),
        "posted": link(desk, "campaign_posted", number=reach.id),
    }
    return render(request, "reports/campaign_link.html", page)


@require_POST
@at_desk
def posted(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Write down that a post is out, or that it is not."""
    found = _found(desk, number)
    if found is None or not access.may_act_for(desk.viewer, found[0].unit, desk.day):
        return no_right(request, has_role=True)
    if request.POST.get("ra") == "0":
        actions.take_back(number, by=desk.viewer)
    else:
        actions.posted(number, proof=request.POST.get("bang-chung", ""), by=desk.viewer, on=desk.day)
    return HttpResponseRedirect(link(desk, "campaign_link", number=number))
