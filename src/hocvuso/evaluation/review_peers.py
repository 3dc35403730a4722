"""Schedulers of reviews: our own `core.memory`, the classics SM-2 and Leitner, and py-fsrs where it is installed.

All have two grades, remembered or not, and whole days. SM-2 and Leitner foresee nothing themselves; as in the
srs-benchmark, recall is taken to be .9 at the end of the interval they chose and to fall exponentially.
"""

from __future__ import annotations

import importlib
import importlib.util
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from hocvuso.core import memory

MISSING = (
    "Không có py-fsrs để so sánh. Cài bằng: pip install --require-hashes -r requirements-peers.lock "
    "(nên ở một môi trường riêng)."
)
AT_END = 0.9  # published: open-spaced-repetition/srs-benchmark, recall at the end of an interval
EASE, LEAST_EASE = 2.5, 1.3  # published: P. Woźniak 1990, SM-2
GOOD, AGAIN = 4, 1  # published: grades 0 to 5 of SM-2; "good" leaves the ease as it is
BOXES = (1, 3, 7, 14, 30, 60)  # design: days of the boxes
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


class Scheduler(Protocol):
    """One card. It begins with a lesson on day 0, which counts as remembered."""

    due: int

    def foresee(self, day: int) -> float:
        """Return the expected chance to recall on a day."""

    def review(self, day: int, remembered: bool) -> None:
        """Take in a review and set `due`."""


def missing() -> str:
    """Return what to install for the peer, "" when it is here."""
    return "" if importlib.util.find_spec("fsrs") else MISSING


class Ours:
    """The product's memory."""

    def __init__(self, wanted: float) -> None:
        self.wanted, self.day = wanted, 0
        self.trace = memory.first_trace(remembered=True)
        self.due = memory.interval(self.trace.stability, wanted)

    def foresee(self, day: int) -> float:
        """Return the expected chance to recall on a day."""
        return memory.recall(day - self.day, self.trace.stability)

    def review(self, day: int, remembered: bool) -> None:
        """Take in a review and set `due`."""
        self.trace = memory.next_trace(self.trace, days=day - self.day, remembered=remembered)
        self.day, self.due = day, day + memory.interval(self.trace.stability, self.wanted)


class Interval:
    """What SM-2 and Leitner have in common."""

    def __init__(self) -> None:
        self.day, self.due = 0, 1

    def foresee(self, day: int) -> float:
        """Return the expected chance to recall on a day."""
        return float(AT_END ** ((day - self.day) / (self.due - self.day)))


class SuperMemo2(Interval):
    """SM-2."""

    def __init__(self) -> None:
        super().__init__()
        self.ease, self.streak = EASE, 1

    def review(self, day: int, remembered: bool) -> None:
        """Take in a review and set `due`."""
        grade = GOOD if remembered else AGAIN
        planned = self.due - self.day
        self.ease = max(LEAST_EASE, self.ease + 0.1 - (5 - grade) * (0.08 + (5 - grade) * 0.02))
        self.streak = self.streak + 1 if remembered else 1
        days = {1: 1, 2: 6}.get(self.streak, round(planned * self.ease))
        self.day, self.due = day, day + days


class Leitner(Interval):
    """Six boxes; a failure returns to the first."""

    def __init__(self) -> None:
        super().__init__()
        self.box = 0

    def review(self, day: int, remembered: bool) -> None:
        """Take in a review and set `due`."""
        self.box = min(self.box + 1, len(BOXES) - 1) if remembered else 0
        self.day, self.due = day, day + BOXES[self.box]


class PyFsrs:
    """py-fsrs with its default parameters; without its steps of minutes, which whole days have no place for."""

    def __init__(self, wanted: float) -> None:
        fsrs: Any = importlib.import_module("fsrs")
        self.rating: Any = fsrs.Rating
        self.scheduler = fsrs.Scheduler(
            desired_retention=wanted, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )
        self.card = fsrs.Card(card_id=1, due=BEGAN)
        self.due = 0
        self.review(0, True)

    def foresee(self, day: int) -> float:
        """Return the expected chance to recall on a day."""
        return float(self.scheduler.get_card_retrievability(self.card, BEGAN + timedelta(days=day)))

    def review(self, day: int, remembered: bool) -> None:
        """Take in a review and set `due`."""
        rating = self.rating.Good if remembered else self.rating.Again
        self.card, _ = self.scheduler.review_card(self.card, rating, BEGAN + timedelta(days=day))
        self.due = (self.card.due - BEGAN).days
