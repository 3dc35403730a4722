"""Changes of the second tree: found, rename, move, merge, end a territory, join a unit to one and part them again.

Each is a recorded change with its day and paper, beside those of units: one numbering, one list, one way to undo. The
same key again is the same change.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from hocvuso.core import structure, territories, vntext
from hocvuso.core.orders import Dissolve, Found, Merge, Move, Newcomer, Rename
from hocvuso.core.structure import SPELLS, Refused, Spell, Turn
from hocvuso.core.territories import Leave, Place, TerritoryOrder
from hocvuso.core.tree import Link
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import kinds
from hocvuso.unions.models import StructureChange, StructureTerritory, StructureUnit, Territory, Unit
from hocvuso.unions.queries import existing_on
from hocvuso.unions.structure import names, newcomers, rows, territory_rows, territory_versions
from hocvuso.unions.structure.changes import AHEAD, NO_DECREE, Decree, next_number, take_turn
from hocvuso.unions.structure.queries import OF_TERRITORIES
from hocvuso.unions.structure.rows import Particulars

SHOWN = 12  # names kept; the number is always exact


@dataclass(frozen=True, slots=True)
class NewTerritory:
    """A territory to be founded; `parent` is an id, the code of another new one, or None: at the top."""

    code: str
    name: str
    kind: str
    parent: uuid.UUID | str | None = None
    is_demo: bool = False


Newcomers = dict[str, Particulars]


def found(rows: Sequence[NewTerritory], *, on: date, decree: Decree = NO_DECREE) -> dict[str, uuid.UUID]:
    """Found territories in one change, those that others lie in first; return their ids by code."""
    order, newcomers = found_order(rows)
    enter(order, on=on, decree=decree, newcomers=newcomers)
    return ids_of([row.code for row in rows])


def ids_of(codes: Sequence[str]) -> dict[str, uuid.UUID]:
    """Return the ids of those of these codes that belong to a territory."""
    return dict(Territory.objects.filter(code__in=codes).values_list("code", "id"))


def found_order(rows: Sequence[NewTerritory]) -> tuple[Found, Newcomers]:
    """Return the order to found territories, and the particulars of the new ones."""
    ids = {row.code: uuid7() for row in rows}
    return Found(tuple(newcomer(row, ids) for row in rows)), {ids[row.code].hex: _particulars(row) for row in rows}


def newcomer(row: NewTerritory, ids: Mapping[str, uuid.UUID]) -> Newcomer:
    """Return a new territory as the core knows it."""
    return newcomers.newcomer(row, ids, unknown="unknown_territory")


def _particulars(row: NewTerritory) -> Particulars:
    return Particulars(row.code.strip(), None, row.is_demo)


def rename(territory: uuid.UUID, name: str, *, on: date, decree: Decree = NO_DECREE) -> StructureChange:
    """Give a territory a new name from a day on; on older dates it keeps the old one."""
    return enter(Rename(territory.hex, vntext.clean(name)), on=on, decree=decree)


def move(
    territories: Iterable[uuid.UUID], parent: uuid.UUID | None, *, on: date, decree: Decree = NO_DECREE
) -> StructureChange:
    """Let territories lie in another one from a day on."""
    order = Move(tuple(each.hex for each in territories), parent.hex if parent else None)
    return enter(order, on=on, decree=decree)


def merge(
    territories: Iterable[uuid.UUID], into: uuid.UUID | NewTerritory, *, on: date, decree: Decree = NO_DECREE
) -> StructureChange:
    """Let territories go into another or a new one; what lies in them and the units active there go along."""
    order, newcomers = merge_order(territories, into)
    return enter(order, on=on, decree=decree, newcomers=newcomers)


def merge_order(territories: Iterable[uuid.UUID], into: uuid.UUID | NewTerritory) -> tuple[Merge, Newcomers]:
    """Return the order to merge territories, and the particulars of a new one."""
    own = tuple(each.hex for each in territories)
    if isinstance(into, uuid.UUID):
        return Merge(own, into.hex), {}
    new = newcomer(into, {into.code: uuid7()})
    return Merge(own, new.unit, new), {new.unit: _particulars(into)}


def end(
    territories: Iterable[uuid.UUID], *, on: date, lower_to: uuid.UUID | None = None, decree: Decree = NO_DECREE
) -> StructureChange:
    """Let territories end; what lies in them goes to `lower_to`, units are active there no more."""
    order = Dissolve(tuple(each.hex for each in territories), None, lower_to.hex if lower_to else None)
    return enter(order, on=on, decree=decree)


def place(unit: uuid.UUID, territory: uuid.UUID, *, on: date, decree: Decree = NO_DECREE) -> StructureChange:
    """Let a unit be active in a territory from a day on."""
    return enter(Place(unit.hex, territory.hex), on=on, decree=decree)


def leave(unit: uuid.UUID, territory: uuid.UUID, *, on: date, decree: Decree = NO_DECREE) -> StructureChange:
    """Let a unit be active in a territory no more."""
    return enter(Leave(unit.hex, territory.hex), on=on, decree=decree)


def planned(order: TerritoryOrder, on: date, newcomers: Newcomers | None = None) -> tuple[Turn, ...]:
    """Return the rows that an order turns as things stand, and write nothing. Raises Refused."""
    _codes_are_free(newcomers or {})
    if isinstance(order, Place) and not Unit.objects.filter(existing_on(on), id=order.unit).exists():
        raise Refused("not_there", order.unit, day=on)
    return territories.plan(
        territory_rows.world(), order, on=on, kinds=kinds.of_territories(), new_id=lambda: uuid7().hex,
        latest=clock.today() + AHEAD,
    )  # fmt: skip


def _codes_are_free(newcomers: Newcomers) -> None:
    codes = [each.code for each in newcomers.values()]
    if not all(codes):
        raise Refused("no_code")
    taken = {*Territory.objects.filter(code__in=codes).values_list("code", flat=True)}
    taken |= {code for code in codes if codes.count(code) > 1}
    if taken:
        raise Refused("territory_code_taken", *sorted(taken))


@transaction.atomic
def enter(
    order: TerritoryOrder, *, on: date, decree: Decree = NO_DECREE, newcomers: Newcomers | None = None
) -> StructureChange:
    """Carry an order out from `on` and record it.

    Raises Refused with the reason, or ChangedMeanwhile when a territory is no longer as the official saw it.
    """
    take_turn()
    key = decree.key or uuid7().hex
    earlier = StructureChange.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    territory_versions.look_again(decree.seen)
    turns = planned(order, on, newcomers)
    change = StructureChange.objects.create(
        key=key, number=next_number(), kind=f"{OF_TERRITORIES}{type(order).__name__.lower()}", effective_on=on,
        decision=decree.decision, signer=decree.signer, reason=decree.reason, entered_by=decree.by,
        entered_at=clock.now(), facts=facts_of(order, turns, newcomers),
    )  # fmt: skip
    territory_rows.write(turns, change, newcomers)
    rows.keep(change, turns)
    _note(change, turns)
    audit.record(f"structure {change.kind}", actor=decree.by, what=str(change.id), facts={"number": change.number})
    return change


def _note(change: StructureChange, turns: Sequence[Turn]) -> None:
    changed, leans = structure.touched(turns)
    StructureTerritory.objects.bulk_create(
        (StructureTerritory(change=change, territory=uuid.UUID(each)) for each in sorted(changed | leans)),
        batch_size=rows.BATCH,
    )
    StructureUnit.objects.bulk_create(
        (StructureUnit(change=change, unit=uuid.UUID(each), is_changed=False) for each in sorted(_units(turns))),
        batch_size=rows.BATCH,
    )
    names.bring_territories_up_to(clock.today(), [uuid.UUID(each) for each in changed])


def _units(turns: Iterable[Turn]) -> set[str]:
    return {row.person for turn in turns if isinstance(row := turn.after or turn.before, Spell)}


def facts_of(order: TerritoryOrder, turns: Sequence[Turn], newcomers: Newcomers | None = None) -> dict[str, Any]:
    """Return names and numbers of a change as they were when it was made, in the form of those of units."""
    about, to = _spoken_of(order)
    fresh = {turn.after.unit: turn.after.name for turn in turns if isinstance(turn.after, structure.Naming)}
    facts: dict[str, Any] = {
        "about": _labels(about[:SHOWN], fresh, newcomers or {}), "count": len(about),
        "to": _labels(to, fresh, newcomers or {}), "units": 0, "members": 0, "territories": 0,
    }  # fmt: skip
    if isinstance(order, Rename):
        facts["name"] = order.name
    if isinstance(order, Merge | Dissolve):
        facts["units"] = len({turn.key for turn in turns if turn.table == SPELLS and turn.before is not None})
    if isinstance(order, Merge | Dissolve | Move):
        facts["territories"] = len({turn.key[0] for turn in turns if _is_moved(turn)} - set(newcomers or {}))
    return facts


def _is_moved(turn: Turn) -> bool:
    """Tell whether a territory comes to lie elsewhere."""
    if not isinstance(turn.after, Link):
        return False
    return not isinstance(turn.before, Link) or turn.before.parent != turn.after.parent


def _spoken_of(order: TerritoryOrder) -> tuple[list[str], list[str]]:
    match order:
        case Place(unit, territory) | Leave(unit, territory):
            return [unit], [territory]
        case Found(newcomers):
            own = {each.unit for each in newcomers}
            return [each.unit for each in newcomers], sorted(
                {each.parent for each in newcomers if each.parent and each.parent not in own}
            )
        case Rename(territory, _):
            return [territory], []
        case Move(own_ids, parent):
            return list(own_ids), [parent] if parent else []
        case Merge(own_ids, heir, _):
            return [each for each in own_ids if each != heir], [heir]
        case Dissolve(own_ids, _, children_to, _):
            return list(own_ids), [children_to] if children_to else []
    raise TypeError(type(order).__name__)


def _labels(ids: list[str], fresh: Mapping[str, str], newcomers: Newcomers) -> list[list[str]]:
    wanted = [uuid.UUID(each) for each in ids]
    known: dict[str, list[str]] = {}
    for model in (Territory, Unit):
        for row in model._default_manager.filter(id__in=wanted).values_list("id", "code", "name"):
            known[row[0].hex] = [row[1], row[2]]
    for each, more in newcomers.items():
        known[each] = [more.code, fresh.get(each, "")]
    return [known[each] for each in ids if each in known]
