"""Entering a structure change and undoing it: one transaction, one recorded change, the exact rows.

The same key again is the same change. Two changes never run side by side, so that what was checked stays true.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Max

from hocvuso.core import planning, structure
from hocvuso.core.orders import Merge, Order
from hocvuso.core.structure import Refused, Turn
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import kinds
from hocvuso.unions.models import StructureChange, StructureUnit, Unit
from hocvuso.unions.structure import adding_up, excerpt, names, paths, rows
from hocvuso.unions.structure.facts import of_order
from hocvuso.unions.structure.rows import Particulars

# Decided: nobody signs a decision about the tree more than two years ahead.
AHEAD = timedelta(days=731)
TURN = 757_001  # names the lock on PostgreSQL
BATCH = 500


@dataclass(frozen=True, slots=True)
class Decree:
    """The paper behind a change, and who entered it.

    `key` is made by the form: entered twice it is one change. `seen` holds the version of each unit that the official
    had before him.
    """

    decision: str = ""
    signer: str = ""
    reason: str = ""
    by: uuid.UUID | None = None
    key: str = ""
    seen: Mapping[uuid.UUID, int] = field(default_factory=dict)


NO_DECREE = Decree()


class ChangedMeanwhile(Exception):
    """Somebody else has changed one of these units since the official looked at it."""

    def __init__(self, unit: uuid.UUID, by: uuid.UUID | None, at: datetime | None) -> None:
        super().__init__(f"{unit} {by} {at}")
        self.unit, self.by, self.at = unit, by, at


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: its rows, and the names and numbers for the question before it is entered."""

    turns: tuple[Turn, ...]
    facts: Mapping[str, object]
    seen: Mapping[uuid.UUID, int]


def preview(order: Order, *, on: date, newcomers: Mapping[str, Particulars] | None = None) -> Preview:
    """Return what an order would do, and write nothing. Raises Refused."""
    _codes_are_free(newcomers or {})
    turns = planned(order, on)
    changed, leans = structure.touched(turns)
    units = Unit.objects.filter(id__in=[uuid.UUID(each) for each in changed | leans])
    return Preview(turns, of_order(order, turns, on, newcomers), dict(units.values_list("id", "version")))


def planned(order: Order, on: date) -> tuple[Turn, ...]:
    """Return the rows that an order turns as things stand."""
    return planning.plan(
        excerpt.around(order, on),
        order,
        on=on,
        kinds=kinds.current(),
        new_id=lambda: uuid7().hex,
        latest=clock.today() + AHEAD,
    )


@transaction.atomic
def enter(
    order: Order, *, on: date, decree: Decree = NO_DECREE, newcomers: Mapping[str, Particulars] | None = None
) -> StructureChange:
    """Carry an order out from `on` and record it.

    Raises Refused with the reason, or ChangedMeanwhile when a unit is no longer as the official saw it.
    """
    take_turn()
    key = decree.key or uuid7().hex
    earlier = StructureChange.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    look_again(decree.seen)
    _codes_are_free(newcomers or {})
    turns = planned(order, on)
    change = StructureChange.objects.create(
        key=key,
        number=next_number(),
        kind=type(order).__name__.lower(),
        effective_on=on,
        decision=decree.decision,
        signer=decree.signer,
        reason=decree.reason,
        entered_by=decree.by,
        entered_at=clock.now(),
        facts=of_order(order, turns, on, newcomers),
    )
    rows.write(turns, change, newcomers)
    rows.keep(change, turns)
    if isinstance(order, Merge):
        parts = {*order.units, *(() if order.newcomer else (order.heir,))}
        adding_up.add_up(change, [uuid.UUID(each) for each in parts], uuid.UUID(order.heir), on)
    _finish(change, turns, decree.by)
    audit.record(f"structure {change.kind}", actor=decree.by, what=str(change.id), facts={"number": change.number})
    return change


def next_number() -> int:
    """Return the number of the next change; call it inside the turn."""
    return int(StructureChange.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def take_turn() -> None:
    """Let changes of the tree run one after the other; SQLite lets only one transaction write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def look_again(seen: Mapping[uuid.UUID, int]) -> None:
    """Raise ChangedMeanwhile when a unit is no longer as the official saw it."""
    for unit in Unit.objects.filter(id__in=list(seen)):
        if unit.version != seen[unit.id]:
            raise ChangedMeanwhile(unit.id, unit.changed_by, unit.changed_at)


def _codes_are_free(newcomers: Mapping[str, Particulars]) -> None:
    codes = [each.code for each in newcomers.values()]
    joins = [each.join_code for each in newcomers.values() if each.join_code]
    for wanted, column in ((codes, "code"), (joins, "join_code")):
        twice = {code for code in wanted if wanted.count(code) > 1} if len(set(wanted)) < len(wanted) else set()
        for at in range(0, len(wanted), BATCH):
            part = wanted[at : at + BATCH]
            twice |= set(Unit.objects.filter(**{f"{column}__in": part}).values_list(column, flat=True))
        if twice:
            raise Refused(f"{column}_taken", *sorted(twice))
    if not all(code.strip() for code in codes):
        raise Refused("no_code")


def _finish(change: StructureChange, turns: Iterable[Turn], by: uuid.UUID | None) -> None:
    """Note whom the change concerns, raise the versions, bring paths and today's names up to date."""
    changed, leans = structure.touched(turns)
    StructureUnit.objects.bulk_create(
        (StructureUnit(change=change, unit=unit, is_changed=unit in changed) for unit in sorted(changed | leans)),
        batch_size=BATCH,
    )
    settle(turns, changed, by)


def settle(turns: Iterable[Turn], changed: Iterable[str], by: uuid.UUID | None) -> None:
    """Raise the versions of changed units, and derive their paths and today's names anew."""
    own = tuple(turns)
    units = [uuid.UUID(each) for each in changed]
    for at in range(0, len(units), BATCH):
        Unit.objects.filter(id__in=units[at : at + BATCH]).update(
            version=F("version") + 1, changed_by=by, changed_at=clock.now()
        )
    paths.refresh({turn.key[0] for turn in own if turn.table in (structure.LINKS, structure.LIVES)})
    renamed = {turn.key[0] for turn in own if turn.table == structure.NAMES}
    names.bring_up_to(clock.today(), [uuid.UUID(each) for each in renamed - structure.founded(own)])
