"""The monthly return of a unit: its month, its lines, the form in which it is frozen, and how returns add up.

A line is a count of people, groups, points or times (whole, ≥ 0) or unknown (None), never zero for what is not known.
What the system counted and what an official wrote instead stand side by side. Adding up is associative, so that a
province gets the same sum over its wards as over their grassroots unions. Frozen form: JSON with sorted keys and no
blanks, text in NFC, hashed with SHA-256 (FIPS 180-4); the same content always gives the same 64 hex digits.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_PEOPLE = 1_000_000  # decided: no unit in the country has more; a slip of the keyboard does
UNDECLARED, HIDDEN, NOT_REPORTED = "undeclared", "hidden", "not_reported"


@dataclass(frozen=True, slots=True)
class Line:
    """One count. `system` is what was counted, `own` what an official wrote instead, with a `reason`.

    `why` says why `system` is unknown. `units` is how many grassroots unions stand behind the value, `without` how
    many should and do not.
    """

    id: str
    system: int | None
    why: str = ""
    own: int | None = None
    reason: str = ""
    units: int = 1
    without: int = 0

    @property
    def value(self) -> int | None:
        """Return what counts: the official's figure where there is one, else the system's; None is unknown."""
        return self.system if self.own is None else self.own


def counted(line_id: str, system: int | None, *, why: str = "") -> Line:
    """Return a line as the system fills it for one grassroots union. Raises ValueError for a negative count."""
    if system is not None and system < 0:
        raise ValueError(f"{line_id}: counts are not negative")
    known = system is not None
    return Line(line_id, system, "" if known else why or UNDECLARED, units=int(known), without=int(not known))


def corrected(line: Line, own: int | None, reason: str) -> Line:
    """Return a grassroots union's line with the official's own figure, or without one (None).

    Raises ValueError when the figure lies outside 0…MOST_PEOPLE, has no reason, or the line is hidden: a figure
    for a group under five would point at single persons.
    """
    if own is None:
        known = line.system is not None
        return Line(line.id, line.system, line.why, units=int(known), without=int(not known))
    if line.why == HIDDEN or not 0 <= own <= MOST_PEOPLE or not reason.strip():
        raise ValueError(f"{line.id}: an own figure lies in 0…{MOST_PEOPLE}, has a reason and names nobody")
    return Line(line.id, line.system, line.why, own, reason.strip())


def combine(line_ids: Sequence[str], parts: Iterable[Mapping[str, Line]], *, missing: int = 0) -> tuple[Line, ...]:
    """Add the lines of several returns up, in the order of `line_ids`.

    A line that is unknown in one part is left out and counted in `without`, as are `missing` grassroots unions whose
    return is not there. A line known nowhere stays unknown. Associative and commutative in `parts`.
    """
    found = list(parts)
    return tuple(_sum(line_id, [part[line_id] for part in found if line_id in part], missing) for line_id in line_ids)


def _sum(line_id: str, lines: Sequence[Line], missing: int) -> Line:
    known = [line.value for line in lines if line.value is not None]
    return Line(
        line_id,
        sum(known) if known else None,
        "" if known else NOT_REPORTED,
        units=sum(line.units for line in lines),
        without=missing + sum(line.without for line in lines),
    )


def frozen_text(content: Mapping[str, Any]) -> str:
    """Return content (JSON values only) in its canonical form. Raises TypeError or ValueError for other values."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def checksum(text: str) -> str:
    """Return the SHA-256 of a frozen text (UTF-8) as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def month_of(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the following month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    """Return the last day of a month: the tree and the headcounts of a return are those of this day."""
    return month_after(month) - timedelta(days=1)


def due_on(month: date, due_day: int) -> date:
    """Return the last day on which the return of `month` is on time: day 1…28 of the following month."""
    if not 1 <= due_day <= 28:
        raise ValueError("a deadline is a day from 1 to 28, which every month has")
    return month_after(month).replace(day=due_day)


def days_overdue(due: date, sent_on: date | None, today: date) -> int:
    """Return how many days late a return is or was, 0 when on time or not due yet."""
    return max(((sent_on or today) - due).days, 0)


def parse_month(typed: str) -> date | None:
    """Return the month written as 2026-11 (years 2000…2999), or None."""
    year, _, month = typed.strip().partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and year[0] == "2"):
        return None
    if not (month.isascii() and month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)
