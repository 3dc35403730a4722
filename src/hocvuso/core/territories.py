"""Orders about the second tree. Territories are nodes like units, and a unit active in one is a spell like a member's.

So everything that can be ordered about units is planned by `planning` here too; only joining a unit to a territory and
ending that are orders of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hocvuso.core import planning
from hocvuso.core.orders import Order
from hocvuso.core.planning import EARLIEST, MEMBERSHIP, NewId
from hocvuso.core.structure import Draft, Refused, Spell, Turn, World, cut
from hocvuso.core.tree import holds
from hocvuso.core.unit_kinds import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A unit is active in a territory from a day on."""

    unit: str
    territory: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A unit is active in a territory no more."""

    unit: str
    territory: str


TerritoryOrder = Order | Place | Leave


def plan(
    world: World,
    order: TerritoryOrder,
    *,
    on: date,
    kinds: Mapping[str, Kind],
    new_id: NewId,
    latest: date = date.max,
) -> tuple[Turn, ...]:
    """Return the rows that an order turns from `on`. Raises Refused, as `planning.plan` does.

    In `world` the units of the core are territories, and the persons of its spells are units.
    """
    if not isinstance(order, Place | Leave):
        return planning.plan(world, order, on=on, kinds=kinds, new_id=new_id, latest=latest)
    if not EARLIEST <= on <= latest:
        raise Refused("impossible_day", day=on)
    draft = Draft(world)
    life = draft.life(order.territory)
    if not holds(life.since, life.until, on):
        raise Refused("not_there", order.territory, day=on)
    held = [spell for spell in draft.spells_of(order.territory, date.min) if spell.person == order.unit]
    now = next((spell for spell in held if holds(spell.since, spell.until, on)), None)
    if isinstance(order, Leave):
        if now is None:
            raise Refused("not_placed", order.territory, day=on)
        draft.put(cut(now, on))  # on its first day: an empty period, never in force
    else:
        draft.put(_placed(order, on, now, held, life.until, new_id))
    return draft.turns()


def _placed(order: Place, on: date, now: Spell | None, held: list[Spell], until: date | None, new_id: NewId) -> Spell:
    if now is not None:
        raise Refused("already_placed", order.territory, day=now.since)
    later = [spell.since for spell in held if spell.since > on and spell.until != spell.since]
    if later:
        raise Refused("later_change", order.territory, day=min(later))
    empty = next((spell for spell in held if spell.since == on), None)  # ended on the day on which it began
    if empty is not None:
        return replace(empty, until=until)
    return Spell(new_id(), MEMBERSHIP, order.unit, order.territory, on, until)
