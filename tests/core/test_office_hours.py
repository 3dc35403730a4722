"""When somebody at a desk looks, and by when an answer is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.office_hours import Office

SIX_DAYS = Office(8, 17, 6)
FIVE_DAYS = Office(8, 17, 5)
FRIDAY = datetime(2026, 11, 27)


@pytest.mark.parametrize(
    ("hour", "opens"),
    [
        (7.98, FRIDAY.replace(hour=8)),
        (8, FRIDAY.replace(hour=8)),
        (16.98, FRIDAY + timedelta(hours=16.98)),
        (17, datetime(2026, 11, 28, 8)),
        (23, datetime(2026, 11, 28, 8)),
    ],
)
def test_who_writes_outside_the_hours_is_told_the_next_opening(hour, opens):
    assert SIX_DAYS.next_open(FRIDAY + timedelta(hours=hour)) == opens


def test_the_week_end_is_skipped():
    assert FIVE_DAYS.next_open(datetime(2026, 11, 27, 17)) == datetime(2026, 11, 30, 8)
    assert SIX_DAYS.next_open(datetime(2026, 11, 29, 9)) == datetime(2026, 11, 30, 8)


def test_an_answer_is_due_a_day_after_the_office_could_see_the_question():
    assert SIX_DAYS.due(datetime(2026, 11, 24, 10), 24) == datetime(2026, 11, 25, 10)
    assert SIX_DAYS.due(datetime(2026, 11, 24, 20), 24) == datetime(2026, 11, 26, 8)
    assert FIVE_DAYS.due(datetime(2026, 11, 27, 10), 24) == datetime(2026, 11, 30, 8)


@pytest.mark.parametrize("wrong", [(17, 8, 5), (8, 8, 5), (8, 25, 5), (8, 17, 0), (8, 17, 8)])
def test_hours_in_which_nobody_is_there_are_refused(wrong):
    with pytest.raises(ValueError):
        Office(*wrong)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)), st.integers(0, 23), st.integers(1, 24), st.integers(1, 7),
    st.integers(0, 200),
)  # fmt: skip
def test_the_office_is_open_whenever_something_is_due(asked, opens, closes, days, hours):
    if opens >= closes:
        return
    office = Office(opens, closes, days)
    assert office.is_open(office.next_open(asked)) and asked <= office.next_open(asked) <= asked + timedelta(days=8)
    due = office.due(asked, hours)
    assert office.is_open(due) and due >= asked + timedelta(hours=hours)
