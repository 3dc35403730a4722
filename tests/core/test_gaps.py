"""Gaps between groups: nothing that may be looked at leads to a group under ten; shares and their intervals."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import gaps, proportion, rollup

# A province, two upper unions with two grassroots unions each, one more that hangs on the province itself.
PATHS = {
    "a": ("top", "u", "a"), "b": ("top", "u", "b"), "c": ("top", "v", "c"), "d": ("top", "v", "d"), "e": ("top", "e"),
}  # fmt: skip
UNITS = ("top", "u", "v", *PATHS)
count = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 14), st.integers(15, 60))
GROUPS, SILENT = (0, 1, 2), 3
row = st.tuples(count, count, st.one_of(count, st.just(0)), count).map(lambda each: (*each[:3], sum(each)))
province = st.fixed_dictionaries(dict.fromkeys(PATHS, row))


def below(unit):
    """Return the lowest units under one."""
    return frozenset(leaf for leaf, path in PATHS.items() if unit in path)


def derives(known):
    """Return a test of whether a vector is a sum of multiples of the known ones: what is left of it is nothing."""
    _, sizes, directions = np.linalg.svd(np.array(known, dtype=float), full_matrices=False)
    basis = directions[sizes > 1e-9]
    return lambda wanted: bool(np.abs(wanted - basis.T @ (basis @ wanted)).max() < 1e-6)


def empty_cells(own, shown):
    """Return (lowest unit, group) that a spy knows to be empty: in a difference of shown rows that is zero."""
    found = set()
    for unit in shown:
        inner = [each for each in shown if each != unit and below(each) < below(unit)]
        for leaves in _differences(below(unit), [below(each) for each in inner]):
            found |= {(leaf, group) for group in GROUPS if not sum(own[each][group] for each in leaves)
                      for leaf in leaves}  # fmt: skip
    return found


def _differences(whole, parts):
    for size in range(len(parts) + 1):
        for chosen in combinations(parts, size):
            yield whole - frozenset().union(*chosen)


@given(province)
def test_no_view_of_a_tree_leads_to_a_group_under_ten(own):
    """A spy sees every shown row exactly, and how many people each unit has, shown or not.

    He may add and subtract as he likes, and knows that what adds up to nobody is nobody. The cells are (lowest unit,
    group or nothing said); each set of lowest units in one group that he can tell must be empty or ten people.
    """
    shown = gaps.shown(own, PATHS)
    empty = empty_cells(own, shown)
    cells = [(leaf, group) for leaf in PATHS for group in (*GROUPS, SILENT) if (leaf, group) not in empty]

    def vector(leaves, groups):
        return [int(leaf in leaves and group in groups) for leaf, group in cells]

    known = [vector(below(unit), (group,)) for unit in shown for group in GROUPS]
    is_derived = derives([*known, *(vector(below(unit), (*GROUPS, SILENT)) for unit in UNITS)])
    for size in range(1, len(PATHS) + 1):
        for leaves in combinations(PATHS, size):
            for group in GROUPS:
                people = sum(own[leaf][group] for leaf in leaves)
                if 0 < people < gaps.SMALLEST:
                    assert not is_derived(np.array(vector(leaves, (group,)))), (leaves, group, sorted(shown))


@given(province)
def test_a_parent_less_its_shown_children_is_nobody_or_ten(own):
    rows, shown = rollup.up_the_tree(own, PATHS), gaps.shown(own, PATHS)
    for unit in shown:
        inner = [each for each in shown if each != unit and below(each) < below(unit)]
        for leaves in _differences(below(unit), [below(each) for each in inner]):
            for group in GROUPS:
                people = sum(own[leaf][group] for leaf in leaves)
                assert people == 0 or people >= gaps.SMALLEST, (unit, leaves)
        assert all(number == 0 or number >= gaps.SMALLEST for number in rows[unit][:-1])


@given(province)
def test_nobody_knows_from_a_table_what_everybody_said(own):
    """In whatever can be told apart, ten people or more are outside of each group that is not empty."""
    shown = gaps.shown(own, PATHS)
    for unit in shown:
        inner = [each for each in shown if each != unit and below(each) < below(unit)]
        for leaves in _differences(below(unit), [below(each) for each in inner]):
            everybody = sum(own[leaf][-1] for leaf in leaves)
            for group in GROUPS:
                people = sum(own[leaf][group] for leaf in leaves)
                assert not people or everybody - people >= gaps.SMALLEST


@given(province)
def test_the_order_of_the_units_does_not_matter(own):
    turned = dict(reversed(list(own.items())))
    assert gaps.shown(own, PATHS) == gaps.shown(turned, dict(reversed(list(PATHS.items()))))


def test_large_units_are_all_shown():
    assert gaps.shown(dict.fromkeys(PATHS, (30, 40, 100)), PATHS) == frozenset(UNITS)


def test_one_small_unit_takes_the_smallest_sister_along_and_not_the_units_above():
    own = {"a": (30, 40, 100), "b": (9, 12, 30), "c": (30, 40, 100), "d": (30, 40, 90), "e": (30, 40, 100)}
    assert gaps.shown(own, PATHS) == frozenset(UNITS) - {"a", "b"}


def test_a_hidden_unit_lets_those_below_it_stand():
    """Of v only nine are left beside c: c goes, and d with it would be safe, so v itself stands."""
    own = {"a": (30, 40, 100), "b": (30, 40, 100), "c": (30, 40, 100), "d": (0, 9, 20), "e": (30, 40, 100)}
    assert gaps.shown(own, PATHS) == frozenset(UNITS) - {"c", "d"}
    # Nobody of d said anything: to know that is to know nothing of anybody.
    assert gaps.shown({**own, "d": (0, 0, 20)}, PATHS) == frozenset(UNITS) - {"d"}


@pytest.mark.parametrize(
    ("row", "safe", "table"),
    [
        ((10, 10, 20), True, True),
        ((9, 11, 40), False, False),
        ((10, 0, 20), True, False),
        ((10, 0, 19), False, False),
        ((12, 12, 21), False, True),  # nine outside each
        ((0, 0, 3), True, False),
        ((0, 0, 0), True, False),
    ],
)
def test_what_is_safe_and_what_compares(row, safe, table):
    assert (gaps.is_safe(row), gaps.compares(row)) == (safe, table)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4), st.data())
def test_five_people_never_renew_a_table(before, data):
    """Whoever looks twice does not see that up to five people came, went, changed or reached it."""
    moved = [max(each + data.draw(st.integers(-5, 5)), 0) for each in before]
    assert not gaps.has_moved(map(gaps.rounded, before), map(gaps.rounded, moved))
    assert gaps.has_moved(map(gaps.rounded, before), [gaps.rounded(before[0] + 15), *map(gaps.rounded, before[1:])])


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_rounding_keeps_order_and_errs_by_two(one, other):
    assert abs(gaps.rounded(one) - one) <= gaps.STEP // 2
    assert gaps.rounded(one) % gaps.STEP == 0
    assert (gaps.rounded(one) <= gaps.rounded(other)) or one > other
    assert gaps.rounded(gaps.SMALLEST) == gaps.SMALLEST


def test_intervals_of_the_literature():
    """Newcombe (1998), table II: 56/70 and 48/80, method 10: 0.0524 to 0.3339; Wilson for 81/263: 0.2553 to 0.3662."""
    assert proportion.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert proportion.difference((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    with pytest.raises(ValueError):
        proportion.wilson(1, 0)


def test_the_widest_gap_says_whether_chance_could_make_it():
    groups = [gaps.group("day", 200, 120), gaps.group("night", 100, 30), gaps.group("own", 50, 25)]
    gap = gaps.widest(groups)
    assert (gap.behind.name, gap.ahead.name, gap.is_clear) == ("night", "day", True)
    assert not gaps.widest([gaps.group("day", 10, 5), gaps.group("night", 15, 5)]).is_clear
    assert gaps.widest(groups[:1]) is None
