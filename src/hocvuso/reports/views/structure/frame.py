"""What all pages of the structure share: addresses, days as typed, words of changes, the unit in the address."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.people import queries as people
from hocvuso.plumbing.templating import number
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import queries
from hocvuso.unions.structure.queries import Change

P = ParamSpec("P")
UnitPage = Callable[Concatenate[HttpRequest, Desk, UnitLine, P], HttpResponse]


def link(desk: Desk, name: str, *parts: str, **query: str) -> str:
    """Return the address of a page of the structure; the unit of the desk goes along."""
    return f"{reverse(f'reports:{name}', args=parts)}?{urlencode({'don-vi': desk.unit.code, **query})}"


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
    """Return (day, what is wrong with it) of 2026-05-18 or 18/05/2026; an empty field is `otherwise`."""
    typed = text.strip()
    if not typed:
        return otherwise, ""
    parts = typed.split("-") if "-" in typed else list(reversed(typed.replace(".", "/").split("/")))
    if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        try:
            return date(*(int(part) for part in parts)), ""
        except ValueError:
            return otherwise, _("There is no day %(day)s. Type it like 18/05/2026.") % {"day": typed}
    return otherwise, _("Type the day like 18/05/2026.")


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
    }


def told(kind: str, facts: dict[str, Any]) -> str:
    """Say in one sentence what a change did: "CĐCS A, CĐCS B → Công đoàn phường C"."""
    about = ", ".join(name for _code, name in facts.get("about", []))
    more = facts.get("count", 0) - len(facts.get("about", []))
    if more > 0:
        about += _(" and %(count)s more") % {"count": number(more)}
    to = facts.get("name") or ", ".join(name for _code, name in facts.get("to", []))
    return f"{to} ← {about}" if kind == "found" and to else f"{about} → {to}" if to else about


def counted(facts: dict[str, Any]) -> str:
    """Say how many units and members a change takes along; empty when none."""
    units, members = facts.get("units", 0), facts.get("members", 0)
    parts = []
    if units:
        parts.append(ngettext("%(count)s unit", "%(count)s units", units) % {"count": number(units)})
    if members:
        parts.append(ngettext("%(count)s member", "%(count)s members", members) % {"count": number(members)})
    return ", ".join(parts)


def cards(desk: Desk, changes: list[Change]) -> list[dict[str, Any]]:
    """Return changes as lists show them."""
    persons = {each for change in changes for each in (change.entered_by, change.undone_by) if each}
    names = people.names(persons)
    words = verbs()

    def polite(person: uuid.UUID | None) -> str:
        return names[person].polite if person in names else ""

    return [
        {
            "change": change,
            "word": words.get(change.kind, change.kind),
            "told": told(change.kind, change.facts),
            "counted": counted(change.facts),
            "by": polite(change.entered_by),
            "undone_by": polite(change.undone_by),
            "url": link(desk, "structure_change", str(change.id)),
        }
        for change in changes
    ]
