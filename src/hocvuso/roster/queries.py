"""What others may ask about lists: previews and what came of them, and until when a unit's list counts as fresh.

Whoever shows an import asks `of_viewer`, which gives nothing to anybody who does not sign for its unit.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Sum

from hocvuso.core.roster import fields
from hocvuso.plumbing import paging
from hocvuso.plumbing.paging import Part
from hocvuso.roster import undoing
from hocvuso.roster.entering import counts_of
from hocvuso.roster.lines import STATES, Staged, unpack
from hocvuso.roster.models import InviteCount, RosterEntry, RosterImport, RosterPart
from hocvuso.unions import access
from hocvuso.unions.queries import AT_ONCE

PAGE_ROWS = 20  # rows to mend on one page


@dataclass(frozen=True, slots=True)
class Preview:
    """An import as its page shows it."""

    id: uuid.UUID
    unit: uuid.UUID
    way: str
    file_name: str
    state: str
    made_at: datetime
    done_at: datetime | None
    notes: dict[str, Any]
    states: dict[str, int]
    ready: int  # rows that the button would enter
    open: int  # rows that wait to be mended or answered
    done: dict[str, int]
    undone: dict[str, int]
    undo_until: datetime | None

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return int(self.notes.get("rows", 0))


def of_viewer(viewer: uuid.UUID, import_id: uuid.UUID, day: date) -> Preview | None:
    """Return an import for an official who signs for its unit; for everybody else there is none."""
    found = RosterImport.objects.filter(id=import_id).first()
    if found is None or not access.may_act_for(viewer, found.unit_id, day):
        return None
    return _preview(found)


def preview(import_id: uuid.UUID) -> Preview:
    """Return an import for the operator's own command."""
    return _preview(RosterImport.objects.get(id=import_id))


def recent(viewer: uuid.UUID, unit: uuid.UUID, day: date, limit: int = 5) -> list[Preview]:
    """Return the newest imports of a unit for whoever signs for it."""
    if not access.may_act_for(viewer, unit, day):
        return []
    rows = RosterImport.objects.filter(unit_id=unit).exclude(state=RosterImport.READING).order_by("-made_at")
    return [_preview(row) for row in rows[:limit]]


def _preview(row: RosterImport) -> Preview:
    sums = RosterPart.objects.filter(roster_import=row).aggregate(ready=Sum("ready"), open=Sum("open"))
    return Preview(
        row.id, row.unit_id, row.way, row.file_name, row.state, row.made_at, row.done_at, row.notes,
        {state: row.notes.get("states", {}).get(state, 0) for state in STATES}, sums["ready"] or 0,
        sums["open"] or 0, counts_of(row),
        {name: row.notes.get("undone", {}).get(name, 0) for name in ("removed", "kept")}, undoing.undo_until(row),
    )  # fmt: skip


def open_lines(import_id: uuid.UUID) -> Iterator[Staged]:
    """Yield the lines that wait to be mended or answered, in the order of the file."""
    parts = RosterPart.objects.filter(roster_import_id=import_id, open__gt=0).order_by("first_row")
    for stored in parts.values_list("lines", flat=True).iterator(chunk_size=1):
        yield from (each for each in unpack(bytes(stored)) if each.is_open)


def to_mend(import_id: uuid.UUID, page: int) -> tuple[list[Staged], Part]:
    """Return the open lines of one page, blocking ones first, and which page it is."""
    lines = sorted(open_lines(import_id), key=_urgency)
    found = paging.part(page, len(lines), PAGE_ROWS)
    return lines[found.rows], found


def _urgency(staged: Staged) -> tuple[int, int]:
    return min(map(fields.rank, staged.line.faults), default=1), staged.line.number


def confirmed_at(unit: uuid.UUID) -> datetime | None:
    """Return when somebody last handed in the list of a unit and let it stand; None when never."""
    done = RosterImport.objects.filter(unit_id=unit, state=RosterImport.DONE)
    newest: datetime | None = done.aggregate(newest=Max("done_at"))["newest"]
    return newest


def opened_by_channel(unit: uuid.UUID) -> dict[str, int]:
    """Return how often a unit's invitation was opened, by channel."""
    rows = InviteCount.objects.filter(unit_id=unit).values_list("channel").annotate(Sum("opened"))
    return dict(rows)


def teams(person_ids: list[uuid.UUID], unit: uuid.UUID) -> dict[uuid.UUID, str]:
    """Return the team of each of these persons on the unit's list, for printing cards team by team."""
    rows = RosterEntry.objects.filter(person_id__in=person_ids, unit_id=unit).exclude(team="")
    return dict(rows.values_list("person_id", "team"))


def births(persons: Collection[uuid.UUID]) -> list[str]:
    """Return when a person (any of his ids) was born by the lists of units: days, "1990-05-01", or years, "1990"."""
    rows = RosterEntry.objects.filter(person_id__in=list(persons)).exclude(birth="")
    return list(rows.values_list("birth", flat=True))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a unit's list says of a person beside his name."""

    member: str
    employee: str
    team: str


def numbers(persons: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], Numbers]:
    """Return member's number, employee's code and team by person and unit; for lists, shown to whoever sees names."""
    listed, found = list(persons), {}
    for start in range(0, len(listed), AT_ONCE):
        rows = RosterEntry.objects.filter(person_id__in=listed[start : start + AT_ONCE])
        for person, unit, *said in rows.values_list("person_id", "unit_id", "member_number", "employee_code", "team"):
            found[person, unit] = Numbers(*said)
    return found
