"""Traces of the last answers: replayed they are the same, at rest they are small, and all tasks are read at once."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.traces import NAMES, NEXT_DAY, REMEMBERED, Reader, Traces

happened = st.lists(
    st.tuples(
        st.integers(0, 3), st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True), st.integers(0, 2),
        st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.0, 1.0),
    ),
    max_size=15,
)  # fmt: skip


def folded(events: list[tuple[int, list[int], int, float, float]], most: int = 0) -> tuple[Traces, list[list[float]]]:
    traces, rows, day = Traces(most=most), [], 0
    for item, places, pause, score, foreseen in events:
        day += pause
        rows.append(traces.read(item, places, day))
        traces.add(item, places, day, score=score, foreseen=foreseen)
    return traces, rows


@given(happened)
def test_traces_are_a_function_of_the_events(events):
    one, rows = folded(events)
    two, again = folded(events)
    assert one == two
    assert rows == again
    assert all(len(row) == len(NAMES) for row in rows)
    assert all(-1.0 <= each <= 1.0 for row in rows for each in row[:5])


@given(happened)
def test_looking_twice_on_one_day_changes_nothing(events):
    traces, _ = folded(events)
    day = (traces.day or 0) + 1
    assert traces.read(0, [0], day) == traces.read(0, [0], day)


def test_a_night_ends_what_is_quick_and_keeps_what_is_slow():
    traces, _ = folded([(0, [0], 0, 1.0, 0.2)] * 5)
    same, later = traces.read(1, [1], 0), traces.read(1, [1], 1)
    assert same[0] > 0.0 == later[0]
    assert later[1] == pytest.approx(NEXT_DAY * same[1])
    assert later[2] == same[2]
    assert same[3] == 0.0  # another skill than the one practised


def test_right_answers_that_nobody_expected_raise_the_trace_and_expected_ones_hardly():
    surprised, _ = folded([(0, [0], 0, 1.0, 0.1)])
    expected, _ = folded([(0, [0], 0, 1.0, 0.95)])
    assert surprised.overall[0] > 5 * expected.overall[0] > 0.0


@given(happened, st.integers(1, 4))
def test_at_rest_nothing_is_lost_however_often_they_rest(events, most):
    going, _ = folded(events, most)
    resting, day = Traces(most=most), 0
    for item, places, pause, score, foreseen in events:
        day += pause
        resting = Traces.unpacked(resting.packed())
        resting.most = most
        resting.add(item, places, day, score=score, foreseen=foreseen)
    assert resting == going
    assert len(going.items) <= most


def test_a_long_life_rests_in_800_bytes():
    traces = Traces(most=REMEMBERED)
    for number in range(5000):
        traces.add(number % 500, [number % 41], number // 10, score=float(number % 3 > 0), foreseen=0.7)
    assert len(base64.b64decode(traces.packed())) <= 800
    assert Traces.unpacked(traces.packed()) == traces


@pytest.mark.parametrize("text", ["", "?", "AAAA", base64.b64encode(b"\x01\x07" + b"x" * 9).decode()])
def test_damaged_traces_begin_anew(text):
    assert Traces.unpacked(text) == Traces(most=REMEMBERED)


def test_what_remembers_everything_does_not_rest():
    with pytest.raises(ValueError, match="rest"):
        Traces().packed()


@given(happened, st.integers(0, 3))
def test_all_tasks_read_at_once_are_each_read_alone(events, pause):
    traces, _ = folded(events, 3)
    skills = [(0,), (1,), (2, 3), (4,), (0, 4)]
    day = (traces.day or 0) + pause
    alone = [traces.read(item, some, day) for item, some in enumerate(skills)]
    together = Reader.of(skills, range(len(skills))).read(traces, day)
    assert together == pytest.approx(np.array(alone), abs=1e-12)
