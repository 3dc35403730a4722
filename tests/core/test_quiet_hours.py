"""Nothing is sent in work, on the way or in sleep, also over midnight; and something can always be sent some time."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hocvuso.core import quiet_hours
from hocvuso.core.quiet_hours import DAY, WAY, NothingOpen, Shift, is_quiet, minutes_until_open, open_minutes, shift

MINUTES = st.integers(0, DAY - 1)
SPANS = st.tuples(MINUTES, MINUTES)
HOURS = st.builds(Shift, work=SPANS, sleep=SPANS)


def at(clock: str) -> int:
    """Return the minute of the day of a written time."""
    return int(clock[:2]) * 60 + int(clock[3:])


def minutes_of(span):
    """Return the minutes of a span, counted one by one."""
    found, minute = set(), span[0]
    while minute != span[1]:
        found.add(minute)
        minute = (minute + 1) % DAY
    return found


@pytest.mark.parametrize(
    ("name", "quiet", "free"),
    [
        ("morning", ["05:45", "09:00", "14:15", "23:00", "03:00"], ["15:00", "20:00", "21:29"]),
        ("afternoon", ["13:40", "18:00", "22:20", "00:30", "06:59"], ["09:00", "13:00", "22:45"]),
        ("night", ["21:45", "23:59", "00:00", "03:00", "06:20", "07:00", "13:59"], ["15:00", "19:00", "21:00"]),
        ("office", ["08:00", "12:00", "17:20", "22:00", "05:59"], ["06:30", "18:00", "21:00"]),
        ("", ["09:00", "12:00", "17:59", "20:30", "23:00", "03:00"], ["18:00", "20:29"]),
    ],
)
def test_shifts_as_workers_know_them(name, quiet, free):
    assert [clock for clock in quiet if not is_quiet(shift(name), at(clock))] == []
    assert [clock for clock in free if is_quiet(shift(name), at(clock))] == []


@given(HOURS, MINUTES)
def test_work_and_sleep_are_always_quiet(hours, minute):
    if minute in minutes_of(hours.work) | minutes_of(hours.sleep):
        assert is_quiet(hours, minute)


@given(HOURS)
def test_quiet_is_work_with_its_way_and_sleep_and_nothing_else(hours):
    work = minutes_of(hours.work)
    near = {(minute + step) % DAY for minute in work for step in range(-WAY, WAY + 1)}
    for minute in range(0, DAY, 7):
        if minute not in near | minutes_of(hours.sleep):
            assert not is_quiet(hours, minute)


@given(HOURS, MINUTES)
def test_the_first_open_minute_is_found_and_none_before_it_is_open(hours, minute):
    assume(open_minutes(hours) > 0)
    wait = minutes_until_open(hours, minute)
    assert 0 <= wait < DAY
    assert not is_quiet(hours, (minute + wait) % DAY)
    assert all(is_quiet(hours, (minute + step) % DAY) for step in range(wait))


@given(MINUTES, MINUTES)
def test_hours_that_never_open_say_so(begin, minute):
    """Work begins where sleep ends and the reverse: no minute of the day is left."""
    hours = Shift((begin, (begin + DAY // 3) % DAY), ((begin + DAY // 3) % DAY, begin))
    assert open_minutes(hours) == 0
    with pytest.raises(NothingOpen):
        minutes_until_open(hours, minute)


@given(SPANS, SPANS)
def test_own_hours_are_taken_as_they_are_or_refused(work, sleep):
    try:
        found = shift("own", [work, sleep])
    except NothingOpen:
        assert open_minutes(Shift(work, sleep)) < quiet_hours.LEAST_OPEN
    else:
        assert found == Shift(work, sleep) and open_minutes(found) >= quiet_hours.LEAST_OPEN


@given(HOURS, st.integers(0, DAY - 1))
def test_the_clock_has_no_edge_at_midnight(hours, turn):
    def moved(span):
        return (span[0] + turn) % DAY, (span[1] + turn) % DAY

    later = Shift(moved(hours.work), moved(hours.sleep))
    assert all(is_quiet(hours, minute) == is_quiet(later, (minute + turn) % DAY) for minute in range(0, DAY, 11))


@pytest.mark.parametrize("span", [(-1, 60), (0, DAY)])
def test_minutes_outside_the_day_are_refused(span):
    with pytest.raises(ValueError, match="minute"):
        shift("own", [span])


def test_every_shift_leaves_time_and_none_of_it_at_night():
    for name in [*quiet_hours.SHIFTS, ""]:
        hours = shift(name)
        assert open_minutes(hours) >= 2 * quiet_hours.LEAST_OPEN, name
        assert is_quiet(hours, at("03:00")), name
