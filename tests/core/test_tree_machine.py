"""Random sequences of structure changes and their undoing: the tree stays sound at every date, nobody is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hocvuso.core import structure, succession, tree
from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Newcomer, Order, Part, Rename, Split
from hocvuso.core.structure import Refused, Turn, World
from tests.core import unit_trees as trees
from tests.core.unit_trees import START

offsets = st.integers(0, 12).map(lambda weeks: START + timedelta(weeks=4 * weeks))
picks = st.integers(0, 99)
flags = st.booleans()


class Changing(RuleBasedStateMachine):
    """Officials change a tree in any order of dates, people join, and some changes are undone."""

    def __init__(self) -> None:
        super().__init__()
        self.world = trees.grown(("p", "province", None), ("a", "upper", "p"), ("b", "upper", "p"),
                                 ("g", "grassroots", "a"), ("h", "grassroots", "b"))  # fmt: skip
        self.done: list[tuple[tuple[Turn, ...], frozenset[str]]] = []  # turns, and who may be in no union by them
        self.named = 0
        self.people: dict[str, date] = {}

    def unit(self, pick: int, *, alive_on: date | None = None) -> str:
        lives = trees.lives(self.world)
        units = sorted(
            unit for unit, life in lives.items() if alive_on is None or tree.holds(life.since, life.until, alive_on)
        )
        return units[pick % len(units)] if units else "nobody"

    def newcomer(self, kind: str, parent: str | None) -> Newcomer:
        self.named += 1
        return Newcomer(f"n{self.named}", f"Đơn vị {self.named}", kind, parent)

    def order(self, order: Order, on: date) -> None:
        before = self.world
        try:
            self.world, turns = trees.ordered(before, order, on)
        except Refused:
            assert self.world is before
            return
        assert structure.reverted(self.world, turns).rows == before.rows, "undo is exact"
        ends = {turn.key[0] for turn in turns if turn.table == structure.LIVES and turn.before is not None}
        leaving = isinstance(order, Dissolve) and order.members_to is None
        lost = {row.person for row in self.spells(before) if leaving and row.unit in ends}
        self.done.append((turns, frozenset(lost)))

    @staticmethod
    def spells(world: World) -> list[structure.Spell]:
        return [row for row in world.table(structure.SPELLS).values() if isinstance(row, structure.Spell)]

    @initialize()
    def begin(self) -> None:
        for person, unit in (("lan", "g"), ("hung", "g"), ("mai", "h")):
            self.join(person, unit, START)

    def join(self, person: str, unit: str, on: date) -> None:
        self.world = trees.joined(self.world, (person, unit), on=on)
        self.people[person] = on

    @rule(pick=picks, on=offsets)
    def somebody_joins(self, pick: int, on: date) -> None:
        unit = self.unit(pick, alive_on=on)
        life = trees.lives(self.world).get(unit)
        if life and life.until is None:
            self.join(f"person{len(self.people)}", unit, on)

    @rule(pick=picks, kind=st.sampled_from(["upper", "grassroots", "group"]), on=offsets)
    def found(self, pick: int, kind: str, on: date) -> None:
        self.order(Found((self.newcomer(kind, self.unit(pick, alive_on=on)),)), on)

    @rule(pick=picks, name=st.sampled_from(["Gió Đông", "Bến Nứa", "Cầu Mây"]), on=offsets)
    def rename(self, pick: int, name: str, on: date) -> None:
        self.order(Rename(self.unit(pick), name), on)

    @rule(first=picks, second=picks, parent=picks, on=offsets, several=flags)
    def move(self, first: int, second: int, parent: int, on: date, several: bool) -> None:
        units = (self.unit(first), self.unit(second)) if several else (self.unit(first),)
        self.order(Move(tuple(dict.fromkeys(units)), self.unit(parent)), on)

    @rule(first=picks, second=picks, heir=picks, on=offsets, new=flags)
    def merge(self, first: int, second: int, heir: int, on: date, new: bool) -> None:
        units = (self.unit(first, alive_on=on), self.unit(second, alive_on=on))
        into = self.newcomer("grassroots", self.unit(heir, alive_on=on)) if new else None
        self.order(Merge(units, into.unit if into else self.unit(heir, alive_on=on), into), on)

    @rule(pick=picks, place=picks, on=offsets, ends=flags, weights=st.tuples(st.integers(0, 5), st.integers(0, 5)))
    def split(self, pick: int, place: int, on: date, ends: bool, weights: tuple[int, int]) -> None:
        unit, parent = self.unit(pick, alive_on=on), self.unit(place, alive_on=on)
        below = sorted({link.unit for link in trees.links(self.world) if link.parent == unit and link.until is None})
        half = len(below) // 2
        people = sorted({row.person for row in self.spells(self.world) if row.unit == unit})[:1]
        parts = (
            Part(self.newcomer("grassroots", parent), frozenset(below[:half]), frozenset(people), weights[0]),
            Part(self.newcomer("grassroots", parent), frozenset(below[half:]), None, weights[1]),
        )
        self.order(Split(unit, parts, ends, stays=2), on)

    @rule(first=picks, second=picks, heir=picks, on=offsets, members=flags, children=flags)
    def dissolve(self, first: int, second: int, heir: int, on: date, members: bool, children: bool) -> None:
        units = tuple({self.unit(first, alive_on=on), self.unit(second, alive_on=on)})
        to = self.unit(heir, alive_on=on)
        self.order(Dissolve(units, to if members else None, to if children else None), on)

    @rule(first=picks, second=picks, on=offsets, everybody=flags)
    def hand_over(self, first: int, second: int, on: date, everybody: bool) -> None:
        people = None if everybody else frozenset(sorted(self.people)[:2])
        self.order(HandOver(self.unit(first, alive_on=on), self.unit(second, alive_on=on), people), on)

    @precondition(lambda self: self.done)
    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        at = pick % len(self.done)
        turns, _ = self.done[at]
        try:
            after = structure.reverted(self.world, turns)
        except Refused:
            keys = {(turn.table, turn.key) for turn in turns}
            assert any(keys & {(turn.table, turn.key) for turn in later} for later, _ in self.done[at + 1 :])
            return
        if structure.misfits(after, turns):
            return
        self.world = after
        del self.done[at]
        again = self.beginning()
        for others, _ in self.done:
            again = structure.applied(again, others)
        assert again.rows == after.rows, "as if it had never been ordered"

    def beginning(self) -> World:
        """Return the world without any change: only the rows that no change of today made."""
        world = self.world
        for turns, _ in reversed(self.done):
            world = structure.reverted(world, turns)
        return world

    @invariant()
    def the_tree_is_sound_at_every_date(self) -> None:
        assert tree.faults(trees.lives(self.world), trees.links(self.world)) == []

    @invariant()
    def everybody_counts_exactly_once(self) -> None:
        gone = frozenset().union(*(lost for _, lost in self.done)) if self.done else frozenset()
        for day in trees.days(self.world):
            members = trees.belongs(self.world, day)
            counted = Counter(person for persons in members.values() for person in persons)
            assert not [person for person, times in counted.items() if times != 1]
            missing = {person for person, since in self.people.items() if since <= day} - set(counted)
            assert missing <= gone, f"lost on {day}: {missing - gone}"
            view = tree.on_day(trees.links(self.world), day)
            own = {unit: len(persons) for unit, persons in members.items()}
            assert set(own) <= set(view.parents), "nobody belongs to a unit that does not stand in the tree"
            for unit in view.parents:
                below = sum(view.total(child, own) for child in view.children.get(unit, ()))
                assert view.total(unit, own) == own.get(unit, 0) + below
            assert sum(view.total(top, own) for top in view.children.get(None, ())) == len(counted)

    @invariant()
    def names_follow_each_other_without_a_gap(self) -> None:
        names = [row for row in self.world.table(structure.NAMES).values() if isinstance(row, structure.Naming)]
        for unit, life in trees.lives(self.world).items():
            rows = sorted((row for row in names if row.unit == unit), key=lambda row: row.since)
            assert [row.since for row in rows] == [life.since, *(row.until for row in rows[:-1])]
            assert rows[-1].until == life.until

    @invariant()
    def old_figures_reach_the_units_of_later_days(self) -> None:
        days = trees.days(self.world)
        since, until = days[0], days[-1]
        figures = {unit: Fraction(len(persons)) for unit, persons in trees.belongs(self.world, since).items()}
        carried = succession.carry(figures, trees.successions(self.world), since=since, until=until)
        assert sum(carried.figures.values()) + carried.outside == sum(figures.values())
        standing = tree.on_day(trees.links(self.world), until).parents
        assert {unit for unit, value in carried.figures.items() if value} <= set(standing)

    @invariant()
    def a_subtree_is_placed_without_the_rest(self) -> None:
        links = trees.links(self.world)
        whole = tree.stretches(links)
        for unit in trees.lives(self.world):
            below = {unit}
            while grown := {link.unit for link in links if link.parent in below} - below:
                below |= grown
            part = tree.stretches(
                [link for link in links if link.unit in below], [each for each in whole if each.unit not in below]
            )
            assert part == tuple(each for each in whole if each.unit in below)


TestChanging = Changing.TestCase
TestChanging.settings = settings(stateful_step_count=18)
