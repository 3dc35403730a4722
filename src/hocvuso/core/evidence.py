"""What the learner model receives: tasks, marked answers and lessons gone through.

Days are calendar days in Asia/Ho_Chi_Minh, counted from 1970-01-01; nothing here reads a clock.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from .parameters import (
    DEFAULT,
    DEFAULT_DISCRIMINATION,
    DEFAULT_SLIP,
    FAST_WEIGHT,
    HINT_WEIGHTS,
    VERY_FAST_WEIGHT,
    Parameters,
)


@dataclass(frozen=True, slots=True)
class Task:
    """What the model needs to know of an item (or of one scored step of a simulator).

    `skills` are ids, `weights` positive with sum 1; `difficulty` on the ability scale (−2…+2); `seconds` of
    a slow reader; `guess` 0…1 by `items.guess_of`; `fast_ms` the 5th percentile of times, 0 when unknown.
    `doubt` is the variance of `difficulty` (logits²): 0 for one that is taken as known (see `calibration`).
    Raises ValueError when these do not hold.
    """

    id: str
    skills: tuple[str, ...]
    weights: tuple[float, ...] = (1.0,)
    difficulty: float = 0.0
    seconds: float = 45.0
    guess: float = 0.0
    slip: float = DEFAULT_SLIP
    discrimination: float = DEFAULT_DISCRIMINATION
    step: str = ""
    lesson: str = ""
    fast_ms: int = 0
    doubt: float = 0.0

    def __post_init__(self) -> None:
        if len(self.skills) != len(self.weights) or len(set(self.skills)) != len(self.skills):
            raise ValueError(f"{self.id}: as many weights as skills, and no skill twice")
        if not self.skills or min(self.weights) <= 0.0 or abs(sum(self.weights) - 1.0) > 1e-6:
            raise ValueError(f"{self.id}: weights are positive and sum to 1")
        if min(self.guess, self.slip) < 0.0 or self.guess + self.slip >= 1.0:
            raise ValueError(f"{self.id}: guess and slip are at least 0 and sum to less than 1")
        if self.discrimination <= 0.0 or self.seconds <= 0.0 or self.doubt < 0.0:
            raise ValueError(f"{self.id}: discrimination and seconds are above 0, doubt is at least 0")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One marked answer. `score` 0…1, None when it is no evidence; `hints` used before answering.

    `dont_know` weighs as a wrong answer: the chance to guess cancels out of what a failure says.
    `variant` tells variants of one item apart for the rule of mastery; `ms` is 0 when unknown. `weight` is what the
    way it was done counts for: 1 for an answer, less where somebody was led, at most 1.3 (`core.scenario.scoring`).
    """

    task: Task
    score: float | None
    day: int
    hints: int = 0
    ms: int = 0
    dont_know: bool = False
    variant: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Study:
    """A lesson, or part of one, gone through without a test. `share` of the lesson, 0…1."""

    skill: str
    day: int
    share: float = 1.0


Event = Evidence | Study


def answer_weight(event: Evidence) -> float:
    """Return how much an answer counts, 0…1.3: hints weaken a success, a rush weakens any answer."""
    weight = event.weight
    if 0 < event.ms < event.task.fast_ms:
        weight *= VERY_FAST_WEIGHT if event.ms < event.task.fast_ms / 2 else FAST_WEIGHT
    if event.hints and event.score:
        weight *= HINT_WEIGHTS[min(event.hints, len(HINT_WEIGHTS) - 1)]
    return weight


def is_unassisted_success(event: Evidence, parameters: Parameters = DEFAULT) -> bool:
    """Tell whether an answer counts for the rule of mastery: right, without hints, not in a rush."""
    if event.hints or event.dont_know or event.score is None or event.score < parameters.success:
        return False
    return answer_weight(event) >= 1.0


def item_print(item: str, variant: str = "") -> int:
    """Return 1…65535 for an item and its variant, to tell two successes apart (CRC-32, folded)."""
    return zlib.crc32(f"{item} {variant}".encode()) % 65535 + 1
