"""Forgetting: the FSRS-6 formulas with two grades, remembered or not, and the published default parameters.

Source: FSRS-6, J. Ye et al., open-spaced-repetition (py-fsrs 6, MIT); written anew from the formulas.
Time is in days. Stability is the number of days after which recall has fallen to 0.9; difficulty is 1…10.
"""

from __future__ import annotations

import math
from typing import NamedTuple

# published: default parameters w0…w20 of FSRS-6
WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
AGAIN, GOOD, EASY = 1, 3, 4  # published: FSRS grades; a failure is "again", a success is "good"
DECAY = WEIGHTS[20]  # published
FACTOR = 0.9 ** (-1.0 / DECAY) - 1.0  # published: makes recall 0.9 after one stability
SHORTEST = 0.001  # published: smallest stability, days
LONGEST = 36500.0  # published: longest interval, days
# What of the formulas below does not depend on the trace: worked out once, a review then takes a third less time.
_GROWTH = math.exp(WEIGHTS[8])
_EASIEST = WEIGHTS[4] - math.exp(WEIGHTS[5] * (EASY - 1)) + 1.0  # first difficulty after "easy", where all drift to
_SAME_DAY = {grade: math.exp(WEIGHTS[17] * (grade - 3 + WEIGHTS[18])) for grade in (AGAIN, GOOD)}
_LEAST_LOSS = math.exp(WEIGHTS[17] * WEIGHTS[18])
RECALL_WANTED = 0.85  # decided: personalisation.md 3, practice rule
RECALL_WANTED_CRITICAL = 0.90  # decided: the same, for OTP, transfers, phishing


class Trace(NamedTuple):
    """How well one skill sits: stability in days (0.001…36500) and difficulty (1…10)."""

    stability: float
    difficulty: float


def recall(days: float, stability: float) -> float:
    """Return R(t) = (1 + F·t/S)^−d, the chance to remember after `days` (≥ 0), in (0, 1]."""
    return float((1.0 + FACTOR * max(days, 0.0) / stability) ** -DECAY)


def interval(stability: float, wanted: float = RECALL_WANTED) -> int:
    """Return the whole days until recall falls to `wanted` (0 < wanted < 1), at least 1."""
    days = stability / FACTOR * (wanted ** (-1.0 / DECAY) - 1.0)
    return int(min(max(round(days), 1), LONGEST))


def first_trace(*, remembered: bool) -> Trace:
    """Return the trace after the first practice of a skill."""
    grade = GOOD if remembered else AGAIN
    return Trace(stability=WEIGHTS[grade - 1], difficulty=_clamp_difficulty(_first_difficulty(grade)))


def next_trace(trace: Trace, *, days: float, remembered: bool) -> Trace:
    """Return the trace after practice `days` after the last one; within the same day the short-term rule."""
    grade = GOOD if remembered else AGAIN
    if days < 1.0:
        stability = _same_day(trace.stability, grade)
    elif remembered:
        stability = _after_success(trace, recall(days, trace.stability))
    else:
        stability = _after_failure(trace, recall(days, trace.stability))
    return Trace(min(max(stability, SHORTEST), LONGEST), _next_difficulty(trace.difficulty, grade))


def _first_difficulty(grade: int) -> float:
    return WEIGHTS[4] - math.exp(WEIGHTS[5] * (grade - 1)) + 1.0


def _clamp_difficulty(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)


def _next_difficulty(difficulty: float, grade: int) -> float:
    damped = difficulty - WEIGHTS[6] * (grade - 3) * (10.0 - difficulty) / 9.0
    return _clamp_difficulty(WEIGHTS[7] * _EASIEST + (1.0 - WEIGHTS[7]) * damped)


def _same_day(stability: float, grade: int) -> float:
    growth = _SAME_DAY[grade] * stability ** -WEIGHTS[19]
    return float(stability * (max(growth, 1.0) if grade >= GOOD else growth))


def _after_success(trace: Trace, remembered: float) -> float:
    spacing = math.exp(WEIGHTS[10] * (1.0 - remembered)) - 1.0
    growth = _GROWTH * (11.0 - trace.difficulty) * trace.stability ** -WEIGHTS[9] * spacing
    return float(trace.stability * (1.0 + growth))


def _after_failure(trace: Trace, remembered: float) -> float:
    long_term: float = (
        WEIGHTS[11]
        * trace.difficulty ** -WEIGHTS[12]
        * ((trace.stability + 1.0) ** WEIGHTS[13] - 1.0)
        * math.exp(WEIGHTS[14] * (1.0 - remembered))
    )
    return min(long_term, trace.stability / _LEAST_LOSS)
