"""The second tree: territories on any day, one of them with its past, changing it, joining a unit to one.

Every official may look: it is the public division of the country. Of the units in it he sees his own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core import vntext
from hocvuso.core.structure import Refused
from hocvuso.core.territories import Leave, Place
from hocvuso.people.officials import names_shown
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.templating import number
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.structure import territory_forms
from hocvuso.reports.views.structure.frame import at_unit, cards, counted, day_typed, link, opened_in, toggled, told
from hocvuso.reports.views.structure.paper import carried, decree_of, written
from hocvuso.reports.views.structure.territory_forms import Form
from hocvuso.unions import access, kinds
from hocvuso.unions import queries as unions
from hocvuso.unions.actions import ChangedMeanwhile
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import queries, territories, territory_changes, territory_versions, wording
from hocvuso.unions.structure.reorganisation import REFORM_DAY
from hocvuso.unions.structure.territories import TerritoryLine

PAGE = 30


@require_safe
@at_desk
def tree(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the territories as they were on a day; the address holds the day, the search, what is open."""
    day, problem = day_typed(request.GET.get("ngay", ""), desk.day)
    typed = request.GET.get("tim", "")[:80].strip()
    opened = opened_in(request.GET)
    own = unions.subtree_ids(desk.unit.id, day)
    shown = [] if typed else territories.rows(day, opened, own)
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "structure"),
        "day": day,
        "is_today": day == desk.day,
        "typed_day": request.GET.get("ngay", "")[:10] if problem else f"{day:%d/%m/%Y}",
        "problem": problem,
        "typed": typed,
        "found": [(line, link(desk, "territory", line.code), kinds.territory_word(line.kind))
                  for line in (territories.search(typed, day, 50) if typed else [])],
        "rows": [_row(desk, row, day, opened) for row in shown],
        "numbers": _numbers(day),
        "days": [(each, link(desk, "territories", ngay=f"{each:%Y-%m-%d}"), each == day)
                 for each in (REFORM_DAY - timedelta(1), REFORM_DAY)],
        "today_url": link(desk, "territories"),
        "found_url": link(desk, "territory_found") if access.may_change_territories(desk.viewer, desk.day) else "",
    }  # fmt: skip
    return render(request, "reports/structure/territories.html", page, status=422 if problem else 200)


def _numbers(day: date) -> str:
    """Return how many territories of each kind there were on a day: "34 tỉnh, thành phố · 3.321 xã"."""
    found = territories.counts(day)
    return " · ".join(f"{number(found[kind])} {kinds.territory_word(kind).lower()}"
                      for kind in kinds.of_territories() if found[kind])  # fmt: skip


def _row(desk: Desk, row: territories.TerritoryRow, day: date, opened: list[str]) -> dict[str, Any]:
    code = row.territory.code
    return {
        "row": row,
        "kind": kinds.territory_word(row.territory.kind),
        "url": link(desk, "territory", code),
        "toggle": toggled(desk, "territories", code, opened, day) + f"#t-{code}" if row.lower else "",
    }


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a territory's names, places and decisions, what it came from and went on in, and the units active in it."""
    territory = territories.by_code(code, desk.day)
    if territory is None:
        raise Http404
    past = territories.history(territory.id)
    own = unions.subtree_ids(desk.unit.id, desk.day)
    linked = {stay.code for stay in past.places if stay.code} | {kin.code for kin in (*past.came_from, *past.went_to)}
    may = access.may_change_territories(desk.viewer, desk.day) and past.dissolved_on is None
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "territories"),
        "territory": territory,
        "kind": kinds.territory_word(territory.kind),
        "past": past,
        "exists": past.founded_on <= desk.day and (past.dissolved_on is None or desk.day < past.dissolved_on),
        "lower": [(line, link(desk, "territory", line.code)) for line in territories.right_in(territory.id, desk.day)],
        "units": [(line, link(desk, "structure_unit", line.code))
                  for line in unions.unit_lines(territories.units_right_in(territory.id, desk.day, own), desk.day)],
        "changes": cards(desk, territories.changes_of(territory.id, limit=PAGE)),
        "operations": _operations(desk, territory) if may else [],
        "to_territory": {each: link(desk, "territory", each) for each in linked},
    }  # fmt: skip
    return render(request, "reports/structure/territory.html", page)


def _operations(desk: Desk, territory: TerritoryLine) -> list[tuple[str, str]]:
    words = territory_forms.words()
    return [
        (link(desk, "territory_order", territory.code, operation), words[operation][0])
        for operation in territory_forms.READERS
        if operation != territory_forms.FOUND or territory_forms.kinds_in(territory.kind, desk.day)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form of this file is about: its subject, its words, its reader, and where it leads back to."""

    operation: str
    subject: str
    back: str
    read: Callable[[Form], territory_forms.Read]
    more: dict[str, Any]


@names_shown
@at_desk
def order(request: HttpRequest, desk: Desk, code: str, operation: str) -> HttpResponse:
    """Change a territory: the form, the question with its numbers, the change."""
    territory = territories.by_code(code, desk.day)
    if territory is None or operation not in territory_forms.READERS:
        raise Http404
    back, read = link(desk, "territory", territory.code), territory_forms.READERS[operation]
    above = territories.parent_id(territory.id, desk.day)
    beside = territories.right_in(above, desk.day) if above else []
    around = territory if operation == territory_forms.FOUND else territories.line(above, desk.day)
    more: dict[str, Any] = {
        "kinds": territory_forms.kinds_in(around.kind if around else None, desk.day),
        "beside": [line for line in beside if line.id != territory.id],
        "lower": territories.right_in(territory.id, desk.day),
    }
    return _ordered(request, desk, territory, _Asked(operation, territory.name, back, read, more))


@names_shown
@at_desk
def found(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Found a territory at the top: a province."""
    more: dict[str, Any] = {"kinds": territory_forms.kinds_in(None, desk.day), "beside": [], "lower": []}
    asked = _Asked(
        territory_forms.FOUND, _("At the top"), link(desk, "territories"), territory_forms.READERS["lap"], more
    )
    return _ordered(request, desk, None, asked)


def _ordered(request: HttpRequest, desk: Desk, territory: TerritoryLine | None, asked: _Asked) -> HttpResponse:
    if not access.may_change_territories(desk.viewer, desk.day):
        return no_right(request, has_role=True)
    return _asking(request, desk, territory, None, asked)


@names_shown
@at_unit
def join(request: HttpRequest, desk: Desk, unit: UnitLine) -> HttpResponse:
    """Let a unit be active in a territory from a day on, or no more in the one named by `thoi` in the address."""
    if not access.may_change(desk.viewer, [unit.id], desk.day):
        return no_right(request, has_role=True)
    ending = territories.by_code(request.GET.get("thoi", ""), desk.day) if request.GET.get("thoi") else None
    operation = territory_forms.LEAVE if ending else territory_forms.JOIN

    def read(form: Form) -> territory_forms.Read:
        if ending:
            return territory_forms.Read(Leave(unit.id.hex, ending.id.hex))
        to = form.target("vao")
        return form.said(Place(unit.id.hex, to.hex) if to else None)

    more: dict[str, Any] = {"kinds": [], "beside": [], "lower": []}
    subject = f"{unit.name} – {ending.name}" if ending else unit.name
    asked = _Asked(operation, subject, link(desk, "structure_unit", unit.code), read, more)
    return _asking(request, desk, None, unit, asked)


def _asking(
    request: HttpRequest, desk: Desk, territory: TerritoryLine | None, unit: UnitLine | None, asked: _Asked
) -> HttpResponse:
    """Show the form, then the question, then carry the order out; the same key again is the same change."""
    fields = request.POST
    if request.method != "POST" or fields.get("buoc") == "sua":
        return _form(request, desk, asked, fields if request.method == "POST" else QueryDict(), {})
    earlier = queries.change_by_key(fields.get("khoa", ""))
    if earlier is not None:
        return HttpResponseRedirect(link(desk, "structure_change", str(earlier.id)))
    on, problem = day_typed(fields.get("ngay", ""), desk.day)
    said = asked.read(Form(fields, territory, on))
    errors = {**said.errors, **({"ngay": problem} if problem else {})}
    if said.order is None or errors:
        return _form(request, desk, asked, fields, errors, said)
    decree = decree_of(fields, desk)
    try:
        territory_versions.look_again(decree.seen)
        turns = territory_changes.planned(said.order, on, said.newcomers)
        if fields.get("buoc") == "luu":
            done = territory_changes.enter(said.order, on=on, decree=decree, newcomers=said.newcomers)
            return HttpResponseRedirect(link(desk, "structure_change", str(done.id)))
    except (Refused, ChangedMeanwhile) as trouble:
        sentence = wording.sentence(trouble, of_territories=True)
        return _form(request, desk, asked, fields, {"": sentence}, said)
    facts = territory_changes.facts_of(said.order, turns, said.newcomers)
    page = {
        **_frame(desk, asked),
        "on": on,
        "kept": carried(fields),
        "versions": written(territory_versions.seen(turns)),
        "asked": "",
        "names": [],
        "left_out": 0,
        "told": told(f"t_{type(said.order).__name__.lower()}", facts),
        "question": _("%(numbers)s go along.") % {"numbers": counted(facts)} if counted(facts) else "",
        "decree": decree,
    }
    return render(request, "reports/structure/question.html", page)


def _frame(desk: Desk, asked: _Asked) -> dict[str, Any]:
    heading, button = territory_forms.words()[asked.operation]
    return {
        **rail(desk, "structure"),
        "back": asked.back,
        "unit": {"name": asked.subject},
        "operation": asked.operation,
        "heading": heading,
        "button": button,
    }


def _form(
    request: HttpRequest,
    desk: Desk,
    asked: _Asked,
    values: QueryDict,
    errors: dict[str, str],
    said: territory_forms.Read | None = None,
) -> HttpResponse:
    page = {
        **_frame(desk, asked),
        **asked.more,
        "values": values,
        "ticked": values.getlist("chon"),
        "errors": errors,
        "choices": said.choices if said else {},
        "key": vntext.clean(values.get("khoa", ""))[:64] or uuid7().hex,
    }
    return render(request, "reports/structure/territory_order.html", page, status=422 if errors else 200)
