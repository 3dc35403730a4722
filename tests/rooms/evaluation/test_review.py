"""`hocvuso evaluate review`: memories that forget, schedulers that keep their rules, goals told plainly."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.__main__ import main
from hocvuso.core import memory
from hocvuso.evaluation import review, review_peers, review_world


@pytest.fixture
def no_fsrs(monkeypatch):
    monkeypatch.setattr(review_peers, "missing", lambda: review_peers.MISSING)


def shown(level: float, *days: int) -> review_world.Memory:
    """A memory presented on days after day 0."""
    found = review_world.Memory(level)
    for day in days:
        found.present(day)
    return found


@given(st.floats(-1.0, 2.0), st.lists(st.integers(1, 20), max_size=6))
def test_memory_fades_and_a_presentation_brings_it_back(level: float, gaps: list[int]) -> None:
    days = np.cumsum(gaps).tolist()
    truth, last = shown(level, *days), days[-1] if days else 0
    later = truth.recall(np.arange(last, last + 200))
    assert (np.diff(later) <= 1e-12).all()
    assert (later >= 0.0).all()
    assert (later <= 1.0).all()
    again = shown(level, *days, last + 9)
    assert again.recall(np.array([last + 10]))[0] >= truth.recall(np.array([last + 10]))[0]


def test_spaced_practice_lasts_longer_than_massed() -> None:
    far = np.array([90])
    recalled = [shown(0.5, *days, 25).recall(far)[0] for days in ((24,), (20,), (10,))]
    assert recalled[0] < min(recalled[1:])


def test_days_before_a_presentation_do_not_know_of_it() -> None:
    days = np.array([3, 5])
    assert shown(0.5, 8).recall(days) == pytest.approx(shown(0.5).recall(days))


def dues(scheduler: review_peers.Scheduler, *outcomes: bool) -> list[int]:
    found = [scheduler.due]
    for remembered in outcomes:
        scheduler.review(scheduler.due, remembered)
        found.append(scheduler.due)
    return found


def test_the_classics_keep_their_rules() -> None:
    assert dues(review_peers.SuperMemo2(), True, True, True) == [1, 7, 22, 60]  # 1, 6, then times 2.5
    assert dues(review_peers.SuperMemo2(), True, False, True) == [1, 7, 8, 14]
    tired = review_peers.SuperMemo2()
    dues(tired, *[False] * 9)
    assert tired.ease == 1.3
    assert dues(review_peers.Leitner(), True, True, False, True) == [1, 4, 11, 12, 15]
    one = review_peers.Leitner()
    assert one.foresee(0) == 1.0
    assert one.foresee(one.due) == pytest.approx(0.9)


def test_ours_is_the_memory_of_the_product() -> None:
    ours, trace, day = review_peers.Ours(0.9), memory.first_trace(remembered=True), 0
    for remembered in (True, False, True):
        gap = memory.interval(trace.stability, 0.9)
        assert ours.due == day + gap
        assert ours.foresee(ours.due) == memory.recall(gap, trace.stability)
        ours.review(ours.due, remembered)
        trace, day = memory.next_trace(trace, days=gap, remembered=remembered), day + gap
        assert ours.trace == trace


def test_who_wants_less_recall_reviews_less_and_remembers_less() -> None:
    world = review_world.memories(60, 3)
    much, little = (review.follow(world, lambda wanted=wanted: review_peers.Ours(wanted)) for wanted in (0.9, 0.7))
    assert len(little.expected) < 0.7 * len(much.expected)
    assert little.recall.mean() < much.recall.mean() - 0.05
    assert len(much.expected) == len(much.remembered)
    assert len(much.recall) == 60


def test_the_same_seed_gives_the_same_figures(no_fsrs) -> None:
    one, two = ({name: {**row, "microseconds": 0} for name, row in found["schedulers"].items()} for found in (
        review.evaluate(15, 8), review.evaluate(15, 8),
    ))  # fmt: skip
    assert one == two


def test_calibration_is_the_distance_of_shares_from_what_was_expected() -> None:
    expected = np.repeat([0.2, 0.8], 500)
    happened = np.concatenate((np.arange(500) % 5 == 0, np.arange(500) % 5 != 0)).astype(float)
    assert review.calibration(expected, happened) == pytest.approx(0.0, abs=1e-9)
    assert review.calibration(expected + 0.1, happened) == pytest.approx(0.1, abs=1e-9)


def test_goals_are_reached_missed_or_not_measured() -> None:
    mine = {"log_loss": 0.5, "reviews": 28.0, "recall": 0.8, "microseconds": 4.0}
    reached = review._goals({"ours": mine, "py_fsrs": mine})
    assert list(reached.values()) == [True, True, True]
    worse = {**mine, "log_loss": 0.51, "recall": 0.78, "microseconds": 6.0}
    assert list(review._goals({"ours": worse, "py_fsrs": mine}).values()) == [False, False, False]
    assert next(iter(review._goals({"ours": mine}).values())) is None


def test_the_command_prints_a_table_or_one_object_and_says_what_to_install(no_fsrs, capsys) -> None:
    call = ["evaluate", "review", "--learners", "12", "--seed", "4"]
    assert main([*call, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["cards"] == 12
    assert set(found["schedulers"]) == {"ours", "ours_85", "sm2", "leitner"}
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "requirements-peers.lock" in said
    assert "chưa đo được" in said
