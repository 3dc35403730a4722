"""All items of a curriculum as arrays, so that one decision looks at hundreds of them at once.

Built once per published curriculum; items that share skills and weights share one row of `mixes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evidence import Task
from .graph import Floats, SkillGraph
from .outlook import Outlook
from .step import FARTHEST

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TaskBank:
    """Arrays over m tasks and u different skill mixes; build with `from_tasks`.

    `mixes` is u × n: the weights on skills. `mix[i]` is the row of task i, `main[i]` the position of its heaviest
    skill. `alone` are the skills of the mixes where each is of one skill only, else None. The last columns are what
    `foreseen` would otherwise work out anew with every decision: 1 − s, 1 − c, s, π/8·a², 1 + π/8·a²·q and
    a²·(1 − c − s)².
    """

    graph: SkillGraph
    tasks: tuple[Task, ...]
    rows: Mapping[str, int]
    mixes: Floats
    mix: Places
    alone: Places | None
    main: Places
    difficulty: Floats
    discrimination: Floats
    guess: Floats
    seconds: Floats
    sure: Floats
    unguessed: Floats
    slip: Floats
    eighth: Floats
    blunt: Floats
    most: Floats

    @staticmethod
    def from_tasks(graph: SkillGraph, tasks: Iterable[Task]) -> TaskBank:
        """Build the arrays. Raises KeyError for a skill outside the graph, ValueError for a repeated id."""
        listed = tuple(tasks)
        rows = {task.id: row for row, task in enumerate(listed)}
        if len(rows) != len(listed):
            raise ValueError("a task id is repeated")
        met: dict[tuple[tuple[str, ...], tuple[float, ...]], int] = {}
        mix = [met.setdefault((task.skills, task.weights), len(met)) for task in listed]
        mixes = np.zeros((len(met), len(graph)))
        for (skills, weights), row in met.items():
            for skill, weight in zip(skills, weights, strict=True):
                mixes[row, graph.index(skill)] += weight
        main = [
            graph.index(max(zip(task.weights, task.skills, strict=True), key=lambda one: one[0])[1]) for task in listed
        ]
        discrimination = np.array([task.discrimination for task in listed])
        eighth = np.pi / 8.0 * discrimination**2
        guess, slip = np.array([task.guess for task in listed]), np.array([task.slip for task in listed])
        return TaskBank(
            graph=graph,
            tasks=listed,
            rows=rows,
            mixes=mixes,
            mix=np.array(mix, dtype=np.int64),
            alone=np.flatnonzero(mixes.ravel()) % len(graph) if all(len(skills) == 1 for skills, _ in met) else None,
            main=np.array(main, dtype=np.int64),
            difficulty=np.array([task.difficulty for task in listed]),
            discrimination=discrimination,
            guess=guess,
            seconds=np.array([task.seconds for task in listed]),
            sure=1.0 - slip,
            unguessed=1.0 - guess,
            slip=slip,
            eighth=eighth,
            blunt=1.0 + eighth * np.array([task.doubt for task in listed]),
            most=(discrimination * (1.0 - guess - slip)) ** 2,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What each of m tasks would bring now: `p` of a right answer, `shift` its information."""

    p: Floats
    shift: Floats


def forecast(bank: TaskBank, seen: Outlook, worth: Floats) -> Forecast:
    """Forecast all tasks. `worth` are weights ω ≥ 0 by skill position.

    `shift` is the expected fall of the ω-weighted variance of abilities by one answer (design, diagnostic
    rule, with the step of `mastery`): W · Σ_k ω_k·(T_k·P·h)², in logits² times ω.
    """
    mix, alone = bank.mix, bank.alone
    if alone is not None:  # the same numbers without products by 0 and 1, which took a third of the time here
        carried = seen.covariance.take(alone, axis=1)
        centre, spread = seen.mean.take(alone), seen.covariance.diagonal().take(alone)
    else:
        carried = seen.covariance @ bank.mixes.T
        centre, spread = bank.mixes @ seen.mean, np.einsum("us,su->u", bank.mixes, carried)
    return foreseen(bank, centre.take(mix), spread.take(mix), (worth @ (carried * carried)).take(mix))


def foreseen(bank: TaskBank, centre: Floats | float, spread: Floats | float, reach: Floats | float) -> Forecast:
    """Forecast all tasks from the ability N(centre, spread) that each asks for (or one for all), and its `reach`.

    `reach` is Σ_k ω_k·Cov(ability asked for, ability k)². Chance and information are those of `mastery`, written in
    e = exp(−z), z the smoothed logit and κ its steepness, so that 300 tasks take about 15 µs:
    p = (1 − s + c·e)/(1 + e) and W = κ²·(1 − c − s)²·e²/((1 + e)²·(1 − s + c·e)·(s + (1 − c)·e)).
    """
    blur = bank.blunt + bank.eighth * spread
    z = bank.discrimination * (bank.difficulty - centre) / np.sqrt(blur)
    odds = np.exp(np.minimum(np.maximum(z, -FARTHEST), FARTHEST))
    both, right, wrong = 1.0 + odds, bank.sure + bank.guess * odds, bank.slip + bank.unguessed * odds
    part = odds / both
    return Forecast(p=right / both, shift=bank.most * part * part * reach / (right * wrong * blur))
