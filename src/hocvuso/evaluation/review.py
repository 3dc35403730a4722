"""How well reviews are timed: recall reached, reviews it took, and how true the expected recall was."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from hocvuso.core import memory, reliability
from hocvuso.core.graph import Floats
from hocvuso.evaluation import review_peers
from hocvuso.evaluation.placement import goal_lines
from hocvuso.evaluation.review_peers import Scheduler
from hocvuso.evaluation.review_world import DAYS, JUDGED_FROM, Memories, Memory, memories, remembers

WANTED = memory.RECALL_WANTED_CRITICAL  # .9, which is also py-fsrs's default
MOST_REVIEWS, LEAST_RECALL, MOST_MICROSECONDS = 29.0, 0.784, 5.0  # design: goals
CARDS = 600  # design
SEED = 20261129  # decided: so that a second run says the same
NAMES = {
    "ours": "chúng ta, muốn .90",
    "ours_85": "chúng ta, muốn .85",
    "sm2": "SM-2",
    "leitner": "Leitner",
    "py_fsrs": "py-fsrs, muốn .90",
}
EQUAL = 1e-9  # decided: log losses closer than this are the same


@dataclass(frozen=True, slots=True)
class Followed:
    """What a scheduler did: by review the expected recall, what happened; by card the true recall."""

    expected: Floats
    remembered: Floats
    recall: Floats
    microseconds: float


def evaluate(cards: int, seed: int) -> dict[str, Any]:
    """Measure all schedulers on the same cards."""
    world = memories(cards, seed)
    makers: dict[str, Callable[[], Scheduler]] = {
        "ours": lambda: review_peers.Ours(WANTED),
        "ours_85": lambda: review_peers.Ours(memory.RECALL_WANTED),
        "sm2": review_peers.SuperMemo2,
        "leitner": review_peers.Leitner,
    }
    if not review_peers.missing():
        makers["py_fsrs"] = lambda: review_peers.PyFsrs(WANTED)
    rows = {name: _row(follow(world, make), cards) for name, make in makers.items()}
    return {
        "cards": cards, "days": DAYS, "schedulers": rows, "goals": _goals(rows), "missing": review_peers.missing(),
    }  # fmt: skip


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    heads = ("lần ôn/thẻ", "nhớ thật", "nhớ/100 lần", "log loss", "RMSE(bins)", "µs mỗi bước")
    lines = [
        f"{found['cards']} thẻ, {found['days']} ngày, quên theo luỹ thừa (ACT-R); nhớ thật: ngày "
        f"{JUDGED_FROM} đến {DAYS}",
        f"{'':<22}" + "".join(f"{head:>13}" for head in heads),
    ]
    for name, row in found["schedulers"].items():
        lines.append(f"{NAMES[name]:<22}" + "".join(f"{value:>13}" for value in row.values()))
    lines += [found["missing"]] if found["missing"] else []
    return "\n".join(lines + goal_lines(found["goals"]))


def follow(world: Memories, make: Callable[[], Scheduler]) -> Followed:
    """Review every card whenever it is due."""
    expected, remembered, recall, each_step = list[float](), list[bool](), list[float](), list[float]()
    late = np.arange(JUDGED_FROM, DAYS + 1)
    for card, level in enumerate(world.level.tolist()):
        truth, scheduler = Memory(level), make()
        happened = list[tuple[int, bool]]()
        while scheduler.due <= DAYS:
            day = scheduler.due
            happened.append((day, remembers(world, card, day, float(truth.recall(np.array([day]))[0]))))
            expected.append(scheduler.foresee(day))
            scheduler.review(*happened[-1])
            truth.present(day)
        remembered += [success for _, success in happened]
        recall.append(float(truth.recall(late).mean()))
        if happened:
            each_step.append(_seconds(make(), happened))
    return Followed(
        np.array(expected), np.array(remembered, dtype=float), np.array(recall), float(np.median(each_step)) * 1e6
    )


def _seconds(scheduler: Scheduler, happened: list[tuple[int, bool]]) -> float:
    """Return the CPU seconds of a step, over all reviews of a card once more without the world around."""
    began = time.process_time()
    for day, success in happened:
        scheduler.foresee(day)
        scheduler.review(day, success)
    return (time.process_time() - began) / len(happened)


def calibration(expected: Floats, happened: Floats) -> float:
    """Return RMSE(bins): share remembered against mean expected, over ten bins of equal size."""
    parts = np.array_split(np.argsort(expected, kind="stable"), reliability.BINS)
    squares = [(happened[part].mean() - expected[part].mean()) ** 2 * len(part) for part in parts if len(part)]
    return float(np.sqrt(sum(squares) / len(expected)))


def _row(followed: Followed, cards: int) -> dict[str, float]:
    reviews, recall = len(followed.expected) / cards, float(followed.recall.mean())
    losses = reliability.log_losses(followed.remembered, followed.expected)
    return {
        "reviews": round(reviews, 1),
        "recall": round(recall, 3),
        "recall_per_100": round(100.0 * recall / reviews, 2),
        "log_loss": round(float(losses.mean()), 4),
        "rmse_bins": round(calibration(followed.expected, followed.remembered), 3),
        "microseconds": round(followed.microseconds, 1),
    }


def _goals(rows: dict[str, dict[str, float]]) -> dict[str, bool | None]:
    """Return goal → reached; None where it needs py-fsrs, which is not installed."""
    mine, peer = rows["ours"], rows.get("py_fsrs")
    return {
        "log loss ≤ py-fsrs": mine["log_loss"] <= peer["log_loss"] + EQUAL if peer else None,
        f"≤ {MOST_REVIEWS:.0f} lần ôn mỗi thẻ mà nhớ thật ≥ {LEAST_RECALL}": mine["reviews"] <= MOST_REVIEWS
        and mine["recall"] >= LEAST_RECALL,
        f"≤ {MOST_MICROSECONDS:.0f} µs mỗi bước": mine["microseconds"] <= MOST_MICROSECONDS,
    }
