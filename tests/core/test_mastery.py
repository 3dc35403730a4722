"""One answer, one step: the update against formulas and numerical posteriors, and what must always hold."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.evidence import Event, Evidence, Study, Task, answer_weight, is_unassisted_success
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import mastery_probability, observe, predict, replay, rule_of_mastery, update
from hocvuso.core.outlook import outlook
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.record import all_records
from hocvuso.core.state import LearnerState, grown, initial
from tests.core.worlds import TODAY, events, forests, graphs, tasks

ONE = SkillGraph.from_skills([("s0", ())])
PAIR = SkillGraph.from_skills([("s0", ()), ("s1", ("s0",))])
FAR_APART = SkillGraph.from_skills([("s0", ()), ("s1", ())])


def sigma(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def dense(state: LearnerState, task: Task) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, covariance and signal over all skills of the graph, in double precision."""
    whole = grown(state, range(len(state.graph)))
    signal = np.zeros(len(state.graph) + 1)
    signal[0] = 1.0
    for skill, weight in zip(task.skills, task.weights, strict=True):
        signal[state.graph.index(skill) + 1] = weight
    return whole.mean.astype(float), whole.covariance.astype(float), signal


# --- the step itself


def test_the_prior_is_as_designed() -> None:
    mean, covariance, _ = dense(initial(PAIR, group_mean=0.3), Task("i", ("s0",)))
    assert mean == pytest.approx([0.3, 0.0, 0.0])
    assert covariance == pytest.approx(np.array([[0.81, 0, 0], [0, 0.36, 0.198], [0, 0.198, 0.36]]))


@given(st.sampled_from([0.0, 0.3, 1.0]), st.floats(0.2, 0.8), st.floats(-1.5, 1.5), st.floats(0.0, 1.0))
def test_the_step_is_the_formula_of_the_design(score: float, share: float, difficulty: float, weight: float) -> None:
    task = Task("i", ("s0", "s1"), (share, 1 - share), difficulty, guess=0.25, slip=0.04, discrimination=1.3)
    start = observe(initial(PAIR), Task("j", ("s0",)), 1.0)
    x, cov, h = dense(start, task)
    a, c, s = task.discrimination, task.guess, task.slip
    v = h @ cov @ h
    k = a / math.sqrt(1 + math.pi * a * a * v / 8)
    p0 = sigma(k * (h @ x - difficulty))
    p = c + (1 - c - s) * p0
    slope = k * (1 - c - s) * p0 * (1 - p0)
    certainty = weight * slope / (p * (1 - p))
    reach = cov @ h
    after, cov_after, _ = dense(observe(start, task, score, weight=weight), task)
    assert after == pytest.approx(x + reach * certainty * (score - p), abs=2e-6)
    assert cov_after == pytest.approx(cov - certainty * slope * np.outer(reach, reach), abs=2e-6)
    assert predict(start, task, day=TODAY) == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize("difficulty", [-1.0, 0.0, 0.7])
@pytest.mark.parametrize("scale", [0.4, 1.0, 2.5, 6.0])
def test_however_sharp_the_task_the_belief_is_as_wide_as_the_exact_posterior_is_on_average(
    difficulty: float, scale: float
) -> None:
    task = Task("i", ("s0",), difficulty=difficulty, slip=0.0, discrimination=scale)
    spread = DEFAULT.sigma_global**2 + DEFAULT.sigma_skill**2
    p = predict(initial(ONE), task, day=TODAY)
    ours, exact = 0.0, 0.0
    for score, share in ((1.0, p), (0.0, 1.0 - p)):
        x, cov, h = dense(observe(initial(ONE), task, score), task)
        mean, variance = exact_posterior(task, score, spread)
        assert abs(h @ x - mean) < 0.16
        ours, exact = ours + share * (h @ cov @ h), exact + share * variance
    # A step that takes the slope at the mean alone would leave a quarter of it after the sharpest task.
    assert 0.94 * exact < ours < 1.2 * exact


def exact_posterior(task: Task, score: float, spread: float) -> tuple[float, float]:
    """Mean and variance on a grid, from the prior N(0, spread)."""
    ability = np.linspace(-8, 8, 20_001)
    logit = task.discrimination * (ability - task.difficulty)
    right = task.guess + (1 - task.guess - task.slip) / (1 + np.exp(-logit))
    posterior = np.exp(-(ability**2) / (2 * spread)) * (right if score else 1 - right)
    posterior /= posterior.sum()
    mean = float(posterior @ ability)
    return mean, float(posterior @ (ability - mean) ** 2)


@pytest.mark.parametrize("score", [0.0, 1.0])
@pytest.mark.parametrize(("guess", "difficulty"), [(0.0, 0.0), (0.25, -0.5), (0.5, 0.5)])
def test_a_weak_answer_moves_the_mean_as_the_exact_posterior_in_one_dimension(
    score: float, guess: float, difficulty: float
) -> None:
    task = Task("i", ("s0",), (1.0,), difficulty, guess=guess, discrimination=0.4)
    spread = DEFAULT.sigma_global**2 + DEFAULT.sigma_skill**2
    exact_mean, exact_variance = exact_posterior(task, score, spread)
    x, cov, h = dense(observe(initial(ONE), task, score), task)
    assert h @ x == pytest.approx(exact_mean, rel=0.04)
    assert h @ cov @ h == pytest.approx(exact_variance, rel=0.04)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_weak_answer_moves_both_skills_as_the_exact_posterior_in_two_dimensions(score: float) -> None:
    # No global ability, so that the two skills are the whole state.
    parameters = replace(DEFAULT, sigma_global=1e-4)
    task = Task("i", ("s0", "s1"), (0.7, 0.3), 0.2, guess=0.2, discrimination=0.5)
    grid = np.linspace(-4, 4, 401)
    one, two = np.meshgrid(grid, grid, indexing="ij")
    prior = np.linalg.inv(0.36 * np.array([[1, 0.55], [0.55, 1]]))
    log_prior = -0.5 * (prior[0, 0] * one**2 + 2 * prior[0, 1] * one * two + prior[1, 1] * two**2)
    right = 0.2 + (0.8 - task.slip) / (1 + np.exp(-0.5 * (0.7 * one + 0.3 * two - 0.2)))
    posterior = np.exp(log_prior) * (right if score else 1 - right)
    posterior /= posterior.sum()
    x, _, _ = dense(observe(initial(PAIR, parameters=parameters), task, score), task)
    assert x[1] == pytest.approx(float((posterior * one).sum()), rel=0.03)
    assert x[2] == pytest.approx(float((posterior * two).sum()), rel=0.03)


def test_solving_the_easiest_task_does_not_make_a_weak_learner_look_weaker() -> None:
    # Here the bare step would: it sharpens the belief more than it lifts it.
    easy = Task("i", ("s0",), difficulty=-2.0, discrimination=2.0)
    weak = initial(ONE, group_mean=-1.9)
    before = mastery_probability(weak, "s0", day=TODAY)
    assert mastery_probability(observe(weak, easy, 1.0), "s0", day=TODAY) >= before - 1e-7
    strong, hard = initial(ONE, group_mean=2.5), replace(easy, difficulty=2.0)
    before = mastery_probability(strong, "s0", day=TODAY)
    assert mastery_probability(observe(strong, hard, 0.0), "s0", day=TODAY) <= before + 1e-7


def test_partial_credit_lies_between_wrong_and_right() -> None:
    task = Task("i", ("s0",), guess=0.1)
    found = [
        mastery_probability(observe(initial(ONE), task, score), "s0", day=TODAY)
        for score in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    assert found == sorted(found)
    assert found[0] < found[2] < found[4]


# --- what always holds


def right_for_one_skill(graph: SkillGraph) -> st.SearchStrategy[Task]:
    return tasks(graph, most_skills=1)


@given(st.data())
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_mastery_of_its_skill(
    data: st.DataObject,
) -> None:
    graph = data.draw(graphs(most=5))
    state = replay(data.draw(events(graph, most=15)), graph)
    task = data.draw(right_for_one_skill(graph))
    day = max([TODAY, *(each.day for each in all_records(state.records))])
    state = replace(state, records={})  # answers alone, no practised gains
    before = mastery_probability(state, task.skills[0], day=day)
    assert mastery_probability(observe(state, task, 1.0), task.skills[0], day=day) >= before - 1e-6
    assert mastery_probability(observe(state, task, 0.0), task.skills[0], day=day) <= before + 1e-6


@given(st.data())
def test_the_covariance_stays_a_covariance_and_an_answer_never_widens_it(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    state = replay(data.draw(events(graph, most=30)), graph)
    assert np.array_equal(state.covariance, state.covariance.T)
    assert np.linalg.eigvalsh(state.covariance.astype(float))[0] > 0.0
    everything = grown(state, range(len(graph)))
    after = observe(everything, data.draw(tasks(graph)), data.draw(st.floats(0, 1)))
    assert (after.covariance.diagonal() <= everything.covariance.diagonal() + 1e-6).all()


@given(st.data())
def test_a_prediction_lies_between_guess_and_slip(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    state = replay(data.draw(events(graph)), graph, group_mean=data.draw(st.floats(-9, 9)))
    task = data.draw(tasks(graph))
    assert task.guess < predict(state, task, day=TODAY + 60) < 1.0 - task.slip


@given(st.data())
def test_a_state_that_grows_equals_one_that_had_every_skill_from_the_start(data: st.DataObject) -> None:
    graph = data.draw(graphs(least=2))
    happened = data.draw(events(graph))
    lean = replay(happened, graph)
    full = replay(happened, graph, start=grown(initial(graph), range(len(graph))))
    one, two = grown(lean, range(len(graph))), grown(full, range(len(graph)))
    assert np.allclose(one.mean, two.mean, atol=2e-4)
    assert np.allclose(one.covariance, two.covariance, atol=2e-4)
    assert lean.records == full.records or np.allclose(
        [each.gain for each in all_records(lean.records)], [each.gain for each in all_records(full.records)], atol=2e-3
    )


@given(st.data())
def test_the_order_in_which_skills_are_listed_does_not_matter(data: st.DataObject) -> None:
    graph = data.draw(graphs(least=2))
    order = data.draw(st.permutations(range(len(graph))))
    other = SkillGraph.from_skills(
        (graph.ids[place], [graph.ids[needed] for needed in graph.prerequisites[place]]) for place in order
    )
    happened = data.draw(events(graph))
    one, two = outlook(replay(happened, graph), day=TODAY), outlook(replay(happened, other), day=TODAY)
    for skill in graph.ids:
        here, there = graph.index(skill), other.index(skill)
        assert one.mean[here] == pytest.approx(two.mean[there], abs=2e-3)
        assert one.sd[here] == pytest.approx(two.sd[there], abs=2e-3)


@given(st.data())
def test_independent_skills_may_be_practised_in_any_order(data: st.DataObject) -> None:
    parameters = replace(DEFAULT, sigma_global=0.0)
    first: list[Event] = [
        Evidence(Task(f"i{n}", ("s0",)), score, TODAY)
        for n, score in enumerate(data.draw(st.lists(st.sampled_from([0.0, 1.0]), max_size=5)))
    ]
    second: list[Event] = [
        Evidence(Task(f"j{n}", ("s1",)), score, TODAY)
        for n, score in enumerate(data.draw(st.lists(st.sampled_from([0.0, 1.0]), max_size=5)))
    ]
    one = grown(replay(first + second, FAR_APART, parameters=parameters), (0, 1))
    two = grown(replay(second + first, FAR_APART, parameters=parameters), (0, 1))
    assert np.array_equal(one.mean, two.mean)
    assert np.array_equal(one.covariance, two.covariance)
    assert one.records == two.records


@given(st.data())
def test_the_outlook_on_all_skills_equals_what_is_said_of_each(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    state = replay(data.draw(events(graph)), graph)
    day = TODAY + data.draw(st.integers(0, 90))
    seen = outlook(state, day=day)
    for place, skill in enumerate(graph.ids):
        assert seen.probability[place] == pytest.approx(mastery_probability(state, skill, day=day), abs=4e-4)


# --- what counts how much


def test_hints_weaken_a_success_but_not_a_failure() -> None:
    task = Task("i", ("s0",), guess=0.25)
    values = [
        mastery_probability(update(initial(ONE), Evidence(task, 1.0, TODAY, hints=hints)), "s0", day=TODAY)
        for hints in (0, 1, 2, 3)
    ]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[1] > values[3]
    assert answer_weight(Evidence(task, 0.0, TODAY, hints=2)) == 1.0


def test_very_fast_answers_count_half_or_not_at_all() -> None:
    task = Task("i", ("s0",), fast_ms=4000)
    assert answer_weight(Evidence(task, 1.0, TODAY, ms=5000)) == 1.0
    assert answer_weight(Evidence(task, 1.0, TODAY, ms=3000)) == 0.5
    assert answer_weight(Evidence(task, 0.0, TODAY, ms=1500)) == 0.0
    assert answer_weight(Evidence(task, 1.0, TODAY)) == 1.0
    assert not is_unassisted_success(Evidence(task, 1.0, TODAY, ms=3000))


def test_what_is_no_evidence_changes_nothing_but_the_count() -> None:
    before = update(initial(ONE), Evidence(Task("i", ("s0",)), 1.0, TODAY))
    after = update(before, Evidence(Task("i", ("s0",)), None, TODAY))
    assert after.events == before.events + 1
    assert np.array_equal(after.mean, before.mean)
    assert after.records == before.records


def test_saying_i_do_not_know_weighs_as_a_wrong_answer() -> None:
    task = Task("i", ("s0",), guess=0.5)
    wrong = update(initial(ONE), Evidence(task, 0.0, TODAY))
    blank = update(initial(ONE), Evidence(task, 0.0, TODAY, dont_know=True))
    assert np.array_equal(wrong.mean, blank.mean)
    assert wrong.records == blank.records


def test_a_lesson_raises_the_skill_and_only_the_skill_and_is_no_evidence_of_success() -> None:
    before = initial(PAIR)
    after = update(before, Study("s1", TODAY))
    assert mastery_probability(after, "s1", day=TODAY) > mastery_probability(before, "s1", day=TODAY)
    assert mastery_probability(after, "s0", day=TODAY) == pytest.approx(
        mastery_probability(before, "s0", day=TODAY), abs=1e-6
    )
    record = after.record("s1")
    assert record is not None
    assert (record.tries, record.successes) == (0, 0)


def test_what_was_practised_fades_but_what_was_shown_before_practice_stays() -> None:
    state = replay([Study("s0", TODAY), Study("s0", TODAY)], ONE)
    soon, late = (outlook(state, day=TODAY + gap) for gap in (0, 90))
    assert late.mean[0] < soon.mean[0]
    assert late.mean[0] > 0.0
    assert late.sd[0] > soon.sd[0]
    record = state.record("s0")
    assert record is not None
    assert late.mean[0] == pytest.approx(record.gain * (1 + late_factor(90, record.stability)) ** -0.1542, abs=1e-6)


def late_factor(days: float, stability: float) -> float:
    return float((0.9 ** (-1 / 0.1542) - 1) * days / stability)


@given(st.data())
def test_learning_never_lowers_ability(data: st.DataObject) -> None:
    graph = data.draw(forests(most=4))
    state = replay(data.draw(events(graph, most=8)), graph)
    day = max([TODAY, *(each.day for each in all_records(state.records))])
    skill = data.draw(st.sampled_from(graph.ids))
    before = outlook(state, day=day).mean[graph.index(skill)]
    after = outlook(update(state, Study(skill, day)), day=day).mean[graph.index(skill)]
    assert after >= before - 2e-3  # a gain is rounded to half precision


def test_scores_shares_and_skills_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="score"):
        update(initial(ONE), Evidence(Task("i", ("s0",)), 1.2, TODAY))
    with pytest.raises(ValueError, match="share"):
        update(initial(ONE), Study("s0", TODAY, share=2.0))
    with pytest.raises(KeyError):
        update(initial(ONE), Study("s9", TODAY))
    for wrong in (
        {"weights": (0.5, 0.5)},
        {"weights": (0.9,)},
        {"guess": 0.99},
        {"discrimination": 0.0},
        {"skills": ("s0", "s0"), "weights": (0.5, 0.5)},
    ):
        with pytest.raises(ValueError, match="i: "):
            Task(**({"id": "i", "skills": ("s0",)} | wrong))


def test_the_rule_needs_both_halves() -> None:
    assert rule_of_mastery(probability=0.85, spread_successes=True)
    assert not rule_of_mastery(probability=0.849, spread_successes=True)
    assert not rule_of_mastery(probability=0.99, spread_successes=False)
