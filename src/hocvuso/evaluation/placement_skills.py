"""The test of twelve skills: how often "mastered or not" is right after 8, 12 and 24 items.

Ours is the product: `core.placement.next_task`, `core.mastery.update`, the product's parameters, its limits taken away
so that every engine asks 24 items. The peers are scored by the same state, so that only what is asked, or what is known
of the links between skills, makes the difference.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hocvuso.core.bank import TaskBank, forecast
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence
from hocvuso.core.graph import Floats, SkillGraph
from hocvuso.core.mastery import update
from hocvuso.core.outlook import outlook
from hocvuso.core.parameters import DEFAULT, Parameters
from hocvuso.core.placement import Mode, Progress, next_task
from hocvuso.core.state import LearnerState, initial
from hocvuso.evaluation.placement_worlds import LEVEL, World, skills, wrong_graph

COUNTS = (8, 12, 24)  # design: items after which it is judged
EIGHT, TWELVE, ALL = COUNTS
WHOLE = Mode(tasks=ALL, seconds=1e9, fewest=ALL)
DAY = 20_000  # decided: any day; all items are answered on it
GRAPHS = 10  # decided: wrong graphs, taken in turn by the learners
GOAL_AT_EIGHT = 0.80  # design
DRAWS = 1000  # decided: as in `figures`
# Twelve tests of one skill each: the same spread of abilities, nothing shared.
APART = replace(
    DEFAULT, sigma_global=1e-3, sigma_skill=float(np.hypot(DEFAULT.sigma_global, DEFAULT.sigma_skill)), rho=0.0
)

Choose = Callable[[LearnerState, list[int], int], int]


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine believes at the start, and how it chooses; one of `graphs` for each learner in turn."""

    banks: tuple[TaskBank, ...]
    parameters: Parameters
    orders: Floats | None = None  # by learner, where the items are fixed beforehand


@dataclass(frozen=True, slots=True)
class Judged:
    """By learner and count: share of skills judged rightly, mean squared error; `microseconds` of CPU a step."""

    accuracy: Floats
    squares: Floats
    microseconds: float


def evaluate(learners: int, seed: int) -> dict[str, Any]:
    """Measure all engines on the same learners."""
    world = skills(learners, seed)
    found = {name: run(world, engine) for name, engine in engines(world, seed).items()}
    rows = {name: _row(judged) for name, judged in found.items()}
    blueprint = found["blueprint"].accuracy[:, COUNTS.index(ALL)]
    against = {
        name: _apart(found[name].accuracy[:, COUNTS.index(TWELVE)] - blueprint) for name in ("ours", "wrong_graph")
    }
    goals = {
        f"{TWELVE} items as right as {ALL} of the blueprint": against["ours"][0] >= 0.0,
        f"the same with {GRAPHS} wrong graphs": against["wrong_graph"][0] >= 0.0,
        f">= {GOAL_AT_EIGHT} after {EIGHT} items": rows["ours"][str(EIGHT)]["accuracy"] >= GOAL_AT_EIGHT,
    }
    return {
        "learners": learners,
        "skills": len(world.bank.graph),
        "mastered": round(float((world.ability > DEFAULT.threshold).mean()), 3),
        "engines": rows,
        "twelve_against_blueprint": against,
        "goals": goals,
    }


def engines(world: World, seed: int) -> dict[str, Engine]:
    """Return all engines."""
    bank, draw = world.bank, np.random.default_rng((seed, 4))
    wrong = tuple(
        TaskBank.from_tasks(wrong_graph(seed + number), bank.tasks) for number in range(min(GRAPHS, len(world)))
    )
    unlinked = TaskBank.from_tasks(SkillGraph.from_skills((skill, ()) for skill in bank.graph.ids), bank.tasks)
    drawn = np.array([draw.permutation(len(bank.tasks))[:ALL] for _ in range(len(world))])
    return {
        "ours": Engine((bank,), DEFAULT),
        "wrong_graph": Engine(wrong, DEFAULT),
        "no_graph": Engine((unlinked,), DEFAULT),
        "independent": Engine((bank,), APART),
        "blueprint": Engine((bank,), DEFAULT, np.tile(blueprint(bank), (len(world), 1))),
        "random": Engine((bank,), DEFAULT, drawn),
    }


def blueprint(bank: TaskBank) -> Floats:
    """Return a fixed test that a careful author makes: of each skill the two items that tell most about the average
    learner, first one of each.
    """
    shift = forecast(bank, outlook(initial(bank.graph, group_mean=LEVEL), day=DAY), np.ones(len(bank.graph))).shift
    best = [np.flatnonzero(bank.main == place) for place in range(len(bank.graph))]
    ranked = [rows[np.argsort(-shift[rows], kind="stable")] for rows in best]
    found: Floats = np.array([rows[turn] for turn in range(ALL // len(ranked)) for rows in ranked])
    return found


def run(world: World, engine: Engine) -> Judged:
    """Test every learner with 24 items."""
    truth = world.ability > DEFAULT.threshold
    accuracy, squares = (np.empty((len(world), len(COUNTS))) for _ in range(2))
    each_step = []
    for number in range(len(world)):
        bank = engine.banks[number % len(engine.banks)]
        began, reading = time.process_time(), 0.0
        for count, state in enumerate(_states(world, engine, bank, number), start=1):
            if count in COUNTS:
                stopped = time.process_time()
                seen, at = outlook(state, day=DAY), COUNTS.index(count)
                accuracy[number, at] = ((seen.probability > 0.5) == truth[number]).mean()
                squares[number, at] = np.square(seen.mean - world.ability[number]).mean()
                reading += time.process_time() - stopped
        each_step.append((time.process_time() - began - reading) / ALL)
    return Judged(accuracy, squares, float(np.median(each_step)) * 1e6)


def _states(world: World, engine: Engine, bank: TaskBank, number: int) -> Iterator[LearnerState]:
    """Yield the state after each answer of one learner."""
    state, asked = initial(bank.graph, parameters=engine.parameters, group_mean=LEVEL), list[str]()
    answers, key = world.right[number].tolist(), number.to_bytes(16, "big")
    for count in range(ALL):
        if engine.orders is None:
            found = next_task(state, bank, Progress(tuple(asked)), draw_for(key, count), day=DAY, mode=WHOLE)
            row = bank.rows[str(found.task)]
        else:
            row = int(engine.orders[number, count])
        asked.append(bank.tasks[row].id)
        state = update(state, Evidence(bank.tasks[row], float(answers[row]), DAY))
        yield state


def _row(judged: Judged) -> dict[str, Any]:
    row: dict[str, Any] = {"microseconds": round(judged.microseconds, 1)}
    for at, count in enumerate(COUNTS):
        row[str(count)] = {
            "accuracy": round(float(judged.accuracy[:, at].mean()), 3),
            "rmse": round(float(np.sqrt(judged.squares[:, at].mean())), 3),
        }
    return row


def _apart(difference: Floats) -> list[float]:
    """Return [mean, lower, upper]: 95 % of bootstraps over learners."""
    drawn = np.random.default_rng(1).integers(0, len(difference), (DRAWS, len(difference)))
    means = difference[drawn].mean(axis=1)
    return [round(float(each), 4) for each in (difference.mean(), *np.percentile(means, [2.5, 97.5]))]
