"""From a Word or Excel file, or pasted text, to the tasks that stand in its tables; everything in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from hocvuso.core.programmes import table
from hocvuso.core.programmes.answers import day_of
from hocvuso.core.programmes.table import Fault, Line, Reading, Sheet
from hocvuso.frameworks import sources
from hocvuso.roster import sources as lists
from hocvuso.roster.unreadable import Unreadable

MOST_BYTES = sources.MOST_BYTES


def of_file(data: bytes, start: date, end: date) -> Reading:
    """Read a file. Raises Unreadable for what is no table, or holds none with tasks in it."""
    grids, _hidden = sources.grids(data)
    return _read([Sheet(each.name, each.rows) for each in grids], start, end)


def of_text(text: str, start: date, end: date) -> Reading:
    """Read a table that was copied and pasted."""
    source = lists.of_text(text)
    return _read([Sheet("", [row for _number, row in source.rows("")])], start, end)


def _read(sheets: Sequence[Sheet], start: date, end: date) -> Reading:
    reading = table.read(sheets, start, end)
    if not reading.columns:
        raise Unreadable("no_headings")
    if not reading.lines:
        raise Unreadable("no_tasks")
    return reading


# --- as a draft keeps it


def packed(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON."""
    lines = [{**asdict(each), "due": each.due.isoformat() if each.due else ""} for each in reading.lines]
    return {"columns": reading.columns, "unused": reading.unused, "skipped": reading.skipped,
            "has_more": reading.has_more, "lines": lines}  # fmt: skip


def unpacked(data: Mapping[str, Any]) -> Reading:
    """Return a reading from JSON."""
    lines = [
        Line(**{**row, "due": day_of(row["due"]), "faults": tuple(Fault(**each) for each in row["faults"])})
        for row in data["lines"]
    ]
    return Reading(tuple((field, text) for field, text in data["columns"]), tuple(data["unused"]), tuple(lines),
                   tuple(data["skipped"]), data["has_more"])  # fmt: skip
