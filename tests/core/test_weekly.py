"""The story of the week: everyone's the same, none twice in a round, and never two of a kind in a row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.weekly import Story
from hocvuso.practice.reading import read_scenarios
from tests.house import tree

DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))
TOLD = st.lists(st.builds(Story, st.sampled_from("abcde"), st.integers(0, 20)), min_size=1, max_size=60, unique=True)


@given(DAYS)
def test_a_week_is_the_iso_week_and_follows_the_one_before(day: date):
    week = weekly.number(day)
    first, after = weekly.span(week)
    assert first <= day < after and first.isoweekday() == 1 and (after - first).days == 7
    assert first.isocalendar()[:2] == day.isocalendar()[:2]
    assert weekly.number(day + timedelta(days=7)) == week + 1


@given(TOLD, st.integers(0, 10**6), st.integers(0, 2**31))
def test_one_round_tells_every_story_once_from_whichever_week_it_begins(told: list[Story], week: int, seed: int):
    round_ = [weekly.story_of(week + step, told, seed) for step in range(len(told))]
    assert sorted(round_) == sorted(told)
    assert weekly.story_of(week + len(told), told, seed) == round_[0]


@given(TOLD, st.integers(0, 10**6), st.randoms())
def test_the_order_in_which_stories_are_given_does_not_matter(told: list[Story], week: int, chance):
    mixed = list(told)
    chance.shuffle(mixed)
    assert weekly.story_of(week, mixed) == weekly.story_of(week, told)


@given(st.integers(2, 6), st.integers(1, 12), st.integers(0, 10**6), st.integers(0, 2**31))
def test_two_weeks_in_a_row_come_from_different_scenarios(kinds: int, each: int, week: int, seed: int):
    told = [Story(f"s{kind}", place) for kind in range(kinds) for place in range(each)]
    assert weekly.story_of(week, told, seed).scenario != weekly.story_of(week + 1, told, seed).scenario


def test_nothing_to_tell_is_said():
    with pytest.raises(ValueError):
        weekly.story_of(1, [])


def test_the_shipped_stories_last_most_of_a_year_and_some_of_them_are_honest():
    scenarios = read_scenarios(tree.ROOT / "content/scenarios", prove=False).scenarios
    told = weekly.stories(scenarios.values())
    assert len(told) >= 50
    assert {each.scenario for each in told} == {name for name in scenarios if name.startswith("spot-the-scam")}
    honest = ["good" in scenarios[each.scenario].variants[each.place].flags for each in told]
    assert 0.1 < sum(honest) / len(honest) < 0.4
