"""Shares, paces and hidden groups: unknown is not zero, and subtraction reveals nobody."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.indicators import (
    Course,
    Declared,
    UnitFigures,
    forecast,
    hidden_groups,
    needed_by,
    share,
    still_needed,
    to_invite,
)

YEAR = Course(target=0.8, start_day=0, deadline=365)


def unit(name: str, reached: int | None, people: int | None, as_of: int = 100) -> UnitFigures:
    return UnitFigures(name, reached, None if people is None else Declared(people, as_of))


def test_a_share_is_over_the_units_that_are_known_and_names_the_others() -> None:
    found = share([unit("a", 30, 50, 90), unit("b", 10, 50, 80), unit("c", 7, None), unit("d", None, 40)])
    assert found.share == 0.4
    assert (found.reached, found.people, found.oldest) == (40, 100, 80)
    assert found.unknown == ("c", "d")
    assert found.exceeds == ()


def test_nothing_known_is_unknown_and_not_zero() -> None:
    assert share([]).share is None
    assert share([unit("a", 5, None)]).share is None
    assert share([unit("a", 0, 0)]).share is None
    assert share([unit("a", 0, 10)]).share == 0.0


def test_more_reached_than_declared_counts_as_all_and_is_named() -> None:
    found = share([unit("a", 12, 10), unit("b", 0, 10)])
    assert found.share == 0.5
    assert found.exceeds == ("a",)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        share([unit("a", -1, 10)])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 60)), max_size=8), st.integers(0, 8))
def test_a_share_lies_between_zero_and_one_and_adds_up_in_parts(counts: list[tuple[int, int]], cut: int) -> None:
    units = [unit(str(place), *count) for place, count in enumerate(counts)]
    whole, one, two = share(units), share(units[:cut]), share(units[cut:])
    assert whole.people == one.people + two.people
    assert whole.reached == one.reached + two.reached
    assert whole.share is None or 0.0 <= whole.share <= 1.0


def test_still_needed_reads_the_target_as_it_is_written() -> None:
    assert still_needed(0.07, people=100, reached=0) == 7  # 0.07 * 100 is 7.000000000000001
    assert still_needed(0.8, people=214, reached=130) == 42  # 171.2, and nobody is a fifth
    assert still_needed(0.8, people=214, reached=200) == 0
    assert still_needed(1.0, people=0, reached=0) == 0
    assert still_needed(0.8, people=None, reached=3) is None
    assert still_needed(0.8, people=10, reached=None) is None


@given(st.integers(0, 100), st.integers(0, 5000), st.integers(0, 5000))
def test_still_needed_is_the_least_number_that_reaches_the_target(hundredths: int, people: int, reached: int) -> None:
    target = hundredths / 100
    more = still_needed(target, people=people, reached=reached)
    assert more is not None
    goal = Fraction(hundredths, 100) * people
    assert reached + more >= goal
    assert more == 0 or reached + more - 1 < goal


def test_the_way_to_a_target_is_even() -> None:
    assert needed_by(YEAR, 0) == 0.0
    assert needed_by(YEAR, 73) == pytest.approx(0.16)
    assert needed_by(YEAR, 365) == pytest.approx(0.8)
    assert needed_by(YEAR, 500) == pytest.approx(0.8)
    assert needed_by(YEAR, -5) == 0.0
    late = Course(target=0.8, start_day=100, deadline=200, start_share=0.5)
    assert needed_by(late, 150) == pytest.approx(0.65)


def test_a_forecast_goes_on_at_the_pace_so_far() -> None:
    assert forecast(YEAR, share_now=0.3, day=146) == pytest.approx(0.75)
    assert forecast(YEAR, share_now=0.9, day=146) == 1.0
    assert forecast(YEAR, share_now=0.3, day=365) == 0.3
    assert forecast(YEAR, share_now=None, day=100) is None
    assert forecast(YEAR, share_now=0.0, day=0) is None


def test_how_many_to_invite_this_week() -> None:
    # By day 80: 0.8 * 80 / 365 = 17.5342…%, of 1000 people 176; 150 are reached.
    assert to_invite(YEAR, people=1000, reached=150, day=73) == 26
    assert to_invite(YEAR, people=1000, reached=400, day=73) == 0
    assert to_invite(YEAR, people=None, reached=150, day=73) is None


def test_a_course_runs_forward() -> None:
    with pytest.raises(ValueError, match="deadline"):
        Course(target=0.8, start_day=5, deadline=5)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 10, "b": 20}, set()),
        ({"a": 3, "b": 20, "c": 30}, {"a", "b"}),
        ({"a": 3, "b": 4, "c": 30}, {"a", "b"}),
        ({"a": 1, "b": 2, "c": 30, "d": 9}, {"a", "b", "d"}),
        ({"a": 0, "b": 20}, set()),
        ({"a": 3, "b": 0}, {"a"}),
        ({}, set()),
    ],
)
def test_small_groups_are_hidden_and_those_that_would_reveal_them(sizes: dict[str, int], hidden: set[str]) -> None:
    assert hidden_groups(sizes) == hidden


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30)))
def test_what_is_shown_never_reveals_fewer_than_five_people(sizes: dict[str, int]) -> None:
    hidden = hidden_groups(sizes)
    assert all(size == 0 or size >= 5 for group, size in sizes.items() if group not in hidden)
    if hidden and any(size >= 5 for group, size in sizes.items() if group not in hidden):
        assert len(hidden) >= 2
        assert sum(sizes[group] for group in hidden) >= 5
