"""The pictures of `docs/learner-model.md`, made from the core itself: `hocvuso evaluate pictures --out docs/pictures`.

A test makes them again and holds the files against them, so that a picture never shows a model that is gone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hocvuso.core import memory
from hocvuso.core.bank import TaskBank
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import chance, update
from hocvuso.core.outlook import outlook
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.placement import FULL
from hocvuso.core.rehearsal import rehearse
from hocvuso.core.state import initial
from hocvuso.evaluation.drawing import Chart, Points

DAY = 20_000
MEASURED = "measured.json"  # the figures of the tables, as last measured, beside the pictures
CHAIN = ("a", "b", "c", "d")
GRAPH = SkillGraph.from_skills([("a", ()), ("b", ("a",)), ("c", ("b",)), ("d", ("c",)), ("e", ())])


def make(folder: Path) -> dict[str, str]:
    """Return every picture by the name of its file; `folder` holds what was measured."""
    measured = json.loads((folder / MEASURED).read_text(encoding="utf-8"))
    drawn: dict[str, Callable[[], str]] = {
        "belief.svg": _belief,
        "neighbours.svg": _neighbours,
        "chance.svg": _chance,
        "forgetting.svg": _forgetting,
        "placement.svg": _placement,
        "peers.svg": lambda: _peers(measured["learner_model"]),
        "policy.svg": lambda: _policy(measured["policy_minutes"]),
    }
    return {name: draw() for name, draw in drawn.items()}


def write(folder: Path) -> list[str]:
    """Write all pictures; return their names."""
    made = make(folder)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return list(made)


def _bell(mean: float, sd: float) -> Points:
    return [
        (x, math.exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * math.sqrt(2.0 * math.pi)))
        for x in np.linspace(-3.5, 3.5, 71).tolist()
    ]


def _belief() -> str:
    """The ability in one skill before any answer, after one right answer, after six."""
    chart, state = Chart((-3.5, 3.5), (0.0, 0.8)), initial(GRAPH)
    words = {0: "before any answer", 1: "one right answer", 6: "six, five of them right"}
    for count in range(7):
        if count in words:
            seen = outlook(state, day=DAY)
            chart.line(_bell(float(seen.mean[0]), float(seen.sd[0])), words[count], ink=list(words).index(count))
        state = update(state, Evidence(Task(f"i{count}", ("a",), difficulty=0.2), float(count != 3), DAY))
    chart.mark(DEFAULT.threshold, word="threshold")
    return chart.svg("The belief about one skill", "ability in the skill, logits", "density")


def _neighbours() -> str:
    """How far one right answer in skill a raises the mean of each skill."""
    before = outlook(initial(GRAPH), day=DAY).mean
    after = outlook(update(initial(GRAPH), Evidence(Task("i", ("a",)), 1.0, DAY)), day=DAY).mean
    chart = Chart((-0.6, 4.6), (0.0, 0.7))
    for place, rise in enumerate((after - before).tolist()):
        chart.bar(place - 0.25, rise, 36)
        chart.note(place, rise + 0.015, f"{rise:.2f}")
    words = ["skill asked", "1 step on", "2 steps on", "3 steps on", "elsewhere"]
    return chart.svg("What one right answer says of other skills", "skills along the prerequisites", "rise, logits",
                     labels=list(enumerate(words)))  # fmt: skip


def _chance() -> str:
    """P(right) by the mean ability: known sharply and hardly, with and without a chance to guess."""
    chart, abilities = Chart((-4.0, 4.0), (0.0, 1.0), (270, 160)), np.linspace(-4.0, 4.0, 65).tolist()
    for ink, (spread, guess, word) in enumerate(
        [(0.0, 0.0, "ability known"), (2.0, 0.0, "variance 2"), (0.0, 0.25, "four choices")]
    ):
        task = Task("i", ("a",), guess=guess)
        chart.line([(x, chance(task, x, spread)) for x in abilities], word, ink=ink)
    return chart.svg("The chance of a right answer", "mean ability − difficulty, logits", "P(right)")


def _forgetting() -> str:
    """Recall over ninety days, reviewed whenever it falls to what is wanted."""
    chart = Chart((0.0, 90.0), (0.5, 1.0), (240, 110))
    for ink, (wanted, word) in enumerate(
        [(memory.RECALL_WANTED, "wanting .85"), (memory.RECALL_WANTED_CRITICAL, "wanting .90 (safety)")]
    ):
        trace, last, points = memory.first_trace(remembered=True), 0, []
        due = memory.interval(trace.stability, wanted)
        for day in range(91):
            points.append((float(day), memory.recall(day - last, trace.stability)))
            if day - last == due:
                trace = memory.next_trace(trace, days=day - last, remembered=True)
                last, due = day, memory.interval(trace.stability, wanted)
                points.append((float(day), 1.0))
        chart.line(points, word, ink=ink)
    first = memory.first_trace(remembered=True)
    never = [(float(day), memory.recall(day, first.stability)) for day in range(91)]
    chart.line(never, "never reviewed", ink=2, dashed=True)
    return chart.svg("Forgetting and reviews", "days", "recall")


def _placement() -> str:
    """One full diagnosis of an invented learner: the estimate over all skills and its band, answers right and wrong."""
    draw = np.random.default_rng(3)
    skills = SkillGraph.from_skills([(f"s{n}", (f"s{n - 1}",) if n % 4 else ()) for n in range(12)])
    bank = TaskBank.from_tasks(
        skills,
        [Task(f"{skill}/{n}", (skill,), difficulty=round(float(draw.normal()), 3), guess=0.2, seconds=25.0)
         for skill in skills.ids for n in range(8)],
    )  # fmt: skip
    truth = {skill: 0.9 - 0.1 * (n % 4) for n, skill in enumerate(skills.ids)}
    run = rehearse(bank, truth, 5, day=DAY, mode=FULL)
    estimates = [run.start, *((each.centre, each.spread) for each in run.asked)]
    chart = Chart((0.0, float(len(run.asked))), (-1.5, 2.0), (290, 180))
    chart.band([(float(n), centre - spread, centre + spread) for n, (centre, spread) in enumerate(estimates)])
    chart.line([(float(n), centre) for n, (centre, _) in enumerate(estimates)], "estimate ± sd")
    chart.line([(0.0, run.truth), (float(len(run.asked)), run.truth)], "truth", ink=1, dashed=True)
    for n, each in enumerate(run.asked, start=1):
        chart.dot(float(n), each.centre, hollow=not each.right)
    return chart.svg("An entry test against an invented learner", "tasks (hollow: wrong)", "ability")


def _peers(rows: list[dict[str, Any]]) -> str:
    """Ours minus Best-LR in log loss, with its interval, below zero is better."""
    chart = Chart((-0.5, len(rows) - 0.5), (-0.02, 0.005))
    for n, row in enumerate(rows):
        middle, low, high = row["log_loss"]
        chart.line([(n, low), (n, high)])
        chart.dot(n, middle)
    chart.line([(-0.5, 0.0), (len(rows) - 0.5, 0.0)], ink=1, dashed=True)
    labels = [(float(n), str(row["set"])) for n, row in enumerate(rows)]
    return chart.svg("Ours minus Best-LR, paired over learners", "data set, training learners", "log loss",
                     labels=labels)  # fmt: skip


def _policy(minutes: dict[str, float]) -> str:
    """Minutes that invented learners need until 80 % of the skills are known, by ways to choose."""
    chart = Chart((-0.6, len(minutes) - 0.4), (0.0, 900.0))
    for n, (name, value) in enumerate(minutes.items()):
        chart.bar(n - 0.3, value, 34, ink=0 if name == "ours" else 1)
        chart.note(n, value + 18, f"{value:.0f}")
    labels = [(float(n), name.replace("_missing", "")) for n, name in enumerate(minutes)]
    return chart.svg("Minutes until 80 % of the skills are known", "way to choose", "minutes", labels=labels)
