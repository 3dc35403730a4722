"""The constants of the learner model, each with its origin; `personalisation.md` 3 is quoted as "design".

A site never edits these by hand: a change is a new model version, and states are replayed from the events.
"""

from __future__ import annotations

from dataclasses import dataclass

# version byte of a packed state: raise it with any change of packing, of a constant or of a rule that moves the state
MODEL_VERSION = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """Prior, learning, forgetting and thresholds; abilities and difficulties in logits, time in days."""

    sigma_global: float = 0.9  # design: start value; measured best 0.7…1.1 on statics11 and algebra05
    sigma_skill: float = 0.6  # design: start value; measured best 0.5
    rho: float = 0.55  # design: start value, correlation per prerequisite step
    practice_noise: float = 0.02  # design: measured best 0.01…0.06, variance added by one practice
    time_noise: float = 0.01  # assumed: variance added by a pause, times log(1 + days)
    answer_gain: float = 0.1  # measured: best 0…0.15 on statics11 and algebra05, times (1 − p)
    lesson_gain: float = 0.5  # assumed: learning from one whole lesson, times (1 − p)
    gain_spread: float = 0.5  # assumed: sd of a gain as a share of it, for Thompson draws
    largest_gain: float = 3.0  # assumed: practised gain stays below this, so it fits the scale −3…3
    threshold: float = 0.3  # assumed: ability that counts as mastery, on the scale of item difficulty
    sure: float = 0.85  # decided: foundations.md 15, P(ability > threshold) needed for mastery
    lost: float = 0.6  # assumed: later answers take mastery back below this, where "nearly" ends too
    nearly: float = 0.6  # assumed: from here the band is "nearly"
    inferred: float = 0.8  # assumed: untested skills above this are "inferred"
    too_wide: float = 0.8  # design: sd above which we say "chưa đủ dữ liệu"
    success: float = 0.8  # assumed: score from which an answer counts as a success
    dimensions: int = 39  # measured: global + 38 skills with 41 records fit 4 KB; 0 means no limit


DEFAULT = Parameters()
HINT_WEIGHTS = (1.0, 0.6, 0.3, 0.0)  # assumed: weight of a success after 0, 1, 2, 3 or more hints
FAST_WEIGHT = 0.5  # design: an answer under the item's 5th percentile of time
VERY_FAST_WEIGHT = 0.0  # design: hardly read; assumed to be under half of that time
DEFAULT_SLIP = 0.03  # design: 0.02…0.05
DEFAULT_DISCRIMINATION = 1.0  # design: expert prior of log a has mean 0
