"""What a level asks of the unions below: a kit or a post by a day; who has posted, who is late, a reminder."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.campaigns import assigning, composing, kits, queries, rollup
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.assigning import Wanted
from hocvuso.core import campaign as rules
from hocvuso.plumbing import paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.campaigns import shown, words
from hocvuso.reports.campaigns.form import id_of
from hocvuso.reports.campaigns.nav import frame, signer
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.reports.views.returns import link
from hocvuso.unions import queries as unions

PAGE = 30


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is asked of this unit, and what it has asked of those below."""
    asked = rollup.asked_of(desk.unit.id, desk.day) if desk.is_grassroots else []
    page = {
        **frame(desk, "assignments"),
        "asked": [
            (row, _title(row), row.unit.name, words.standings(state), link(desk, "assignment", assignment=row.id))
            for row, state in asked
        ],
        "given": [
            (row, _title(row), link(desk, "assignment", assignment=row.id))
            for row in ([] if desk.is_grassroots else rollup.given_by(desk.unit.id))
        ],
        "make": desk.link("assignment_new") if desk.may_sign and not desk.is_grassroots else "",
    }
    return render(request, "reports/campaigns/assignments.html", page)


def _title(row: Any) -> str:
    return row.post.title if row.post else words.kit_title(row.kit)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask the unions below to share a kit or a post by a day."""
    if not desk.may_sign or desk.is_grassroots:
        return no_right(request, has_role=True)
    typed = {name: (request.POST or request.GET).get(name, "")[:200] for name in ("ma", "bo", "bai", "han", "loi")}
    error = ""
    if request.method == "POST":
        try:
            made = _made(desk, typed)
            return HttpResponseRedirect(link(desk, "assignment", assignment=made.id))
        except NotThis as refused:
            error = words.refused(refused.what)
        except _BadDay as told:
            error = str(told)
    approved = [each for each in queries.posts_of(desk.unit.id) if each.state == rules.APPROVED]
    page = {
        **frame(desk, "assignments"),
        "back": desk.link("assignments"),
        "kits": [(each.id, each.title) for each in kits.library().kits],
        "posts": [(str(each.id), each.title) for each in approved],
        "typed": typed,
        "error": error,
        "new_id": typed["ma"] or str(uuid7()),
        "units": len(unions.leaf_paths(desk.unit.id, desk.day)),
    }
    return render(request, "reports/campaigns/assign.html", page, status=422 if error else 200)


class _BadDay(ValueError):
    """The day cannot be read; the text says what to type."""


def _made(desk: Desk, typed: dict[str, str]) -> Any:
    due_on, wrong = typed_day(typed["han"])
    if due_on is None:
        raise _BadDay(wrong)
    post = queries.post(id_of(typed["bai"])) if typed["bai"] else None
    if post is not None and post.unit_id != desk.unit.id:
        post = None
    kit = typed["bo"] if kits.by_id(typed["bo"]) and post is None else ""
    wanted = Wanted(due_on, kit, post, typed["loi"], post.campaign_id if post else None)
    return assigning.assign(id_of(typed["ma"]), desk.unit.id, wanted, by=signer(desk), on=desk.day)


def _seen(desk: Desk, assignment: uuid.UUID) -> Any:
    """Return an assignment if the unit of the desk is the one that asked or one of those asked."""
    row = rollup.one(assignment)
    if row is None:
        return None
    return row if unions.subtree_ids(row.unit_id, desk.day).filter(unit_id=desk.unit.id).exists() else None


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, assignment: uuid.UUID) -> HttpResponse:
    """Show what is asked; to a union what it has to do, to a level above how far those below are."""
    row = _seen(desk, assignment)
    if row is None:
        return no_right(request, has_role=True)
    page = {
        **frame(desk, "assignments"),
        "back": desk.link("assignments"),
        "row": row,
        "title": _title(row),
        "by": row.unit.name,
        "may_sign": desk.may_sign,
        "is_own": row.unit_id == desk.unit.id,
        "is_late": desk.day > row.due_on,
    }
    more = _task(desk, row) if desk.is_grassroots else _below(request, desk, row)
    return render(request, "reports/campaigns/assignment.html", {**page, **more})


def _task(desk: Desk, row: Any) -> dict[str, Any]:
    """Return what a union has to do, and what it has done."""
    mine = unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=desk.unit.id)
    reach = queries.reached(rollup.links_of(row).filter(unit__in=mine))
    out = [each.posted_on for each in reach if each.posted_on and each.posted_on >= row.made_on]
    return {
        "standing": words.standings(rules.standing(row.due_on, min(out, default=None), desk.day)),
        "links": [(each, link(desk, "campaign_link", number=each.id)) for each in reach],
        "to_kit": link(desk, "campaign", kit=row.kit) if row.kit else "",
        "to_adapt": link(desk, "assignment_adapt", assignment=row.id) if row.post else "",
    }


def _below(request: HttpRequest, desk: Desk, row: Any) -> dict[str, Any]:
    """Return how far the units below are, those that lack most first."""
    found = rollup.progress(row, desk.unit.id, desk.day)
    lines = sorted(found.lines, key=lambda line: (line.done - line.asked, line.unit.name))
    part = paging.part(paging.asked(request.GET), len(lines), PAGE)

    def to(number: int | None) -> str:
        return link(desk, "assignment", {"trang": str(number)}, assignment=row.id) if number else ""

    return {
        "progress": found,
        "told": shown.told(found.total, is_own=False),
        "lines": [
            (line, f"{_here(row)}?don-vi={line.unit.code}", words.standings(line.standing) if line.standing else None)
            for line in lines[part.rows]
        ],
        "earlier": to(part.earlier),
        "later": to(part.later),
        "to_remind": link(desk, "assignment_remind", assignment=row.id),
        "to_stop": link(desk, "assignment_stop", assignment=row.id),
        "reminded": request.GET.get("nhac") == "1",
    }


def _here(row: Any) -> str:
    return reverse("reports:assignment", kwargs={"assignment": row.id})


@require_POST
@at_desk
def remind(request: HttpRequest, desk: Desk, assignment: uuid.UUID) -> HttpResponse:
    """Have the offices reminded that have not posted; once a day, however often it is pressed."""
    row = _seen(desk, assignment)
    if row is None or not desk.may_sign or desk.is_grassroots:
        return no_right(request, has_role=True)
    assigning.remind_below(row, desk.unit.id, by=desk.viewer)
    return HttpResponseRedirect(link(desk, "assignment", {"nhac": "1"}, assignment=row.id))


@require_POST
@at_desk
def stop(request: HttpRequest, desk: Desk, assignment: uuid.UUID) -> HttpResponse:
    """Stop asking, or ask again."""
    row = _seen(desk, assignment)
    if row is None or row.unit_id != desk.unit.id or not desk.may_sign:
        return no_right(request, has_role=True)
    assigning.stop(row.id, is_over=request.POST.get("thoi") == "1", by=signer(desk), on=desk.day)
    return HttpResponseRedirect(link(desk, "assignment", assignment=row.id))


@require_POST
@at_desk
def adapt(request: HttpRequest, desk: Desk, assignment: uuid.UUID) -> HttpResponse:
    """Make the union's own draft of the post that is asked for, and open it."""
    row = _seen(desk, assignment)
    if row is None or row.post is None or not desk.may_sign or row.unit_id == desk.unit.id:
        return no_right(request, has_role=True)
    made = composing.adapt(row.post, desk.unit.id, uuid7(), by=signer(desk))
    return HttpResponseRedirect(link(desk, "post_change" if made.state == rules.DRAFT else "post", post=made.id))
