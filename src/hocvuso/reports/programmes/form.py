"""The form of a task: read from what was sent, with one sentence for each field in which something is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.plumbing import paging
from hocvuso.plumbing.templating import full_day
from hocvuso.programmes import measures
from hocvuso.programmes.actions import Details
from hocvuso.programmes.queries import ShownTask
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine

LONGEST = {"ten-viec": 300, "nguoi": 120, "han": 20, "don-vi-lam": 40, "do": 40, "can-dat": 9}
MOST_UNITS = 60  # units offered to do a task; of more only the own unit is
MOST_WANTED = 10_000_000  # no unit counts more people than that


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and one sentence for each field in which something is missing or wrong."""

    values: Mapping[str, str]
    wrong: dict[str, str]
    due_on: date | None = None
    unit: uuid.UUID | None = None
    wanted: int | None = None

    def details(self) -> Details:
        """Return it as the room of programmes keeps it."""
        assert self.unit is not None  # noqa: S101 - read() always sets it
        return Details(
            self.values["ten-viec"], self.values["nguoi"], self.due_on, self.unit, self.values["do"], self.wanted
        )


def read(posted: Mapping[str, str], desk: Desk, unit: uuid.UUID) -> Typed:
    """Read the form of a task of a unit's programme; nothing that was typed is lost."""
    values = {name: vntext.clean(posted.get(name, ""))[:longest] for name, longest in LONGEST.items()}
    wrong: dict[str, str] = {}
    if not values["ten-viec"]:
        wrong["ten-viec"] = _("Write what is to be done.")
    due, fault = typed_day(values["han"]) if values["han"] else (None, "")
    if fault:
        wrong["han"] = fault
    offered = {str(line.id): line.id for line in units_for(unit, desk.day)}
    if values["do"] and measures.find(values["do"]) is None:
        wrong["do"] = _("Choose one of the answers.")
    wanted = None
    if values["can-dat"] and values["do"]:
        wanted = paging.whole(values["can-dat"].replace(".", ""), most=MOST_WANTED)
        if not wanted:
            wrong["can-dat"] = _("Type a number, like 20.")
    return Typed(values, wrong, due, offered.get(values["don-vi-lam"], unit), wanted)


def filled(shown: ShownTask) -> dict[str, str]:
    """Return a task as the form shows it."""
    row = shown.row
    return {
        "ten-viec": row.title, "nguoi": row.owner, "han": full_day(row.due_on) if row.due_on else "",
        "don-vi-lam": str(row.unit_id), "do": row.measure, "can-dat": "" if row.wanted is None else str(row.wanted),
    }  # fmt: skip


def units_for(unit: uuid.UUID, day: date) -> list[UnitLine]:
    """Return which units may do a task: the unit of the programme, and those directly below where they are few."""
    below = unions.children(unit, day)
    lines = unions.unit_lines([unit, *(below if len(below) <= MOST_UNITS else [])], day)
    return sorted(lines, key=lambda line: line.id != unit)


def choices(desk: Desk, unit: UnitLine, measure: str = "") -> dict[str, Any]:
    """Return what the form offers: units, what can be counted, and the measure that a task has already."""
    own = measures.find(measure)
    counted = measures.everything()
    return {
        "units": [(str(line.id), line.name) for line in units_for(unit.id, desk.day)],
        "measures": [(each.name, each.word) for each in (*counted, *([own] if own and own not in counted else []))],
        "longest": LONGEST,
    }
