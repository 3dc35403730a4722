"""Invented learners and items for `hocvuso evaluate placement`: the truth, which no engine sees.

Every answer of a learner to an item is drawn beforehand, so that all engines get the same one. Figures of the worlds
are those of personalisation.md 2.2. A world shows what follows if people were so; it shows nothing about people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hocvuso.core.bank import TaskBank
from hocvuso.core.evidence import Task
from hocvuso.core.graph import Floats, SkillGraph
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.placement import Flags

ITEMS = 300  # design
BANKS = 5  # decided: so many worlds share the learners, for one bank may be sharper than another
CHAINS, LINKS, PER_SKILL = 3, 4, 25  # design
WRONG = 0.2  # design: share of prerequisites that are wrong
# measured: 2.2 does not say where mastery begins; beginners this far below the scale's zero, with items made for them,
# give the fixed and the random test about its figures (.84 and .80 after 24 items)
LEVEL = -0.3
GUESS = 0.25  # design: chances to guess lie between 0 and this
SKILL = "s"


@dataclass(frozen=True, slots=True)
class World:
    """Learners (rows) and what is true of them: abilities in the skills of the bank, the answers to its items."""

    bank: TaskBank
    ability: Floats
    right: Flags

    def __len__(self) -> int:
        return len(self.ability)


def several(make: Callable[[int, int], World], learners: int, seed: int) -> list[World]:
    """Return worlds with banks of their own, the learners shared among them."""
    parts = [len(part) for part in np.array_split(np.arange(learners), BANKS)]
    return [make(count, seed * BANKS + number) for number, count in enumerate(parts) if count]


def line(learners: int, seed: int) -> World:
    """Return one skill: 300 items, a ~ lognormal(.2, .3), b ~ N(0, 1.1²), ability ~ N(0, 1)."""
    draw = np.random.default_rng((seed, 1))
    scale, difficulty = draw.lognormal(0.2, 0.3, ITEMS), draw.normal(0.0, 1.1, ITEMS)
    tasks = [
        Task(f"{SKILL}/{number}", (SKILL,), difficulty=b, discrimination=a, slip=0.0)
        for number, (a, b) in enumerate(zip(scale.tolist(), difficulty.tolist(), strict=True))
    ]
    bank = TaskBank.from_tasks(SkillGraph.from_skills([(SKILL, ())]), tasks)
    return _answered(bank, draw.normal(0.0, 1.0, (learners, 1)), draw)


def skills(learners: int, seed: int) -> World:
    """Return twelve skills in three chains of four, correlated as the prior of the model says, 25 items each.

    Items as of the line, guess 0 to .25, slip .03. Nobody learns during the test.
    """
    draw = np.random.default_rng((seed, 2))
    graph = SkillGraph.from_skills(_chains())
    tasks = [
        Task(
            f"{skill}/{number}",
            (skill,),
            difficulty=float(draw.normal(LEVEL, 1.1)),
            discrimination=float(draw.lognormal(0.2, 0.3)),
            guess=float(draw.uniform(0.0, GUESS)),
        )
        for skill in graph.ids
        for number in range(PER_SKILL)
    ]
    root = np.linalg.cholesky(DEFAULT.sigma_skill**2 * graph.correlation(DEFAULT.rho))
    general = LEVEL + DEFAULT.sigma_global * draw.normal(size=(learners, 1))
    return _answered(
        TaskBank.from_tasks(graph, tasks), general + draw.normal(size=(learners, len(graph))) @ root.T, draw
    )


def wrong_graph(seed: int) -> SkillGraph:
    """Return the chains with a fifth of the prerequisites, at least one, replaced by links to other chains."""
    draw = np.random.default_rng((seed, 3))
    listed = _chains()
    linked = [place for place, (_, needed) in enumerate(listed) if needed]
    for place in draw.choice(linked, max(1, round(WRONG * len(linked))), replace=False).tolist():
        chain, link = divmod(place, LINKS)
        # Lower links only, so that no ring can arise.
        others = [f"{other}.{lower}" for other in range(CHAINS) for lower in range(link) if other != chain]
        listed[place] = (listed[place][0], (others[int(draw.integers(len(others)))],))
    return SkillGraph.from_skills(listed)


def _chains() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (f"{chain}.{link}", (f"{chain}.{link - 1}",) if link else ())
        for chain in range(CHAINS)
        for link in range(LINKS)
    ]


def _answered(bank: TaskBank, ability: Floats, draw: np.random.Generator) -> World:
    logit = bank.discrimination * (ability[:, bank.main] - bank.difficulty)
    chance = bank.guess + (bank.sure - bank.guess) / (1.0 + np.exp(-logit))
    return World(bank, ability, draw.random(chance.shape) < chance)
