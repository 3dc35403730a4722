"""Invented memories for `hocvuso evaluate review`: power-law forgetting as in ACT-R, which no scheduler knows.

Activation after presentations at times t_k: m(t) = β + ln Σ (t − t_k)^(−d_k), with d_k = c·exp(m(t_k)) + α, and
P(recall) = 1/(1 + exp((τ − m)/s)). P. Pavlik and J. Anderson, "Practice and forgetting effects on vocabulary memory",
Cognitive Science 29 (2005), 559-586. A world shows what follows if memories were so; it shows nothing about people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.graph import Floats

DAYS = 270  # design
JUDGED_FROM = 180  # design: recall is judged from this day on
SCALE, LEAST_DECAY = 0.217, 0.177  # published: c, α
THRESHOLD, NOISE = -0.704, 0.255  # published: τ, s
A_DAY = 86_400 * 0.025  # published: seconds of a day, times h = .025 between sessions
# measured: of the levels tried, that at which py-fsrs comes nearest to its figures in personalisation.md 2.3
LEVEL, SPREAD = 0.45, 0.4


@dataclass(frozen=True, slots=True)
class Memories:
    """Cards with their own level β; `luck[card, day]` in 0…1 decides whether a review of that day succeeds."""

    level: Floats
    luck: Floats

    def __len__(self) -> int:
        return len(self.level)


def memories(cards: int, seed: int) -> Memories:
    """Return cards, each with its luck of every day."""
    draw = np.random.default_rng((seed, 5))
    return Memories(draw.normal(LEVEL, SPREAD, cards), draw.random((cards, DAYS + 1)))


class Memory:
    """One card and its presentations, the first on day 0."""

    def __init__(self, level: float) -> None:
        self.level = level
        self.days = np.zeros(0)
        self.decays = np.zeros(0)
        self.present(0)

    def present(self, day: int) -> None:
        """Show the card: what is active now fades faster later."""
        active = float(np.exp(self._activation(np.array([day]))[0])) if len(self.days) else 0.0
        self.days, self.decays = np.append(self.days, day), np.append(self.decays, SCALE * active + LEAST_DECAY)

    def recall(self, days: NDArray[np.int64]) -> Floats:
        """Return the true chance to recall on days after the last presentation."""
        result: Floats = 1.0 / (1.0 + np.exp((THRESHOLD - self._activation(days)) / NOISE))
        return result

    def _activation(self, days: NDArray[np.int64]) -> Floats:
        # What was shown today counts as shown a tenth of a day ago, so that nothing is divided by no time.
        gaps = np.maximum(days[:, None] - self.days, 0.1) * A_DAY
        shown = days[:, None] >= self.days
        found: Floats = self.level + np.log((shown * gaps**-self.decays).sum(axis=1))
        return found


def remembers(world: Memories, card: int, day: int, chance: float) -> bool:
    """Tell whether the review of that day succeeds."""
    return bool(world.luck[card, day] < chance)
