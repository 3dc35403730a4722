"""Where tasks of a programme stand: measured, told, late; and many of them together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.programmes import standing
from hocvuso.core.programmes.standing import Deadline, Work, deadline, progress

DAY = date(2026, 11, 29)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
works = st.builds(
    Work,
    state=st.sampled_from(standing.STATES),
    due_on=st.none() | days,
    done_on=st.none() | days,
    is_measured=st.booleans(),
    counted=st.none() | st.integers(0, 500),
    goal=st.none() | st.integers(0, 500),
    told=st.none() | st.floats(0, 1),
)


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (Work(due_on=DAY), Deadline(standing.SOON, 0)),
        (Work(due_on=DAY - timedelta(days=1)), Deadline(standing.OVERDUE, 1)),
        (Work(due_on=DAY + timedelta(days=8)), Deadline(standing.AHEAD, 8)),
        (Work(), Deadline(standing.NO_DAY)),
        (Work(standing.DROPPED, DAY - timedelta(days=9)), Deadline(standing.GIVEN_UP)),
        (Work(standing.DONE, DAY, DAY + timedelta(days=2)), Deadline(standing.MET_LATE, 2)),
        (Work(standing.DONE, DAY, DAY), Deadline(standing.MET)),
        (Work(due_on=DAY - timedelta(days=9), is_measured=True, counted=5, goal=5), Deadline(standing.MET)),
    ],
)
def test_a_task_stands_to_its_day(work, found):
    assert deadline(work, DAY) == found


def test_what_is_not_known_is_left_out_and_counted_beside():
    known, unknown = Work(is_measured=True, counted=1, goal=4), Work(is_measured=True, counted=None, goal=4)
    found = progress([known, unknown, Work(standing.DROPPED)], DAY)
    assert (found.share, found.unknown, found.tasks, found.dropped) == (0.25, 1, 2, 1)
    assert progress([unknown], DAY).share is None


def test_a_goal_of_nothing_is_reached_by_nobody():
    assert not Work(is_measured=True, counted=0, goal=0).is_done


def test_called_done_while_the_count_lacks_is_said():
    work = Work(standing.DONE, is_measured=True, counted=3, goal=5)
    assert work.is_only_told
    assert work.share == pytest.approx(0.6)


def test_a_told_task_under_way_is_as_far_as_somebody_said():
    assert Work(standing.DOING, told=0.4).share == pytest.approx(0.4)
    assert Work(standing.DOING).share is None
    assert Work(standing.OPEN).share == 0


@given(works, days)
def test_done_is_never_late_and_shares_stay_between_nothing_and_all(work, day):
    kind = deadline(work, day).kind
    assert not (work.is_done and kind == standing.OVERDUE)
    assert work.share is None or 0 <= work.share <= 1
    assert deadline(work, day).days >= 0


@given(works, st.integers(1, 100))
def test_counting_more_never_takes_progress_away(work, more):
    if work.counted is None or not work.is_measured or not work.goal:
        return
    further = Work(work.state, work.due_on, work.done_on, True, work.counted + more, work.goal, work.told)
    assert (further.share or 0) >= (work.share or 0)
    assert further.is_done >= work.is_done


@given(st.lists(works, max_size=12), days)
def test_every_task_is_in_one_number(found, day):
    told = progress(found, day)
    assert told.tasks + told.dropped == len(found)
    assert told.done + told.overdue <= told.tasks
    assert told.unknown <= told.tasks
    assert (told.share is None) == (told.unknown == told.tasks)
