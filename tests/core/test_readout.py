"""The read-out: traces that can be replayed, weights that start from the state, terms only where there are answers."""

from __future__ import annotations

import numpy as np
import pytest

from hocvuso.core import readout
from hocvuso.core.readout import FEATURES, features, fit_readout

ONE_SKILL = ((0,),) * 40


def sample(count: int = 4000, items: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of features, item rows, and answers that follow the logit and the fast trace."""
    draw = np.random.default_rng(2)
    traces = np.zeros((count, len(FEATURES) - 8))
    traces[:, 0] = draw.normal(0.0, 0.3, count)
    logit = draw.normal(0.7, 1.0, count)
    rows = features(traces, logit=logit, spread=np.full(count, 0.4), doubt=np.full(count, 0.1))
    item = np.minimum(draw.integers(0, items, count), items - 1)
    p = 1.0 / (1.0 + np.exp(-(logit + 2.0 * traces[:, 0] + 0.8 * (item == 7))))
    return rows, item, (draw.random(count) < p).astype(float)


def test_features_stand_where_their_names_say():
    rows, _, _ = sample(10)
    assert rows.shape[1] == len(FEATURES)
    named = dict(zip(FEATURES, rows.T, strict=True))
    assert named["sd"] == pytest.approx(np.full(10, np.sqrt(0.4)))
    assert named["logit_sd"] == pytest.approx(named["logit"] * np.sqrt(0.4))
    assert (named["one"] == 1.0).all()
    assert FEATURES[readout.LOGIT] == "logit"
    assert (FEATURES[readout.FAST], FEATURES[readout.MIDDLE]) == ("fast", "middle")


def test_the_weights_find_what_moves_answers():
    rows, item, right = sample()
    fitted = fit_readout(rows, item, right, mixes=ONE_SKILL, skills=1)
    assert fitted.weights[readout.FAST] == pytest.approx(2.0, abs=0.4)
    assert fitted.items[7, 0] == fitted.items[:, 0].max() > 0.3
    p = fitted.chance(rows, item)
    assert ((p > 0.0) & (p < 1.0)).all()
    assert p.mean() == pytest.approx(right.mean(), abs=0.01)


def test_few_answers_leave_all_but_the_level_to_the_state():
    rows, item, right = sample(6)
    fitted = fit_readout(rows, item, right, mixes=ONE_SKILL, skills=1)
    assert fitted.weights[readout.LOGIT] == pytest.approx(1.0, abs=0.2)
    assert (fitted.items == 0.0).all()


def test_only_items_with_enough_answers_get_terms_of_their_own():
    rows, _, right = sample(100)
    item = np.array([0] * readout.ENOUGH_ANSWERS + [1] * (readout.ENOUGH_ANSWERS - 1) + [2] * 41)
    terms = fit_readout(rows, item, right, mixes=ONE_SKILL[:4], skills=1).items
    assert terms[0].any()
    assert not terms[1].any()
    assert not terms[3].any()


def test_a_skill_that_is_learnt_faster_than_others_is_foreseen_so():
    draw, count = np.random.default_rng(4), 6000
    mixes = ((0,), (1,), (0, 1))
    item, wins = draw.integers(0, 3, count), draw.exponential(1.0, count)
    traces = np.zeros((count, len(FEATURES) - 8))
    traces[:, FEATURES.index("skill_right") - 2] = wins
    logit = draw.normal(0.0, 1.0, count)
    rows = features(traces, logit=logit, spread=np.full(count, 0.4), doubt=np.full(count, 0.1))
    faster = np.array([0.0, 0.8, 0.4])[item]  # a right answer in skill 1 raises the next, in both it counts half
    right = (draw.random(count) < 1.0 / (1.0 + np.exp(-(logit + faster * wins)))).astype(float)
    fitted = fit_readout(rows, item, right, mixes=mixes, skills=2)
    column = list(readout.OF_SKILL_TERMS).index("skill_right")
    assert fitted.skills[1, column] - fitted.skills[0, column] == pytest.approx(0.8, abs=0.2)
    p = fitted.chance(rows, item)
    for number in range(3):
        assert p[item == number].mean() == pytest.approx(right[item == number].mean(), abs=0.02)


def test_items_of_several_skills_do_not_make_their_terms_run_away():
    draw, count = np.random.default_rng(5), 2000
    mixes = tuple(tuple(range(6)) for _ in range(3))  # every skill of an item has the same answers
    rows = features(
        np.zeros((count, len(FEATURES) - 8)), logit=np.zeros(count), spread=np.full(count, 0.4), doubt=np.zeros(count)
    )
    right = (draw.random(count) < 0.9).astype(float)
    fitted = fit_readout(rows, draw.integers(0, 3, count), right, mixes=mixes, skills=6)
    assert np.abs(fitted.skills).max() < 1.0
    assert fitted.chance(rows, np.zeros(count, dtype=np.int64)).mean() == pytest.approx(0.9, abs=0.02)
