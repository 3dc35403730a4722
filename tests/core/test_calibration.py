"""Difficulties from answers: what is true comes back, what is not known is said, skills lend to items."""

from __future__ import annotations

import numpy as np
import pytest

from hocvuso.core.calibration import Answers, Mixes, before_any_answer, fit_items
from hocvuso.core.evidence import Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import mastery_probability, observe, predict
from hocvuso.core.state import initial

ONE = SkillGraph.from_skills([("s0", ())])


def answers(difficulty: np.ndarray, scale: np.ndarray, each: int, *, spread: float = 0.5) -> Answers:
    """Answers of learners whose ability is N(centre, spread), as the model foresaw it."""
    draw = np.random.default_rng(5)
    item = np.repeat(np.arange(len(difficulty)), each)
    centre = draw.normal(0.0, 1.0, len(item))
    able = centre + draw.normal(0.0, np.sqrt(spread), len(item))
    p = 0.97 / (1.0 + np.exp(-scale[item] * (able - difficulty[item])))
    return Answers(item, (draw.random(len(item)) < p).astype(float), centre, np.full(len(item), spread))


def test_true_difficulties_come_back_within_their_doubt():
    truth = np.linspace(-2.0, 1.5, 30)
    found = fit_items(answers(truth, np.ones(30), 800), Mixes.evenly([(0,)] * 30, 1), slip=0.03)
    assert np.sqrt(np.mean((found.difficulty - truth) ** 2)) < 0.15
    assert np.mean(np.abs(found.difficulty - truth) < 2.0 * np.sqrt(found.doubt)) > 0.85
    assert found.answers.tolist() == [800] * 30


def test_a_sharp_item_is_told_from_a_blunt_one():
    scale = np.array([0.6, 1.0, 1.7])
    found = fit_items(answers(np.zeros(3), scale, 3000), Mixes.evenly([(0,)] * 3, 1), slip=0.03)
    assert found.scale[0] < found.scale[1] < found.scale[2]
    assert found.scale == pytest.approx(scale, rel=0.25)


def test_an_item_that_nobody_answered_follows_its_skills_and_doubts_more():
    truth = np.concatenate((np.full(8, -2.0), np.full(8, 1.0), [0.0]))
    mixes = Mixes.evenly([(0,)] * 8 + [(1,)] * 8 + [(1,)], 2)
    seen = answers(truth[:16], np.ones(16), 300)
    found = fit_items(seen, mixes, slip=0.03)
    assert found.answers[16] == 0
    assert found.difficulty[16] > 0.0 > found.difficulty[0]
    assert found.doubt[16] > 1.0 > 5 * found.doubt[0]


def test_few_answers_move_little_and_more_answers_doubt_less():
    mixes = Mixes.evenly([(0,)] * 2, 1)
    item = np.array([0] * 2 + [1] * 200)
    right = np.zeros(202)  # both always wrong
    found = fit_items(Answers(item, right, np.zeros(202), np.full(202, 0.5)), mixes, slip=0.03)
    assert np.isfinite(found.difficulty).all()
    assert found.difficulty[0] < found.difficulty[1]
    assert found.doubt[1] < found.doubt[0]


def test_weights_of_a_mix_sum_to_one():
    dense = Mixes.evenly([(0,), (0, 2), (0, 1, 2)], 3).dense()
    assert dense[:, 1:].sum(axis=1) == pytest.approx(np.ones(3))
    assert (dense[:, 0] == 1.0).all()
    assert before_any_answer(3).doubt == pytest.approx(np.full(3, 1.49))


def test_a_doubtful_item_predicts_less_sharply_and_moves_the_belief_less():
    sure, doubtful = Task("i", ("s0",), difficulty=-1.0), Task("i", ("s0",), difficulty=-1.0, doubt=1.0)
    assert 0.5 < predict(initial(ONE), doubtful, day=1) < predict(initial(ONE), sure, day=1)
    known = [mastery_probability(observe(initial(ONE), task, 0.0), "s0", day=1) for task in (sure, doubtful)]
    assert known[0] < known[1] < mastery_probability(initial(ONE), "s0", day=1)


def test_a_doubtful_item_is_one_more_unknown_of_the_joint_gaussian():
    task = Task("i", ("s0",), difficulty=0.3, discrimination=1.4, guess=0.2, doubt=0.6)
    spread = 0.81 + 0.36  # of ability, by the prior
    steep = 1.4 / np.sqrt(1.0 + np.pi / 8.0 * 1.4**2 * (spread + 0.6))
    base = 1.0 / (1.0 + np.exp(steep * 0.3))
    usable = 1.0 - 0.2 - task.slip
    p, slope = 0.2 + usable * base, steep * usable * base * (1.0 - base)
    after = observe(initial(ONE), task, 0.0)
    # Joint state (ability, item) with covariance diag(spread, 0.6): the ability's part of one matched step.
    assert float(after.mean.sum()) == pytest.approx(spread * slope * (0.0 - p) / (p * (1.0 - p)), abs=1e-5)
    left = spread - slope**2 / (p * (1.0 - p)) * spread**2
    assert float(after.covariance.sum()) == pytest.approx(left, abs=1e-5)


def test_doubt_below_nothing_is_refused():
    with pytest.raises(ValueError, match="doubt"):
        Task("i", ("s0",), doubt=-0.1)
