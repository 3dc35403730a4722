"""What looks odd in the papers of a round, for the jury alone: it is a reason to ask, never a verdict.

Two people who make the same mistakes: of the questions that both had and both got wrong, how many got the same wrong
line? If each chooses among the wrong lines as everybody else does, that number is a sum of independent trials with the
chance Σ p² of each question; its tail is computed exactly. Method: error-similarity analysis, F. S. Bellezza and
S. F. Bellezza, Teaching of Psychology 16 (1989), 151–155, with the chance of each question in place of one for all
(R. B. Frary, "Statistical detection of multiple-choice answer copying", Applied Measurement in Education 6, 1993). So
that a round of 5,000 does not accuse by its mere size, the bound is divided by the number of pairs (Bonferroni).

Right answers in common say nothing: who learnt from one lesson knows the same. Neither does a shared phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SURE = 0.01  # decided: one round in a hundred names a pair that only had bad luck
FEWEST_SAME = 4  # decided: below that no chance is small enough to ask anybody about
BLOCK = 1024  # decided: rows compared at once, 5,000 papers need 20 MB
QUICK_MS = 2500  # assumed: nobody reads a question and its lines in less (12 syllables at 5 a second)
QUICK_SHARE = 0.8  # decided: quick and mostly wrong is somebody who gave up


@dataclass(frozen=True, slots=True)
class Answered:
    """One paper: what was answered to each question (its stored form as text), whether right, and how long it took."""

    entrant: int
    lines: Mapping[str, str]  # question → what was chosen
    right: frozenset[str]
    used_ms: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two papers with the same mistakes: how many of how many, and how likely that is by chance (at least as many)."""

    one: int
    other: int
    same: int
    wrong: int
    chance: float


def alike(papers: Sequence[Answered]) -> list[Alike]:
    """Return the pairs whose mistakes agree beyond chance, the most striking first; each entrant against others."""
    wrong = [{name: line for name, line in each.lines.items() if name not in each.right} for each in papers]
    chances = _chances(wrong)
    columns = {key: place for place, key in enumerate(sorted({pair for each in wrong for pair in each.items()}))}
    if not columns:
        return []
    marks = np.zeros((len(papers), len(columns)), dtype=np.float32)
    for row, each in enumerate(wrong):
        for pair in each.items():
            marks[row, columns[pair]] = 1.0
    pairs = max(len(papers) * (len(papers) - 1) // 2, 1)
    found = []
    for one, other in _candidates(marks):
        if papers[one].entrant == papers[other].entrant:
            continue
        both = wrong[one].keys() & wrong[other].keys()
        same = sum(wrong[one][name] == wrong[other][name] for name in both)
        chance = tail([chances[name] for name in sorted(both)], same)
        if chance * pairs <= SURE:
            found.append(Alike(papers[one].entrant, papers[other].entrant, same, len(both), chance))
    return sorted(found, key=lambda each: (each.chance, each.one, each.other))


def _candidates(marks: np.ndarray) -> list[tuple[int, int]]:
    """Return the rows that share `FEWEST_SAME` mistakes at least."""
    found: list[tuple[int, int]] = []
    for begin in range(0, len(marks), BLOCK):
        shared = marks[begin : begin + BLOCK] @ marks.T
        for row, column in np.argwhere(shared >= FEWEST_SAME):
            if begin + int(row) < int(column):
                found.append((begin + int(row), int(column)))
    return found


def _chances(wrong: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """Return for each question the chance that two who got it wrong got it wrong in the same way."""
    counts: dict[str, dict[str, int]] = {}
    for each in wrong:
        for name, line in each.items():
            own = counts.setdefault(name, {})
            own[line] = own.get(line, 0) + 1
    return {name: sum((many / sum(own.values())) ** 2 for many in own.values()) for name, own in counts.items()}


def tail(chances: Sequence[float], at_least: int) -> float:
    """Return the chance (0…1) that of independent trials with these chances `at_least` succeed (Poisson binomial).

    Raises ValueError for a chance outside 0…1.
    """
    if any(not 0.0 <= each <= 1.0 for each in chances):
        raise ValueError("a chance is 0…1")
    found = [1.0]
    for each in chances:
        found = [
            (found[many] if many < len(found) else 0.0) * (1.0 - each) + (found[many - 1] * each if many else 0.0)
            for many in range(len(found) + 1)
        ]
    return min(sum(found[max(at_least, 0) :]), 1.0)


def is_impossibly_quick(paper: Answered, questions: int) -> bool:
    """Tell whether a paper was mostly right in less time than reading it takes; `questions` it had."""
    return (
        questions > 0
        and len(paper.right) >= QUICK_SHARE * questions
        and paper.used_ms < QUICK_MS * questions
    )  # fmt: skip
