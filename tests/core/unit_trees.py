"""A small table of kinds and hands for building trees in tests of the core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count

from hocvuso.core import planning, structure
from hocvuso.core.orders import Found, Newcomer, Order
from hocvuso.core.structure import LINKS, LIVES, SPELLS, SUCCESSIONS, Spell, Turn, World
from hocvuso.core.tree import Life, Link
from hocvuso.core.unit_kinds import TOP, Kind

START = date(2025, 1, 1)
REFORM = date(2025, 7, 1)


def kind(code: str, *under: str, **more: object) -> Kind:
    """Return a kind with its code for a name."""
    return Kind(code, (code, code), frozenset(under), **more)


KINDS = {
    each.code: each
    for each in (
        kind("province", TOP),
        kind("district", "province", until=REFORM),
        kind("commune", "province", since=REFORM),
        kind("upper", "province", "upper", TOP),
        kind("grassroots", "province", "district", "commune", "upper", declares_headcount=True),
        kind("group", "grassroots", is_inner=True),
    )
}
_ids = count(1)


def new_id() -> str:
    """Return an id that no spell has yet."""
    return f"s{next(_ids)}"


def ordered(world: World, order: Order, on: date) -> tuple[World, tuple[Turn, ...]]:
    """Carry an order out; return the new world and the turns."""
    turns = planning.plan(world, order, on=on, kinds=KINDS, new_id=new_id)
    return structure.applied(world, turns), turns


def grown(*rows: tuple[str, str, str | None], on: date = START) -> World:
    """Return a world with units (name, kind, parent)."""
    newcomers = tuple(Newcomer(unit, unit.upper(), kind, parent) for unit, kind, parent in rows)
    return ordered(structure.world([]), Found(newcomers), on)[0]


def joined(world: World, *spells: tuple[str, str], sort: str = planning.MEMBERSHIP, on: date = START) -> World:
    """Return a world in which persons (person, unit) belong to units from a day on."""
    rows = [Spell(new_id(), sort, person, unit, on) for person, unit in spells]
    return structure.applied(world, [Turn(SPELLS, (row.id,), None, row) for row in rows])


def lives(world: World) -> Mapping[str, Life]:
    """Return the lives of a world by unit."""
    return {row.unit: row for row in world.table(LIVES).values() if isinstance(row, Life)}


def links(world: World) -> list[Link]:
    """Return the links of a world."""
    return [row for row in world.table(LINKS).values() if isinstance(row, Link)]


def successions(world: World) -> Iterator[structure.Succession]:
    """Yield the successions of a world."""
    return (row for row in world.table(SUCCESSIONS).values() if isinstance(row, structure.Succession))


def belongs(world: World, day: date, sort: str = planning.MEMBERSHIP) -> dict[str, list[str]]:
    """Return unit → persons who belong to it on a day, one entry for each spell."""
    found: dict[str, list[str]] = {}
    for row in world.table(SPELLS).values():
        if isinstance(row, Spell) and row.sort == sort and row.since <= day and (row.until is None or day < row.until):
            found.setdefault(row.unit, []).append(row.person)
    return found


def days(world: World) -> list[date]:
    """Return every day on which something begins or ends in a world."""
    rows: Iterable[structure.Row] = (row for table in structure.TABLES for row in world.table(table).values())
    found = {START}
    for row in rows:
        found |= {row.on} if isinstance(row, structure.Succession) else {row.since, row.until or row.since}
    return sorted(found)
