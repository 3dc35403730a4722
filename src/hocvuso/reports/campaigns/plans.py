"""Plans of awareness work: what for, for whom, when; the posts by their days, and what came of them by unit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.campaigns import composing, queries
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.composing import Changed, Plan
from hocvuso.core import campaign as rules
from hocvuso.plumbing import clock, paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.views import message
from hocvuso.reports.campaigns import shown, words
from hocvuso.reports.campaigns.form import id_of
from hocvuso.reports.campaigns.nav import frame, signer
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.reports.views.returns import link
from hocvuso.unions import queries as unions

MOST_PEOPLE = 1_000_000


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the unit's plans, those under way first."""
    rows = queries.campaigns_of(desk.unit.id)
    page = {
        **frame(desk, "plans"),
        "plans": [(each, _when(desk, each), link(desk, "plan", campaign=each.id)) for each in rows],
        "audiences": words.audiences(),
    }
    return render(request, "reports/campaigns/plans.html", page)


def _when(desk: Desk, row: Any) -> tuple[str, str]:
    if row.ended_at is not None:
        return _("put away"), ""
    if desk.day < row.starts_on:
        return _("to come"), "todo"
    return (_("over"), "") if desk.day > row.ends_on else (_("under way"), "ok")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def edit(request: HttpRequest, desk: Desk, campaign: uuid.UUID | None = None) -> HttpResponse:
    """Write a plan down, or change one; what was typed is kept where something is missing."""
    row = queries.campaign_of(campaign, desk.unit.id) if campaign else None
    if not desk.may_sign or (campaign and row is None):
        return no_right(request, has_role=True)
    typed = _filled(row) if row else {"tu": f"{desk.day:%d/%m/%Y}"}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:240] for name in FIELDS}
        told, wrong = _read(typed)
        if told is not None:
            try:
                made = composing.plan(
                    campaign or id_of(request.POST.get("ma", "")), desk.unit.id, told, by=signer(desk)
                )
                return HttpResponseRedirect(link(desk, "plan", campaign=made.id))
            except NotThis as refused:
                wrong = {"ten" if refused.what == "empty" else "den": words.refused(refused.what)}
            except Changed:
                return no_right(request, has_role=True)
    page = {
        **frame(desk, "plans"), "back": desk.link("plans"), "typed": typed, "wrong": wrong, "row": row,
        "new_id": request.POST.get("ma", "") or uuid7(), "audiences": words.audiences(),
    }  # fmt: skip
    return render(request, "reports/campaigns/plan_form.html", page, status=422 if wrong else 200)


FIELDS = ("ten", "muc-tieu", "so-nguoi", "cho", "tu", "den")


def _filled(row: Any) -> dict[str, str]:
    return {
        "ten": row.title, "muc-tieu": row.goal, "so-nguoi": str(row.aim or ""), "cho": row.audience,
        "tu": f"{row.starts_on:%d/%m/%Y}", "den": f"{row.ends_on:%d/%m/%Y}",
    }  # fmt: skip


def _read(typed: dict[str, str]) -> tuple[Plan | None, dict[str, str]]:
    wrong = {}
    if not typed["ten"].strip():
        wrong["ten"] = _("Give the plan a name, like “Scam month”.")
    if not typed["muc-tieu"].strip():
        wrong["muc-tieu"] = _("Write in one sentence what people shall know or do afterwards.")
    (begins, no_begin), (ends, no_end) = typed_day(typed["tu"]), typed_day(typed["den"])
    wrong |= {name: told for name, told in (("tu", no_begin), ("den", no_end)) if told}
    if wrong or begins is None or ends is None:
        return None, wrong
    aim = paging.whole(typed["so-nguoi"].replace(".", "").strip(), most=MOST_PEOPLE) or None
    audience = typed["cho"] if typed["cho"] in words.audiences() else "worker"
    return Plan(typed["ten"], typed["muc-tieu"], aim, audience, begins, ends), {}


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, campaign: uuid.UUID) -> HttpResponse:
    """Show a plan: its calendar, and how far it is towards its aim, by unit."""
    row = queries.campaign_of(campaign, desk.unit.id)
    if row is None:
        return no_right(request, has_role=True)
    reach = queries.of_campaign(row.id, unions.subtree_ids(desk.unit.id, desk.day))
    total = rules.total(each.funnel for each in reach)
    page = {
        **frame(desk, "plans"),
        "back": desk.link("plans"),
        "row": row,
        "when": _when(desk, row),
        "audience": words.audiences().get(row.audience, ""),
        "posts": calendar(desk, queries.posts_of(desk.unit.id, row.id)),
        "told": shown.told(total, is_own=desk.is_grassroots),
        "done_share": min(round(100 * total.begun / row.aim), 100) if row.aim else None,
        "units": shown.by_unit(reach, desk.day),
        "compose": desk.link("post_new", **{"ke-hoach": str(row.id)}),
        "change": link(desk, "plan_change", campaign=row.id),
        "away": link(desk, "plan_away", campaign=row.id),
    }
    return render(request, "reports/campaigns/plan.html", page)


def calendar(desk: Desk, posts: Iterable[Any]) -> list[dict[str, Any]]:
    """Return posts as a calendar shows them: the day, the title, how far each is, where it goes."""
    names, now, found = words.channels(), clock.now(), []
    for row in posts:
        places = list(row.places.all())
        states = [
            rules.place_state(
                row.state, rules.Place(each.channel, each.due_at, each.posted_on, each.is_sent, each.refusal), now
            )
            for each in places
        ]
        found.append(
            {
                "at": row.planned_at.astimezone(clock.VIETNAM) if row.planned_at else None,
                "title": row.title,
                "to": link(desk, "post", post=row.id),
                "state": words.posts(row.state),
                "out": sum(state in (rules.SENT, rules.MARKED) for state in states),
                "out_on": min((each.posted_on for each in places if each.posted_on), default=None),
                "due": rules.DUE in states,
                "refused": rules.REFUSED in states,
                "count": len(places),
                "channels": ", ".join(dict.fromkeys(names.get(each.channel, each.channel) for each in places)),
            }
        )
    return found


@require_POST
@at_desk
def away(request: HttpRequest, desk: Desk, campaign: uuid.UUID) -> HttpResponse:
    """Put a plan away, or take it out again."""
    if not desk.may_sign or queries.campaign_of(campaign, desk.unit.id) is None:
        return no_right(request, has_role=True)
    composing.put_away(campaign, is_over=request.POST.get("cat") == "1", by=signer(desk))
    return HttpResponseRedirect(link(desk, "plan", campaign=campaign))


def changed(request: HttpRequest, to: str) -> HttpResponse:
    """Say that somebody was quicker."""
    sentence = _("Somebody changed this post meanwhile. Look at it again, then decide.")
    return message(
        request, _("That did not go through"), sentence, status=409, button=_("To the post"), to=to,
    )  # fmt: skip
