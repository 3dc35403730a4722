"""From papers to places: the best attempt of each round, then the sum, the guess, the earliest.

Customs of union contests (design, 7.5): points are questions answered right; who has as many as somebody else is before
him if his guess of "how many people answer everything right" is nearer; then whoever handed in earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

NO_GUESS = 1_000_000  # decided: whoever did not guess comes after everybody who did


@dataclass(frozen=True, slots=True)
class Sheet:
    """One attempt that counts: `points` of `questions`, what was guessed, when it was handed in."""

    entrant: int
    round: int
    points: int
    questions: int
    guess: int | None
    handed_in: datetime

    @property
    def is_full(self) -> bool:
        """Whether everything was right."""
        return self.points == self.questions


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's place: equal places are possible only for equal points, guess and moment."""

    entrant: int
    place: int
    points: int
    questions: int
    gap: int
    handed_in: datetime


def full_ones(sheets: Iterable[Sheet]) -> dict[int, int]:
    """Return for each round how many people answered everything right: what was to be guessed."""
    found: dict[int, set[int]] = {}
    for each in sheets:
        full = found.setdefault(each.round, set())
        if each.is_full:
            full.add(each.entrant)
    return {number: len(full) for number, full in found.items()}


def gap(sheet: Sheet, truth: Mapping[int, int]) -> int:
    """Return how far a guess lies from the truth, `NO_GUESS` without one."""
    return NO_GUESS if sheet.guess is None else min(abs(sheet.guess - truth.get(sheet.round, 0)), NO_GUESS)


def best(sheets: Iterable[Sheet], truth: Mapping[int, int]) -> dict[tuple[int, int], Sheet]:
    """Return the best attempt of each entrant in each round: most points, nearest guess, earliest."""
    found: dict[tuple[int, int], Sheet] = {}
    for each in sheets:
        key = each.entrant, each.round
        if key not in found or _rank(each, truth) < _rank(found[key], truth):
            found[key] = each
    return found


def _rank(sheet: Sheet, truth: Mapping[int, int]) -> tuple[int, int, datetime]:
    return -sheet.points, gap(sheet, truth), sheet.handed_in


def placed(sheets: Sequence[Sheet]) -> list[Placed]:
    """Return everybody in the order of places, from the sheets of one round or of a whole contest."""
    truth = full_ones(sheets)
    sums: dict[int, list[Sheet]] = {}
    for (entrant, _round), sheet in best(sheets, truth).items():
        sums.setdefault(entrant, []).append(sheet)
    lines = sorted((_line(entrant, own, truth) for entrant, own in sums.items()), key=_order)
    found: list[Placed] = []
    for number, each in enumerate(lines, start=1):
        same = bool(found) and _order(each)[:3] == _order(found[-1])[:3]
        place = found[-1].place if same else number
        found.append(Placed(each.entrant, place, each.points, each.questions, each.gap, each.handed_in))
    return found


def _line(entrant: int, own: Sequence[Sheet], truth: Mapping[int, int]) -> Placed:
    return Placed(
        entrant, 0, sum(each.points for each in own), sum(each.questions for each in own),
        min(sum(gap(each, truth) for each in own), NO_GUESS), max(each.handed_in for each in own),
    )  # fmt: skip


def _order(each: Placed) -> tuple[int, int, datetime, int]:
    return -each.points, each.gap, each.handed_in, each.entrant
