"""The unit page: its figures, the units below, where the year leads, what was closed, what it declares.

What is chosen stands in the address: `don-vi` the unit, `muc` the target, `cap` which units below, `hien` and `tim`
what is shown of them, `trang` the page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocvuso.core import vntext
from hocvuso.plumbing import paging
from hocvuso.reports import charts, connection, facts, figures
from hocvuso.reports.figures import Figure, Row
from hocvuso.reports.rollups import closing
from hocvuso.reports.targets import UNITS, Target, on
from hocvuso.reports.views import shown
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail

PAGE_SIZE = 40
ALL, BEHIND, UNDECLARED, DONE = "tat-ca", "cham", "chua-khai", "da-dat"
BELOW, LEAVES = "truc-thuoc", "co-so"


@at_desk
def units(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show where a unit stands against every target, and the units below it."""
    targets = on(desk.day, desk.unit.id)
    chosen = next((target for target in targets if target.id == request.GET.get("muc")), None) or _first(targets)
    every = figures.of_units(desk.unit.id, targets, desk.day)
    figure = next(each for each in every if each.target is chosen)
    page = {
        **rail(desk, "units"),
        "figure": figure,
        "heading": shown.heading(figure) if desk.is_grassroots else shown.standing(figure),
        "kpis": [(each, shown.small_ring(each), _at(desk, each.target)) for each in every],
        "trend": shown.trend(figure),
        "finding": shown.finding(figure),
        "outlook": shown.outlook(figure),
        "retention": shown.retention(figure),
        "months": [] if figure.is_hidden else closing.months(desk.unit.id, chosen, desk.day),
        "words_of_kind": _("units") if chosen.counts == UNITS else _("people"),
        **(_own(desk) if desk.is_grassroots else _below(request, desk, figure)),
    }
    return render(request, "reports/units.html", page)


def _first(targets: tuple[Target, ...]) -> Target:
    return next((target for target in targets if target.id == "workers"), targets[0])


def _at(desk: Desk, target: Target, **more: str) -> str:
    return desk.link("units", muc=target.id, **{name: value for name, value in more.items() if value})


def _below(request: HttpRequest, desk: Desk, figure: Figure) -> dict[str, Any]:
    """Return the table of the units below, as filtered."""
    level = LEAVES if request.GET.get("cap") == LEAVES else BELOW
    show = request.GET.get("hien", ALL)
    show = show if show in {ALL, BEHIND, UNDECLARED, DONE} else ALL
    typed = request.GET.get("tim", "")[:80]
    table = figures.by_unit(
        desk.unit.id, figure.target, desk.day, level=figures.LEAVES if level == LEAVES else figures.CHILDREN
    )
    rows = [row for row in table.rows if _is_shown(row, show) and _is_found(row, typed)]
    part = paging.part(paging.asked(request.GET), len(rows), PAGE_SIZE)
    kept = {"cap": level if level != BELOW else "", "hien": show if show != ALL else "", "tim": typed}

    def to(**other: str) -> str:
        return _at(desk, figure.target, **{**kept, **other})

    return {
        "table": table,
        "lines": [_line(row, figure.target) for row in rows[part.rows]],
        "found": len(rows),
        "typed": typed,
        "show": show,
        "level": level,
        "levels": [(BELOW, _("Directly below"), to(cap="")), (LEAVES, _("All grassroots unions"), to(cap=LEAVES))],
        "shows": [(ALL, _("All")), (BEHIND, _("Behind")), (UNDECLARED, _("Not declared")), (DONE, _("Reached"))],
        "number": part.number,
        "pages": part.pages,
        "earlier": to(trang=str(part.earlier)) if part.earlier else "",
        "later": to(trang=str(part.later)) if part.later else "",
        "is_whole": len(rows) == len(table.rows) and part.pages == 1,
    }


def _is_shown(row: Row, show: str) -> bool:
    if show == BEHIND:
        return row.is_behind
    if show == UNDECLARED:
        return row.unknown > 0
    return row.needed == 0 if show == DONE else True


def _is_found(row: Row, typed: str) -> bool:
    name = vntext.search_key(row.unit.name)
    return all(word in name for word in vntext.search_key(typed).split())


def _line(row: Row, target: Target) -> tuple[Row, Any]:
    return row, charts.bar(share=row.share, target=target.share) if row.share is not None else ""


def _own(desk: Desk) -> dict[str, Any]:
    """Return what a grassroots union says of itself: whether it is connected, devices, other software."""
    known = connection.of_units([desk.unit.id], desk.day)[desk.unit.id]
    words = {
        connection.ROSTER: _("List of people confirmed this quarter"),
        connection.RETURNS: _("Last two monthly returns on time"),
        connection.HIGHER: _("Data reached the higher union, with a receipt"),
        connection.AUTHORITY: _("Data reached the local authority, with a receipt"),
    }
    lines = []
    for fact in connection.FACTS:
        word, page = getattr(known, fact), connection.page_of(fact)
        to = _page_for(desk, page)
        lines.append((word, words[fact], to if word is not True else ""))
    return {
        "connection": lines,
        "is_connected": known.is_connected,
        "devices": facts.newest(desk.unit.id, facts.DEVICES, desk.day),
        "software": facts.newest(desk.unit.id, facts.SOFTWARE, desk.day),
        "receipts": [(fact, word, facts.newest(desk.unit.id, fact, desk.day)) for fact, word in _receivers().items()],
        "quarter_ends": connection.quarter(desk.day)[1],
    }


def _page_for(desk: Desk, page: str) -> str:
    """Return the address of the page on which a fact is set right."""
    if ":" in page:
        return reverse(page)
    return desk.link(page) + ("#bien-nhan" if page == "units" else "") if page else ""


def _receivers() -> dict[str, str]:
    """Return who may have given a receipt on another way, by the fact that it proves."""
    return {facts.HIGHER: _("The higher union"), facts.AUTHORITY: _("The local authority")}


@require_POST
@at_desk
def declare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let a unit declare a fact about itself: dated and signed."""
    fact = request.POST.get("dieu", "")
    if not (desk.may_sign and desk.is_grassroots and fact in {facts.DEVICES, *facts.PROVEN}):
        return no_right(request, has_role=True)
    try:
        facts.declare(
            desk.unit.id,
            fact,
            value=request.POST.get("co") == "1",
            proof=request.POST.get("bang-chung", ""),
            on=desk.day,
            by=desk.viewer,
            name=desk.name,
        )
    except facts.NoProof as problem:
        page = {**rail(desk, "units"), "problem": str(problem), "fact": fact, "receiver": _receivers().get(fact, "")}
        return render(request, "reports/proof.html", page, status=422)
    return HttpResponseRedirect(desk.link("units"))
