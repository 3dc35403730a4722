"""The entry diagnosis: short, fair, resumable, and better than guessing."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.bank import TaskBank, forecast
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import observe, predict, replay, update
from hocvuso.core.outlook import outlook
from hocvuso.core.placement import (
    FIRST,
    FULL,
    Mode,
    NextTask,
    Progress,
    Stop,
    findings,
    next_task,
    progress,
    worth_of,
)
from hocvuso.core.state import LearnerState, grown, initial
from tests.core.worlds import TODAY, events, graphs, tasks

LEARNER = bytes(16)


def bank_of(graph: SkillGraph, per_skill: int = 6, seconds: float = 25.0) -> TaskBank:
    chance = random.Random(3)
    return TaskBank.from_tasks(
        graph,
        (
            Task(
                f"{skill}/{number}",
                (skill,),
                difficulty=chance.choice([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5]),
                guess=chance.choice([0.0, 0.1, 0.25]),
                seconds=seconds,
            )
            for skill in graph.ids
            for number in range(per_skill)
        ),
    )


def chains(count: int = 3, length: int = 4) -> SkillGraph:
    return SkillGraph.from_skills(
        (f"c{chain}.{step}", (f"c{chain}.{step - 1}",) if step else ())
        for chain in range(count)
        for step in range(length)
    )


def run(
    state: LearnerState,
    bank: TaskBank,
    answer: random.Random,
    *,
    able: float = 0.6,
    ms: int = 20_000,
    mode: Mode = FIRST,
) -> tuple[list[NextTask], list[Event], LearnerState]:
    """Take a whole diagnosis; the answers come from `answer`."""
    asked: list[NextTask] = []
    done: list[Event] = []
    while True:
        found = next_task(state, bank, progress(done), draw_for(LEARNER, state.events), day=TODAY, mode=mode)
        asked.append(found)
        if found.task is None:
            return asked, done, state
        event = Evidence(bank.tasks[bank.rows[found.task]], float(answer.random() < able), TODAY, ms=ms)
        done.append(event)
        state = update(state, event)


@given(st.data())
def test_forecasts_equal_single_predictions(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    state = replay(data.draw(events(graph)), graph)
    listed = data.draw(st.lists(tasks(graph), min_size=1, max_size=6, unique_by=lambda task: task.id))
    bank = TaskBank.from_tasks(graph, listed)
    day = TODAY + 30
    found = forecast(bank, outlook(state, day=day), np.ones(len(graph)))
    assert found.p == pytest.approx([predict(state, task, day=day) for task in listed], abs=1e-5)


@given(st.data())
def test_the_gain_of_a_task_is_the_fall_of_variance_that_its_answer_brings(data: st.DataObject) -> None:
    graph = data.draw(graphs())
    listed = data.draw(st.lists(tasks(graph), min_size=1, max_size=4, unique_by=lambda task: task.id))
    worth = np.array(data.draw(st.lists(st.floats(0, 2), min_size=len(graph), max_size=len(graph))))
    start = grown(initial(graph), range(len(graph)))
    hopes = forecast(TaskBank.from_tasks(graph, listed), outlook(start, day=TODAY), worth)
    before = worth @ outlook(start, day=TODAY).sd ** 2
    for row, task in enumerate(listed):
        after = worth @ outlook(observe(start, task, 1.0), day=TODAY).sd ** 2
        assert before - after == pytest.approx(hopes.shift[row], abs=1e-4)


@given(
    st.integers(0, 10_000),
    st.floats(0, 1),
    st.sampled_from([2_000, 20_000, 90_000, 900_000]),
    st.sampled_from([15.0, 60.0]),
)
def test_it_always_stops_never_repeats_and_keeps_its_limits(seed: int, able: float, ms: int, seconds: float) -> None:
    bank = bank_of(chains(), seconds=seconds)
    asked, done, _ = run(initial(bank.graph), bank, random.Random(seed), able=able, ms=ms)
    ids = [found.task for found in asked[:-1]]
    assert len(ids) == len(set(ids)) <= 8
    assert asked[-1].stop is not None
    assert asked[-1].about_left == 0
    # Every task was expected to end within the four minutes, at the pace so far.
    for count, found in enumerate(asked[:-1]):
        so_far = progress(done[:count])
        pace = (so_far.seconds + 60) / (so_far.planned + 60)
        assert so_far.seconds + pace * seconds <= FIRST.seconds
        assert 1 <= found.about_left <= 8 - count
        assert found.propensity >= 1 / 5


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_it_begins_easily_is_never_hopeless_and_changes_the_subject(seed: int, able: float) -> None:
    bank = bank_of(chains())
    asked, _, _ = run(initial(bank.graph), bank, random.Random(seed), able=able)
    assert asked[0].p >= 0.75
    skills = [bank.tasks[bank.rows[found.task]].skills[0] for found in asked if found.task]
    assert all(not (a == b == c) for a, b, c in zip(skills, skills[1:], skills[2:], strict=False))
    assert all(found.p >= 0.35 for found in asked[:-1])


@given(st.integers(0, 10_000))
def test_resuming_gives_the_same_next_task(seed: int) -> None:
    bank = bank_of(chains())
    asked, done, _ = run(initial(bank.graph), bank, random.Random(seed))
    cut = seed % (len(done) + 1)
    state = replay(done[:cut], bank.graph)
    again = next_task(state, bank, progress(done[:cut]), draw_for(LEARNER, state.events), day=TODAY)
    assert again == asked[cut]


def test_other_learners_get_other_tasks() -> None:
    bank = bank_of(chains())
    state = initial(bank.graph)
    first = {next_task(state, bank, Progress(), draw_for(bytes([n] * 16), 0), day=TODAY).task for n in range(60)}
    assert 3 <= len(first) <= 5


def test_it_stops_early_when_every_target_is_decided() -> None:
    bank = bank_of(chains())
    shown: list[Event] = [
        Evidence(Task(f"m{n}", (skill,), difficulty=2.0), 1.0, TODAY) for n in range(4) for skill in bank.graph.ids
    ]
    asked, done, _ = run(replay(shown, bank.graph), bank, random.Random(1), able=1.0)
    assert asked[-1].stop is Stop.DECIDED
    assert len(done) == FIRST.fewest


@given(st.integers(0, 10_000), st.floats(0, 1), st.sampled_from([-3.0, -1.0, 0.0, 1.0, 3.0]))
def test_what_is_decided_is_known_well_enough_to_be_said(seed: int, able: float, group: float) -> None:
    bank = bank_of(chains())
    asked, _, state = run(initial(bank.graph, group_mean=group), bank, random.Random(seed), able=able)
    if asked[-1].stop is Stop.DECIDED:
        assert all(found.enough for found in findings(state, day=TODAY))


def test_a_group_far_from_the_threshold_does_not_decide_for_its_members() -> None:
    bank = bank_of(chains())
    asked, _, state = run(initial(bank.graph, group_mean=4.0), bank, random.Random(1), able=1.0)
    assert not any(found.enough for found in findings(state, day=TODAY))
    assert asked[-1].stop is not Stop.DECIDED


def test_it_stops_when_precise_or_when_little_is_left_to_learn() -> None:
    bank = bank_of(chains())
    measured: list[Event] = [
        Evidence(Task(f"m{n}", (skill,), difficulty=0.5), float(n % 2), TODAY)
        for n in range(40)
        for skill in bank.graph.ids
    ]
    state = replay(measured, bank.graph)
    asked, done, _ = run(state, bank, random.Random(1))
    assert asked[-1].stop in {Stop.PRECISE, Stop.DECIDED}
    assert len(done) == FIRST.fewest
    hard = TaskBank.from_tasks(
        bank.graph, [Task(f"h{n}", (bank.graph.ids[0],), difficulty=9.0, seconds=10) for n in range(8)]
    )
    asked, done, _ = run(initial(bank.graph), hard, random.Random(1), able=0.0)
    assert asked[-1].stop is Stop.LITTLE_GAIN


def test_it_says_when_time_or_tasks_run_out() -> None:
    graph = chains(1, 2)
    slow = bank_of(graph, seconds=500)
    assert next_task(initial(graph), slow, Progress(), draw_for(LEARNER, 0), day=TODAY).stop is Stop.TIME
    nothing = TaskBank.from_tasks(graph, ())
    assert next_task(initial(graph), nothing, Progress(), draw_for(LEARNER, 0), day=TODAY).stop is Stop.EMPTY
    few = bank_of(graph, per_skill=1)
    asked, done, _ = run(initial(graph), few, random.Random(2))
    assert asked[-1].stop is Stop.EMPTY
    assert len(done) == 2


def test_only_targets_are_judged_and_they_draw_the_tasks() -> None:
    graph = chains()
    bank = bank_of(graph)
    worth = worth_of(graph, {"c2.3": 1.0})
    picked = [
        next_task(
            initial(graph), bank, Progress(("c0.0/0",), 20, 25), draw_for(bytes([n] * 16), 1), day=TODAY, worth=worth
        )
        for n in range(30)
    ]
    skills = [found.task.partition("/")[0] for found in picked if found.task]
    assert set(skills) <= {"c2.3", "c2.2"}  # a neighbour tells of it too
    assert skills.count("c2.3") > 15
    assert worth_of(graph).tolist() == worth_of(graph, {"c0.0": 0.0}).tolist() == [1.0] * len(graph)


def test_the_full_form_asks_up_to_24_tasks_in_twelve_minutes() -> None:
    bank = bank_of(chains(6, 4))
    asked, done, _ = run(initial(bank.graph), bank, random.Random(5), mode=FULL, able=0.75)
    assert 8 < len(done) <= 24
    assert asked[0].about_left > 8


def test_progress_counts_pauses_as_pauses_and_only_answers() -> None:
    task = Task("i", ("c0.0",), seconds=30)
    made = progress(
        [
            Evidence(task, 1.0, TODAY, ms=10_000),
            Evidence(Task("j", ("c0.0",), seconds=30), None, TODAY, ms=3_600_000),
            Evidence(Task("k", ("c0.0",), seconds=30), 0.0, TODAY),
            Study("c0.0", TODAY),
        ]
    )
    assert made == Progress(("i", "j", "k"), 10 + 60 + 30, 90)


def test_findings_say_where_too_little_is_known() -> None:
    graph = chains(2, 1)
    state = replay([Evidence(Task(f"i{n}", ("c0.0",)), 1.0, TODAY) for n in range(8)], graph)
    found = {one.standing.skill: one.enough for one in findings(state, day=TODAY)}
    assert found == {"c0.0": True, "c1.0": False}
    assert [one.standing.skill for one in findings(state, day=TODAY, targets=("c1.0",))] == ["c1.0"]


def test_after_eight_tasks_the_map_is_better_than_no_information() -> None:
    """120 people with correlated skills, answers from the model's own family; baseline: the more common answer."""
    eight = Mode(tasks=8, seconds=240.0, fewest=8)
    graph = chains(3, 4)
    bank = bank_of(graph, per_skill=10)
    threshold = initial(graph).parameters.threshold
    chance = np.random.default_rng(11)
    root = np.linalg.cholesky(0.36 * graph.correlation(0.55))
    right, known = [], []
    squares: list[float] = []
    for number in range(120):
        ability = 0.9 * chance.normal() + root @ chance.normal(size=len(graph))
        state, done = initial(graph), list[Event]()
        while True:
            draw = draw_for(number.to_bytes(16, "big"), state.events)
            found = next_task(state, bank, progress(done), draw, day=TODAY, mode=eight)
            if found.task is None:
                break
            task = bank.tasks[bank.rows[found.task]]
            level = ability[graph.index(task.skills[0])] - task.difficulty
            p = task.guess + (1 - task.guess - task.slip) / (1 + np.exp(-level))
            done.append(Evidence(task, float(chance.random() < p), TODAY, ms=20_000))
            state = update(state, done[-1])
        probability = outlook(state, day=TODAY).probability
        truth = ability > threshold
        right.append(((probability > 0.5) == truth).mean())
        squares.append(float(((probability - truth) ** 2).mean()))
        known.append(truth.mean())
    share = float(np.mean(known))
    assert float(np.mean(right)) > max(share, 1 - share) + 0.03
    assert float(np.mean(squares)) < share * (1 - share) - 0.03  # Brier score, against always saying the share
