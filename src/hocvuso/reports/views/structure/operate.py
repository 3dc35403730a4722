"""Changing: a form for each operation, the question with its numbers, the change itself, and its undoing.

Nothing is saved before the question is answered. The form carries a key, so that sending it twice is one change, and
the versions of the units that the official saw.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hocvuso.core.orders import HandOver, Order
from hocvuso.core.structure import Spell
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.templating import number
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.structure import chosen, operations
from hocvuso.reports.views.structure.frame import at_unit, cards, counted, day_typed, link, may_undo, told
from hocvuso.reports.views.structure.operations import Read
from hocvuso.reports.views.structure.paper import carried, decree_of, written
from hocvuso.unions import access, actions, kinds
from hocvuso.unions.actions import ChangedMeanwhile, InUse, Refused, StandsOn
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import changes, queries, wording
from hocvuso.unions.structure.changes import Preview
from hocvuso.unions.structure.queries import Change


@names_shown
@at_unit
def order(request: HttpRequest, desk: Desk, unit: UnitLine, operation: str) -> HttpResponse:
    """Show the form of an operation, then the question with its numbers, then carry it out."""
    if operation not in operations.READERS:
        raise Http404
    if not access.may_change(desk.viewer, [unit.id], desk.day):
        return no_right(request, has_role=True)
    if request.method != "POST":
        return _form(request, desk, unit, operation, QueryDict(mutable=True), {})
    fields = chosen.settled(request.POST)
    if fields.get("buoc") == "sua":
        return _form(request, desk, unit, operation, fields, {})
    earlier = queries.change_by_key(fields.get("khoa", ""))
    if earlier is not None:
        return HttpResponseRedirect(link(desk, "structure_change", str(earlier.id)))
    on, problem = day_typed(fields.get("ngay", ""), desk.day)
    said = operations.read(operation, fields, desk, unit, on)
    errors = {**said.errors, **({"ngay": problem} if problem else {})}
    if said.order is None or errors:
        return _form(request, desk, unit, operation, fields, errors, said)
    decree = decree_of(fields, desk)
    try:
        changes.look_again(decree.seen)
        seen = changes.preview(said.order, on=on, newcomers=said.newcomers)
        if not access.may_change(desk.viewer, seen.seen, desk.day):
            return no_right(request, has_role=True)
        if fields.get("buoc") == "luu":
            done = changes.enter(said.order, on=on, decree=decree, newcomers=said.newcomers)
            return HttpResponseRedirect(link(desk, "structure_change", str(done.id)))
    except (Refused, ChangedMeanwhile) as trouble:
        return _form(request, desk, unit, operation, fields, {"": wording.sentence(trouble)}, said)
    page = {
        **_frame(desk, unit, operation),
        "on": on,
        "kept": carried(fields),
        "versions": written(seen.seen),
        "question": _question(operation, dict(seen.facts)),
        "told": told(said.order.__class__.__name__.lower(), dict(seen.facts)),
        "decree": decree,
        **_of_chosen(desk, unit, said.order, seen),
    }
    return render(request, "reports/structure/question.html", page)


def _of_chosen(desk: Desk, unit: UnitLine, order: Order, seen: Preview) -> dict[str, Any]:
    """Return the question about persons who were chosen one by one, with their number and the first names."""
    if not isinstance(order, HandOver) or order.people is None:
        return {"asked": "", "names": [], "left_out": 0}
    going = {row.person for turn in seen.turns if isinstance(row := turn.before or turn.after, Spell)}
    ids = [each for each in people.matching(chosen.persons(desk, unit), "") if each.hex in going]
    names, more = chosen.shown(desk, ids)
    facts: dict[str, Any] = dict(seen.facts)
    to = ", ".join(name for _code, name in facts["to"])
    count, members = len(ids), facts["members"]
    if count == members:
        asked = ngettext("Hand over %(count)s member to %(unit)s?", "Hand over %(count)s members to %(unit)s?", count)
    else:
        asked = ngettext("Hand over %(count)s person to %(unit)s?", "Hand over %(count)s people to %(unit)s?", count)
    left = len(order.people) - count
    return {
        "asked": asked % {"count": number(count), "unit": to},
        "question": "" if count == members else _("%(count)s of them are members.") % {"count": number(members)},
        "names": names,
        "more_names": more,
        "left_out": left,
    }


def _frame(desk: Desk, unit: UnitLine, operation: str) -> dict[str, Any]:
    heading, button = operations.words()[operation]
    return {
        **rail(desk, "structure"),
        "back": link(desk, "structure_unit", unit.code),
        "unit": unit,
        "operation": operation,
        "heading": heading,
        "button": button,
    }


def _question(operation: str, facts: dict[str, Any]) -> str:
    """Return the question with its numbers: "Sẽ chuyển 11 đơn vị, 3.069 đoàn viên."."""
    numbers = counted(facts)
    if operation in {operations.FOUND, operations.RENAME} or not numbers:
        return ""
    if operation == operations.DISSOLVE and not facts["to"]:
        return _("%(numbers)s will belong to no union.") % {"numbers": numbers}
    if operation in {operations.MOVE, operations.ASSIGN}:
        return _("%(numbers)s will be moved.") % {"numbers": numbers}
    return _("%(numbers)s will be handed over.") % {"numbers": numbers}


def _form(
    request: HttpRequest,
    desk: Desk,
    unit: UnitLine,
    operation: str,
    values: QueryDict,
    errors: Mapping[str, str],
    said: Read | None = None,
) -> HttpResponse:
    above = queries.parent_id(unit.id, desk.day)
    beside = [line for line in queries.children(above, desk.day) if line.id != unit.id] if above else []
    page = {
        **_frame(desk, unit, operation),
        "values": values,
        "ticked": values.getlist("chon"),
        "errors": errors,
        "choices": said.choices if said else {},
        "key": values.get("khoa") or uuid7().hex,
        "kinds": [
            (kind.code, kinds.word(kind.code))
            for kind in kinds.current().values()
            if unit.kind in kind.under and kind.exists_on(desk.day)
        ],
        "lower": queries.children(unit.id, desk.day),
        "beside": [line for line in beside if line.kind == unit.kind],
        "parts": range(1, operations.PARTS + 1),
        "persons_url": link(desk, "structure_persons", unit.code) if _may_choose(desk, unit, operation) else "",
        "chosen": len(chosen.chosen(desk, unit, values)) if chosen.KEPT in values else None,
    }
    return render(request, "reports/structure/order.html", page, status=422 if errors else 200)


def _may_choose(desk: Desk, unit: UnitLine, operation: str) -> bool:
    return operation == operations.HAND_OVER and access.may_see_names(desk.viewer, unit.id, desk.day)


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def change(request: HttpRequest, desk: Desk, change: uuid.UUID) -> HttpResponse:
    """Show one change with its paper, and take it back when the official asks for it."""
    found = queries.change(change)
    if found is None or not _may_see(desk, found):
        return no_right(request, has_role=True)
    may = may_undo(desk, found)
    problem = ""
    if request.method == "POST":
        if not may:
            return no_right(request, has_role=True)
        try:
            actions.undo(change, by=desk.viewer)
            return HttpResponseRedirect(link(desk, "structure_change", str(change)))
        except (Refused, StandsOn, InUse) as trouble:
            problem = wording.sentence(trouble, of_territories=found.is_of_territories)
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "structure_changes"),
        "card": cards(desk, [found])[0],
        "change": found,
        "problem": problem,
        "may_undo": may and found.can_be_undone,
    }
    return render(request, "reports/structure/change.html", page, status=409 if problem else 200)


def _may_see(desk: Desk, found: Change) -> bool:
    """Tell whether a change may be seen: of territories by every official, of units by who may see one of them."""
    if found.is_of_territories and not found.is_joining:
        return True
    units = queries.units_of_change(found.id)
    return any(access.may_see_structure(desk.viewer, each, desk.day) for each in units)
