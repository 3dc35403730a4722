"""The groups of a unit, the units below that have none and since when that is late, and reports about helpers."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.groups import following, founding, queries, reporting
from hocvuso.groups.help_desk import words
from hocvuso.groups.queries import FOUNDED, NONE, PREPARED, Standing
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock, paging
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

PAGE_SIZE = 40
MOST_AHEAD = timedelta(days=5 * 366)  # decided: no plan of the movement looks farther
ALL, WITHOUT, LATE = "tat-ca", "chua-co", "qua-han"
STATES = {FOUNDED: "ok", PREPARED: "look", NONE: "todo"}


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the unit's own groups in numbers; for a higher level which units have none, the latest first."""
    return _overview(request, desk)


def _overview(request: HttpRequest, desk: Desk, *, error: str = "") -> HttpResponse:
    own = queries.of_unit(desk.unit.id)
    since = date(desk.day.year, 1, 1)
    figures = queries.figures([each.pk for each in own], since)
    deadline = queries.deadline_of(desk.unit.id, desk.day)
    page = {
        **rail(desk, "groups"),
        "own": [(each, figures[each.pk], words.duration(figures[each.pk].minutes)) for each in own],
        "year": desk.day.year,
        "may_found": desk.may(Right.CONFIRM) and desk.sees_names,
        "deadline": deadline,
        "days_overdue": _late(own, deadline.due_on if deadline else None, desk.day),
        "may_set": desk.may_sign and not desk.is_grassroots,
        "typed": request.POST,
        "error": error,
        "reports": _open_reports(desk),
        "undecided": following.undecided(desk.viewer, desk.unit.id, desk.day) if desk.may(Right.CONFIRM) else [],
        **(_below(request, desk) if not desk.is_grassroots else {}),
    }
    return render(request, "reports/groups/overview.html", page, status=422 if error else 200)


def _late(own: list[Any], due_on: date | None, day: date) -> int:
    is_founded = any(each.founded_on for each in own)
    return max((day - due_on).days, 0) if due_on and not is_founded else 0


def _open_reports(desk: Desk) -> int:
    if not desk.may(Right.CONFIRM):
        return 0
    found = reporting.open_below(desk.viewer, desk.unit.id, desk.day)
    return sum(each.reviewed_at is None for each in found)


def _below(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return the table of the units below: counts and days, no person."""
    every = queries.standing_below(desk.unit.id, desk.day)
    show = request.GET.get("hien", WITHOUT)
    show = show if show in {ALL, WITHOUT, LATE} else WITHOUT
    rows = [each for each in every if _is_shown(each, show)]
    part = paging.part(paging.asked(request.GET), len(rows), PAGE_SIZE)
    shown = rows[part.rows]
    lines = {line.id: line for line in unions.unit_lines([each.unit for each in shown], desk.day)}
    states = {FOUNDED: _("has a group"), PREPARED: _("in preparation"), NONE: _("no group")}

    def to(**other: str) -> str:
        return desk.link("groups", **{"hien": show, **other})

    return {
        "lines": [(lines[each.unit], each, states[each.state], STATES[each.state]) for each in shown],
        "units": len(every),
        "founded": sum(each.state == FOUNDED for each in every),
        "late": sum(bool(each.days_overdue) for each in every),
        "show": show,
        "shows": [
            (WITHOUT, _("Without a group"), to(hien=WITHOUT)), (LATE, _("Overdue"), to(hien=LATE)),
            (ALL, _("All"), to(hien=ALL)),
        ],
        "number": part.number, "pages": part.pages,
        "earlier": to(trang=str(part.earlier)) if part.earlier else "",
        "later": to(trang=str(part.later)) if part.later else "",
    }  # fmt: skip


def _is_shown(each: Standing, show: str) -> bool:
    return show == ALL or (bool(each.days_overdue) if show == LATE else each.state != FOUNDED)


@require_POST
@at_desk
def deadline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say by when the units below must have a group."""
    if not (desk.may_sign and not desk.is_grassroots):
        return no_right(request, has_role=True)
    day, error = typed_day(request.POST.get("ngay", ""))
    if day is not None and not founding.OLDEST <= day <= desk.day + MOST_AHEAD:
        error = _("The day lies between 01/01/2020 and five years from now.")
    if error or day is None:
        return _overview(request, desk, error=error)
    founding.set_deadline(desk.unit.id, day, by=desk.viewer, name=desk.name, now=clock.now())
    return HttpResponseRedirect(desk.link("groups"))


@require_POST
@at_desk
def decide_unit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say to which unit a group belongs whose own was merged, divided or dissolved."""
    move, unit = _number(request.POST.get("so", "")), _number(request.POST.get("thuoc", ""))
    if not following.decide(desk.viewer, move, unit, now=clock.now()):
        return no_right(request, has_role=True)
    return HttpResponseRedirect(desk.link("groups"))


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def helper_reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was reported about helpers, open ones first, and take the decision with its reason."""
    if not (desk.may(Right.CONFIRM) and desk.sees_names):
        return no_right(request, has_role=True)
    error = ""
    if request.method == "POST":
        verdict, note = request.POST.get("ket-luan", ""), request.POST.get("ly-do", "")
        if reporting.review(_number(request.POST.get("so", "")), verdict, note, by=desk.viewer, now=clock.now()):
            return HttpResponseRedirect(desk.link("helper_reports"))
        error = _("Choose a decision and write what was found, so that the helper understands it.")
    found = reporting.open_below(desk.viewer, desk.unit.id, desk.day)
    seen = access.among(desk.viewer, Right.NAMES, {each.helper for each in found if each.helper}, desk.day)
    audit.record_reading(desk.viewer, sorted(seen), "group", desk.as_what)
    names = people.names(seen)
    page = {
        **rail(desk, "groups"),
        "back": desk.link("groups"),
        "found": [
            (each, names[each.helper].full if each.helper in names else _("a helper"), reporting.REASONS[each.reason],
             reporting.VERDICTS.get(each.verdict, ""))
            for each in found
        ],
        "verdicts": reporting.VERDICTS, "error": error, "typed": request.POST, "longest": reporting.LONGEST_NOTE,
    }  # fmt: skip
    return render(request, "reports/groups/reports.html", page, status=422 if error else 200)


def _number(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise Http404 from None
