"""The fast code against plain implementations of the same formulas, number by number, to 1e-9."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocvuso.core import memory, planner
from hocvuso.core.bank import TaskBank, forecast
from hocvuso.core.catalogue import Catalogue, Context, LessonOption, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence, Task, answer_weight
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import replay, update_foreseen
from hocvuso.core.options import GAIN_POINTS, Options, weigh
from hocvuso.core.outlook import outlook
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.state import grown, initial
from hocvuso.core.step import chance
from tests.core.worlds import TODAY, events, graphs

EXACT = 1e-9
Single = np.float32


class Plain:
    """A learner's belief over all skills, each number by itself: rounded to float32 as a state at rest is."""

    def __init__(self, graph: SkillGraph) -> None:
        size, rho = len(graph) + 1, graph.correlation(DEFAULT.rho)
        self.graph = graph
        self.mean = [Single(0.0)] * size
        self.covariance = [[Single(0.0)] * size for _ in range(size)]
        self.covariance[0][0] = Single(DEFAULT.sigma_global**2)
        for one in range(len(graph)):
            for two in range(len(graph)):
                self.covariance[one + 1][two + 1] = Single(DEFAULT.sigma_skill**2 * rho[one, two])
        self.practised: dict[int, tuple[float, float, int, float]] = {}  # stability, difficulty, day, gain

    def answer(self, event: Evidence, score: float) -> float:
        """Take in one answer; return P(right) before it."""
        task, size = event.task, len(self.mean)
        slots = [self.graph.index(skill) + 1 for skill in task.skills]
        gains = [self.settled(slot, event.day) for slot in slots]
        column = list(self.covariance[0])
        centre = float(self.mean[0])
        for slot, share, gain in zip(slots, task.weights, gains, strict=True):
            column = [one + Single(share) * two for one, two in zip(column, self.covariance[slot], strict=True)]
            centre += share * (float(self.mean[slot]) + gain)
        spread = float(column[0]) + sum(
            share * float(column[slot]) for slot, share in zip(slots, task.weights, strict=True)
        )
        a, usable = task.discrimination, 1.0 - task.guess - task.slip
        base = 1.0 / (
            1.0
            + math.exp(-a * (centre - task.difficulty) / math.sqrt(1.0 + math.pi / 8.0 * a**2 * (spread + task.doubt)))
        )
        p = task.guess + usable * base
        slope = a / math.sqrt(1.0 + math.pi / 8.0 * a**2 * (spread + task.doubt)) * usable * base * (1.0 - base)
        w, r = slope**2 / (p * (1.0 - p)), (score - p) * slope / (p * (1.0 - p))
        w, r = w * answer_weight(event), r * answer_weight(event)
        fall, above, push = w * spread, centre - DEFAULT.threshold, r * spread
        if above * push < 0.0 and abs(push) < abs(above):
            fall = min(fall, 1.0 - (1.0 - abs(push) / abs(above)) ** 2)
        move, narrow = Single(r), Single(math.sqrt(fall / spread))
        self.mean = [one + two * move for one, two in zip(self.mean, column, strict=True)]
        narrowed = [each * narrow for each in column]
        for one in range(size):
            for two in range(size):
                self.covariance[one][two] -= narrowed[one] * narrowed[two]
        for slot, share, gain in zip(slots, task.weights, gains, strict=True):
            self.covariance[slot][slot] += Single(DEFAULT.practice_noise * share)
            learnt = min(gain + DEFAULT.answer_gain * (1.0 - p) * share, DEFAULT.largest_gain)
            self.practise(slot, event.day, gain=learnt, remembered=score >= DEFAULT.success)
        return p

    def settled(self, slot: int, day: int) -> float:
        """Widen a skill by its pause; return what is left of its gain."""
        if slot not in self.practised:
            return 0.0
        stability, _, last, gain = self.practised[slot]
        pause = max(day - last, 0)
        self.covariance[slot][slot] += Single(DEFAULT.time_noise * math.log1p(pause))
        return float(gain * (1.0 + memory.FACTOR * pause / stability) ** -memory.DECAY)

    def practise(self, slot: int, day: int, *, gain: float, remembered: bool) -> None:
        """Keep the record of a skill, in half precision as at rest."""
        if slot not in self.practised:
            trace = memory.first_trace(remembered=remembered)
        else:
            stability, difficulty, last, _ = self.practised[slot]
            day = max(last, day)
            trace = memory.next_trace(memory.Trace(stability, difficulty), days=day - last, remembered=remembered)
        stability, difficulty, gain = (float(np.float16(each)) for each in (*trace, gain))
        self.practised[slot] = (stability, difficulty, day, gain)


@settings(max_examples=40)
@given(st.data())
def test_an_answer_moves_every_number_as_the_plain_formulas_do(data: st.DataObject) -> None:
    graph = data.draw(graphs(most=5))
    plain, state = Plain(graph), grown(initial(graph), range(len(graph)))
    for event in data.draw(events(graph, most=12)):
        if not isinstance(event, Evidence) or event.score is None:
            continue
        p = plain.answer(event, event.score)
        state, seen = update_foreseen(state, event)
        assert seen.p == pytest.approx(p, abs=EXACT)
        assert state.mean.astype(float) == pytest.approx(np.array(plain.mean, dtype=float), abs=EXACT)
        assert np.abs(state.covariance - np.array(plain.covariance)).max() <= EXACT
        for slot, (stability, difficulty, day, gain) in plain.practised.items():
            record = state.record(graph.ids[slot - 1])
            assert record is not None
            assert (record.stability, record.difficulty, record.day, record.gain) == (stability, difficulty, day, gain)


def world(seed: int, *, skills: int = 12, tasks: int = 60) -> tuple[SkillGraph, list[Task]]:
    chance_of = random.Random(seed)
    graph = SkillGraph.from_skills((f"s{n}", (f"s{n - 1}",) if n % 4 else ()) for n in range(skills))
    listed = []
    for number in range(tasks):
        chosen = tuple(chance_of.sample(graph.ids, 2 if number % 5 == 0 else 1))
        task = Task(
            f"t{number}", chosen, (1.0 / len(chosen),) * len(chosen), chance_of.choice([-1.0, 0.0, 1.0]),
            guess=0.25, discrimination=chance_of.choice([0.7, 1.0, 1.5]), lesson=f"l{number % 9}",
        )  # fmt: skip
        listed.append(task)
    return graph, listed


@pytest.mark.parametrize("seed", range(4))
def test_the_forecast_of_many_tasks_is_that_of_each(seed: int) -> None:
    graph, tasks = world(seed)
    state = replay([Evidence(task, float(n % 3 > 0), TODAY + n) for n, task in enumerate(tasks[:30])], graph)
    seen, bank = outlook(state, day=TODAY + 60), TaskBank.from_tasks(graph, tasks)
    worth = np.linspace(0.5, 1.5, len(graph))
    hopes = forecast(bank, seen, worth)
    for row, task in enumerate(tasks):
        w = np.zeros(len(graph))
        w[[graph.index(skill) for skill in task.skills]] = task.weights
        a, usable = task.discrimination, 1.0 - task.guess - task.slip
        spread, centre, carried = float(w @ seen.covariance @ w), float(w @ seen.mean), seen.covariance @ w
        p = chance(task, centre, spread)
        base = (p - task.guess) / usable
        steep = a / math.sqrt(1.0 + math.pi / 8.0 * a**2 * (spread + task.doubt))
        information = (steep * usable * base * (1.0 - base)) ** 2 / (p * (1.0 - p))
        shift = information * float(worth @ carried**2)
        assert hopes.p[row] == pytest.approx(p, abs=EXACT)
        assert hopes.shift[row] == pytest.approx(shift, abs=EXACT)


def cases(options: Options, rows: list[int]) -> Iterator[list[int]]:
    """Yield who shares the win in each of the nine equally likely cases, by looking at every candidate."""
    lessons = len(options.catalogue.lessons)
    for of_lessons in range(len(GAIN_POINTS)):
        for of_tasks in range(len(GAIN_POINTS)):
            scores = {row: options.micro[of_lessons if row < lessons else of_tasks, row] for row in rows}
            yield [row for row in rows if scores[row] == max(scores.values())]


@pytest.mark.parametrize("seed", range(6))
def test_the_choice_among_all_is_that_of_looking_at_each(seed: int) -> None:
    graph, tasks = world(seed)
    lessons = [LessonOption(f"l{n}", graph.ids[n], 4.0, n) for n in range(9)]
    catalogue = Catalogue.build(graph, tasks=tasks, lessons=lessons)
    state = replay([Evidence(task, float(n % 3 > 0), TODAY + n) for n, task in enumerate(tasks[: 10 * seed])], graph)
    options = weigh(state, catalogue, Past(activities=40), Context(day=TODAY + 100, minutes=10.0))
    rows = np.flatnonzero(options.allowed).tolist()
    expected = np.full(len(options.place), 0.0)
    for winners in cases(options, rows):
        expected[winners] += (1.0 - planner.EXPLORED) / len(GAIN_POINTS) ** 2 / len(winners)
    expected[rows] += planner.EXPLORED / len(rows)
    assert planner.chances(options) == pytest.approx(expected, abs=EXACT)
    middle = options.micro[len(GAIN_POINTS) // 2]
    for number in range(20):
        plan = planner.choose(options, draw_for(b"\x01" * 16, number))
        assert plan.activity is not None
        chosen = next(row for row in rows if planner.activity_at(options, row) == plan.activity)
        others = [row for row in rows if row != chosen]
        assert plan.propensity == pytest.approx(expected[chosen], abs=EXACT)
        assert plan.score == middle[chosen]
        assert plan.runner_up_score == max(middle[others], default=0)
