"""The learner model's own speed: an answer at 12, 37 and 40 skills, and a decision over 1,000 activities.

The same calls are made in three rounds and each counts with its shortest time, because on a shared machine the others
are in it: CPU time too grows where two programs share a core's caches. With 38 skills a state is full; at 40 there is
always one to write back for another, which the 99th percentile shows.

Baselines of the same run: an Elo step for the answer, and for the decision the rule of OATutor and CTAT (the problem
with the largest sum of missing mastery over its skills), as plain Python over the same activities.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.table import show
from hocvuso.core import catalogue as core
from hocvuso.core import mastery, outlook, packing, planner
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.state import LearnerState, initial

DAY = 20_780
ACTIVITIES = 1000
ANSWERS = 4000
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Times:
    """CPU microseconds of single calls."""

    mean: float
    p99: float


def timed(begin: Callable[[], Sequence[Callable[[], object]]]) -> Times:
    """Time each call by itself, after a first tenth that only warms up; every round begins anew."""
    found = np.array([_one_round(begin()) for _ in range(ROUNDS)]).min(axis=0)
    kept = found[len(found) // 10 :]
    return Times(float(kept.mean()), float(np.quantile(kept, 0.99)))


def _one_round(acts: Sequence[Callable[[], object]]) -> list[float]:
    found = []
    for act in acts:
        began = time.thread_time_ns()
        act()
        found.append((time.thread_time_ns() - began) / 1000.0)
    return found


def world(skills: int) -> SkillGraph:
    """Return chains of four skills."""
    return SkillGraph.from_skills((f"s{n}", (f"s{n - 1}",) if n % 4 else ()) for n in range(skills))


def answers(graph: SkillGraph, count: int) -> list[Evidence]:
    """Return invented answers, some of them to items with two skills, over many days."""
    chance = random.Random(11)
    found = []
    for number in range(count):
        chosen = tuple(chance.sample(graph.ids, 2 if number % 5 == 0 else 1))
        weights = (1.0 / len(chosen),) * len(chosen)
        task = Task(f"i{number % 300}", chosen, weights, chance.uniform(-1.5, 1.5), guess=0.25, doubt=0.1)
        found.append(Evidence(task, float(chance.random() < 0.7), DAY + number // 12))
    return found


def update_times(skills: int) -> tuple[Times, LearnerState]:
    """Time every answer of one long life."""
    graph = world(skills)
    held = [initial(graph)]

    def step(event: Evidence) -> Callable[[], object]:
        def act() -> None:
            held[0] = mastery.update(held[0], event)

        return act

    def begin() -> list[Callable[[], object]]:
        held[0] = initial(graph)
        return [step(event) for event in answers(graph, ANSWERS)]

    return timed(begin), held[0]


def elo_times() -> Times:
    """Time Elo on as many answers: a look-up, a logistic, two additions."""
    ability, difficulty = {"a": 0.0}, {"i": 0.0}

    def step() -> None:
        p = 1.0 / (1.0 + 2.718281828 ** (difficulty["i"] - ability["a"]))
        ability["a"] += 0.4 * (1.0 - p)
        difficulty["i"] -= 0.4 * (1.0 - p)

    return timed(lambda: [step] * ANSWERS)


def decisions(state: LearnerState) -> tuple[Times, Times]:
    """Time the planner over 1,000 activities, and the peers' rule over the same."""
    graph, chance = state.graph, random.Random(5)
    tasks = [
        Task(
            f"t{n}", (graph.ids[n % len(graph)],), difficulty=chance.uniform(-2.0, 2.0), guess=0.25, lesson=f"l{n % 40}"
        )
        for n in range(ACTIVITIES - 40)
    ]
    lessons = [core.LessonOption(f"l{n}", graph.ids[n % len(graph)], 4.0, n) for n in range(40)]
    catalogue = core.Catalogue.build(graph, tasks=tasks, lessons=lessons)
    context = core.Context(day=DAY + 400, minutes=10.0, audience="worker")
    past = core.Past(activities=40)
    seen = outlook.outlook(state, day=context.day)
    known = dict(zip(graph.ids, seen.probability.tolist(), strict=True))

    def decide(number: int) -> Callable[[], object]:
        draw = draw_for(b"\x01" * 16, number)
        return lambda: planner.next_activity(state, catalogue, past, context, draw)

    def missing() -> object:
        return max(tasks, key=lambda task: sum(1.0 - known[skill] for skill in task.skills))

    return timed(lambda: [decide(number) for number in range(1500)]), timed(lambda: [missing] * 1500)


def main() -> None:
    """Measure and print."""
    small, _ = update_times(12)
    full, _ = update_times(37)
    large, state = update_times(40)
    elo, (decision, rule) = elo_times(), decisions(state)
    show(
        f"Mô hình người học (micro giây CPU, từng lần gọi, ngắn nhất trong {ROUNDS} vòng)",
        ["việc", "trung bình", "p99", "mục tiêu", "ghi chú"],
        [
            _row("câu trả lời, 12 kỹ năng", small, "≤ 20 / ≤ 40", ""),
            _row("câu trả lời, 37 kỹ năng", full, "≤ 20 / ≤ 40", "trạng thái còn đủ chỗ"),
            _row("câu trả lời, 40 kỹ năng", large, "≤ 20 / ≤ 40", f"gói {len(packing.pack(state))} byte, ≤ 4096"),
            _row("  mốc: một bước Elo", elo, "-", "không có độ chắc, không có kỹ năng trước"),
            _row(f"chọn trong {ACTIVITIES} việc", decision, "≤ 300", "kể cả nhìn mọi kỹ năng hôm nay"),
            _row("  mốc: thiếu vững nhiều nhất", rule, "-", "luật của OATutor, CTAT; không lý do, không thời gian"),
        ],
    )


def _row(what: str, times: Times, goal: str, note: str) -> list[object]:
    return [what, f"{times.mean:.1f}", f"{times.p99:.1f}", goal, note]


if __name__ == "__main__":
    main()
