"""Meetings of a class: midnight, weekdays, clashes, lateness, and codes that only the wall can have shown."""

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import meeting
from hocvuso.core.meeting import Meeting

ZONE = timezone(timedelta(hours=7))
MONDAY = date(2026, 11, 30)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZONE))
minutes = st.integers(0, meeting.DAY - 1)


def test_a_night_class_ends_on_the_next_day():
    found = meeting.on_day(MONDAY, 22 * 60 + 30, 15, ZONE)
    assert found.starts == datetime(2026, 11, 30, 22, 30, tzinfo=ZONE)
    assert found.ends == datetime(2026, 12, 1, 0, 15, tzinfo=ZONE)
    assert found.minutes == 105


def test_a_class_until_midnight_ends_there():
    assert meeting.on_day(MONDAY, 23 * 60, 1440, ZONE).minutes == 60


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), minutes, minutes)
def test_a_meeting_is_never_empty_nor_longer_than_a_training_day(day, begins, ends):
    length = (ends - begins) % meeting.DAY or meeting.DAY
    if length > meeting.LONGEST:
        with pytest.raises(ValueError, match="longer"):
            meeting.on_day(day, begins, ends, ZONE)
    else:
        found = meeting.on_day(day, begins, ends, ZONE)
        assert found.minutes == length and found.starts.date() == day


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 52), st.sets(st.integers(0, 6)))
def test_weekly_meetings_are_as_many_as_asked_on_the_weekdays_asked(first, number, days):
    found = meeting.weekly(first, number, 17 * 60, 19 * 60, ZONE, days)
    assert len(found) == number == len({each.starts for each in found})
    assert {each.starts.weekday() for each in found} <= (days or {first.weekday()})
    assert found[0].starts.date() >= first and found == sorted(found, key=lambda each: each.starts)
    assert (found[-1].starts.date() - first).days < 7 * number


@pytest.mark.parametrize(("number", "days"), [(0, ()), (53, ()), (1, (7,))])
def test_a_plan_that_cannot_be_is_refused(number, days):
    with pytest.raises(ValueError, match="weekday"):
        meeting.weekly(MONDAY, number, 0, 60, ZONE, days)


@given(moments, st.integers(1, 600), moments, st.integers(1, 600))
def test_two_meetings_touch_both_ways_and_exactly_when_a_minute_is_in_both(first, long, second, longer):
    one = Meeting(first, first + timedelta(minutes=long))
    other = Meeting(second, second + timedelta(minutes=longer))
    shares = max(one.starts, other.starts) < min(one.ends, other.ends)
    assert one.touches(other) == other.touches(one) == shares
    assert bool(meeting.clashes([one], [other])) == shares


def test_one_after_the_other_is_no_clash():
    early, late = meeting.on_day(MONDAY, 480, 540, ZONE), meeting.on_day(MONDAY, 540, 600, ZONE)
    assert meeting.clashes([early], [late]) == []


@pytest.mark.parametrize(
    ("minute", "kind"),
    [(-31, None), (-30, "present"), (0, "present"), (15, "present"), (16, "late"), (120, "late"), (151, None)],
)
def test_who_signs_in_when(minute, kind):
    held = meeting.on_day(MONDAY, 18 * 60, 20 * 60, ZONE)
    assert meeting.presence(held, held.starts + timedelta(minutes=minute)) == kind


def test_codes_are_those_of_the_standard():
    secret = b"12345678901234567890"  # RFC 4226, appendix D
    assert [meeting.code(secret, count) for count in range(4)] == ["755224", "287082", "359152", "969429"]


@given(st.binary(min_size=20, max_size=20), st.integers(-30 * 60, 150 * 60), st.integers(0, 86_400))
def test_a_code_tells_when_it_stood_on_the_wall_however_late_it_comes(secret, second, later):
    held = meeting.on_day(MONDAY, 18 * 60, 20 * 60, ZONE)
    shown_at = held.starts + timedelta(seconds=second)
    typed = meeting.code(secret, meeting.slot_of(shown_at))
    found = meeting.read_on_wall(secret, typed, held, shown_at + timedelta(seconds=later))
    assert found is not None and meeting.code(secret, meeting.slot_of(found)) == typed
    assert found <= shown_at + timedelta(seconds=later)
    if later == 0:
        assert timedelta(0) <= shown_at - found < timedelta(seconds=meeting.SLOT)


def test_a_code_of_later_or_of_another_wall_proves_nothing():
    held = meeting.on_day(MONDAY, 18 * 60, 20 * 60, ZONE)
    now = held.starts
    ahead = meeting.code(b"a" * 20, meeting.slot_of(now) + 2)
    assert meeting.read_on_wall(b"a" * 20, ahead, held, now) is None
    assert meeting.read_on_wall(b"b" * 20, meeting.code(b"a" * 20, meeting.slot_of(now)), held, now) is None
    for typed in ("", "12345", "1234567", "12345x", "１２３４５６"):
        assert meeting.read_on_wall(b"a" * 20, typed, held, now) is None


def test_moments_are_aware():
    held = meeting.on_day(MONDAY, 0, 60, ZONE)
    found = meeting.read_on_wall(b"a" * 20, meeting.code(b"a" * 20, meeting.slot_of(held.starts)), held, held.ends)
    assert found is not None and found.astimezone(UTC).tzinfo is UTC


@given(st.integers(1, meeting.MOST_WEEKS), st.fractions(Fraction(1, 60), 1))
def test_a_share_of_the_meetings_is_the_fewest_that_reach_it(meetings, share):
    needed = meeting.needed(meetings, share)
    assert 1 <= needed <= meetings
    assert Fraction(needed, meetings) >= share
    assert needed == 1 or Fraction(needed - 1, meetings) < share


def test_two_thirds_of_four_evenings_are_three_and_no_share_is_none_or_more_than_all():
    assert [meeting.needed(many, Fraction(2, 3)) for many in (1, 2, 3, 4)] == [1, 2, 2, 3]
    for wrong in (Fraction(0), Fraction(3, 2)):
        with pytest.raises(ValueError):
            meeting.needed(4, wrong)
