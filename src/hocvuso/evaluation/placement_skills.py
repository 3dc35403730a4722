"""The test of twelve skills: how often "mastered or not" is right after 8, 12 and 24 items.

Ours is the product: `core.placement.next_task`, `core.mastery.update`, the product's parameters, its limits taken away
so that every engine asks 24 items. The peers are scored by the same state, so that only what is asked, or what is known
of the links between skills, makes the difference.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.bank import TaskBank, forecast
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence
from hocvuso.core.graph import Floats, SkillGraph
from hocvuso.core.mastery import update
from hocvuso.core.outlook import outlook
from hocvuso.core.parameters import DEFAULT, Parameters
from hocvuso.core.placement import Mode, Progress, next_task
from hocvuso.core.state import LearnerState, initial
from hocvuso.evaluation.placement_worlds import LEVEL, WRONG, World, several, skills, wrong_graph

COUNTS = (8, 12, 24)  # design: items after which it is judged
EIGHT, TWELVE, ALL = COUNTS
WHOLE = Mode(tasks=ALL, seconds=1e9, fewest=ALL)
DAY = 20_000  # decided: any day; all items are answered on it
GRAPHS = 10  # decided: wrong graphs of a world, taken in turn by the learners
GOAL_AT_EIGHT = 0.80  # design
DRAWS = 1000  # decided: as in `figures`
# Twelve tests of one skill each: the same spread of abilities, nothing shared.
APART = replace(
    DEFAULT, sigma_global=1e-3, sigma_skill=float(np.hypot(DEFAULT.sigma_global, DEFAULT.sigma_skill)), rho=0.0
)

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine believes at the start, and how it chooses; one of `graphs` for each learner in turn."""

    banks: tuple[TaskBank, ...]
    parameters: Parameters
    orders: Rows | None = None  # by learner, where the items are fixed beforehand


@dataclass(frozen=True, slots=True)
class Judged:
    """By learner and count: share of skills judged rightly, mean squared error; CPU seconds of a step."""

    accuracy: Floats
    squares: Floats
    seconds: Floats


def evaluate(learners: int, seed: int) -> dict[str, Any]:
    """Measure all engines on the same learners."""
    worlds = several(skills, learners, seed)
    parts: dict[str, list[Judged]] = {}
    for number, world in enumerate(worlds):
        for name, engine in engines(world, seed + GRAPHS * number).items():
            parts.setdefault(name, []).append(run(world, engine))
    found = {name: _together(each) for name, each in parts.items()}
    rows = {name: _row(judged) for name, judged in found.items()}
    twelve, whole = COUNTS.index(TWELVE), COUNTS.index(ALL)
    against = {
        f"{name} - {peer}": _apart(found[name].accuracy[:, twelve] - found[peer].accuracy[:, whole])
        for name in ("ours", "wrong_graph")
        for peer in ("blueprint", "sharp_blueprint")
    }
    ability = np.concatenate([world.ability for world in worlds])
    return {
        "learners": learners,
        "skills": len(worlds[0].bank.graph),
        "mastered": round(float((ability > DEFAULT.threshold).mean()), 3),
        "engines": rows,
        "twelve_against_24": against,
        "goals": {
            f"{TWELVE} câu đúng như {ALL} câu của đề cố định": against["ours - blueprint"][0] >= 0.0,
            f"cũng vậy khi sơ đồ sai {WRONG:.0%}": against["wrong_graph - blueprint"][0] >= 0.0,
            f"≥ {GOAL_AT_EIGHT:.2f} sau {EIGHT} câu": rows["ours"][str(EIGHT)]["accuracy"] >= GOAL_AT_EIGHT,
        },
    }


def _together(parts: list[Judged]) -> Judged:
    return Judged(
        np.concatenate([part.accuracy for part in parts]),
        np.concatenate([part.squares for part in parts]),
        np.concatenate([part.seconds for part in parts]),
    )


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
        "sharp_blueprint": Engine((bank,), DEFAULT, np.tile(sharp_blueprint(bank), (len(world), 1))),
        "random": Engine((bank,), DEFAULT, drawn),
    }


def blueprint(bank: TaskBank) -> Rows:
    """Return a fixed test by its plan: two items of each skill, a rather easy and a rather hard one, easy ones first.

    Its author knows how hard the items are, as ours do, but not how sharply they tell.
    """
    found = []
    for share in (1.0 / 3.0, 2.0 / 3.0):
        for rows in _by_skill(bank):
            difficulty = bank.difficulty[rows]
            found.append(rows[np.abs(difficulty - np.quantile(difficulty, share)).argmin()])
    return np.array(found)


def sharp_blueprint(bank: TaskBank) -> Rows:
    """Return the fixed test of an author who knows all that our engine knows: of each skill the two items that tell
    most about the average learner.
    """
    begin = initial(bank.graph, group_mean=LEVEL)
    shift = forecast(bank, outlook(begin, day=DAY), np.ones(len(bank.graph))).shift
    ranked = [rows[np.argsort(-shift[rows], kind="stable")] for rows in _by_skill(bank)]
    return np.array([rows[turn] for turn in range(ALL // len(ranked)) for rows in ranked])


def _by_skill(bank: TaskBank) -> list[Rows]:
    return [np.flatnonzero(bank.main == place) for place in range(len(bank.graph))]


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
    return Judged(accuracy, squares, np.array(each_step))


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
    row: dict[str, Any] = {"microseconds": round(float(np.median(judged.seconds)) * 1e6, 1)}
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
