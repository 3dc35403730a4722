"""Awareness work at an official's desk: choose a kit, adapt it, share it, see what came of it."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.campaigns import actions, kits, queries, rendering, rollup, video
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.kits import Kit
from hocvuso.campaigns.queries import Reach
from hocvuso.core import campaign as rules
from hocvuso.core import posting
from hocvuso.plumbing import jobs
from hocvuso.reports.campaigns import shown, words
from hocvuso.reports.campaigns.nav import frame
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the kits, what is asked of the unit, and what came of all that it and those below it have shared."""
    typed = request.GET.get("tim", "")[:80]
    language = translation.get_language() or "vi"
    reach = queries.reach(unions.subtree_ids(desk.unit.id, desk.day))
    shared = Counter(each.kit for each in reach if each.posted_on is not None)
    total = rules.total(each.funnel for each in reach)
    asked = rollup.asked_of(desk.unit.id, desk.day) if desk.is_grassroots else []
    page = {
        **frame(desk, "campaigns"),
        "back": desk.link("today"),
        "typed": typed,
        "kits": [
            (kit, kit.named(language), link(desk, "campaign", kit=kit.id), shared[kit.id]) for kit in kits.found(typed)
        ],
        "asked": [
            (row, row.post.title if row.post else words.kit_title(row.kit), link(desk, "assignment", assignment=row.id))
            for row, state in asked
            if state in (rules.OPEN, rules.LATE)
        ],
        "waiting": len(queries.waiting_in(desk.unit.id)) if desk.may_sign else 0,
        "has_reach": bool(reach),
        "told": shown.told(total, is_own=desk.is_grassroots),
        "library": kits.library(),
    }
    return render(request, "reports/campaigns.html", page)


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
        **frame(desk, "campaigns"),
        "back": desk.link("campaigns"),
        "kit": found,
        "title": found.named(translation.get_language() or "vi"),
        "error": error,
        "group": request.POST.get("nhom", ""),
        "text": request.POST.get("loi", "") or found.long,
        "most": kits.LONG,
        "links": [(each, link(desk, "campaign_link", number=each.id)) for each in queries.reach(own, kit)],
        "compose": desk.link("post_new", bo=found.id),
        **_video(desk, found, request.GET.get("viec", "")),
        "picture": reverse("learning:leaflet", kwargs={"skill": found.skill, "ending": "png"}),
        "poster": reverse("learning:leaflet", kwargs={"skill": found.skill, "ending": "pdf"}),
    }
    return render(request, "reports/campaign.html", page, status=422 if error else 200)


def _video(desk: Desk, kit: Kit, job: str) -> dict[str, Any]:
    """Return how far the upright video of a kit is: to be made, under way, refused, or there."""
    made, state = video.media_of(kit), None
    try:
        state = jobs.state_of(uuid.UUID(job), viewer=desk.viewer) if job else None
    except ValueError:
        state = None
    return {
        "video": made,
        "video_state": state,
        "video_kib": round(made.size / 1024) if made else 0,
        "to_make": link(desk, "campaign_video", kit=kit.id),
        "video_file": reverse("campaigns:video", kwargs={"kit": kit.id}),
        "again": link(desk, "campaign", {"viec": job}, kit=kit.id),
    }


@require_POST
@at_desk
def make_video(request: HttpRequest, desk: Desk, kit: str) -> HttpResponse:
    """Have the upright video of a kit made."""
    found = kits.by_id(kit)
    if found is None or not desk.may_sign:
        return no_right(request, has_role=True)
    job = video.ask(found, by=desk.viewer)
    return HttpResponseRedirect(f"{link(desk, 'campaign', {'viec': str(job)}, kit=kit)}#video")


def _problem(what: str) -> str:
    return {
        "empty": _("Write which group it is for, and the text."),
        "long": _("The text is too long for a phone. %(most)s letters at most.") % {"most": kits.LONG},
    }.get(what) or words.refused(what)


def _found(desk: Desk, number: uuid.UUID) -> Reach | None:
    reach = queries.one(number)
    if reach is None or not (reach.post or kits.by_id(reach.kit)):
        return None
    return reach if unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=reach.unit).exists() else None


@require_safe
@at_desk
def shared(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show one place: the text to share with its address, and what came of it."""
    reach = _found(desk, number)
    if reach is None:
        return no_right(request, has_role=True)
    post, kit = queries.post(reach.post) if reach.post else None, kits.by_id(reach.kit)
    address = rendering.short_link(reach.code)
    told = posting.render(rendering.article_at(post, reach.code), reach.channel) if post else None
    leaflet = reverse("learning:leaflet", kwargs={"skill": kit.skill, "ending": "png"}) if kit else ""
    own = reverse("campaigns:picture", kwargs={"code": reach.code}) if told and told.picture else ""
    page = {
        **frame(desk, "campaigns"),
        "back": link(desk, "post", post=reach.post) if reach.post else link(desk, "campaign", kit=reach.kit),
        "reach": reach,
        "title": post.title if post else kit.named(translation.get_language() or "vi") if kit else "",
        "place": reach.group or words.channels().get(reach.channel, ""),
        "address": address,
        "text": told.to_copy if told else f"{reach.text}\n{address}",
        "picture": own or leaflet,
        "may_share": post is None or post.state == rules.APPROVED or reach.posted_on is not None,
        "told": shown.told(reach.funnel, is_own=reach.unit == desk.unit.id),
        "may_sign": access.may_act_for(desk.viewer, reach.unit, desk.day),
        "posted": link(desk, "campaign_posted", number=reach.id),
    }
    return render(request, "reports/campaign_link.html", page)


@require_POST
@at_desk
def posted(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Write down that a post is out, or that it is not."""
    found = _found(desk, number)
    if found is None or not access.may_act_for(desk.viewer, found.unit, desk.day):
        return no_right(request, has_role=True)
    if request.POST.get("ra") == "0":
        actions.take_back(number, by=desk.viewer)
    else:
        actions.posted(number, proof=request.POST.get("bang-chung", ""), by=desk.viewer, on=desk.day)
    return HttpResponseRedirect(link(desk, "campaign_link", number=number))
