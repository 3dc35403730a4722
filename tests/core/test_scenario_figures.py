"""Figures of runs for trainers: nobody can be found in them."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.scenario.figures import Run, lost, stops

RUNS = st.lists(
    st.builds(
        Run,
        person=st.integers(1, 12).map(lambda number: UUID(int=number)),
        scenario=st.sampled_from(["wifi", "scam"]),
        mode=st.sampled_from(["alone", "surprise"]),
        week=st.integers(1, 2),
        is_lost=st.booleans(),
        reached=st.booleans(),
        at=st.sampled_from(["", "door", "form"]),
    ),
    max_size=120,
)


def of(people: int, *, losers: int = 0, stopped: int = 0) -> list[Run]:
    """Runs of some people, the first of whom lost something or stopped."""
    return [
        Run(UUID(int=number + 1), "wifi", "alone", 7, number < losers, number >= stopped, "door")
        for number in range(people)
    ]


def test_a_row_needs_five_people_and_runs_of_one_person_do_not_make_a_group():
    assert lost(of(4)) == [] == lost(of(1) * 9)
    (row,) = lost(of(5, losers=1) * 2)
    assert (row.people, row.runs, row.share) == (5, 10, 0.2)


def test_where_everybody_lost_something_no_share_is_told():
    assert lost(of(6, losers=6))[0].share is None
    assert lost(of(6, losers=5))[0].share == 0.8
    assert lost(of(6))[0].share == 0.0


def test_a_screen_is_named_once_five_people_stopped_there():
    assert stops(of(9, stopped=4)) == []
    (row,) = stops(of(9, stopped=5))
    assert (row.at, row.people, row.share) == ("door", 5, 0.6)


@given(RUNS)
def test_no_row_is_about_fewer_than_five_and_no_share_is_exact(runs):
    for row in lost(runs):
        mine = [run for run in runs if (run.scenario, run.mode, run.week) == (row.scenario, row.mode, row.week)]
        assert row.people == len({run.person for run in mine}) >= 5 and row.runs == len(mine)
        everybody = {run.person for run in mine}
        assert (row.share is None) == ({run.person for run in mine if run.is_lost} == everybody)
        assert row.share is None or round(row.share * 10) == row.share * 10
    for stop in stops(runs):
        assert stop.people >= 5 and 0 < stop.share <= 1
