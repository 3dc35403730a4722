"""The verbs of the tree: found, rename, move, merge, split, dissolve, hand over, undo. Each is one recorded change.

`on` is the day from which it holds, past or future. Each raises `Refused` with the reason, or `ChangedMeanwhile`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hocvuso.core import vntext
from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Newcomer, Part, Rename, Split
from hocvuso.core.structure import Refused
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models import StructureChange, Unit
from hocvuso.unions.structure.changes import NO_DECREE, Decree, enter
from hocvuso.unions.structure.newcomers import newcomer
from hocvuso.unions.structure.rows import Particulars


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be founded; `parent` is an id, the code of another new unit of the same batch, or None: at the top."""

    code: str
    name: str
    kind: str
    parent: uuid.UUID | str | None
    join_code: str | None = None
    is_demo: bool = False


def found(
    *,
    code: str,
    name: str,
    kind: str,
    on: date,
    parent: uuid.UUID | None = None,
    join_code: str | None = None,
    decree: Decree = NO_DECREE,
    is_demo: bool = False,
) -> uuid.UUID:
    """Found a unit on a day under `parent` (none: at the top) and return its id."""
    new = NewUnit(code, name, kind, parent, join_code, is_demo)
    return found_many([new], on=on, decree=decree)[code]


def found_many(units: Sequence[NewUnit], *, on: date, decree: Decree = NO_DECREE) -> dict[str, uuid.UUID]:
    """Found units in one change, in any order, and return their ids by code; thousands in a few statements."""
    order, particulars = found_order(units)
    change = enter(order, on=on, decree=decree, newcomers=particulars)
    ids = {each.code: uuid.UUID(number) for each, number in zip(units, particulars, strict=True)}
    founded = set(change.units.filter(is_changed=True).values_list("unit", flat=True))
    if set(ids.values()) <= founded:
        return ids
    return _known(units)  # the same key a second time: the ids of the first


def found_order(units: Sequence[NewUnit]) -> tuple[Found, dict[str, Particulars]]:
    """Return the order to found units, and their particulars."""
    ids = {each.code: uuid7() for each in units}
    if len(ids) < len(units):
        raise Refused("code_taken", *sorted({each.code for each in units if _count(units, each.code) > 1}))
    newcomers = tuple(_newcomer(each, ids) for each in _parents_first(units))
    return Found(newcomers), {ids[each.code].hex: _particulars(each) for each in units}


def _known(units: Sequence[NewUnit]) -> dict[str, uuid.UUID]:
    return dict(Unit.objects.filter(code__in=[each.code for each in units]).values_list("code", "id"))


def _count(units: Sequence[NewUnit], code: str) -> int:
    return sum(each.code == code for each in units)


def _parents_first(units: Sequence[NewUnit]) -> list[NewUnit]:
    by_code = {each.code: each for each in units}
    below: dict[str, list[NewUnit]] = {}
    ready = []
    for each in units:
        if isinstance(each.parent, str) and each.parent in by_code:
            below.setdefault(each.parent, []).append(each)
        else:
            ready.append(each)
    for each in ready:  # grows while it is read
        ready.extend(below.get(each.code, ()))
    if len(ready) < len(units):
        raise Refused("ring", *sorted(set(by_code) - {each.code for each in ready}))
    return ready


def _newcomer(unit: NewUnit, ids: Mapping[str, uuid.UUID]) -> Newcomer:
    return newcomer(unit, ids, unknown="unknown_unit")


def _particulars(unit: NewUnit) -> Particulars:
    return Particulars(unit.code.strip(), unit.join_code, unit.is_demo)


def rename(unit: uuid.UUID, name: str, *, on: date, decree: Decree = NO_DECREE) -> StructureChange:
    """Give a unit a new name from a day on; on older dates it keeps the old one."""
    return enter(Rename(unit.hex, vntext.clean(name)), on=on, decree=decree)


def move(
    units: Collection[uuid.UUID], parent: uuid.UUID | None, *, on: date, decree: Decree = NO_DECREE
) -> StructureChange:
    """Put units with all that hangs on them under another one."""
    return enter(Move(tuple(each.hex for each in units), parent.hex if parent else None), on=on, decree=decree)


def merge(
    units: Collection[uuid.UUID], into: uuid.UUID | NewUnit, *, on: date, decree: Decree = NO_DECREE
) -> StructureChange:
    """Let units go into one of them, another one, or a new one; people and lower units go along."""
    order, particulars = merge_order(units, into)
    return enter(order, on=on, decree=decree, newcomers=particulars)


def merge_order(units: Collection[uuid.UUID], into: uuid.UUID | NewUnit) -> tuple[Merge, dict[str, Particulars]]:
    """Return the order to let units go into another, and the particulars of that one when it is new."""
    own = tuple(each.hex for each in units)
    if isinstance(into, NewUnit):
        newcomer = _newcomer(into, {into.code: uuid7()})
        return Merge(own, newcomer.unit, newcomer), {newcomer.unit: _particulars(into)}
    return Merge(own, into.hex), {}


@dataclass(frozen=True, slots=True)
class NewPart:
    """What one new unit gets when another is divided; `people` None: whoever is left. `weight`: people in all."""

    unit: NewUnit
    children: Collection[uuid.UUID] = ()
    people: Collection[uuid.UUID] | None = ()
    weight: int = 0


def split(
    unit: uuid.UUID, parts: Sequence[NewPart], *, ends: bool, on: date, stays: int = 0, decree: Decree = NO_DECREE
) -> StructureChange:
    """Divide a unit; with `ends` it is gone afterwards, otherwise `stays` people remain with it."""
    order, newcomers = split_order(unit, parts, ends=ends, stays=stays)
    return enter(order, on=on, decree=decree, newcomers=newcomers)


def split_order(
    unit: uuid.UUID, parts: Sequence[NewPart], *, ends: bool, stays: int = 0
) -> tuple[Split, dict[str, Particulars]]:
    """Return the order to divide a unit, and the particulars of the new ones."""
    ids = {part.unit.code: uuid7() for part in parts}
    planned = tuple(
        Part(
            _newcomer(part.unit, ids),
            frozenset(child.hex for child in part.children),
            None if part.people is None else frozenset(person.hex for person in part.people),
            part.weight,
        )
        for part in parts
    )
    return Split(unit.hex, planned, ends, stays), {ids[part.unit.code].hex: _particulars(part.unit) for part in parts}


def dissolve(
    units: Collection[uuid.UUID],
    *,
    on: date,
    members_to: uuid.UUID | None = None,
    children_to: uuid.UUID | None = None,
    heirs: Mapping[uuid.UUID, Mapping[uuid.UUID, Fraction]] | None = None,
    decree: Decree = NO_DECREE,
) -> StructureChange:
    """End units; members go to `members_to` (none: to no union), lower units to `children_to`.

    `heirs` says in which shares old figures go on elsewhere; by default they go with the members.
    """
    shared = {
        unit.hex: tuple((heir.hex, share) for heir, share in rows.items()) for unit, rows in (heirs or {}).items()
    }
    order = Dissolve(
        tuple(each.hex for each in units), members_to.hex if members_to else None,
        children_to.hex if children_to else None, shared,
    )  # fmt: skip
    return enter(order, on=on, decree=decree)


def hand_over(
    unit: uuid.UUID,
    heir: uuid.UUID,
    *,
    on: date,
    people: Collection[uuid.UUID] | None = None,
    decree: Decree = NO_DECREE,
) -> StructureChange:
    """Let people of a unit (none given: all) belong to another one from a day on."""
    named = None if people is None else frozenset(person.hex for person in people)
    return enter(HandOver(unit.hex, heir.hex, named), on=on, decree=decree)
