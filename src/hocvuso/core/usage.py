"""How a question does with people: counts of answers put beside what its author expected.

Nothing here is a calibration: difficulty is read off the share of right answers alone, as if everybody were of average
ability. So it is told in words, and not at all below `ENOUGH` answers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ENOUGH = 30  # decided: issue 5, part 7; below it shares are chance
RIGHT = 0.8  # assumed: as `parameters.success`, the score from which an answer counts as right
# Seconds of an answer are kept as counts in steps of a fifth: the median is then within a tenth of the true one.
FIRST_SECONDS, GROWTH, BINS = 1.0, 1.2, 40  # assumed: from a second to 20 minutes
FAR = 0.25  # assumed: so much further from what was expected is worth a look
MANY_UNKNOWN = 0.25  # assumed: share of "Tôi không biết" that is worth a look
NO_TASK = 0.97  # assumed: a question that everybody answers right measures nothing
SLOW, HASTY = 2.0, 0.2  # assumed: median as a share of the seconds that its author gave
WORDS = ("very_easy", "easy", "middle", "hard", "very_hard")
_EDGES = (-1.2, -0.4, 0.4, 1.2)  # assumed: five equal parts of the authors' scale −2…2


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the answers to one question; `times` are answers by length, see `bin_of`."""

    answers: int = 0
    right: int = 0
    unknown: int = 0
    times: tuple[int, ...] = (0,) * BINS

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        times = tuple(mine + theirs for mine, theirs in zip(self.times, other.times, strict=True))
        return Tally(self.answers + other.answers, self.right + other.right, self.unknown + other.unknown, times)

    @property
    def is_enough(self) -> bool:
        """Tell whether shares may be spoken of."""
        return self.answers >= ENOUGH

    @property
    def right_share(self) -> float:
        """Share of right answers, 0…1."""
        return self.right / self.answers if self.answers else 0.0

    @property
    def unknown_share(self) -> float:
        """Share of "Tôi không biết", 0…1."""
        return self.unknown / self.answers if self.answers else 0.0

    @property
    def median_seconds(self) -> float | None:
        """The middle of the times, None where none was measured."""
        return median_of(self.times)


def tally_of(answers: Iterable[tuple[float | None, bool, int]]) -> Tally:
    """Count answers given as (score, said that he does not know, milliseconds); 0 ms is not measured."""
    count = right = unknown = 0
    times = [0] * BINS
    for score, is_unknown, ms in answers:
        count += 1
        right += score is not None and score >= RIGHT
        unknown += is_unknown
        if ms > 0:
            times[bin_of(ms / 1000.0)] += 1
    return Tally(count, right, unknown, tuple(times))


def bin_of(seconds: float) -> int:
    """Return in which step a time falls."""
    if seconds <= FIRST_SECONDS:
        return 0
    return min(BINS - 1, 1 + int(math.log(seconds / FIRST_SECONDS) / math.log(GROWTH)))


def median_of(times: Sequence[int]) -> float | None:
    """Return the middle of counts by step, as the middle of its step; None of nothing."""
    total, seen = sum(times), 0
    for place, count in enumerate(times):
        seen += count
        if count and 2 * seen >= total:
            return FIRST_SECONDS * GROWTH ** (place - 0.5) if place else FIRST_SECONDS
    return None


def expected_share(difficulty: float, guess: float) -> float:
    """Return the share of right answers that an author expects of average people (ability 0)."""
    return guess + (1.0 - guess) / (1.0 + math.exp(difficulty))


def observed_difficulty(tally: Tally, guess: float) -> float:
    """Return the difficulty that would make average people as right as these were, within −3…3."""
    known = (tally.right_share - guess) / (1.0 - guess)
    known = min(max(known, 0.04743), 0.95257)  # the logistic of −3 and 3
    return math.log((1.0 - known) / known)


def word_of(difficulty: float) -> str:
    """Return one of WORDS."""
    return WORDS[sum(difficulty >= edge for edge in _EDGES)]


def flags(tally: Tally, *, difficulty: float, guess: float, seconds: float) -> tuple[str, ...]:
    """Return what is worth a look: harder easier unknown no_task slow hasty; nothing below enough answers."""
    if not tally.is_enough:
        return ()
    expected, median = expected_share(difficulty, guess), tally.median_seconds
    found = {
        "harder": tally.right_share < expected - FAR,
        "easier": tally.right_share > expected + FAR,
        "unknown": tally.unknown_share > MANY_UNKNOWN,
        "no_task": tally.right_share >= NO_TASK,
        "slow": median is not None and median > SLOW * seconds,
        "hasty": median is not None and median < HASTY * seconds,
    }
    return tuple(name for name, holds in found.items() if holds)
