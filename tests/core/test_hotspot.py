"""The life of a wifi point, when somebody must look again, distances, and passwords that must not be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import hotspot
from hocvuso.core.hotspot import BROKEN, CLOSED, NEEDED, NEXT, STATES, WORKING, Looked, box, distance_km, place, step

DAY = date(2026, 11, 29)
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_every_state_can_be_left_and_reached():
    assert all(NEXT[state] for state in STATES)
    assert {to for nexts in NEXT.values() for to in nexts} == set(STATES)


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_a_step_that_is_not_listed_is_refused(state, to):
    if to in NEXT[state]:
        assert step(state, to) == to
    else:
        with pytest.raises(hotspot.NoSuchStep):
            step(state, to)


@pytest.mark.parametrize(
    ("looked", "is_due"),
    [
        (Looked(WORKING, DAY), False),
        (Looked(WORKING, None), True),
        (Looked(WORKING, DAY - timedelta(days=89)), False),
        (Looked(WORKING, DAY - timedelta(days=90)), True),
        (Looked(WORKING, DAY - timedelta(days=5), [DAY]), False),  # one report may be one phone
        (Looked(WORKING, DAY - timedelta(days=5), [DAY, DAY]), True),
        (Looked(WORKING, DAY, [DAY - timedelta(days=3)] * 9), False),  # somebody looked since
        (Looked(WORKING, DAY - timedelta(days=60), [DAY - timedelta(days=15)] * 9), False),  # long over
        (Looked(NEEDED, None), False),
        (Looked(BROKEN, None), False),
        (Looked(CLOSED, None), False),
    ],
)
def test_when_somebody_must_look_again(looked, is_due):
    assert looked.is_due(DAY) is is_due


def test_a_quarter_of_the_meridian():
    assert distance_km((0, 105), (90, 105)) == pytest.approx(10007.557, abs=0.01)


def test_known_places():
    """Hà Nội to Hải Phòng, about 88 km as the crow flies."""
    assert distance_km((21.0285, 105.8542), (20.8449, 106.6881)) == pytest.approx(89, abs=2)


@given(PLACES, PLACES)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(one, other):
    there = distance_km(one, other)
    assert there == pytest.approx(distance_km(other, one), abs=1e-6)
    assert 0 <= there <= 20016


@given(PLACES, PLACES, st.floats(0.05, 500))
def test_a_box_leaves_nobody_out_who_is_near(one, other, km):
    high, wide = box(one[0], km)
    if distance_km(one, other) <= km:
        apart = abs(one[1] - other[1])
        assert abs(one[0] - other[0]) <= high + 1e-9
        assert min(apart, 360 - apart) <= wide + 1e-9


@given(PLACES, st.floats(-1, 1), st.floats(-1, 1))
def test_a_box_is_tight_where_people_live(one, up, right):
    """A corner of the box is at most one and a half times as far as asked for, below the polar circle."""
    high, wide = box(one[0] * 0.7, 2.0)
    corner = (one[0] * 0.7 + up * high, one[1] + right * wide)
    assert distance_km((one[0] * 0.7, one[1]), corner) <= 3.0


@pytest.mark.parametrize("typed", [("21.03", ""), ("x", "105"), ("91", "105"), ("21", "181"), ("nan", "105")])
def test_what_is_no_place_is_refused(typed):
    with pytest.raises(ValueError):
        place(*typed)


def test_a_comma_may_stand_for_the_point():
    assert place(" 21,5 ", "105,25") == (21.5, 105.25)
    assert place(" ", "") is None


@pytest.mark.parametrize(
    "text", ["Mật khẩu: 12345678", "mat khau la hoctap123", "MK: abc", "mật khẩu wifi là comchay", "pass = com"]
)
def test_a_password_is_seen(text):
    assert hotspot.tells_password(text)


@pytest.mark.parametrize(
    "text", ["Không cần mật khẩu", "Hỏi quầy lấy mật khẩu", "Mạng NHA-AN, hỏi chị Hoa", "6:00–21:00", "kmk: cổng 2", ""]
)
def test_a_text_without_password_passes(text):
    assert not hotspot.tells_password(text)
