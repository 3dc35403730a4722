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
RECALL_WANTED = 0.85  # decided: personalisation.md 3, practice rule
RECALL_WANTED_CRITICAL = 0.90  # decided: the same, for OTP, transfers, phishing


class Trace(NamedTuple):
    """How well one skill sits: stability in days (0.001…36500) and difficulty (1…10)."""

    stability: float
    difficulty: float


def recall(days: float, stability: float) -> float:
    """Return R(t) = (1 + F·t/S)^−d, the chance to remember after `days` (≥ 0), in (0, 1]."""
    return float((1.0 + FACTOR * days / stability) ** -DECAY) if days > 0.0 else 1.0


def interval(stability: float, wanted: float = RECALL_WANTED) -> int:
    """Return the whole days until recall falls to `wanted` (0 < wanted < 1), at least 1."""
    days = stability / FACTOR * (wanted ** (-1.0 / DECAY) - 1.0)
    return int(min(max(round(days), 1), LONGEST))


def first_trace(*, remembered: bool) -> Trace:
    """Return the trace after the first practice of a skill."""
    return _FIRST[remembered]


def next_trace(trace: tuple[float, float], *, days: float, remembered: bool) -> Trace:
    """Return the trace after practice `days` after the last one; within the same day the short-term rule."""
    stability, difficulty = trace
    if days < 1.0:
        after = _same_day(stability, remembered)
    elif remembered:
        after = _after_success(stability, difficulty, recall(days, stability))
    else:
        after = _after_failure(stability, difficulty, recall(days, stability))
    # What Trace(…) does, and no `min` and `max`: 0.7 of 1.3 µs, with every answer.
    after = SHORTEST if after < SHORTEST else LONGEST if after > LONGEST else after
    return tuple.__new__(Trace, (after, _next_difficulty(difficulty, remembered)))


def _first_difficulty(grade: int) -> float:
    return WEIGHTS[4] - math.exp(WEIGHTS[5] * (grade - 1)) + 1.0


def _clamp_difficulty(difficulty: float) -> float:
    return 1.0 if difficulty < 1.0 else 10.0 if difficulty > 10.0 else difficulty


# Of the formulas below what depends on no learner, by whether it was remembered: with every answer computed anew
# they took a third of its 2.4 µs here.
_GRADES = {False: AGAIN, True: GOOD}
_FIRST = {
    remembered: Trace(stability=WEIGHTS[grade - 1], difficulty=_clamp_difficulty(_first_difficulty(grade)))
    for remembered, grade in _GRADES.items()
}
_STEP = {remembered: WEIGHTS[6] * (grade - 3) for remembered, grade in _GRADES.items()}
_EASIEST, _KEPT = WEIGHTS[7] * _first_difficulty(EASY), 1.0 - WEIGHTS[7]
_SAME_DAY = {remembered: math.exp(WEIGHTS[17] * (grade - 3 + WEIGHTS[18])) for remembered, grade in _GRADES.items()}
_GROWTH, _LAPSE = math.exp(WEIGHTS[8]), math.exp(WEIGHTS[17] * WEIGHTS[18])


def _next_difficulty(difficulty: float, remembered: bool) -> float:
    return _clamp_difficulty(_EASIEST + _KEPT * (difficulty - _STEP[remembered] * (10.0 - difficulty) / 9.0))


def _same_day(stability: float, remembered: bool) -> float:
    growth = _SAME_DAY[remembered] * stability ** -WEIGHTS[19]
    return float(stability * (max(growth, 1.0) if remembered else growth))


def _after_success(stability: float, difficulty: float, recalled: float) -> float:
    spacing = math.exp(WEIGHTS[10] * (1.0 - recalled)) - 1.0
    return float(stability * (1.0 + _GROWTH * (11.0 - difficulty) * stability ** -WEIGHTS[9] * spacing))


def _after_failure(stability: float, difficulty: float, recalled: float) -> float:
    long_term: float = (
        WEIGHTS[11]
        * difficulty ** -WEIGHTS[12]
        * ((stability + 1.0) ** WEIGHTS[13] - 1.0)
        * math.exp(WEIGHTS[14] * (1.0 - recalled))
    )
    return min(long_term, stability / _LAPSE)
