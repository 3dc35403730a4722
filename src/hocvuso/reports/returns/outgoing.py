"""Returns as other systems read them: many at once, in the order in which they were handed in, with what is hidden.

Only frozen versions go out. A line that is unknown or hidden has no value, and says why.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from hocvuso.core.returns import Line
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.models import FrozenReturn, Return, ReturnStep
from hocvuso.reports.returns import frozen, queries
from hocvuso.unions.queries import AT_ONCE, Ids


@dataclass(frozen=True, slots=True)
class Told:
    """One return as it counts now; without lines while it is a draft."""

    id: uuid.UUID
    unit: uuid.UUID
    code: str
    name: str
    parent: uuid.UUID | None
    month: date
    kind: str
    state: str
    version: int
    receipt: str
    checksum: str
    signer: str
    confirmed_at: datetime | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a return: what, when, and to which version."""

    id: uuid.UUID
    at: datetime
    what: str
    version: int
    row: Return


@dataclass(frozen=True, slots=True)
class Given:
    """What the union above said of a version: its receipt, acceptance, sending back; or that the unit took it back."""

    step: Step
    receipt: str  # number of the receipt of this version; "" while it has none
    checksum: str
    given_by: str  # the union above or the installation that answered; never a person


def of_units(units: Collection[uuid.UUID], month: date) -> dict[uuid.UUID, Told]:
    """Return the returns of a month of many units; units without one are absent."""
    rows = [row for some in _parts(units) for row in Return.objects.filter(unit_id__in=some, month=month)]
    return {each.unit: each for each in _told(rows)}


def _parts(units: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Return units in parts that a database takes in one statement."""
    listed = list(units)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def handed_in(
    units: Ids, *, after: tuple[datetime, uuid.UUID] | None, until: datetime, month: date | None, limit: int
) -> list[tuple[datetime, Told]]:
    """Return the returns of some units that are handed in, by when they were last confirmed, up to a moment."""
    rows = Return.objects.filter(unit_id__in=units, state__in=queries.HANDED_IN, sent_at__lte=until)
    if month is not None:
        rows = rows.filter(month=month)
    if after is not None:
        at, last = after
        rows = rows.filter(Q(sent_at__gt=at) | Q(sent_at=at, id__gt=last))
    found = list(rows.order_by("sent_at", "id")[:limit])
    told = {each.id: each for each in _told(found)}
    return [(row.sent_at, told[row.id]) for row in found if row.sent_at is not None]


def newest_signed(units: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return when the newest handed-in return of each unit was signed; units without one are absent."""
    rows = Return.objects.filter(state__in=queries.HANDED_IN, sent_at__isnull=False)
    newest = rows.values_list("unit_id").annotate(Max("sent_at"))
    return {unit: at for some in _parts(units) for unit, at in newest.filter(unit_id__in=some)}


def _told(rows: Sequence[Return]) -> list[Told]:
    versions = queries.newest(row for row in rows if row.state in queries.HANDED_IN)
    return [_one(row, versions.get(row.id)) for row in rows]


def _one(row: Return, version: FrozenReturn | None) -> Told:
    return Told(
        row.id, row.unit_id, row.unit_code, row.unit_name, row.parent_id, row.month, row.kind, row.state, row.version,
        row.receipt, version.checksum if version else "", version.confirmed_name if version else "",
        version.confirmed_at if version else None, frozen.lines_of(version) if version else (),
    )  # fmt: skip


def steps(what: Iterable[str], since: datetime, limit: int) -> list[Step]:
    """Return what happened to returns from a moment on, the oldest first."""
    rows = ReturnStep.objects.filter(what__in=list(what), at__gte=since).select_related("of").order_by("at", "id")
    return [Step(row.id, row.at, row.what, row.version, row.of) for row in rows[:limit]]


RECEIVED, WITHDRAWN = "received", "withdrawn"
OF_RECEIPTS = (RECEIVED, queries.ACCEPTED, queries.SENT_BACK, queries.CLOSED, WITHDRAWN)


def receipts(
    units: Ids, *, after: uuid.UUID | None, made_before: datetime, until: datetime | None, limit: int
) -> list[Given]:
    """Return what was said of the returns of some units behind a place, in the order in which it was written down.

    `made_before` leaves out what is younger, so that nothing slips in before a place that was already passed; `until`
    leaves out what was said from a moment on.
    """
    first_out = uuid7(int(made_before.timestamp() * 1000)).int >> 80 << 80
    rows = ReturnStep.objects.filter(of__unit_id__in=units, what__in=OF_RECEIPTS, id__lt=uuid.UUID(int=first_out))
    if after is not None:
        rows = rows.filter(id__gt=after)
    if until is not None:
        rows = rows.filter(at__lt=until)
    found = list(rows.select_related("of").order_by("id")[:limit])
    returns = {row.of_id for row in found}
    numbers = {
        (of, version): number
        for of, version, number in ReturnStep.objects.filter(of_id__in=returns, what=RECEIVED)
        .order_by("place").values_list("of_id", "version", "reason")
    }  # fmt: skip
    stamps = {
        (of, version): checksum
        for of, version, checksum in FrozenReturn.objects.filter(of_id__in=returns)
        .values_list("of_id", "version", "checksum")
    }  # fmt: skip
    return [
        Given(
            Step(row.id, row.at, row.what, row.version, row.of), numbers.get((row.of_id, row.version), ""),
            stamps.get((row.of_id, row.version), ""), _giver(row),
        )
        for row in found
    ]  # fmt: skip


def _giver(row: ReturnStep) -> str:
    if row.what in (WITHDRAWN, queries.CLOSED):
        return row.of.unit_name
    is_from_elsewhere = row.what == RECEIVED and row.name
    return row.name if is_from_elsewhere else row.of.parent_name
