"""Which simulator is proposed as practice: after its lesson, one a day, again until it went well twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.scenario.offering import Played, Simulator, offered

ALL = [Simulator("wifi", "s1", 4.0), Simulator("scam", "s2", 3.0), Simulator("scam-call", "s2", 3.0)]
RUNS = st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=8)


def told(played=None, *, day=100, minutes=5.0, about=(), learnt=("s1", "s2"), away=frozenset()):
    """Return the id of what is offered, "" for nothing."""
    offer = offered(ALL, played or {}, day=day, minutes=minutes, about=about, learnt=learnt, out_of_reach=away)
    return offer.simulator.id if offer else ""


def test_what_was_learnt_last_comes_first_unless_the_session_is_about_something_else():
    assert told() == "wifi"
    assert told(learnt=("s2", "s1")) == "scam"
    assert told(about=("s2",)) == "scam"
    assert told(about=("s9", "s2")) == "scam"


def test_without_a_lesson_read_nothing_is_played():
    assert told(learnt=()) == ""
    assert told(about=("s1",), learnt=()) == ""


def test_it_fits_the_minutes_and_can_be_turned_down():
    assert told(minutes=3.5) == "scam"
    assert told(minutes=2.9) == ""
    assert told(away=frozenset({"wifi"})) == "scam"


@pytest.mark.parametrize(
    ("before", "day", "expected"),
    [
        (Played(100), 100, ""),  # one a day, whichever it was
        (Played(99), 100, "wifi"),
        (Played(99, 99, 99), 100, "scam"),  # passed yesterday: another one, this one two days apart
        (Played(98, 98, 98), 100, "wifi"),
        (Played(98, 96, 98), 100, "scam"),  # twice well, far enough apart
        (Played(99, 96, 96), 100, "scam"),
    ],
)
def test_it_comes_again_until_it_went_well_twice(before: Played, day: int, expected: str):
    assert told({"wifi": before}, day=day) == expected


def test_the_day_of_the_run_before_is_told():
    offer = offered(ALL, {"wifi": Played(90)}, day=100, minutes=5.0, about=(), learnt=("s1",))
    assert offer is not None and offer.last_day == 90


@given(RUNS, st.randoms(use_true_random=False))
def test_runs_come_to_the_same_in_whichever_order_they_arrive(runs, chance):
    def all_of(given):
        found = Played(-1)
        for day, is_pass in given:
            found = found.after(day, is_pass=is_pass)
        return found

    mixed = runs.copy()
    chance.shuffle(mixed)
    found = all_of(runs)
    assert all_of(mixed) == found
    days = [day for day, is_pass in runs if is_pass]
    assert found.is_steady == (bool(days) and max(days) - min(days) >= 2)


@given(RUNS, st.integers(0, 80))
def test_what_is_steady_is_never_offered(runs, day):
    found = Played(-1)
    for when, is_pass in runs:
        found = found.after(when, is_pass=is_pass)
    offer = told({"wifi": replace(found)}, day=day, learnt=("s1",))
    assert not (found.is_steady and offer)
