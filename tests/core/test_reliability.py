"""Reliability of predictions: values of the books, and what chance alone does."""

from __future__ import annotations

import numpy as np
import pytest

from hocvuso.core import reliability


def test_ten_points_of_equal_size_in_order() -> None:
    draw = np.random.default_rng(1)
    p = draw.uniform(0.05, 0.95, 1005)
    found = reliability.curve((draw.uniform(size=1005) < p).astype(float), p).bins
    assert [each.count for each in found] == [101] * 5 + [100] * 5
    assert [each.expected for each in found] == sorted(each.expected for each in found)
    assert all(0.0 <= each.low <= each.came <= each.high <= 1.0 for each in found)


def test_the_interval_is_that_of_wilson() -> None:
    """Wilson's interval of 8 of 10 is 0.490…0.943 (R. G. Newcombe, Statistics in Medicine 17, 1998, method 3)."""
    found = reliability.curve(np.array([1.0] * 8 + [0.0] * 2).repeat(10), np.full(100, 0.8))
    alone = reliability._bin(np.array([1.0] * 8 + [0.0] * 2), np.full(10, 0.8))
    assert (alone.low, alone.high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert found.log_loss == pytest.approx(-(0.8 * np.log(0.8) + 0.2 * np.log(0.2)))
    assert found.base_loss == pytest.approx(found.log_loss)


def test_exact_predictions_are_off_by_what_chance_does_and_shifted_ones_by_more() -> None:
    draw = np.random.default_rng(5)
    off, by_chance, shifted = [], [], []
    for _ in range(60):
        p = draw.uniform(0.2, 0.9, 1000)
        right = (draw.uniform(size=1000) < p).astype(float)
        exact = reliability.curve(right, p)
        off.append(exact.ece)
        by_chance.append(exact.by_chance)
        shifted.append(reliability.curve(right, p - 0.12).ece)
    assert np.mean(off) == pytest.approx(np.mean(by_chance), rel=0.1)
    assert np.mean(shifted) == pytest.approx(0.12, abs=0.01)


def test_a_certain_prediction_that_fails_stays_finite() -> None:
    assert np.isfinite(reliability.curve(np.zeros(10), np.ones(10)).log_loss)
    with pytest.raises(ValueError, match="answers"):
        reliability.curve(np.array([]), np.array([]))


@pytest.mark.parametrize(("answers", "learners", "enough"), [(999, 30, False), (1000, 29, False), (1000, 30, True)])
def test_below_the_stated_numbers_nothing_is_said(answers: int, learners: int, enough: bool) -> None:
    assert reliability.is_enough(answers, learners) is enough
