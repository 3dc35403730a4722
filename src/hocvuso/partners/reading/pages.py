"""One page of what a reader may see. Small groups stay hidden; persons stand only in `changes` beside this."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from hocvuso.core.returns import HIDDEN, Line
from hocvuso.partners import keys
from hocvuso.partners.keys import FIGURES, RECEIPTS, RETURNS, UNITS, Reader
from hocvuso.partners.reading import cursors
from hocvuso.plumbing import clock
from hocvuso.reports import figures, targets
from hocvuso.reports.returns import outgoing
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import Ids, UnitLine

Page = dict[str, Any]
# Decided: what is younger is not told yet, so that nothing that is still being written slips in behind a cursor.
SETTLED = timedelta(seconds=5)


def _scope(reader: Reader, day: date) -> Ids:
    return unions.subtrees_ids(reader.units, day)


def _next_units(reader: Reader, kind: str, day: date, cursor: str, limit: int) -> tuple[list[UnitLine], date, str]:
    """Return the next units of a scope by id, the day that the first page fixed, and the cursor behind them."""
    place = cursors.read(reader.key, kind, cursor)
    day = date.fromisoformat(place["as_of"]) if place else day
    ids = _scope(reader, day).order_by("unit_id")
    if place:
        ids = ids.filter(unit_id__gt=uuid.UUID(place["after"]))
    listed = list(ids[: limit + 1])
    lines = {line.id: line for line in unions.unit_lines(listed[:limit], day)}
    more = ""
    if len(listed) > limit:
        more = cursors.write(reader.key, kind, {"as_of": day.isoformat(), "after": listed[limit - 1].hex})
    return [lines[each] for each in listed[:limit] if each in lines], day, more


def units(reader: Reader, day: date, cursor: str, limit: int) -> Page:
    """Return units as they stood on a day."""
    lines, day, more = _next_units(reader, UNITS, day, cursor, limit)
    parents = unions.parents_on(day)
    inside = set(_scope(reader, day).values_list("unit_id", flat=True))
    found = []
    for line in lines:
        above = parents.get(line.id)
        found.append(
            {
                "id": str(line.id), "code": line.code, "name": line.name, "kind": line.kind,
                "parent": str(above) if above in inside else None,
            }
        )  # fmt: skip
    return {"as_of": day.isoformat(), "items": found, "next": more}


def returns(reader: Reader, month: date | None, cursor: str, limit: int) -> Page:
    """Return handed-in returns in the order in which they were signed; one that is signed again comes again.

    Whoever asks for what follows the end of a line has all that stood before it; of a whole line that is noted.
    """
    place = cursors.read(reader.key, RETURNS, cursor)
    after = (datetime.fromisoformat(place["at"]), uuid.UUID(place["after"])) if place else None
    is_whole = month is None and (not place or bool(place.get("whole")))
    if after is not None and is_whole and place.get("end"):
        keys.arrived(reader.key, after[0])
    rows = outgoing.handed_in(
        _scope(reader, clock.today()), after=after, until=clock.now() - SETTLED, month=month, limit=limit + 1
    )
    more = cursor
    if rows:
        at, last = rows[:limit][-1]
        more = cursors.write(reader.key, RETURNS, {"at": at.isoformat(), "after": last.id.hex, "whole": is_whole,
                                                    "end": len(rows) <= limit})  # fmt: skip
    return {
        "items": [_return(told) for _at, told in rows[:limit]],
        "next": more, "has_more": len(rows) > limit,
    }  # fmt: skip


def _return(told: outgoing.Told) -> dict[str, Any]:
    return {
        "id": str(told.id), "unit": str(told.unit), "unit_code": told.code, "unit_name": told.name,
        "month": f"{told.month:%Y-%m}", "kind": told.kind, "state": told.state, "version": told.version,
        "receipt": told.receipt, "checksum": told.checksum, "signed_by": told.signer,
        "signed_at": told.confirmed_at.isoformat() if told.confirmed_at else None,
        "lines": [_line(line) for line in told.lines],
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id, "value": line.value, "hidden": line.why == HIDDEN, "why_unknown": line.why,
        "corrected": line.own is not None, "units_behind": line.units, "units_missing": line.without,
    }  # fmt: skip


def receipts(reader: Reader, as_of: date | None, cursor: str, limit: int) -> Page:
    """Return what was said of returns, in the order in which it was written down; a day on the first page stays."""
    place = cursors.read(reader.key, RECEIPTS, cursor)
    day = _day_of(place) if place else as_of
    until = datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM) if day else None
    after, made_before = uuid.UUID(place["after"]) if place else None, clock.now() - SETTLED
    rows = outgoing.receipts(
        _scope(reader, clock.today()), after=after, made_before=made_before, until=until, limit=limit + 1
    )
    more = cursor
    if rows:
        last = rows[:limit][-1].step.id
        more = cursors.write(reader.key, RECEIPTS, {"as_of": day.isoformat() if day else "", "after": last.hex})
    return {
        "as_of": day.isoformat() if day else None, "items": [_receipt(given) for given in rows[:limit]],
        "next": more, "has_more": len(rows) > limit,
    }  # fmt: skip


def _day_of(place: dict[str, Any]) -> date | None:
    return date.fromisoformat(place["as_of"]) if place["as_of"] else None


def _receipt(given: outgoing.Given) -> dict[str, Any]:
    step = given.step
    return {
        "id": str(step.id), "what": step.what, "return_id": str(step.row.id), "unit": str(step.row.unit_id),
        "unit_code": step.row.unit_code, "month": f"{step.row.month:%Y-%m}", "version": step.version,
        "receipt": given.receipt, "checksum": given.checksum, "given_by": given.given_by, "at": step.at.isoformat(),
    }  # fmt: skip


def of_targets(reader: Reader, day: date, cursor: str, limit: int) -> Page:
    """Return where units stand against the targets that hold for them on a day."""
    lines, day, more = _next_units(reader, FIGURES, day, cursor, limit)
    found = []
    for line in lines:
        known = targets.going_up(day, line.id)
        for figure in figures.of_units(line.id, known, day):
            share, shown = figure.share, not figure.is_hidden
            is_known = share.share is not None
            found.append(
                {
                    "unit": str(line.id), "unit_code": line.code, "target": figure.target.id,
                    "counts": figure.target.counts, "declared": share.people if is_known else None,
                    "reached": share.reached if is_known and shown else None,
                    "share": round(share.share, 4) if share.share is not None and shown else None,
                    "goal": figure.target.share, "hidden": figure.is_hidden, "counted_at": figure.at.isoformat(),
                }
            )  # fmt: skip
    return {"as_of": day.isoformat(), "items": found, "next": more}
