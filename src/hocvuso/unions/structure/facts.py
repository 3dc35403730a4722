"""Names and numbers of a change as they were when it was made: for the question before it and the list after it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Order, Rename, Split
from hocvuso.core.planning import MEMBERSHIP
from hocvuso.core.structure import LINKS, LIVES, SPELLS, Spell, Turn
from hocvuso.core.tree import Link
from hocvuso.unions import queries
from hocvuso.unions.models import Membership, Unit
from hocvuso.unions.structure.rows import Particulars

SHOWN = 12  # names kept; the number is always exact


def of_order(
    order: Order, turns: Iterable[Turn], on: date, newcomers: Mapping[str, Particulars] | None = None
) -> dict[str, Any]:
    """Return `about` and `to` (code and name of units), `count` of the first, `units` moved along, `members`."""
    own = tuple(turns)
    about, to = _spoken_of(order)
    fresh = _founded_here(order)
    moved = _moved(own)
    members = {turn.key[0] for turn in own if _passes(turn, membership=True) and not _is_copy(turn)}
    facts: dict[str, Any] = {
        "about": _labels(about[:SHOWN], fresh, newcomers or {}),
        "count": len(about),
        "to": _labels(to, fresh, newcomers or {}),
        "units": len(moved),
        "members": _members_below(moved, on) if isinstance(order, Move) else len(members),
    }
    if isinstance(order, Rename):
        facts["name"] = order.name
    return facts


def _spoken_of(order: Order) -> tuple[list[str], list[str]]:
    match order:
        case Found(newcomers):
            own = {each.unit for each in newcomers}
            above = {each.parent for each in newcomers if each.parent and each.parent not in own}
            return [each.unit for each in newcomers], sorted(above)
        case Rename(unit, _):
            return [unit], []
        case Move(units, parent):
            return list(units), [parent] if parent else []
        case Merge(units, heir, _):
            return [unit for unit in units if unit != heir], [heir]
        case Split(unit, parts):
            return [unit], [part.newcomer.unit for part in parts]
        case Dissolve(units, members_to, children_to, _):
            return list(units), [each for each in dict.fromkeys((members_to, children_to)) if each]
        case HandOver(unit, heir, _):
            return [unit], [heir]


def _founded_here(order: Order) -> dict[str, str]:
    match order:
        case Found(newcomers):
            return {each.unit: each.name for each in newcomers}
        case Merge(_, _, newcomer):
            return {newcomer.unit: newcomer.name} if newcomer else {}
        case Split(_, parts):
            return {part.newcomer.unit: part.newcomer.name for part in parts}
    return {}


def _labels(units: list[str], fresh: Mapping[str, str], newcomers: Mapping[str, Particulars]) -> list[list[str]]:
    known = {
        row[0].hex: [row[1], row[2]]
        for row in Unit.objects.filter(id__in=[uuid.UUID(each) for each in units]).values_list("id", "code", "name")
    }
    for unit, name in fresh.items():
        known[unit] = [newcomers[unit].code if unit in newcomers else "", name]
    return [known[each] for each in units if each in known]


def _moved(turns: tuple[Turn, ...]) -> list[str]:
    """Return the units that come to stand elsewhere: a new link of a unit that is there already."""
    fresh = {turn.key[0] for turn in turns if turn.table == LIVES and turn.before is None}
    found = {
        turn.key[0]
        for turn in turns
        if turn.table == LINKS and isinstance(turn.after, Link) and _is_elsewhere(turn) and turn.key[0] not in fresh
    }
    return sorted(found)


def _is_elsewhere(turn: Turn) -> bool:
    if not isinstance(turn.before, Link) or not isinstance(turn.after, Link):
        return True
    return turn.before.parent != turn.after.parent


def _passes(turn: Turn, *, membership: bool) -> bool:
    row = turn.before or turn.after
    return turn.table == SPELLS and isinstance(row, Spell) and (row.sort == MEMBERSHIP) == membership


def _is_copy(turn: Turn) -> bool:
    return turn.before is None


def _members_below(units: list[str], on: date) -> int:
    """Return how many people are members in the subtrees of units on a day."""
    below = queries.subtrees_ids([uuid.UUID(each) for each in units], on)
    rows = Membership.objects.filter(queries.in_force(on), unit_id__in=below)
    return rows.values("person_id").distinct().count()
