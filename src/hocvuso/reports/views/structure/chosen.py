"""Choosing persons of a unit one by one, to hand them over: search, pages, and a choice that outlives each page.

The choice travels in the form itself, so that it needs no script and leaves nothing on the server: one field holds
everybody chosen so far, another whom this page showed. Names are shown by the one rule of access, and leave a trace.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.people.queries import Ids
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.views.desk import Desk, no_right, rail
from hocvuso.reports.views.structure.frame import at_unit, link
from hocvuso.roster import queries as roster
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine

PAGE = 50
SHOWN = 20  # names in the question; the number is always exact
TRACE = "member_list"
# Fields of the form: everybody chosen, whom the page showed, who is ticked on it.
KEPT, ON_PAGE, TICKED = "nguoi", "hien", "chon-nguoi"
SEARCH, ONLY_CHOSEN, EVERYBODY, ALL_FOUND, NOBODY = "tim", "da-chon", "tat-ca", "chon-het", "bo-het"


@dataclass(frozen=True, slots=True)
class Line:
    """One person to tick: his name, his team or the end of his number, for there are many of one name."""

    id: str
    name: str
    hint: str
    is_chosen: bool


def persons(desk: Desk, unit: UnitLine) -> Ids:
    """Return who belongs to the unit itself and may be seen by name at this desk."""
    named = access.named_units(desk.viewer, desk.day).filter(unit_id=unit.id)
    return unions.people_ids(named, desk.day)


def pack(persons: Iterable[uuid.UUID]) -> str:
    """Return ids as one text of 22 letters each: 2,000 are 43 KB, and one field of a form."""
    return base64.urlsafe_b64encode(b"".join(each.bytes for each in sorted(persons))).decode("ascii")


def unpack(text: str) -> set[uuid.UUID]:
    """Return the ids of such a text; of one that we did not write, nothing."""
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii"))
    except (binascii.Error, ValueError):
        return set()
    return {uuid.UUID(bytes=raw[at : at + 16]) for at in range(0, len(raw) - len(raw) % 16, 16)}


def settled(fields: QueryDict) -> QueryDict:
    """Return the fields of a form with the ticks of its page taken into the choice."""
    told = fields.copy()
    if ON_PAGE not in told:
        return told
    ticked = {each for text in told.getlist(TICKED) for each in unpack(text)}
    told[KEPT] = pack(unpack(told.get(KEPT, "")) - unpack(told.get(ON_PAGE, "")) | ticked)
    for name in (ON_PAGE, TICKED):
        told.pop(name, None)
    return told


def chosen(desk: Desk, unit: UnitLine, fields: QueryDict) -> list[uuid.UUID]:
    """Return whom a form names, in the order of a Vietnamese list; only persons of the unit who may be seen."""
    wanted = unpack(fields.get(KEPT, ""))
    return [each for each in people.matching(persons(desk, unit), "") if each in wanted] if wanted else []


def shown(desk: Desk, ids: list[uuid.UUID]) -> tuple[list[str], int]:
    """Return the first names of a choice and how many more there are; being read leaves a trace."""
    audit.record_reading(desk.viewer, ids[:SHOWN], TRACE, desk.as_what)
    names = people.names(ids[:SHOWN])
    return [names[each].full for each in ids[:SHOWN] if each in names], max(len(ids) - SHOWN, 0)


@names_shown
@at_unit
def choose(request: HttpRequest, desk: Desk, unit: UnitLine) -> HttpResponse:
    """Show the people of a unit page by page, and keep who is ticked until the decision is typed."""
    may = access.may_change(desk.viewer, [unit.id], desk.day) and access.may_see_names(desk.viewer, unit.id, desk.day)
    if not may:
        return no_right(request, has_role=True)
    fields = settled(request.POST)
    step, typed = fields.get("buoc", ""), fields.get("tim", "")[:80].strip()
    only = step == ONLY_CHOSEN or (fields.get("loc") == ONLY_CHOSEN and step not in {EVERYBODY, SEARCH})
    everybody = persons(desk, unit)
    found = people.matching(everybody, typed)
    kept = set(chosen(desk, unit, fields))
    if step == ALL_FOUND:
        kept |= set(found)
    elif step == NOBODY:
        kept -= set(found)
    ids = [each for each in found if each in kept] if only else list(found)
    return render(request, "reports/structure/persons.html", _page(desk, unit, fields, typed, only, ids, kept))


def _page(
    desk: Desk, unit: UnitLine, fields: QueryDict, typed: str, only: bool, ids: list[uuid.UUID], kept: set[uuid.UUID]
) -> dict[str, object]:
    at = paging.part(_number(fields.get("buoc", "")), len(ids), PAGE)
    part = ids[at.rows]
    audit.record_reading(desk.viewer, part, TRACE, desk.as_what)
    carried = {"khoa": fields.get("khoa") or uuid7().hex, KEPT: pack(kept), ON_PAGE: pack(part)}
    typed_before = {name: fields[name] for name in ("vao", "ngay", "so", "nguoi-ky", "ly-do") if fields.get(name)}
    return {
        **rail(desk, "structure"),
        "back": link(desk, "structure_unit", unit.code),
        "unit": unit,
        "carried": {**carried, **typed_before, **({"loc": ONLY_CHOSEN} if only else {})},
        "typed": typed,
        "only": only,
        "lines": _lines(part, unit, kept),
        "total": len(ids),
        "count": len(kept),
        "number": at.number,
        "pages": at.pages,
        "next_url": link(desk, "structure_order", unit.code, "giao-nguoi"),
    }


def _number(step: str) -> int:
    """Return the page asked for by a button "trang-3"; the first for every other button."""
    asked = step.removeprefix("trang-")
    return paging.asked({paging.PAGE: asked}) if step != asked else 1


def _lines(ids: list[uuid.UUID], unit: UnitLine, kept: set[uuid.UUID]) -> list[Line]:
    teams = roster.teams(ids, unit.id)
    return [
        Line(
            pack([row.id]), row.full_name,
            teams.get(row.id) or (_("number ends in %(end)s") % {"end": row.phone[-3:]} if row.phone else ""),
            row.id in kept,
        )
        for row in people.listed(ids)
    ]  # fmt: skip
