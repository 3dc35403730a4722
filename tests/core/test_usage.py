"""Counts of answers beside what an author expects."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import usage
from hocvuso.core.usage import Tally, tally_of

answers = st.lists(st.tuples(st.sampled_from([None, 0.0, 0.5, 0.8, 1.0]), st.booleans(), st.integers(0, 900_000)))


@given(answers, answers)
def test_days_add_up(one: list[tuple[float | None, bool, int]], other: list[tuple[float | None, bool, int]]) -> None:
    assert tally_of(one).plus(tally_of(other)) == tally_of([*one, *other])


@given(st.lists(st.integers(1_000, 900_000), min_size=1))
def test_the_median_is_that_of_the_times_within_a_step(times: list[int]) -> None:
    found = tally_of((1.0, False, ms) for ms in times).median_seconds
    assert found is not None
    true = statistics.median_low(times) / 1000
    assert true / usage.GROWTH <= found <= true * usage.GROWTH


def test_times_that_were_not_measured_do_not_count() -> None:
    assert tally_of([(1.0, False, 0)]).median_seconds is None
    assert tally_of([]).median_seconds is None


@given(st.floats(-2, 2), st.floats(0, 0.5))
def test_the_difficulty_is_found_again_in_the_share_that_it_makes(difficulty: float, guess: float) -> None:
    share = usage.expected_share(difficulty, guess)
    tally = Tally(answers=1_000_000, right=round(share * 1_000_000))
    assert usage.observed_difficulty(tally, guess) == pytest.approx(difficulty, abs=0.01)


def test_below_enough_answers_nothing_is_said() -> None:
    few = Tally(answers=usage.ENOUGH - 1, right=0, unknown=29)
    assert usage.flags(few, difficulty=-2, guess=0.25, seconds=30) == ()
    assert "harder" in usage.flags(Tally(usage.ENOUGH, 0, 30), difficulty=-2, guess=0.25, seconds=30)


@pytest.mark.parametrize(
    ("tally", "difficulty", "flag"),
    [
        (Tally(100, 30), -1.0, "harder"),
        (Tally(100, 95), 2.0, "easier"),
        (Tally(100, 50, 26), 0.0, "unknown"),
        (Tally(100, 98), -2.0, "no_task"),
        (tally_of([(1.0, False, 90_000)] * 40), -2.0, "slow"),
        (tally_of([(1.0, False, 3_000)] * 40), -2.0, "hasty"),
    ],
)
def test_what_stands_out_is_flagged(tally: Tally, difficulty: float, flag: str) -> None:
    assert flag in usage.flags(tally, difficulty=difficulty, guess=0.0, seconds=30)


def test_what_goes_as_expected_is_not_flagged() -> None:
    asked = tally_of([(1.0, False, 25_000)] * 60 + [(0.0, False, 30_000)] * 40)
    assert usage.flags(asked, difficulty=-0.4, guess=0.0, seconds=30) == ()


def test_words_follow_the_scale() -> None:
    found = [usage.word_of(value) for value in (-2, -1, 0, 1, 2)]
    assert found == list(usage.WORDS)
