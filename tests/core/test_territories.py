"""Units in territories as pure rows: joining, parting, and that undoing any run of orders gives the very world back."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import structure, territories
from hocvuso.core.orders import Dissolve, Merge, Move
from hocvuso.core.structure import Naming, Refused, Spell
from hocvuso.core.territories import Leave, Place
from hocvuso.core.tree import Life, Link
from hocvuso.core.unit_kinds import Kind

FIRST = date(2020, 1, 1)
KINDS = {
    "province": Kind("province", ("Tỉnh", "Province"), frozenset({"top"})),
    "commune": Kind("commune", ("Xã", "Commune"), frozenset({"province"})),
}
PLACES = {"p": ("province", None), "q": ("province", None), "a": ("commune", "p"), "b": ("commune", "p"),
          "c": ("commune", "q")}  # fmt: skip


def start():
    rows = []
    for each, (kind, parent) in PLACES.items():
        rows += [Life(each, kind, FIRST), Link(each, parent, FIRST), Naming(each, each.upper(), FIRST)]
    return structure.world(rows)


def plan(world, order, on, ids):
    return territories.plan(world, order, on=on, kinds=KINDS, new_id=lambda: f"s{next(ids)}")


def active(world, unit, day):
    """Return the territories in which a unit is active on a day, read off the rows."""
    return {
        spell.unit
        for spell in world.table(structure.SPELLS).values()
        if isinstance(spell, Spell) and spell.person == unit
        and spell.since <= day and (spell.until is None or day < spell.until)
    }  # fmt: skip


communes = st.sampled_from("abc")
units = st.sampled_from(["u", "v"])
orders = st.one_of(
    st.builds(Place, units, communes),
    st.builds(Leave, units, communes),
    st.builds(lambda one, to: Move((one,), to), communes, st.sampled_from("pq")),
    st.builds(lambda one, heir: Merge((one,), heir), communes, communes),
    st.builds(lambda one: Dissolve((one,)), communes),
)


@given(st.lists(st.tuples(orders, st.integers(0, 9)), max_size=12))
def test_whatever_was_ordered_undoing_gives_the_very_world_back(run):
    world, ids, done = start(), count(), []
    for order, days in run:
        try:
            turns = plan(world, order, FIRST + timedelta(days), ids)
        except Refused:
            continue
        done.append((world, turns))
        world = structure.applied(world, turns)
    for before, turns in reversed(done):
        world = structure.reverted(world, turns)
        assert world == before


@given(st.lists(st.tuples(st.booleans(), units, communes, st.integers(1, 5)), max_size=20))
def test_joining_and_parting_say_what_a_plain_list_of_facts_says(run):
    world, ids, day, facts = start(), count(), FIRST, set()
    for joins, unit, territory, later in run:
        day += timedelta(later - 1)
        order = Place(unit, territory) if joins else Leave(unit, territory)
        if joins == ((unit, territory) in facts):
            with pytest.raises(Refused, match="already_placed" if joins else "not_placed"):
                plan(world, order, day, ids)
            continue
        world = structure.applied(world, plan(world, order, day, ids))
        facts ^= {(unit, territory)}
        for each in ("u", "v"):
            assert active(world, each, day) == {place for who, place in facts if who == each}


def test_when_territories_merge_a_unit_in_both_is_in_the_heir_once():
    world, ids, day = start(), count(), FIRST + timedelta(10)
    for unit, place in (("u", "a"), ("u", "b"), ("v", "a")):
        world = structure.applied(world, plan(world, Place(unit, place), FIRST, ids))
    world = structure.applied(world, plan(world, Merge(("a",), "b"), day, ids))
    assert active(world, "u", day) == active(world, "v", day) == {"b"}
    assert active(world, "u", day - timedelta(1)) == {"a", "b"}


@pytest.mark.parametrize(
    ("order", "on", "word"),
    [
        (Place("u", "x"), FIRST, "unknown_unit"),
        (Place("u", "a"), FIRST - timedelta(1), "not_there"),
        (Place("u", "a"), date(1900, 1, 1), "impossible_day"),
        (Leave("u", "a"), FIRST, "not_placed"),
    ],
)
def test_what_makes_no_sense_is_refused(order, on, word):
    with pytest.raises(Refused, match=word):
        plan(start(), order, on, count())


def test_a_past_joining_is_refused_while_a_later_one_is_on_record():
    world, ids = start(), count()
    world = structure.applied(world, plan(world, Place("u", "a"), FIRST + timedelta(9), ids))
    with pytest.raises(Refused, match="later_change"):
        plan(world, Place("u", "a"), FIRST, ids)
