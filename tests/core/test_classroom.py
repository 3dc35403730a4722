"""Who in a class is on which step: stuck by failures in a row, quiet by minutes, over anything that may happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import classroom
from hocvuso.core.classroom import Did

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
DONE = st.lists(
    st.builds(
        Did, st.sampled_from("ab"), st.one_of(st.none(), st.floats(0, 1)),
        st.integers(0, 120).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    ),
    max_size=12,
).map(lambda done: sorted(done, key=lambda each: each.at))  # fmt: skip


@given(DONE)
def test_stuck_is_four_failures_in_a_row_on_the_step_of_now(done):
    found = classroom.standing(done, NOW)
    if not done:
        assert found.state == classroom.ABSENT and not found.step
        return
    assert found.step == done[-1].step and found.minutes == (NOW - done[-1].at) // timedelta(minutes=1)
    run = []
    for each in reversed(done):
        if each.step != found.step or (each.score is not None and each.score >= classroom.RIGHT):
            break
        run.append(each)
    assert found.fails == sum(each.score is not None for each in run)
    assert (found.state == classroom.STUCK) == (found.fails >= 4)
    assert (found.state == classroom.QUIET) == (found.fails < 4 and found.minutes >= 3)


@given(st.lists(DONE, max_size=8))
def test_everybody_who_did_something_is_on_one_step(all_done):
    standings = [classroom.standing(done, NOW) for done in all_done]
    counts = classroom.by_step(standings)
    assert sum(number for _step, number in counts) == sum(bool(done) for done in all_done)
    assert [number for _step, number in counts] == sorted((number for _step, number in counts), reverse=True)
