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
from django.views.decorators.http import require_http_methods

from hocvuso.people.officials import names_shown
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.structure import operations
from hocvuso.reports.views.structure.frame import at_unit, cards, counted, day_typed, link, told
from hocvuso.reports.views.structure.operations import Read
from hocvuso.unions import access, actions, kinds
from hocvuso.unions.actions import ChangedMeanwhile, Decree, InUse, Refused, StandsOn
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import changes, queries, wording

STEPS = {"buoc", "thay"}  # fields of the question itself, not of the form


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
    on, problem = day_typed(request.POST.get("ngay", ""), desk.day)
    if request.POST.get("buoc") == "sua":
        return _form(request, desk, unit, operation, request.POST, {})
    said = operations.read(operation, request.POST, desk, unit, on)
    errors = {**said.errors, **({"ngay": problem} if problem else {})}
    if said.order is None or errors:
        return _form(request, desk, unit, operation, request.POST, errors, said)
    earlier = queries.change_by_key(request.POST.get("khoa", ""))
    if earlier is not None:
        return HttpResponseRedirect(link(desk, "structure_change", str(earlier.id)))
    decree = _decree(request.POST, desk)
    try:
        changes.look_again(decree.seen)
        seen = changes.preview(said.order, on=on, newcomers=said.newcomers)
        if not access.may_change(desk.viewer, seen.seen, desk.day):
            return no_right(request, has_role=True)
        if request.POST.get("buoc") == "luu":
            done = changes.enter(said.order, on=on, decree=decree, newcomers=said.newcomers)
            return HttpResponseRedirect(link(desk, "structure_change", str(done.id)))
    except (Refused, ChangedMeanwhile) as trouble:
        return _form(request, desk, unit, operation, request.POST, {"": wording.sentence(trouble)}, said)
    page = {
        **_frame(desk, unit, operation),
        "on": on,
        "kept": _kept(request.POST),
        "versions": ",".join(f"{each}:{version}" for each, version in sorted(seen.seen.items())),
        "question": _question(operation, dict(seen.facts)),
        "told": told(said.order.__class__.__name__.lower(), dict(seen.facts)),
        "decree": decree,
    }
    return render(request, "reports/structure/question.html", page)


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


def _kept(fields: QueryDict) -> list[tuple[str, str]]:
    """Return the fields of the form, to be carried through the question."""
    left_out = STEPS | {"csrfmiddlewaretoken"}
    return [(name, value) for name, values in fields.lists() if name not in left_out for value in values]


def _decree(fields: QueryDict, desk: Desk) -> Decree:
    seen: dict[uuid.UUID, int] = {}
    for part in fields.get("thay", "").split(","):
        unit, _colon, version = part.partition(":")
        try:
            seen[uuid.UUID(unit)] = int(version)
        except ValueError:
            continue
    return Decree(
        fields.get("so", "").strip()[:80],
        fields.get("nguoi-ky", "").strip()[:120],
        fields.get("ly-do", "").strip()[:200],
        by=desk.viewer,
        key=fields.get("khoa", "")[:64],
        seen=seen,
    )


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
    }
    return render(request, "reports/structure/order.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def change(request: HttpRequest, desk: Desk, change: uuid.UUID) -> HttpResponse:
    """Show one change with its paper, and take it back when the official asks for it."""
    found = queries.change(change)
    units = queries.units_of_change(change)
    if found is None or not any(access.may_see_structure(desk.viewer, each, desk.day) for each in units):
        return no_right(request, has_role=True)
    may = access.may_change(desk.viewer, units, desk.day)
    problem = ""
    if request.method == "POST":
        if not may:
            return no_right(request, has_role=True)
        try:
            actions.undo(change, by=desk.viewer)
            return HttpResponseRedirect(link(desk, "structure_change", str(change)))
        except (Refused, StandsOn, InUse) as trouble:
            problem = wording.sentence(trouble)
    page = {
        **rail(desk, "structure"),
        "back": link(desk, "structure_changes"),
        "card": cards(desk, [found])[0],
        "change": found,
        "problem": problem,
        "may_undo": may and found.can_be_undone,
    }
    return render(request, "reports/structure/change.html", page, status=409 if problem else 200)
