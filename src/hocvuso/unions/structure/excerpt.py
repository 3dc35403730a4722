"""The part of the tree that an order can touch, as the core's frozen rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Q

from hocvuso.core import structure
from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Order, Rename, Split
from hocvuso.core.planning import MEMBERSHIP
from hocvuso.core.structure import Naming, Row, Spell, World
from hocvuso.core.succession import Succession as Share
from hocvuso.core.tree import Life, Link
from hocvuso.unions import kinds
from hocvuso.unions.models import Employment, Membership, Succession, Unit, UnitLink, UnitName

DIGITS = 32  # of an id in hexadecimal
CHUNK = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Reach:
    """Which units an order speaks of: those that leave or end, where they come to, whose people go."""

    moving: frozenset[str] = frozenset()
    towards: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    giving: frozenset[str] = field(default_factory=frozenset)


def reach(order: Order) -> Reach:
    """Return what an order reaches."""
    match order:
        case Found(newcomers):
            own = {each.unit for each in newcomers}
            return Reach(towards=frozenset(each.parent for each in newcomers if each.parent) - own)
        case Rename(unit, _):
            return Reach(ending=frozenset({unit}))
        case Move(units, parent):
            return Reach(moving=frozenset(units), towards=_some(parent))
        case Merge(units, heir, newcomer):
            towards = _some(newcomer.parent) if newcomer else frozenset({heir})
            return Reach(frozenset(units), towards, frozenset(units), frozenset(units))
        case Split(unit, parts):
            towards = frozenset(part.newcomer.parent for part in parts if part.newcomer.parent)
            return Reach(frozenset({unit}), towards, frozenset({unit}), frozenset({unit}))
        case Dissolve(units, members_to, children_to, heirs):
            shared = {heir for rows in (heirs or {}).values() for heir, _ in rows}
            towards = _some(members_to) | _some(children_to) | shared
            return Reach(frozenset(units), towards, frozenset(units), frozenset(units))
        case HandOver(unit, heir, _):
            return Reach(towards=frozenset({heir}), giving=frozenset({unit}))


def _some(unit: str | None) -> frozenset[str]:
    return frozenset({unit}) if unit else frozenset()


def around(order: Order, on: date) -> World:
    """Return the rows that an order from `on` can touch or must know of."""
    wanted = reach(order)
    below = below_ever(wanted.moving)
    named = wanted.moving | wanted.towards | wanted.ending | wanted.giving
    units = named | below | _above_ever(named)
    rows: list[Row] = [*_lives(units), *_links(units)]
    inner = [code for code, kind in kinds.current().items() if kind.is_inner]
    ending = wanted.ending | (_of_kinds(below, inner) if wanted.ending else frozenset())
    rows += [*_names(ending), *_successions(ending)]
    if wanted.giving:
        heirs = wanted.towards if not isinstance(order, Split) else frozenset()
        rows += _spells(wanted.giving | (ending if wanted.ending else frozenset()), heirs, on)
    return structure.world(rows)


def world_of(units: Iterable[str], spell_ids: Iterable[str] = ()) -> World:
    """Return lives, links, names and successions of units and of all above them, and the spells named."""
    own = frozenset(units)
    known = own | _above_ever(own)
    ids = [uuid.UUID(each) for each in spell_ids]
    spells: list[Row] = []
    for part in _chunks(ids):
        spells += [_spell(row) for row in Membership.objects.filter(id__in=part)]
        spells += [_spell(row) for row in Employment.objects.filter(id__in=part)]
    return structure.world([*_lives(known), *_links(known), *_names(own), *_successions(own), *spells])


def below_ever(units: Iterable[str]) -> frozenset[str]:
    """Return what stood, stands or will stand under units on any day: one statement a level."""
    found: set[str] = set()
    waiting = set(units)
    while waiting:
        lower: set[str] = set()
        for part in _chunks(_ids(waiting)):
            rows = UnitLink.objects.filter(parent_id__in=part).values_list("unit_id", flat=True)
            lower |= {unit.hex for unit in rows}
        waiting = lower - found
        found |= lower
    return frozenset(found)


def _above_ever(units: Iterable[str]) -> frozenset[str]:
    """Return what these units stood, stand or will stand under: by the links, for paths may not be drawn yet."""
    found: set[str] = set()
    waiting = set(units)
    while waiting:
        upper: set[str] = set()
        for part in _chunks(_ids(waiting)):
            rows = UnitLink.objects.filter(unit_id__in=part, parent__isnull=False)
            upper |= {parent.hex for parent in rows.values_list("parent_id", flat=True).distinct()}
        waiting = upper - found
        found |= upper
    return frozenset(found)


def steps(path: str) -> tuple[str, ...]:
    """Return the ids of a path, from the top down."""
    return tuple(path[at : at + DIGITS] for at in range(0, len(path), DIGITS))


def _ids(units: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(each) for each in units]


def _chunks(ids: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for at in range(0, len(ids), CHUNK):
        yield ids[at : at + CHUNK]


def _of_kinds(units: Iterable[str], codes: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for part in _chunks(_ids(units)):
        rows = Unit.objects.filter(id__in=part, kind__in=codes)
        found |= {unit.hex for unit in rows.values_list("id", flat=True)}
    return frozenset(found)


def _lives(units: Iterable[str]) -> Iterator[Life]:
    for part in _chunks(_ids(units)):
        for row in Unit.objects.filter(id__in=part).values_list("id", "kind", "founded_on", "dissolved_on"):
            yield Life(row[0].hex, *row[1:])


def _links(units: Iterable[str]) -> Iterator[Link]:
    for part in _chunks(_ids(units)):
        rows = UnitLink.objects.filter(unit_id__in=part)
        for unit, parent, since, until in rows.values_list("unit_id", "parent_id", "valid_from", "valid_to"):
            yield Link(unit.hex, parent.hex if parent else None, since, until)


def _names(units: Iterable[str]) -> Iterator[Naming]:
    """Yield the names of units; one that nobody wrote down by period bears its name from the first day."""
    for part in _chunks(_ids(units)):
        named = set()
        for row in UnitName.objects.filter(unit_id__in=part):
            named.add(row.unit_id)
            yield Naming(row.unit_id.hex, row.name, row.valid_from, row.valid_to)
        for unit in Unit.objects.filter(id__in=part).exclude(id__in=named):
            yield Naming(unit.id.hex, unit.name, unit.founded_on, unit.dissolved_on)


def _successions(units: Iterable[str]) -> Iterator[Share]:
    for part in _chunks(_ids(units)):
        for row in Succession.objects.filter(Q(unit_id__in=part) | Q(heir_id__in=part)):
            yield share_of(row)


def share_of(row: Succession) -> Share:
    """Return a succession as the core knows it."""
    return Share(row.unit_id.hex, row.heir_id.hex if row.heir_id else None, row.on, Fraction(row.part, row.whole))


def _spells(givers: Iterable[str], heirs: Iterable[str], on: date) -> Iterator[Spell]:
    """Yield who belongs to the givers on `on` or later, and what the same people hold with the heirs."""
    later = Q(valid_to=None) | Q(valid_to__gt=on)
    to = _ids(heirs)
    for part in _chunks(_ids(givers)):
        for model in (Membership, Employment):
            going = model.objects.filter(later, unit_id__in=part)
            persons = going.values_list("person_id", flat=True)
            there = model.objects.filter(later, unit_id__in=to, person_id__in=persons)
            for row in going.union(there).iterator():
                yield _spell(row)


def _spell(row: Membership | Employment) -> Spell:
    sort = MEMBERSHIP if isinstance(row, Membership) else f"{EMPLOYMENT}{row.audience}"
    return Spell(row.id.hex, sort, row.person_id.hex, row.unit_id.hex, row.valid_from, row.valid_to)


EMPLOYMENT = "employment:"
