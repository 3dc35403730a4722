"""Programmes of a unit and of those below: who has none, what is late, what was asked for by when."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.plumbing import paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions, assigning, queries
from hocvuso.programmes.actions import PLAN
from hocvuso.programmes.assigning import Standing
from hocvuso.reports.documents import answers as documents
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.programmes import reporting
from hocvuso.reports.programmes.programme import ENDINGS, sees_owners
from hocvuso.reports.programmes.wizard import id_of, signer
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine

PAGE_SIZE = 40
LATE_SHOWN = 12
ALL, WITHOUT, LATE = "tat-ca", "chua-co", "tre"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the programmes of the unit, and for a higher level those below; ask units below for one by a day."""
    error = ""
    if request.method == "POST":
        if not desk.may_sign:
            return no_right(request, has_role=True)
        error = _act(request, desk)
        if not error:
            return HttpResponseRedirect(desk.link("programmes"))
    own = queries.of_units([desk.unit.id], desk.day)
    asked = assigning.assigned_to(desk.unit.id, desk.day, is_grassroots=desk.is_grassroots)
    units = unions.subtree_ids(desk.unit.id, desk.day)
    page = {
        **rail(desk, "programmes"),
        "own": [(each, link(desk, "programme", number=each.id)) for each in own],
        "asked": asked,
        "model": asked.model if asked and asked.model and asked.model.removed_at is None and not own else None,
        "days_overdue": max((desk.day - asked.due_on).days, 0) if asked and not own else 0,
        "has_draft": desk.may_sign and queries.draft(desk.unit.id, desk.viewer, PLAN) is not None,
        "removed": queries.removed_of(desk.unit.id) if desk.may_sign else [],
        "late": _late(desk, units),
        "sees_owners": sees_owners(desk, desk.unit.id),
        "counts": queries.counts(units, desk.day),
        "day": desk.day,
        "error": error, "typed": request.POST,
        **({} if desk.is_grassroots else _below(request, desk)),
    }  # fmt: skip
    return render(request, "reports/programmes/overview.html", page, status=422 if error else 200)


def _act(request: HttpRequest, desk: Desk) -> str:
    """Do what a button says; return what is wrong with it, or nothing."""
    what, by = request.POST.get("viec", ""), signer(desk)
    if what == "lay-lai":
        number = id_of(request.POST.get("programme", ""))
        if any(each.pk == number for each in queries.removed_of(desk.unit.id)):
            actions.restore(number, by=by)
        return ""
    if what == "theo-mau":
        _take_model(request, desk)
        return ""
    if desk.is_grassroots or what not in {"giao", "thu-hoi"}:
        raise Http404
    if what == "thu-hoi":
        assigning.withdraw(id_of(request.POST.get("assignment", "")), desk.unit.id, by=by)
        return ""
    day, error = typed_day(request.POST.get("ngay", ""))
    if error or day is None:
        return error
    if day < desk.day:
        return _("That day has passed. Choose a later one.")
    assigning.assign(
        id_of(request.POST.get("assignment", "")), desk.unit.id, day, by=by,
        to_grassroots=request.POST.get("cho") != "duoi", note=request.POST.get("loi-nhan", ""),
        model=id_of(request.POST.get("mau", "")),
    )  # fmt: skip
    return ""


def _take_model(request: HttpRequest, desk: Desk) -> None:
    """Begin with the programme that was sent along; pressed twice it is one."""
    asked = assigning.assigned_to(desk.unit.id, desk.day, is_grassroots=desk.is_grassroots)
    told = assigning.from_model(asked, desk.day) if asked else None
    if asked is not None and told is not None:
        actions.begin(uuid.uuid5(desk.unit.id, str(asked.pk)), desk.unit.id, told, by=signer(desk))


def _late(desk: Desk, units: unions.Ids) -> list[tuple[Any, str, str]]:
    """Return the late tasks of the unit and below: the task, its unit, its page."""
    rows = queries.overdue(units, desk.day, LATE_SHOWN)
    names = _names(desk, rows)
    return [
        (each, names[each.goal_of.programme.unit_id], link(desk, "programme_task", number=each.pk)) for each in rows
    ]


def _names(desk: Desk, tasks: list[Any]) -> dict[Any, str]:
    units = {each.goal_of.programme.unit_id for each in tasks}
    return {line.id: line.name for line in unions.unit_lines(units, desk.day)}


def _below(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return the table of the units below, page by page."""
    every = assigning.standing_below(desk.unit.id, desk.day)
    show = request.GET.get("hien", ALL)
    show = show if show in {ALL, WITHOUT, LATE} else ALL
    rows = [each for each in every if _is_shown(each, show)]
    part = paging.part(paging.asked(request.GET), len(rows), PAGE_SIZE)

    def to(**other: str) -> str:
        return desk.link("programmes", **{"hien": show, **other})

    return {
        "below": _lines(desk, rows[part.rows]),
        "units": len(every), "held": sum(bool(each.programmes) for each in every),
        "show": show,
        "shows": [
            (ALL, _("All"), to(hien=ALL)), (WITHOUT, _("Without a programme"), to(hien=WITHOUT)),
            (LATE, _("With late tasks"), to(hien=LATE)),
        ],
        "number": part.number, "pages": part.pages,
        "earlier": to(trang=str(part.earlier)) if part.earlier else "",
        "later": to(trang=str(part.later)) if part.later else "",
        "assigned": assigning.assigned_by(desk.unit.id),
        "assignment_id": request.POST.get("assignment", "") or uuid7(),
    }  # fmt: skip


def _lines(desk: Desk, rows: list[Standing]) -> list[tuple[UnitLine, Standing]]:
    lines = {line.id: line for line in unions.unit_lines([each.unit for each in rows], desk.day)}
    return [(lines[each.unit], each) for each in rows if each.unit in lines]


def _is_shown(each: Standing, show: str) -> bool:
    if show == WITHOUT:
        return not each.programmes
    return show == ALL or bool(each.overdue)


@require_safe
@at_desk
def summary(request: HttpRequest, desk: Desk, ending: str) -> Any:
    """Give the report about the units below as a file."""
    if desk.is_grassroots or ending not in ENDINGS:
        raise Http404
    rows = _lines(desk, assigning.standing_below(desk.unit.id, desk.day))
    late = queries.overdue(unions.subtree_ids(desk.unit.id, desk.day), desk.day)
    names = _names(desk, late)
    told = [(names[each.goal_of.programme.unit_id], each.title, each.due_on) for each in late]
    made = reporting.summary(rows, desk.unit, desk.day, told)
    return documents.answer(made, ending, documents.file_name("chuong-trinh", desk.unit.name[:40], ending=ending))
