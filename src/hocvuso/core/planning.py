"""Which rows an order turns: the plan of a structure change, from a day on, also a past or a future one.

`plan` is pure: it returns the turns or raises `Refused` with the reason. A past order holds until the next recorded
change of the same row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Newcomer, Order, Rename, Split
from hocvuso.core.structure import Draft, Naming, Period, Refused, Spell, Turn, World, cut
from hocvuso.core.succession import Succession, shares
from hocvuso.core.tree import DEEPEST, Life, Link, within
from hocvuso.core.unit_kinds import Kind, may_stand

# Decided: unions in Viet Nam count from 28/07/1929, so nothing of the tree is older.
EARLIEST = date(1929, 7, 28)
MEMBERSHIP = "membership"
NewId = Callable[[], str]


def plan(
    world: World, order: Order, *, on: date, kinds: Mapping[str, Kind], new_id: NewId, latest: date = date.max
) -> tuple[Turn, ...]:
    """Return the rows that an order turns from `on`. Raises Refused; `latest` is the last day that may be ordered."""
    if not EARLIEST <= on <= latest:
        raise Refused("impossible_day", day=on)
    planner = _Planner(Draft(world), on, kinds, new_id)
    planner.carry_out(order)
    return planner.draft.turns()


class _Planner:
    def __init__(self, draft: Draft, on: date, kinds: Mapping[str, Kind], new_id: NewId) -> None:
        self.draft, self.on, self.kinds, self.new_id = draft, on, kinds, new_id

    def carry_out(self, order: Order) -> None:
        """Put the rows of an order into the draft."""
        match order:
            case Found(newcomers):
                for newcomer in newcomers:
                    self._found(newcomer)
            case Rename(unit, name):
                self._rename(unit, name)
            case Move(units, parent):
                self._move_all(units, parent)
            case Merge():
                self._merge(order)
            case Split():
                self._split(order)
            case Dissolve():
                self._dissolve(order)
            case HandOver(unit, heir, people):
                self._hand_over(unit, heir, people)

    def _kind(self, code: str) -> Kind:
        if code not in self.kinds:
            raise Refused("unknown_kind", kinds=(code,))
        return self.kinds[code]

    def _found(self, newcomer: Newcomer) -> None:
        kind = self._kind(newcomer.kind)
        if not newcomer.name.strip():
            raise Refused("no_name")
        if not kind.exists_on(self.on):
            raise Refused("kind_not_then", day=self.on, kinds=(kind.code,))
        self._may_stand(newcomer.unit, newcomer.kind, newcomer.parent, (self.on, None))
        self.draft.put(Life(newcomer.unit, newcomer.kind, self.on))
        self.draft.put(Link(newcomer.unit, newcomer.parent, self.on))
        self.draft.put(Naming(newcomer.unit, newcomer.name, self.on))

    def _may_stand(self, unit: str, kind: str, parent: str | None, period: Period) -> None:
        """Refuse a place whose kind does not fit, that does not exist all that time, or that is too deep."""
        above = self.draft.life(parent) if parent is not None else None
        if above is not None and not within(period, (above.since, above.until)):
            code = "not_yet" if period[0] < above.since else "ends"
            raise Refused(code, above.unit, day=above.since if code == "not_yet" else above.until)
        if parent is not None and any(each == unit for each, _ in self.draft.climb(parent, period)):
            raise Refused("ring", unit, parent, day=self.on)
        if not may_stand(self.kinds, kind, above.kind if above else None):
            named = (unit, parent) if parent is not None else (unit,)
            raise Refused("kind_not_here", *named, kinds=(kind, above.kind if above else ""))
        if parent is not None and self._depth(parent, self.on) + self._height(unit) > DEEPEST:
            raise Refused("too_deep", unit, parent)

    def _depth(self, unit: str, day: date) -> int:
        depth, at = 1, self.draft.link_on(unit, day).parent
        while at is not None:
            depth, at = depth + 1, self.draft.link_on(at, day).parent
        return depth

    def _height(self, unit: str) -> int:
        lower = {link.unit for link in self.draft.links_under(unit, self.on)}
        return 1 + max((self._height(each) for each in lower), default=0)

    def _alive(self, unit: str) -> Life:
        life = self.draft.life(unit)
        if self.on < life.since:
            raise Refused("not_yet", unit, day=life.since)
        if life.until is not None and self.on >= life.until:
            raise Refused("ends", unit, day=life.until)
        return life

    def _rename(self, unit: str, name: str) -> None:
        self._alive(unit)
        old = self.draft.naming_on(unit, self.on)
        if not name.strip():
            raise Refused("no_name", unit)
        if old is not None and old.name == name:
            raise Refused("same_name", unit)
        if old is not None and old.since < self.on:
            self.draft.put(cut(old, self.on))
        self.draft.put(Naming(unit, name, self.on, old.until if old else None))

    def _move_all(self, units: tuple[str, ...], parent: str | None) -> None:
        if not units:
            raise Refused("nobody")
        for unit in units:
            self._alive(unit)
            if self.draft.link_on(unit, self.on).parent == parent:
                raise Refused("already_there", unit, *([parent] if parent else []))
            self._move(unit, parent)

    def _move(self, unit: str, parent: str | None) -> None:
        life = self._alive(unit)
        link = self.draft.link_on(unit, self.on)
        self._may_stand(unit, life.kind, parent, (self.on, link.until))
        if link.since < self.on:
            self.draft.put(cut(link, self.on))
        self.draft.put(Link(unit, parent, self.on, link.until))

    def _end(self, unit: str) -> None:
        """End a unit that nothing hangs on any more."""
        life = self._alive(unit)
        if life.until is not None:
            raise Refused("ends", unit, day=life.until)
        if life.since == self.on:
            raise Refused("founded_that_day", unit, day=self.on)
        last, name = self.draft.links_of(unit)[-1], self.draft.naming_on(unit, date.max)
        for day in (last.since, name.since if name else last.since):
            if day >= self.on:
                raise Refused("later_change", unit, day=day)
        for each in self.draft.successions_of(unit):
            if each.on > self.on or (each.on == self.on and each.unit == unit):
                raise Refused("later_change", unit, day=each.on)
        self.draft.put(replace(life, until=self.on))
        self.draft.put(cut(last, self.on))
        if name is not None:
            self.draft.put(cut(name, self.on))

    def _clear(self, unit: str, children_to: str, going: tuple[str, ...]) -> None:
        """Put everything that hangs on a unit under another one, but for what goes as well."""
        for link in self.draft.links_under(unit, self.on):
            if link.unit in going:
                continue
            if link.since > self.on:
                raise Refused("later_change", link.unit, day=link.since)
            if link.unit == children_to:
                raise Refused("heir_below", unit, link.unit)
            self._move(link.unit, children_to)

    def _merge(self, order: Merge) -> None:
        units = tuple(dict.fromkeys(unit for unit in order.units if unit != order.heir))
        if len(units) < (2 if order.newcomer else 1):
            raise Refused("too_few")
        for unit in units:
            self._alive(unit)
        if order.newcomer is not None:
            self._found(order.newcomer)
        self._stays(order.heir)
        for unit in units:
            self._clear(unit, order.heir, units)
        for unit in units:
            self._hand(unit, order.heir, None)
            self._end(unit)
            self.draft.put(Succession(unit, order.heir, self.on, Fraction(1)))

    def _stays(self, heir: str) -> None:
        life = self._alive(heir)
        if life.until is not None:
            raise Refused("ends", heir, day=life.until)

    def _split(self, order: Split) -> None:
        if not order.parts:
            raise Refused("too_few")
        self._alive(order.unit)
        below = {link.unit for link in self.draft.links_under(order.unit, self.on)}
        for part in order.parts:
            self._found(part.newcomer)
            if part.children - below:
                raise Refused("not_below", *sorted(part.children - below), order.unit)
            for child in sorted(part.children):
                self._move(child, part.newcomer.unit)
        for part in sorted(order.parts, key=lambda one: one.people is None):  # whoever is left comes last
            self._hand(order.unit, part.newcomer.unit, part.people)
        weights: dict[str | None, int] = {part.newcomer.unit: part.weight for part in order.parts}
        if order.ends:
            self._empty(order.unit)
            self._end(order.unit)
        else:
            weights[order.unit] = order.stays
        for heir, share in shares(weights).items():
            if heir != order.unit:
                self.draft.put(Succession(order.unit, heir, self.on, share))

    def _empty(self, unit: str) -> None:
        """Refuse while units hang on this one or people belong to it."""
        left = sorted({link.unit for link in self.draft.links_under(unit, self.on)})
        if left:
            raise Refused("has_children", unit, *left)
        if any(spell.sort == MEMBERSHIP for spell in self.draft.spells_of(unit, self.on)):
            raise Refused("people_left", unit)

    def _dissolve(self, order: Dissolve) -> None:
        if not order.units:
            raise Refused("nobody")
        units = list(dict.fromkeys(order.units))
        for heir in (order.members_to, order.children_to):
            if heir in units:
                raise Refused("heir_ends", str(heir))
            if heir is not None:
                self._stays(heir)
        for unit in units:
            self._alive(unit)
            self._below(unit, units, order.children_to)
        for unit in units:
            self._hand(unit, order.members_to, None)
        for unit in reversed(units):  # what hangs below ends first
            self._end(unit)
            self._succeed(unit, order)

    def _below(self, unit: str, units: list[str], children_to: str | None) -> None:
        """Take parts of a unit along, move lower units on, refuse when nobody said where they go."""
        going = [link.unit for link in self.draft.links_under(unit, self.on) if link.unit not in units]
        outer = [each for each in going if not self._kind(self.draft.life(each).kind).is_inner]
        if children_to is not None:
            self._clear(unit, children_to, tuple(units))
        elif outer:
            raise Refused("has_children", unit, *outer)
        else:
            units.extend(going)

    def _succeed(self, unit: str, order: Dissolve) -> None:
        heirs = (order.heirs or {}).get(unit)
        if heirs is None:
            heirs = ((order.members_to, Fraction(1)),) if order.members_to else ()
        given = sum((share for _, share in heirs), Fraction(0))
        if given > 1 or any(share <= 0 for _, share in heirs):
            raise Refused("shares", unit)
        for heir, share in heirs:
            self._alive(heir)
            self.draft.put(Succession(unit, heir, self.on, share))
        if given < 1:
            self.draft.put(Succession(unit, None, self.on, 1 - given))

    def _hand_over(self, unit: str, heir: str, people: frozenset[str] | None) -> None:
        self._alive(unit)
        self._stays(heir)
        if unit == heir:
            raise Refused("same_unit", unit)
        if not self._hand(unit, heir, people):
            raise Refused("nobody", unit)

    def _hand(self, unit: str, heir: str | None, people: frozenset[str] | None) -> int:
        """Let people of a unit belong to `heir`; return how many spells that touches.

        Without an heir memberships end and the place of work stays what it was. Whoever belongs to the heir already
        gets no second spell there.
        """
        going = [
            spell
            for spell in self.draft.spells_of(unit, self.on)
            if (people is None or spell.person in people) and (heir is not None or spell.sort == MEMBERSHIP)
        ]
        there = {(spell.person, spell.sort): spell for spell in self.draft.spells_of(heir, self.on)} if heir else {}
        for spell in going:
            self._pass_on(spell, heir, there.get((spell.person, spell.sort)))
        return len(going)

    def _pass_on(self, spell: Spell, heir: str | None, held: Spell | None) -> None:
        period: Period = (max(spell.since, self.on), spell.until)
        has_it = held is not None and within(period, (held.since, held.until))
        if spell.since < self.on:
            self.draft.put(cut(spell, self.on))
            if heir is not None and not has_it:
                self.draft.put(Spell(self.new_id(), spell.sort, spell.person, heir, self.on, spell.until, spell.id))
        elif heir is None or has_it:
            self.draft.put(cut(spell, spell.since))  # an empty period: never in force
        else:
            self.draft.put(replace(spell, unit=heir))
