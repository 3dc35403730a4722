"""The frozen text of a return: everything a reader years later needs, and nothing that could change under it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation

from hocvuso.core.returns import Line, last_day
from hocvuso.plumbing import clock
from hocvuso.reports.models import FrozenReturn, Return
from hocvuso.reports.returns import measures

FORMAT = "hocvuso-return/1"


def content(
    row: Return,
    lines: Sequence[Line],
    *,
    added: Mapping[str, Any] | None = None,
    signed: tuple[uuid.UUID, str, datetime],
) -> dict[str, Any]:
    """Return what is frozen when a return is confirmed; titles and rules in Vietnamese, whatever the page spoke.

    `added` is what stands behind a combined return: its parts, what is missing, how many unions.
    """
    by, name, at = signed
    with translation.override("vi"):
        words = measures.words(row.unit_id, last_day(row.month)).beside(lines)
    return {
        "format": FORMAT,
        "id": str(row.id),
        "kind": row.kind,
        "unit": {"id": str(row.unit_id), "code": row.unit_code, "name": row.unit_name},
        "parent": {"id": str(row.parent_id) if row.parent_id else None, "name": row.parent_name},
        "month": f"{row.month:%Y-%m}",
        "tree_day": last_day(row.month).isoformat(),
        "counted_at": stamp(row.counted_at),
        "due_on": row.due_on.isoformat(),
        "version": row.version + 1,
        "lines": words,
        "note": row.note,
        **(added or {}),
        "confirmed": {"by": str(by), "name": name, "at": stamp(at)},
    }


def stamp(at: datetime) -> str:
    """Return a moment as it stands in frozen texts: Vietnamese time with its offset."""
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds")


def read(row: FrozenReturn) -> dict[str, Any]:
    """Return the content of a frozen version."""
    found: dict[str, Any] = json.loads(row.text)
    return found


def lines_of(row: FrozenReturn) -> tuple[Line, ...]:
    """Return the lines of a frozen version."""
    return measures.unpack(read(row)["lines"])
