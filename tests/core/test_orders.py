"""Orders about the tree, one at a time: what they turn, and why they are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest

from hocvuso.core import structure, tree, unit_kinds
from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Newcomer, Order, Part, Rename, Split
from hocvuso.core.structure import Refused, World
from hocvuso.core.succession import Succession
from tests.core import unit_trees as trees
from tests.core.unit_trees import KINDS, REFORM, START

DAY = date(2026, 3, 2)


@pytest.fixture
def world() -> World:
    """A province with two upper unions; g and h under a, k under b; two people in g."""
    grown = trees.grown(
        ("p", "province", None), ("a", "upper", "p"), ("b", "upper", "p"), ("g", "grassroots", "a"),
        ("h", "grassroots", "a"), ("k", "grassroots", "b"), ("t", "group", "g"),
    )  # fmt: skip
    return trees.joined(grown, ("lan", "g"), ("hung", "g"))


def test_a_merger_takes_everything_along_and_leaves_a_succession(world: World) -> None:
    after, _ = trees.ordered(world, Merge(("g",), "h"), DAY)
    assert tree.on_day(trees.links(after), DAY).children["h"] == ("t",)
    assert sorted(trees.belongs(after, DAY)["h"]) == ["hung", "lan"]
    assert sorted(trees.belongs(after, DAY - timedelta(1))["g"]) == ["hung", "lan"]
    assert list(trees.successions(after)) == [Succession("g", "h", DAY, Fraction(1))]
    assert trees.lives(after)["g"].until == DAY


def test_a_split_divides_by_weight(world: World) -> None:
    parts = (
        Part(Newcomer("x", "X", "grassroots", "a"), frozenset({"t"}), frozenset({"lan"}), 1),
        Part(Newcomer("y", "Y", "grassroots", "a"), people=None, weight=3),
    )
    after, _ = trees.ordered(world, Split("g", parts, ends=True), DAY)
    assert trees.belongs(after, DAY) == {"x": ["lan"], "y": ["hung"]}
    assert {(each.heir, each.share) for each in trees.successions(after)} == {
        ("x", Fraction(1, 4)),
        ("y", Fraction(3, 4)),
    }
    stays, _ = trees.ordered(world, Split("g", parts[:1], ends=False, stays=3), DAY)
    assert trees.belongs(stays, DAY) == {"g": ["hung"], "x": ["lan"]}
    assert [each.share for each in trees.successions(stays)] == [Fraction(1, 4)]


def test_dissolving_takes_inner_parts_along_and_leaves_workers_at_work(world: World) -> None:
    world = trees.joined(world, ("lan", "g"), sort="employment:worker")
    after, _ = trees.ordered(world, Dissolve(("g",)), DAY)
    assert trees.lives(after)["t"].until == DAY
    assert trees.belongs(after, DAY) == {} and trees.belongs(after, DAY, "employment:worker") == {"g": ["lan"]}
    assert {each.heir for each in trees.successions(after)} == {None}


def test_handing_over_some_people_of_a_later_day_too(world: World) -> None:
    world = trees.joined(world, ("mai", "g"), on=DAY + timedelta(7))
    after, _ = trees.ordered(world, HandOver("g", "k", frozenset({"lan", "mai"})), DAY)
    assert trees.belongs(after, DAY) == {"g": ["hung"], "k": ["lan"]}
    assert sorted(trees.belongs(after, DAY + timedelta(7))["k"]) == ["lan", "mai"]


def test_who_belongs_to_both_counts_once_after_a_merger(world: World) -> None:
    world = trees.joined(world, ("lan", "h"))
    after, _ = trees.ordered(world, Merge(("g",), "h"), DAY)
    assert sorted(trees.belongs(after, DAY)["h"]) == ["hung", "lan"]


REFUSALS: dict[str, Callable[[], tuple[Order, date]]] = {
    "ring": lambda: (Move(("a",), "g"), DAY),
    "kind_not_here": lambda: (Move(("g",), "h"), DAY),
    "already_there": lambda: (Move(("g",), "a"), DAY),
    "not_yet": lambda: (Rename("g", "X"), START - timedelta(1)),
    "impossible_day": lambda: (Rename("g", "X"), date(1900, 1, 1)),
    "no_name": lambda: (Rename("g", " "), DAY),
    "same_name": lambda: (Rename("g", "G"), DAY),
    "unknown_unit": lambda: (Rename("nowhere", "X"), DAY),
    "unknown_kind": lambda: (Found((Newcomer("x", "X", "club", "p"),)), DAY),
    "kind_not_then": lambda: (Found((Newcomer("x", "X", "commune", "p"),)), REFORM - timedelta(1)),
    "has_children": lambda: (Dissolve(("a",)), DAY),
    "heir_ends": lambda: (Dissolve(("g", "h"), members_to="h"), DAY),
    "heir_below": lambda: (Merge(("a",), "g"), DAY),
    "founded_that_day": lambda: (Dissolve(("g",)), START),
    "too_few": lambda: (Merge(("g",), "x", Newcomer("x", "X", "grassroots", "a")), DAY),
    "nobody": lambda: (HandOver("k", "g"), DAY),
    "same_unit": lambda: (HandOver("g", "g"), DAY),
    "shares": lambda: (Dissolve(("g",), heirs={"g": (("h", Fraction(4, 3)),)}), DAY),
    "people_left": lambda: (
        Split("g", (Part(Newcomer("x", "X", "grassroots", "a"), frozenset({"t"})),), ends=True), DAY,
    ),
    "not_below": lambda: (Split("g", (Part(Newcomer("x", "X", "grassroots", "a"), frozenset({"h"})),), ends=True), DAY),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSALS)
def test_refused(world: World, code: str) -> None:
    order, on = REFUSALS[code]()
    with pytest.raises(Refused) as refused:
        trees.ordered(world, order, on)
    assert refused.value.code == code


def test_a_unit_does_not_end_before_what_is_already_decided_for_later(world: World) -> None:
    later, _ = trees.ordered(world, Move(("g",), "b"), DAY)
    with pytest.raises(Refused, match="later_change"):
        trees.ordered(later, Dissolve(("g",)), DAY - timedelta(7))
    heir, _ = trees.ordered(world, Merge(("g",), "h"), DAY)
    with pytest.raises(Refused, match="later_change"):  # h takes g over later, so it cannot be gone by then
        trees.ordered(heir, Merge(("h",), "k"), DAY - timedelta(7))
    with pytest.raises(Refused, match="ends"):  # b would have to take h for longer than it exists
        ends, _ = trees.ordered(world, Dissolve(("b",), children_to="p"), DAY)
        trees.ordered(ends, Move(("h",), "b"), DAY - timedelta(7))


def test_the_tree_has_a_deepest_level() -> None:
    rows = [("u0", "upper", None), *((f"u{n}", "upper", f"u{n - 1}") for n in range(1, tree.DEEPEST))]
    world = trees.grown(*rows)
    with pytest.raises(Refused, match="too_deep"):
        trees.ordered(world, Found((Newcomer("x", "X", "upper", f"u{tree.DEEPEST - 1}"),)), DAY)


def test_undo_finds_what_would_no_longer_fit(world: World) -> None:
    moved, turns = trees.ordered(world, Move(("g", "h"), "b"), DAY)
    gone, _ = trees.ordered(moved, Dissolve(("a",)), DAY + timedelta(7))
    back = structure.reverted(gone, turns)
    assert structure.misfits(back, turns) == {"a"}
    with pytest.raises(Refused, match="moved_on"):
        structure.reverted(trees.ordered(moved, Rename("g", "X"), DAY)[0], [*turns, *turns])


def test_a_table_of_kinds_is_checked() -> None:
    assert unit_kinds.faults(KINDS) == []
    wrong = {"x": trees.kind("x", "y"), "z": trees.kind("z", since=REFORM, until=START)}
    assert len(unit_kinds.faults(wrong)) == 5
