"""Families: whose yes is needed at which age, and the rule of recognition over any family."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import family
from hocvuso.core.family import ADULT, CHILD, GUARDIAN, OWN, SMALL, Member, Rule

DAY = date(2026, 11, 29)
RULE = Rule(date(2026, 1, 1), ("kns.10.1", "kns.4.3"), 90)
DAYS = st.none() | st.integers(-5, 200).map(lambda ago: DAY - timedelta(days=ago))
MEMBERS = st.lists(
    st.builds(Member, st.integers(0, 6), st.booleans(), st.booleans(), DAYS), max_size=7, unique_by=lambda one: one.key
)


@pytest.mark.parametrize(
    ("born", "age"),
    [(None, ADULT), (2009, ADULT), (2010, CHILD), (2011, CHILD), (2019, CHILD), (2020, SMALL), (2026, SMALL)],
)
def test_of_two_ages_that_a_year_allows_the_one_that_protects_more_is_taken(born, age):
    assert family.band(born, DAY) == age


@given(st.integers(1990, 2026), st.dates(date(2026, 1, 1), date(2045, 12, 31)), st.integers(0, 4000))
def test_nobody_grows_younger_and_no_child_of_seven_goes_unasked(born, on, later):
    order = (SMALL, CHILD, ADULT)
    assert order.index(family.band(born, on)) <= order.index(family.band(born, on + timedelta(days=later)))
    if on.year - born - 1 < family.ADULT_FROM:
        assert GUARDIAN in family.words_needed(family.band(born, on))
    if on.year - born >= family.OWN_WORD_FROM:
        assert OWN in family.words_needed(family.band(born, on))


@pytest.mark.parametrize(
    ("age", "said", "agreed"),
    [
        (ADULT, {OWN}, True), (ADULT, {GUARDIAN}, False), (CHILD, {GUARDIAN}, False), (CHILD, {OWN}, False),
        (CHILD, {OWN, GUARDIAN}, True), (SMALL, {GUARDIAN}, True), (SMALL, set(), False),
    ],
)  # fmt: skip
def test_everybody_who_must_agree_has_to_say_yes(age, said, agreed):
    assert family.has_agreed(age, said) is agreed


def test_the_rule_needs_one_with_the_skills_and_another_with_a_task():
    lan = Member("lan", False, has_skills=True)
    mother = Member("mother", True, task_on=DAY - timedelta(days=90))
    assert family.find(RULE, [lan, mother], DAY).is_met
    assert not family.find(RULE, [lan], DAY).is_met
    assert not family.find(RULE, [lan, replace(mother, task_on=DAY - timedelta(days=91))], DAY).is_met
    lan_learns = replace(lan, has_skills=False)
    both_herself = family.find(RULE, [lan_learns, replace(mother, has_skills=True)], DAY)
    assert (both_herself.has_skilled, both_herself.has_task, both_herself.is_met) == (True, True, False)


def test_a_child_who_knows_and_a_mother_who_tries_are_a_family_too():
    son = Member("son", True, has_skills=True)
    assert family.find(RULE, [Member("worker", False), son, Member("mother", True, task_on=DAY)], DAY).is_met


@given(MEMBERS, MEMBERS)
def test_more_members_or_facts_never_take_anything_away(some, more):
    first = family.find(RULE, some, DAY)
    known = {each.key for each in some}
    second = family.find(RULE, [*some, *(each for each in more if each.key not in known)], DAY)
    assert second.is_met >= first.is_met
    assert second.has_skilled >= first.has_skilled
    assert second.has_task >= first.has_task


@given(MEMBERS)
def test_a_met_rule_always_has_two_people_behind_it(members):
    found = family.find(RULE, members, DAY)
    pairs = [
        (one, other)
        for one in members
        for other in members
        if one.has_skills and other.is_relative and other.task_on is not None and one.key != other.key
    ]
    if found.is_met:
        assert found.has_skilled
        assert found.has_task
        assert pairs


@given(MEMBERS, st.integers(1, 200))
def test_a_task_of_the_future_counts_nowhere_and_a_longer_time_never_takes_away(members, days):
    future = [replace(each, task_on=DAY + timedelta(days=1)) for each in members]
    assert not family.find(RULE, future, DAY).has_task
    longer = replace(RULE, task_days=RULE.task_days + days)
    assert family.find(longer, members, DAY).is_met >= family.find(RULE, members, DAY).is_met


@given(st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), unique=True), st.dates(date(2025, 1, 1)))
def test_the_newest_rule_that_has_begun_is_in_force(days, on):
    found = family.in_force([replace(RULE, valid_from=each) for each in days], on)
    begun = [each for each in days if each <= on]
    assert (found.valid_from if found else None) == max(begun, default=None)


@pytest.mark.parametrize(("skills", "days"), [((), 90), (("kns.4.3",), 0)])
def test_a_rule_that_asks_nothing_is_refused(skills, days):
    with pytest.raises(ValueError, match="a rule names"):
        Rule(DAY, skills, days)
