"""What all pages of the structure share: addresses, days as typed, words of changes, the unit in the address."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.people import queries as people
from hocvuso.plumbing.templating import number
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import queries
from hocvuso.unions.structure.queries import Change

MOST_OPEN = 40  # codes in an address
P = ParamSpec("P")
UnitPage = Callable[Concatenate[HttpRequest, Desk, UnitLine, P], HttpResponse]


def link(desk: Desk, name: str, *parts: str, **query: str) -> str:
    """Return the address of a page of the structure; the unit of the desk goes along."""
    return desk.link(name, *parts, **query)


def opened_in(query: Mapping[str, str]) -> list[str]:
    """Return the codes that an address of a tree holds open."""
    return [code for code in query.get("mo", "").split(",")[:MOST_OPEN] if code]


def toggled(desk: Desk, name: str, code: str, opened: list[str], day: date) -> str:
    """Return the address of a tree with one line opened or closed, the other lines and the day as they are."""
    after = [each for each in opened if each != code] if code in opened else [*opened, code]
    dated = {} if day == desk.day else {"ngay": f"{day:%Y-%m-%d}"}
    return link(desk, name, **dated, **({"mo": ",".join(after)} if after else {}))


def at_unit(page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """Give a page the unit whose code stands in the address, when this official may see its structure."""

    @wraps(page)
    def with_unit(request: HttpRequest, desk: Desk, /, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        unit = queries.any_unit(code, desk.day)
        if unit is None or not access.may_see_structure(desk.viewer, unit.id, desk.day):
            return no_right(request, has_role=True)
        return page(request, desk, unit, *args, **kwargs)

    return at_desk(with_unit)


def day_typed(text: str, otherwise: date) -> tuple[date, str]:
    """Return (day, what is wrong with it) of 18/05/2026, 18-5-2026, 18052026 or 2026-05-18; empty is `otherwise`."""
    typed = text.strip()
    if not typed:
        return otherwise, ""
    parts = [part for part in re.split(r"\D+", typed) if part]
    if len(parts) == 1 and len(typed) == 8:  # 18052026
        parts = [typed[:2], typed[2:4], typed[4:]]
    if len(parts) != 3 or max(map(len, parts)) > 4:
        return otherwise, _("Type the day like 18/05/2026.")
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    try:
        return date(int(year), int(month), int(day)), ""
    except ValueError:
        return otherwise, _("There is no day %(day)s. Type it like 18/05/2026.") % {"day": typed}


def verbs() -> dict[str, str]:
    """Return what each kind of change is called."""
    return {
        "found": _("Founded"),
        "rename": _("Renamed"),
        "move": _("Moved"),
        "merge": _("Merged"),
        "split": _("Divided"),
        "dissolve": _("Dissolved"),
        "handover": _("Members handed over"),
        "t_found": _("Territory founded"),
        "t_rename": _("Territory renamed"),
        "t_move": _("Territory moved"),
        "t_merge": _("Territories merged"),
        "t_dissolve": _("Territory ended"),
        "t_place": _("Active in a territory"),
        "t_leave": _("No more active in a territory"),
    }


def told(kind: str, facts: dict[str, Any]) -> str:
    """Say in one sentence what a change did: "CĐCS A, CĐCS B → Công đoàn phường C"."""
    about = ", ".join(name for _code, name in facts.get("about", []))
    more = facts.get("count", 0) - len(facts.get("about", []))
    if more > 0:
        about += _(" and %(count)s more") % {"count": number(more)}
    to = facts.get("name") or ", ".join(name for _code, name in facts.get("to", []))
    return f"{to} ← {about}" if kind in {"found", "t_found"} and to else f"{about} → {to}" if to else about


def counted(facts: dict[str, Any]) -> str:
    """Say how many units and members a change takes along; empty when none."""
    units, members, places = (facts.get(name, 0) for name in ("units", "members", "territories"))
    parts = []
    if places:
        parts.append(ngettext("%(count)s territory", "%(count)s territories", places) % {"count": number(places)})
    if units:
        parts.append(ngettext("%(count)s unit", "%(count)s units", units) % {"count": number(units)})
    if access.is_hidden(members):
        parts.append(_("under 5 members"))
    elif members:
        parts.append(ngettext("%(count)s member", "%(count)s members", members) % {"count": number(members)})
    return ", ".join(parts)


def cards(desk: Desk, changes: list[Change]) -> list[dict[str, Any]]:
    """Return changes as lists show them."""
    persons = {each for change in changes for each in (change.entered_by, change.undone_by) if each}
    names = people.names(persons)
    words, may = verbs(), access.may_change(desk.viewer, [desk.unit.id], desk.day)
    may_places = access.may_change_territories(desk.viewer, desk.day)

    def polite(person: uuid.UUID | None, change: Change) -> str:
        if change.is_of_territories and not change.is_joining and person != desk.viewer:
            return ""  # provinces share the second tree, but not who works for another one
        return names[person].polite if person in names else ""

    def undoable(change: Change) -> bool:
        return (may_places if change.is_of_territories and not change.is_joining else may) and change.can_be_undone

    return [
        {
            "change": change,
            "word": words.get(change.kind, change.kind),
            "told": told(change.kind, change.facts),
            "counted": counted(change.facts),
            "by": polite(change.entered_by, change),
            "undone_by": polite(change.undone_by, change),
            "url": link(desk, "structure_change", str(change.id)),
            "may_undo": undoable(change),
        }
        for change in changes
    ]


def may_undo(desk: Desk, change: Change) -> bool:
    """Tell whether this official may take a change back: the right for all its units, or for the second tree."""
    if change.is_of_territories and not change.is_joining:
        return access.may_change_territories(desk.viewer, desk.day)
    return access.may_change(desk.viewer, queries.units_of_change(change.id), desk.day)
