"""Undoing a change of the second tree: exactly its rows go back, or it is refused and says what stands in the way."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from hocvuso.core import structure
from hocvuso.core.structure import LIVES, SPELLS, Row, Spell, Turn, World
from hocvuso.plumbing import clock
from hocvuso.unions.models import StructureChange, StructureRow, StructureTerritory
from hocvuso.unions.structure import names, rows, territory_rows
from hocvuso.unions.structure.blocking import StandsOn, blockers, later, newest_first


def put_back(change: StructureChange) -> None:
    """Put every row back as it was before the change. Raises StandsOn, or Refused when a row was turned since."""
    world = territory_rows.world()
    turns = _kept(change, world)
    in_the_way = blockers(change, turns)
    if in_the_way:
        raise StandsOn(in_the_way)
    before = structure.reverted(world, turns)
    lost = structure.misfits(before, [turn for turn in turns if turn.table != LIVES])
    if lost:
        concerned = StructureTerritory.objects.filter(
            change__in=later(change), territory__in=[uuid.UUID(each) for each in lost]
        )
        raise StandsOn(newest_first(concerned.values_list("change_id", flat=True)))
    territory_rows.write([Turn(turn.table, turn.key, turn.after, turn.before) for turn in reversed(turns)], None)
    changed, _ = structure.touched(turns)
    names.bring_territories_up_to(clock.today(), [uuid.UUID(each) for each in changed])


def _kept(change: StructureChange, world: World) -> list[Turn]:
    """Return the turns of a change from its journal, but for those of units that are gone for good."""
    kept = list(StructureRow.objects.filter(change=change).order_by("id"))
    units = territory_rows.units_of_spells(row.key for row in kept if row.table == SPELLS)
    turns = []
    for row in kept:
        key = tuple(row.key.split("|"))
        if row.table == SPELLS and key not in world.table(SPELLS):
            continue
        before, after = (_unpacked(row.table, each, key, units) for each in (row.before, row.after))
        turns.append(Turn(row.table, key, before, after))
    return turns


def _unpacked(table: str, kept: dict[str, Any] | None, key: tuple[str, ...], units: dict[str, str]) -> Row | None:
    """Return a row as the tables hold it: they do not say which spell another one goes on from."""
    row = rows.unpack(table, kept, key, units)
    return replace(row, copy_of="") if isinstance(row, Spell) else row
