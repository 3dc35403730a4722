"""Returns between installations: what is handed in here goes up as it was frozen, what comes in lands as it was frozen.

The room of the exchange carries them. It registers which units hand in to another installation: such a return has its
receipt only when that installation says so, never by itself.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from hocvuso.core.returns import checksum, due_on, last_day, month_of
from hocvuso.plumbing import clock
from hocvuso.reports.models import Adjustment, FrozenReturn, Return, ReturnStep
from hocvuso.reports.returns import frozen, opening, queries
from hocvuso.unions import queries as unions

Elsewhere = Callable[[uuid.UUID], bool]
_elsewhere: list[Elsewhere] = []


class Unfit(Exception):
    """What came is no return that can be kept; `why` is "checksum", "text" or "two" (another one is there)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def handed_in_elsewhere(asked: Elsewhere) -> None:
    """Register who knows whether a unit hands in to another installation."""
    if asked not in _elsewhere:
        _elsewhere.append(asked)


def goes_elsewhere(unit: uuid.UUID) -> bool:
    """Tell whether the union above this unit works on another installation."""
    return any(asked(unit) for asked in _elsewhere)


@dataclass(frozen=True, slots=True)
class Travelling:
    """A return with its state, as another installation is told of it; `text` is empty while nothing is handed in."""

    unit: uuid.UUID
    code: str
    month: date
    version: int
    state: str
    text: str
    checksum: str
    receipt: str
    adjustments: tuple[Mapping[str, Any], ...]

    def row(self, *, for_decision: bool) -> dict[str, Any]:
        """Return it as JSON values; `for_decision`: the other side accepts it or sends it back."""
        state = queries.SENT if for_decision and self.state in queries.DONE else self.state
        return {
            "month": f"{self.month:%Y-%m}", "version": self.version, "state": state, "text": self.text,
            "checksum": self.checksum, "adjustments": list(self.adjustments),
        }  # fmt: skip


def of_units(units: Collection[uuid.UUID]) -> list[Travelling]:
    """Return every return of these units that was handed in at least once, as it stands now."""
    wanted, found = list(units), []
    for start in range(0, len(wanted), queries.CHUNK):
        rows = list(Return.objects.filter(unit_id__in=wanted[start : start + queries.CHUNK], version__gt=0))
        frozen_rows = queries.newest(rows)
        late = _adjustments([row.id for row in rows])
        found += [_travelling(row, frozen_rows.get(row.id), late.get(row.id, [])) for row in rows]
    return sorted(found, key=lambda each: (each.code, each.month))


def _travelling(row: Return, version: FrozenReturn | None, late: list[dict[str, Any]]) -> Travelling:
    return Travelling(
        row.unit_id, row.unit_code, row.month, row.version, row.state, version.text if version else "",
        version.checksum if version else "", row.receipt, tuple(late),
    )  # fmt: skip


def _adjustments(returns: list[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    found: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for start in range(0, len(returns), queries.CHUNK):
        rows = Adjustment.objects.filter(of_id__in=returns[start : start + queries.CHUNK]).order_by("at", "id")
        for row in rows:
            found.setdefault(row.of_id, []).append({
                "id": str(row.id), "line": row.line, "before": row.before, "after": row.after, "reason": row.reason,
                "at": row.at.isoformat(), "name": row.name,
            })  # fmt: skip
    return found


@transaction.atomic
def arrive(unit: uuid.UUID, row: Mapping[str, Any], *, source: str) -> Return:
    """Keep a return of `unit` that came from another installation; the same one twice changes nothing.

    It lands beside the one that was opened here for the month, if any. Raises Unfit.
    """
    text, month = str(row["text"]), date.fromisoformat(f"{row['month']}-01")
    if checksum(text) != row["checksum"]:
        raise Unfit("checksum")
    held = Return.objects.select_for_update().filter(unit_id=unit, month=month).first() or _opened(unit, month, text)
    version, now = int(row["version"]), clock.now()
    there = FrozenReturn.objects.filter(of=held, version=version).first()
    if there is not None and there.checksum != row["checksum"]:
        raise Unfit("two")
    if version < held.version:
        return held  # an older version came late; the newer one stands
    if there is None:
        _freeze(held, version, text, str(row["checksum"]), now)
        held.version, held.state = version, queries.SENT
        held.receipt = f"{held.unit_code}-{held.month:%m%y}-{version}{row['checksum'][:5].upper()}"
        held.sent_at, held.first_sent_at = now, held.first_sent_at or now
        opening.note(held, "received", name=source, reason=held.receipt)
    _follow(held, str(row["state"]), source)
    held.edit, held.changed_at, held.changed_by = held.edit + 1, now, source[:120]
    held.save()
    _keep_adjustments(held, row.get("adjustments", []))
    return held


def _opened(unit: uuid.UUID, month: date, text: str) -> Return:
    """Open a month for a unit that has none here, from what the frozen text and the tree of its last day say."""
    said = _said(text)
    tree = opening.tree_of(month)
    (line,) = unions.unit_lines([unit], tree.day) or unions.unit_lines([unit], clock.today())
    now = clock.now()
    return Return.objects.create(
        unit_id=unit, month=month_of(month), parent_id=tree.parents.get(unit), kind=said["kind"], unit_code=line.code,
        unit_name=line.name, parent_name=line.parent, due_on=due_on(month, tree.due_day(unit)), opened_at=now,
        counted_at=now, changed_at=now,
    )  # fmt: skip


def _said(text: str) -> dict[str, Any]:
    """Return what a frozen text says. Raises Unfit."""
    try:
        said: dict[str, Any] = json.loads(text)
        uuid.UUID(said["confirmed"]["by"])
        is_fit = said["kind"] in (opening.OWN, opening.COMBINED) and isinstance(said["lines"], list)
    except (KeyError, TypeError, ValueError):
        is_fit = False
    if not is_fit or not said["confirmed"]["name"]:
        raise Unfit("text")
    return said


def _freeze(held: Return, version: int, text: str, stamp: str, now: datetime) -> None:
    said = _said(text)
    held.kind = said["kind"]
    by, name = uuid.UUID(said["confirmed"]["by"]), str(said["confirmed"]["name"])[:120]
    FrozenReturn.objects.create(
        of=held, version=version, text=text, checksum=stamp, confirmed_by=by, confirmed_name=name, confirmed_at=now,
    )  # fmt: skip


def _follow(held: Return, state: str, source: str) -> None:
    """Follow what was done with it there: taken back, or (where the union above works there too) accepted."""
    if state == held.state or state not in (queries.DRAFT, *queries.DONE, queries.SENT_BACK):
        return
    held.state = state
    what = {queries.DRAFT: "withdrawn", queries.SENT_BACK: "sent_back", queries.CLOSED: "closed"}
    opening.note(held, what.get(state, "accepted"), name=source)


def _keep_adjustments(held: Return, rows: Any) -> None:
    there = set(Adjustment.objects.filter(of=held).values_list("id", flat=True))
    for row in rows:
        if uuid.UUID(row["id"]) not in there:
            Adjustment.objects.create(
                id=uuid.UUID(row["id"]), of=held, line=row["line"], before=row["before"], after=row["after"],
                reason=row["reason"], at=datetime.fromisoformat(row["at"]), by=held.id, name=row["name"],
            )  # fmt: skip
            opening.note(held, "adjusted", name=row["name"], reason=row["reason"])


@dataclass(frozen=True, slots=True)
class Said:
    """What the union above says of a return that came to it."""

    unit: uuid.UUID
    month: date
    version: int
    state: str
    reason: str
    receipt: str
    name: str
    at: datetime

    def row(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "of": "return", "month": f"{self.month:%Y-%m}", "version": self.version, "state": self.state,
            "reason": self.reason, "receipt": self.receipt, "name": self.name, "at": self.at.isoformat(),
        }  # fmt: skip


def said_of(units: Collection[uuid.UUID]) -> list[Said]:
    """Return what is said here of the returns of these units: received, accepted, sent back with a reason."""
    wanted, found = list(units), []
    for start in range(0, len(wanted), queries.CHUNK):
        rows = list(Return.objects.filter(Q(receipt__gt=""), unit_id__in=wanted[start : start + queries.CHUNK]))
        last = _last_steps([row.id for row in rows])
        for row in rows:
            step = last.get(row.id)
            if row.state == queries.DRAFT or step is None:
                continue
            found.append(
                Said(row.unit_id, row.month, row.version, row.state, step.reason if row.state == queries.SENT_BACK
                     else "", row.receipt, step.name, step.at)
            )  # fmt: skip
    return found


def _last_steps(returns: list[uuid.UUID]) -> dict[uuid.UUID, ReturnStep]:
    found: dict[uuid.UUID, ReturnStep] = {}
    rows = ReturnStep.objects.filter(of_id__in=returns, what__in=("received", "accepted", "sent_back", "closed"))
    for row in rows.order_by("place"):
        found[row.of_id] = row
    return found


@transaction.atomic
def hear(unit: uuid.UUID, row: Mapping[str, Any], *, source: str) -> bool:
    """Write down what the union above said of a return of ours; tell whether it was news.

    What it says of a version that is no longer the newest is history: the newer one will be answered itself.
    """
    month = date.fromisoformat(f"{row['month']}-01")
    held = Return.objects.select_for_update().filter(unit_id=unit, month=month).first()
    if held is None or held.version != row["version"] or held.state == queries.DRAFT:
        return False
    state, receipt = str(row["state"]), str(row["receipt"])
    if (held.state, held.receipt) == (state, receipt):
        return False
    if not held.receipt:
        opening.note(held, "received", name=source, reason=receipt)
    held.receipt = receipt[:60]
    if state in (queries.ACCEPTED, queries.SENT_BACK) and state != held.state:
        held.state = state
        opening.note(held, state, name=str(row["name"])[:120], reason=str(row["reason"])[:400])
    held.edit, held.changed_at, held.changed_by = held.edit + 1, clock.now(), source[:120]
    held.save()
    return True


def counts(unit: uuid.UUID, month: date) -> tuple[int, int] | None:
    """Return how many grassroots unions a combined return counts, and how many of them are accepted here below it.

    None where the unit handed no combined return in. The two differ while something is on its way.
    """
    held = queries.of_month(unit, month)
    version = queries.frozen_version(held) if held is not None else None
    if held is None or version is None or held.kind == opening.OWN:
        return None
    below = Return.objects.filter(parent_id=unit, month=month, state__in=queries.DONE)
    return int(frozen.read(version)["units_in"]), below.filter(kind=opening.OWN).count()


def tree_day(month: date) -> date:
    """Return the day whose tree a return of a month speaks of."""
    return last_day(month)
