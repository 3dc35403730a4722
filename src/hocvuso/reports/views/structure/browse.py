"""Looking: the tree on a day, one unit with its past, what was decided lately. No person is named but officials."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.plumbing import paging
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.reports.views.structure import operations
from hocvuso.reports.views.structure.frame import at_unit, cards, day_typed, link, opened_in, toggled
from hocvuso.unions import access, kinds
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import queries, territories

PAGE = 30
RECENT = 5


@require_safe
@at_desk
def tree(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the units in charge as they stood on a day; the address holds the day, the search, what is open."""
    day, problem = day_typed(request.GET.get("ngay", ""), desk.day)
    typed = request.GET.get("tim", "")[:80].strip()
    opened = opened_in(request.GET)
    found = queries.search(desk.unit.id, typed, day) if typed else []
    shown = [] if typed else queries.rows(desk.unit.id, day, opened)
    page = {
        **rail(desk, "structure"),
        "day": day,
        "is_today": day == desk.day,
        "typed_day": request.GET.get("ngay", "")[:10] if problem else f"{day:%d/%m/%Y}",
        "problem": problem,
        "typed": typed,
        "opened": opened,
        "found": [(line, link(desk, "structure_unit", line.code), kinds.word(line.kind)) for line in found],
        "rows": [_row(desk, row, day, opened) for row in shown],
        "today_url": link(desk, "structure"),
        "changes_url": link(desk, "structure_changes"),
        "territories_url": link(desk, "territories"),
        "recent": cards(desk, queries.changes_under(desk.unit.id, limit=RECENT)),
    }
    return render(request, "reports/structure/tree.html", page, status=422 if problem else 200)


def _row(desk: Desk, row: queries.TreeRow, day: date, opened: list[str]) -> dict[str, Any]:
    code = row.unit.code
    return {
        "row": row,
        "kind": kinds.word(row.unit.kind),
        "url": link(desk, "structure_unit", code),
        "toggle": toggled(desk, "structure", code, opened, day) + f"#u-{code}" if row.lower and row.level else "",
    }


@require_safe
@at_unit
def unit(request: HttpRequest, desk: Desk, unit: UnitLine) -> HttpResponse:
    """Show a unit's names, places, decisions, predecessors and successors, and what can be done with it."""
    past = queries.history(unit.id)
    exists = past.founded_on <= desk.day and (past.dissolved_on is None or desk.day < past.dissolved_on)
    counts_shown = exists and access.may_see_counts(desk.viewer, unit.id, desk.day)
    members = unions.member_count(unit.id, desk.day) if counts_shown else None
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "structure"),
        "unit": unit,
        "kind": kinds.word(unit.kind),
        "past": past,
        "exists": exists,
        "members": None if access.is_hidden(members) else members,
        "is_small": access.is_hidden(members),
        "lower": len(queries.children(unit.id, desk.day)),
        "active": _active(desk, unit),
        "join_url": link(desk, "unit_territory", unit.code) if _may_join(desk, unit) else "",
        "changes": cards(desk, queries.changes_of(unit.id, limit=PAGE)),
        "operations": operations.open_to(desk, unit) if past.dissolved_on is None else [],
        "to_unit": {stay: link(desk, "structure_unit", stay) for stay in _codes(past) if _may_open(desk, stay)},
    }
    return render(request, "reports/structure/unit.html", page)


def _may_open(desk: Desk, code: str) -> bool:
    """Tell whether this official may open the page of another unit: the one above his own he may not."""
    other = queries.any_unit(code, desk.day)
    return other is not None and access.may_see_structure(desk.viewer, other.id, desk.day)


def _may_join(desk: Desk, unit: UnitLine) -> bool:
    return access.may_change(desk.viewer, [unit.id], desk.day)


def _active(desk: Desk, unit: UnitLine) -> list[tuple[territories.Active, str, str]]:
    """Return where a unit is and was active, each with the addresses of the territory and for ending it."""
    may = _may_join(desk, unit)
    return [
        (
            each,
            link(desk, "territory", each.territory.code),
            link(desk, "unit_territory", unit.code, thoi=each.territory.code) if may and each.until is None else "",
        )
        for each in territories.past_of_unit(unit.id, desk.day)
    ]


def _codes(past: queries.History) -> set[str]:
    return {stay.code for stay in past.places if stay.code} | {kin.code for kin in (*past.came_from, *past.went_to)}


@require_safe
@at_desk
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was decided about the units in charge, the newest entry first."""
    number = paging.asked(request.GET)
    found = queries.changes_under(desk.unit.id, limit=PAGE + 1, skip=(number - 1) * PAGE)
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "structure"),
        "heading": _("Changes of the structure"),
        "changes": cards(desk, found[:PAGE]),
        "earlier": link(desk, "structure_changes", trang=str(number - 1)) if number > 1 else "",
        "later": link(desk, "structure_changes", trang=str(number + 1)) if len(found) > PAGE else "",
    }
    return render(request, "reports/structure/changes.html", page)
