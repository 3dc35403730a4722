"""Three questions before and after: what is counted, what is hidden, and when something moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import pulse
from hocvuso.core.pulse import Counted

SHEETS = st.lists(st.tuples(st.text("0123-", min_size=0, max_size=3), st.integers(1, 40)), max_size=30)
COUNTED = st.integers(0, 400).flatmap(lambda all_: st.builds(Counted, st.just(all_), st.integers(0, all_)))


@given(SHEETS, st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_a_question_left_out_counts_nowhere(sheets: list[tuple[str, int]], safe: list[int]):
    for place, found in enumerate(pulse.count(sheets, safe)):
        signs = [(kept[place : place + 1], times) for kept, times in sheets]
        assert found.answered == sum(times for sign, times in signs if sign.isdigit())
        assert found.safe == sum(times for sign, times in signs if sign == str(safe[place]))


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=8))
def test_a_sheet_keeps_one_sign_a_question(chosen: list[int | None]):
    kept = pulse.sheet(chosen)
    assert [None if sign == pulse.SKIPPED else int(sign) for sign in kept] == chosen


def test_an_option_that_is_none_is_refused():
    with pytest.raises(ValueError):
        pulse.sheet([10])


@given(COUNTED)
def test_fewer_than_five_are_never_shown_and_the_interval_holds_the_share(counted: Counted):
    found = pulse.shown(counted)
    assert (found is None) == (counted.answered < 5)
    if found is not None:
        assert 0 <= found.low <= found.share + 1e-9 <= found.high + 2e-9 <= 1 + 2e-9


@given(st.one_of(st.none(), COUNTED), st.one_of(st.none(), COUNTED))
def test_a_change_is_told_only_where_both_turns_may_be_shown(before: Counted | None, after: Counted | None):
    found = pulse.compare(before, after)
    assert (found.change is None) == (found.before is None or found.after is None)
    if found.change is not None:
        assert found.low is not None and found.high is not None
        assert found.low <= found.change + 1e-9 <= found.high + 2e-9
        back = pulse.compare(after, before)
        assert back.change == pytest.approx(-found.change) and back.is_clear == found.is_clear


def test_what_is_clear_and_what_is_not():
    assert pulse.compare(Counted(100, 40), Counted(100, 80)).is_clear
    assert not pulse.compare(Counted(10, 4), Counted(10, 6)).is_clear, "ten people a turn say nothing yet"
    assert not pulse.compare(Counted(4, 0), Counted(100, 80)).is_clear, "a hidden turn says nothing"
