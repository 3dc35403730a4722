"""Forgetting, against published values of FSRS-6."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import memory

days = st.integers(0, 2000)
traces = st.builds(memory.Trace, st.floats(0.01, 5000.0), st.floats(1.0, 10.0))


def test_a_known_history_gives_the_published_stability_and_difficulty() -> None:
    # py-fsrs 6, tests/test_basic.py, test_memo_state: Again, then Good after 0, 1, 3, 8 and 21 days.
    trace = memory.first_trace(remembered=False)
    for gap in (0, 1, 3, 8, 21):
        trace = memory.next_trace(trace, days=gap, remembered=True)
    assert trace.stability == pytest.approx(53.62691, abs=1e-4)
    assert trace.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_intervals_of_a_known_history() -> None:
    # py-fsrs 6, test_review_card, first review after the learning steps: 2, 11, 46, 163, 498 days at 0.9.
    trace = memory.first_trace(remembered=True)
    trace = memory.next_trace(trace, days=0, remembered=True)
    found = []
    for _ in range(5):
        gap = memory.interval(trace.stability, 0.9)
        found.append(gap)
        trace = memory.next_trace(trace, days=gap, remembered=True)
    assert found == [2, 11, 46, 163, 498]


@given(traces)
def test_recall_is_nine_tenths_after_one_stability_and_whole_at_once(trace: memory.Trace) -> None:
    assert memory.recall(trace.stability, trace.stability) == pytest.approx(0.9)
    assert memory.recall(0, trace.stability) == 1.0


@given(traces, days, days)
def test_recall_only_falls(trace: memory.Trace, one: int, two: int) -> None:
    early, late = sorted((one, two))
    assert 0.0 < memory.recall(late, trace.stability) <= memory.recall(early, trace.stability) <= 1.0


@given(traces, days)
def test_remembering_strengthens_forgetting_weakens(trace: memory.Trace, gap: int) -> None:
    right = memory.next_trace(trace, days=gap, remembered=True)
    wrong = memory.next_trace(trace, days=gap, remembered=False)
    assert right.stability >= trace.stability >= wrong.stability
    assert wrong.difficulty >= right.difficulty
    for after in (right, wrong):
        assert memory.SHORTEST <= after.stability <= memory.LONGEST
        assert 1.0 <= after.difficulty <= 10.0


@given(traces)
def test_the_interval_meets_the_wish_and_is_shorter_for_critical_skills(trace: memory.Trace) -> None:
    gap = memory.interval(trace.stability)
    assert memory.interval(trace.stability, memory.RECALL_WANTED_CRITICAL) <= gap
    if 1 < gap < memory.LONGEST:
        assert memory.recall(gap - 0.5, trace.stability) >= memory.RECALL_WANTED - 1e-9
        assert memory.recall(gap + 0.5, trace.stability) <= memory.RECALL_WANTED + 1e-9
