"""How well reviews are timed: recall reached, reviews it took, and how true the expected recall was."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from hocvuso.core import memory
from hocvuso.core.graph import Floats
from hocvuso.evaluation import figures, review_peers
from hocvuso.evaluation.review_peers import Scheduler
from hocvuso.evaluation.review_world import DAYS, JUDGED_FROM, Memories, Memory, memories, remembers

WANTED = memory.RECALL_WANTED_CRITICAL  # .9, which is also py-fsrs's default
MOST_REVIEWS, LEAST_RECALL, MOST_MICROSECONDS = 29.0, 0.784, 5.0  # design: goals
EQUAL = 1e-9  # decided: log losses closer than this are the same


@dataclass(frozen=True, slots=True)
class Followed:
    """What a scheduler did: by review the expected recall, what happened and the card; by card the true recall."""

    expected: Floats
    remembered: Floats
    card: Floats
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
    return {"cards": cards, "days": DAYS, "schedulers": rows, "goals": _goals(rows)}


def follow(world: Memories, make: Callable[[], Scheduler]) -> Followed:
    """Review every card whenever it is due."""
    expected, remembered, cards, recall, each_step = list[float](), list[bool](), list[int](), [], []
    late = np.arange(JUDGED_FROM, DAYS + 1)
    for card, level in enumerate(world.level.tolist()):
        truth, scheduler = Memory(level), make()
        seconds, before = 0.0, len(expected)
        while scheduler.due <= DAYS:
            day = scheduler.due
            success = remembers(world, card, day, float(truth.recall(np.array([day]))[0]))
            began = time.process_time()
            p = scheduler.foresee(day)
            scheduler.review(day, success)
            seconds += time.process_time() - began
            truth.present(day)
            expected.append(p)
            remembered.append(success)
            cards.append(card)
        each_step.append(seconds / max(1, len(expected) - before))
        recall.append(float(truth.recall(late).mean()))
    return Followed(
        np.array(expected), np.array(remembered, dtype=float), np.array(cards), np.array(recall),
        float(np.median(each_step)) * 1e6,
    )  # fmt: skip


def calibration(expected: Floats, happened: Floats) -> float:
    """Return RMSE(bins): share remembered against mean expected, over ten bins of equal size."""
    parts = np.array_split(np.argsort(expected, kind="stable"), figures.BINS)
    squares = [(happened[part].mean() - expected[part].mean()) ** 2 * len(part) for part in parts if len(part)]
    return float(np.sqrt(sum(squares) / len(expected)))


def _row(followed: Followed, cards: int) -> dict[str, float]:
    reviews, recall = len(followed.expected) / cards, float(followed.recall.mean())
    losses = figures.log_losses(followed.remembered, followed.expected)
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
        "log loss <= py-fsrs": mine["log_loss"] <= peer["log_loss"] + EQUAL if peer else None,
        f"<= {MOST_REVIEWS:.0f} reviews a card at recall >= {LEAST_RECALL}": mine["reviews"] <= MOST_REVIEWS
        and mine["recall"] >= LEAST_RECALL,
        f"<= {MOST_MICROSECONDS:.0f} us a step": mine["microseconds"] <= MOST_MICROSECONDS,
    }
