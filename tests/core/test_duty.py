"""The first roster of a group."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.duty import OnCall, Turn, can_take, share_out, turns
from hocvuso.core.quiet_hours import SHIFTS, is_quiet

MONDAY = date(2026, 11, 30)


def test_a_weekly_plan_becomes_turns_of_four_weeks():
    made = turns(MONDAY, [0, 3], 17, 19)
    assert len(made) == 8 and made[0] == Turn(MONDAY, 17, 19) and made[1].on == date(2026, 12, 3)


@pytest.mark.parametrize(("begin", "end"), [(19, 17), (17, 17), (20, 25), (8, 17), (-1, 2)])
def test_hours_that_are_none_are_refused(begin, end):
    with pytest.raises(ValueError, match="turn"):
        turns(MONDAY, [0], begin, end)


def test_shares_differ_by_one_turn_at_most():
    wanted = turns(MONDAY, [0, 1, 2, 3, 4], 17, 19)
    given_out = share_out(wanted, [OnCall("an"), OnCall("binh"), OnCall("chi")])
    counted = Counter(given_out.values())
    assert len(given_out) == len(wanted) and max(counted.values()) - min(counted.values()) <= 1


def test_hours_of_before_are_made_up_for():
    given_out = share_out(turns(MONDAY, [0, 1], 17, 19, 7), [OnCall("an"), OnCall("binh")], {"an": 8})
    assert set(given_out.values()) == {"binh"}


def test_nobody_stands_in_his_shift_and_an_open_turn_stays_open():
    evening = Turn(MONDAY, 17, 19)
    assert not can_take(OnCall("an", "afternoon"), evening) and can_take(OnCall("an", "morning"), evening)
    assert can_take(OnCall("an"), evening), "a shift that is not known keeps him from nothing"
    assert share_out([evening], [OnCall("an", "afternoon")]) == {}


shifts = st.sampled_from([*SHIFTS, ""])


@given(st.lists(shifts, min_size=1, max_size=6), st.sets(st.integers(0, 6)), st.integers(0, 22), st.integers(1, 4))
def test_no_turn_is_pressed_on_anybody(named, days, begin, hours):
    people = [OnCall(str(number), shift) for number, shift in enumerate(named)]
    wanted = turns(MONDAY, sorted(days), begin, min(begin + hours, 24))
    given_out = share_out(wanted, people)
    by_id = {each.id: each for each in people}
    for turn, who in given_out.items():
        hours_of = SHIFTS.get(by_id[who].shift)
        assert hours_of is None or not is_quiet(hours_of, turn.from_hour * 60)
    for turn in set(wanted) - set(given_out):
        assert not any(can_take(each, turn) for each in people)
    assert given_out == share_out(wanted[::-1], people)
