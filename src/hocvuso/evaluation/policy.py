"""How many minutes invented learners need until most skills are truly known, by ways to choose the next activity.

Everything is simulated (`bkt_world`). It shows whether a way to choose wastes time in a world that is not its own; it
shows no benefit for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from hocvuso.core.catalogue import Catalogue
from hocvuso.core.graph import Floats
from hocvuso.evaluation.bkt_world import DAY_MINUTES, FIRST_DAY, Life, Person, Population
from hocvuso.evaluation.policies import PEERS, Deed, Maker, Ours, Policy

Say = Callable[[str], None]

KNOWN = 0.8  # design, G11: share of the skills
LEAST_SAVED = 0.15  # design, G11: share of the minutes of the best peer
MOST_MINUTES, MOST_DAYS = 1500.0, 1000  # decided: who is not there by then counts with what he has used
FIRST_SEED = 1001  # decided: 1 and 101 to 104 were looked at while the planner was changed
DRAWS = 2000  # decided: enough for the second digit of a 95 % interval
LEARNERS, SEEDS = 60, 5  # decided: under two CPU minutes; the figures in docs/learner-model.md are of 200


@dataclass(frozen=True, slots=True)
class Lived:
    """What one life took until the goal, or until it was given up."""

    minutes: float
    reached: bool
    activities: int


def act(life: Life, policy: Policy, deed: Deed) -> None:
    """Let one learner do one thing, and let the policy hear of it; the day ends when its minutes are used."""
    catalogue = life.catalogue
    if deed.is_lesson:
        lesson = catalogue.lessons[deed.row]
        share = deed.steps / lesson.steps
        life.study(int(catalogue.lesson_place[deed.row]), share, lesson.minutes * share)
        policy.told(deed, None, life.day)
    else:
        policy.told(deed, life.answer(deed.row), life.day)
    if life.today >= DAY_MINUTES:
        life.rest()


def live(person: Person, catalogue: Catalogue, make: Maker, population: Population) -> Lived:
    """Follow one person until he truly knows enough."""
    life, policy, count = Life(person, catalogue), make(catalogue, population, person.number), 0
    while life.share_known < KNOWN and life.minutes < MOST_MINUTES and life.day - FIRST_DAY < MOST_DAYS:
        deed = policy.choose(life.day)
        if deed is None:
            life.rest()
            continue
        act(life, policy, deed)
        count += 1
    return Lived(life.minutes, life.share_known >= KNOWN, count)


def evaluate(
    catalogue: Catalogue,
    *,
    learners: int,
    seeds: int,
    say: Say,
    population: Population | None = None,
    makers: Mapping[str, Maker] | None = None,
) -> dict[str, Any]:
    """Let every policy teach the same learners; `seeds` groups of so many `learners`."""
    world = population or Population()
    groups = range(FIRST_SEED, FIRST_SEED + seeds)
    people = [world.person(seed, number) for seed in groups for number in range(learners)]
    lived: dict[str, list[Lived]] = {}
    for name, make in (makers or {"ours": Ours, **PEERS}).items():
        lived[name] = []
        for number, person in enumerate(people):
            if number % 10 == 0:
                say(f"{name}: {number}/{len(people)}")
            lived[name].append(live(person, catalogue, make, world))
    minutes = {name: np.array([one.minutes for one in rows]) for name, rows in lived.items()}
    best = min((name for name in minutes if name != "ours"), key=lambda name: float(minutes[name].mean()))
    saved = {name: saving(minutes["ours"], peer) for name, peer in minutes.items() if name != "ours"}
    return {
        "simulated": True,
        "skills": len(catalogue.graph),
        "learners": learners,
        "seeds": seeds,
        "first_seed": FIRST_SEED,
        "known": KNOWN,
        "ours": _summary(lived["ours"]),
        "baselines": {name: _summary(rows) for name, rows in lived.items() if name != "ours"},
        "saved": saved,
        "best_peer": best,
        "saved_by_seed": [
            round(1.0 - float(ours.mean() / peer.mean()), 4)
            for ours, peer in zip(np.split(minutes["ours"], seeds), np.split(minutes[best], seeds), strict=True)
        ],
        "goal": {"least": LEAST_SAVED, "met": saved[best][0] >= LEAST_SAVED and saved[best][1] > 0.0},
    }


def saving(ours: Floats, peer: Floats) -> list[float]:
    """Return [share of the peer's minutes saved, lower, upper]: 95 % interval, bootstrap over learners, paired."""
    draw, found = np.random.default_rng(FIRST_SEED), []
    for _ in range(DRAWS):
        rows = draw.integers(0, len(ours), len(ours))
        found.append(1.0 - float(ours[rows].mean() / peer[rows].mean()))
    low, high = np.percentile(found, [2.5, 97.5])
    return [round(float(one), 4) for one in (1.0 - ours.mean() / peer.mean(), low, high)]


def _summary(rows: list[Lived]) -> dict[str, float]:
    return {
        "minutes": round(float(np.mean([one.minutes for one in rows])), 1),
        "median": round(float(np.median([one.minutes for one in rows])), 1),
        "reached": round(float(np.mean([one.reached for one in rows])), 4),
        "activities": round(float(np.mean([one.activities for one in rows])), 1),
    }


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    lines = [
        "Mô phỏng: người học là chương trình (BKT có quên), không phải người thật; "
        "số này không nói gì về lợi ích cho người.",
        f"{found['skills']} kỹ năng, {found['seeds']} × {found['learners']} người; phút tới khi thật sự biết "
        f"{found['known']:.0%} kỹ năng; ai chưa tới thì dừng ở {MOST_MINUTES:.0f} phút",
        f"{'':<16}{'phút':>8}{'trung vị':>10}{'tới đích':>10}{'số việc':>9}   chúng ta bớt được [95 %, theo người]",
    ]
    for name, row in {"chúng ta": found["ours"], **found["baselines"]}.items():
        line = f"{name:<16}{row['minutes']:>8.1f}{row['median']:>10.1f}{row['reached']:>10.1%}{row['activities']:>9.1f}"
        if name in found["saved"]:
            line += "   {:+.1%} [{:+.1%}; {:+.1%}]".format(*found["saved"][name])
        lines.append(line)
    met = "đạt" if found["goal"]["met"] else "chưa đạt"
    lines.append(
        f"Cách khác tốt nhất: {found['best_peer']}. Mục tiêu bớt ≥ {LEAST_SAVED:.0%}, khoảng trên 0: {met}. Từng nhóm: "
        + ", ".join(f"{one:+.1%}" for one in found["saved_by_seed"])
    )
    return "\n".join(lines)
