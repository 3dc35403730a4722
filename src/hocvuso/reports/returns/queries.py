"""Look-ups of monthly returns: one return with all that belongs to it, those of a unit, those below it, plain facts.

A return that is not there, or not accepted, is unknown: it is named and counted, and never added as zero.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from hocvuso.core.returns import Line, combine, days_overdue, due_on, last_day, month_before
from hocvuso.plumbing import clock
from hocvuso.reports.models import Adjustment, FrozenReturn, Return, ReturnStep, RosterCheck
from hocvuso.reports.returns import frozen, measures
from hocvuso.reports.returns.opening import OWN, Tree, tree_of
from hocvuso.unions import queries as unions

DRAFT, SENT, ACCEPTED, SENT_BACK, CLOSED = "draft", "sent", "accepted", "sent_back", "closed"
DONE = (ACCEPTED, CLOSED)
HANDED_IN = (SENT, *DONE)
CHUNK = 500  # below SQLite's smallest limit of 999 values in one statement


@dataclass(frozen=True, slots=True)
class Summary:
    """One return in a list; `id` is None where the month was never opened for a unit that stood in the tree."""

    id: uuid.UUID | None
    unit: uuid.UUID
    code: str
    name: str
    month: date
    state: str  # as above, or "missing"
    due_on: date
    days_overdue: int
    sent_at: datetime | None
    receipt: str
    version: int
    reminded_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody below still has to send it."""
        return self.state not in HANDED_IN


@dataclass(frozen=True, slots=True)
class Part:
    """One accepted return inside a combined one."""

    unit: str
    code: str
    name: str
    version: int
    checksum: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit of which nothing accepted is there; `units` is how many grassroots unions stand behind it."""

    code: str
    name: str
    state: str
    days_overdue: int
    units: int


@dataclass(frozen=True, slots=True)
class Combined:
    """What the accepted returns directly below a unit add up to, and what is missing from it."""

    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]
    units: int  # grassroots unions whose return is in
    without: int  # grassroots unions whose return is not
    adjustments: tuple[Adjusted, ...]

    def packed(self) -> dict[str, Any]:
        """Return what is frozen beside the lines, as JSON values."""
        return {
            "parts": [asdict(each) for each in self.parts],
            "missing": [asdict(each) for each in self.missing],
            "units_in": self.units,
            "units_out": self.without,
            "adjustments": [{**asdict(each), "at": frozen.stamp(each.at)} for each in self.adjustments],
        }


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A late correction, as shown beside the frozen figure."""

    unit: str
    line: str
    before: int | None
    after: int
    reason: str
    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the target of connected unions asks of one grassroots union; None is unknown, never a no."""

    roster_checked_on: date | None
    on_time: tuple[bool, ...]  # of the last two months whose return was due, the newest first
    receipt: str
    received_at: datetime | None


def find(return_id: uuid.UUID) -> Return | None:
    """Return one return, or None; whoever shows it asks `rights` first."""
    return Return.objects.filter(id=return_id).first()


def of_month(unit: uuid.UUID, month: date) -> Return | None:
    """Return a unit's return of one month, or None."""
    return Return.objects.filter(unit_id=unit, month=month).first()


def of_unit(unit: uuid.UUID, today: date, limit: int = 24) -> list[Summary]:
    """Return a unit's own returns, the newest month first."""
    return [_summary(row, today) for row in Return.objects.filter(unit_id=unit).order_by("-month")[:limit]]


def months_below(unit: uuid.UUID, limit: int = 24) -> list[date]:
    """Return the months for which anything below a unit was opened, the newest first."""
    rows = Return.objects.filter(parent_id=unit).order_by("-month").values_list("month", flat=True).distinct()
    return list(rows[:limit])


def below(unit: uuid.UUID, month: date, today: date) -> list[Summary]:
    """Return the returns of a month that go to this unit, and the units that stood below it without one."""
    tree = tree_of(month)
    rows = list(Return.objects.filter(parent_id=unit, month=month).order_by("unit_name"))
    reminded = dict(
        ReturnStep.objects.filter(of__in=[row.id for row in rows[:CHUNK]], what="reminded")
        .values_list("of").annotate(Max("at"))
    )  # fmt: skip
    there = {row.unit_id for row in rows}
    absent = [each for each in _children(tree, unit) if each not in there]
    lines = unions.unit_lines(absent, tree.day)
    found = [_summary(row, today, reminded.get(row.id)) for row in rows]
    return found + [_absent(line, month, tree, today) for line in lines]


def _children(tree: Tree, unit: uuid.UUID) -> list[uuid.UUID]:
    returning = tree.own | tree.combined
    return [each for each, above in tree.parents.items() if above == unit and each in returning]


def _absent(line: unions.UnitLine, month: date, tree: Tree, today: date) -> Summary:
    due = due_on(month, tree.due_day(line.id))
    return Summary(
        None, line.id, line.code, line.name, month, "missing", due, days_overdue(due, None, today), None, "", 0
    )


def _summary(row: Return, today: date, reminded_at: datetime | None = None) -> Summary:
    handed_in = row.state in HANDED_IN
    sent_on = clock.day_of(row.first_sent_at) if row.first_sent_at and handed_in else None
    return Summary(
        row.id, row.unit_id, row.unit_code, row.unit_name, row.month, row.state, row.due_on,
        days_overdue(row.due_on, sent_on, today), row.sent_at, row.receipt, row.version, reminded_at,
    )  # fmt: skip


def newest(rows: Iterable[Return]) -> dict[uuid.UUID, FrozenReturn]:
    """Return the newest frozen version of each return, by the return's id."""
    wanted = {row.id: row.version for row in rows if row.version}
    ids = list(wanted)
    found: dict[uuid.UUID, FrozenReturn] = {}
    for start in range(0, len(ids), CHUNK):
        for each in FrozenReturn.objects.filter(of_id__in=ids[start : start + CHUNK]):
            if each.version == wanted[each.of_id]:
                found[each.of_id] = each
    return found


def versions(row: Return) -> list[FrozenReturn]:
    """Return the frozen versions of a return, the newest first."""
    return list(FrozenReturn.objects.filter(of=row).order_by("-version"))


def steps(row: Return) -> list[ReturnStep]:
    """Return what happened to a return, the newest first."""
    return list(ReturnStep.objects.filter(of=row).order_by("-place"))


def lines(row: Return) -> tuple[Line, ...]:
    """Return what a return says now: its frozen lines once handed in, else those of its draft."""
    if row.state in HANDED_IN:
        return frozen.lines_of(FrozenReturn.objects.get(of=row, version=row.version))
    return combined(row.unit_id, row.month).lines if row.kind != OWN else measures.unpack(row.lines)


def combined(unit: uuid.UUID, month: date) -> Combined:
    """Add the accepted returns directly below a unit up and say what is missing."""
    tree = tree_of(month)
    rows = list(Return.objects.filter(parent_id=unit, month=month).order_by("unit_name"))
    taken = newest(row for row in rows if row.state in DONE)
    missing = _missing(tree, unit, month, rows)
    without = sum(each.units for each in missing)
    parts = [row for row in rows if row.id in taken]
    added = combine(
        measures.line_ids(unit, tree.day),
        [{line.id: line for line in frozen.lines_of(taken[row.id])} for row in parts],
        missing=without,
    )
    return Combined(
        added,
        tuple(_part(row, taken[row.id]) for row in parts),
        missing,
        units=sum(_units_in(taken[row.id]) for row in parts),
        without=without + sum(_units_out(taken[row.id]) for row in parts),
        adjustments=adjustments(row.id for row in parts),
    )


def _part(row: Return, version: FrozenReturn) -> Part:
    return Part(str(row.unit_id), row.unit_code, row.unit_name, version.version, version.checksum, version.receipt)


def _units_in(version: FrozenReturn) -> int:
    found = frozen.read(version)
    return int(found["units_in"]) if found["kind"] != OWN else 1


def _units_out(version: FrozenReturn) -> int:
    found = frozen.read(version)
    return int(found["units_out"]) if found["kind"] != OWN else 0


def _missing(tree: Tree, unit: uuid.UUID, month: date, rows: Sequence[Return]) -> tuple[Missing, ...]:
    today = clock.today()
    under = grassroots_under(tree)
    out = [row for row in rows if row.state not in DONE]
    found = [
        Missing(each.code, each.name, each.state, each.days_overdue, under.get(each.unit, 1))
        for each in (_summary(row, today) for row in out)
    ]
    there = {row.unit_id for row in rows}
    for line in unions.unit_lines([each for each in _children(tree, unit) if each not in there], tree.day):
        each = _absent(line, month, tree, today)
        found.append(Missing(each.code, each.name, each.state, each.days_overdue, under.get(line.id, 1)))
    return tuple(found)


def grassroots_under(tree: Tree) -> Mapping[uuid.UUID, int]:
    """Return how many grassroots unions report through each unit above them."""
    found: dict[uuid.UUID, int] = dict.fromkeys(tree.combined, 0)
    for unit in tree.own:
        at = tree.parents.get(unit)
        while at is not None and at in found:
            found[at] += 1
            at = tree.parents.get(at)
    return found


def adjustments(returns: Iterable[uuid.UUID]) -> tuple[Adjusted, ...]:
    """Return the late corrections of some returns, oldest first."""
    ids, found = list(returns), []
    for start in range(0, len(ids), CHUNK):
        rows = Adjustment.objects.filter(of_id__in=ids[start : start + CHUNK]).select_related("of").order_by("at", "id")
        found += [
            Adjusted(row.of.unit_name, row.line, row.before, row.after, row.reason, row.at, row.name) for row in rows
        ]
    return tuple(found)


def facts(units: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, Facts]:
    """Return for each grassroots union what the target of connected unions asks.

    A month counts once its deadline has passed or its return was handed in. A unit whose months were never opened
    has an empty `on_time`: that is not known, and not late.
    """
    checked: dict[uuid.UUID, date] = {}
    months: dict[uuid.UUID, list[Return]] = {unit: [] for unit in units}
    since = month_before(month_before(month_before(month_before(today))))
    for start in range(0, len(units), CHUNK):
        chunk = units[start : start + CHUNK]
        rows = RosterCheck.objects.filter(unit_id__in=chunk, on__lte=today).values_list("unit_id").annotate(Max("on"))
        checked.update(rows)
        for row in Return.objects.filter(unit_id__in=chunk, month__gte=since).order_by("-month"):
            if row.due_on < today or row.state in HANDED_IN:
                months[row.unit_id].append(row)
    return {unit: _facts(checked.get(unit), months[unit]) for unit in units}


def _facts(checked: date | None, rows: Sequence[Return]) -> Facts:
    received = next((row for row in rows if row.receipt and row.state in HANDED_IN), None)
    return Facts(
        checked,
        tuple(is_on_time(row) for row in rows[:2]),
        received.receipt if received else "",
        received.sent_at if received else None,
    )


def is_on_time(row: Return) -> bool:
    """Tell whether a return was first handed in on or before its last day, and is not withdrawn or sent back."""
    return row.state in HANDED_IN and row.first_sent_at is not None and clock.day_of(row.first_sent_at) <= row.due_on


def tree_day(row: Return) -> date:
    """Return the day whose tree and headcounts a return speaks of: the last of its month."""
    return last_day(row.month)


def frozen_version(row: Return, version: int | None = None) -> FrozenReturn | None:
    """Return one frozen version of a return; without a number the one that counts now, None for a draft."""
    wanted = version if version is not None else row.version if row.state in HANDED_IN else 0
    return FrozenReturn.objects.filter(of=row, version=wanted).first() if wanted else None


def waiting_for(unit: uuid.UUID, today: date) -> Summary | None:
    """Return the oldest return that a unit still has to confirm, or None."""
    row = Return.objects.filter(unit_id=unit, state__in=(DRAFT, SENT_BACK)).order_by("month").first()
    return _summary(row, today) if row else None
