"""A question as it was understood: every plausible reading of what was typed, with a weight.

Searching decides among the readings. `core/reading.py` makes these from text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

# Weight of a thing of the thesaurus that two texts name, perhaps in other words (measured: .3 to 1.4 all
# help on the wordings held out, more helps more; 1 = like a word of its own).
CONCEPT_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of what was typed at one place."""

    words: tuple[str, ...]  # folded
    marked: tuple[str, ...]  # the same with marks, where known
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One typed word (or fixed phrase) and its readings, the main one first."""

    readings: tuple[Reading, ...]
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    slots: tuple[Slot, ...]
    concepts: tuple[str, ...]  # things of the thesaurus that are named in it
    marked: bool  # typed with diacritics (or raw Telex, which carries them)
    repaired: tuple[tuple[str, str], ...]  # typed, understood

    @property
    def repaired_share(self) -> float:
        """Share of the places that had to be mended, 0 to 1."""
        return sum(slot.mended for slot in self.slots) / max(1, len(self.slots))

    def words(self) -> list[str]:
        """The folded words of the main readings."""
        return [word for slot in self.slots for word in slot.readings[0].words]

    def terms(self) -> dict[str, float]:
        """Folded words and pairs of neighbouring words, each with the weight of its best reading."""
        best = _best(_occurrences(self.slots, marked=False))
        return best | dict.fromkeys(self.concepts, CONCEPT_WEIGHT)

    def marked_terms(self) -> dict[str, float]:
        """The same with marks."""
        return _best(_occurrences(self.slots, marked=True))

    def add_counts(self, plain: dict[str, float], marked: dict[str, float]) -> None:
        """Add every occurrence of every term, without and with its marks: how a text is counted for the index."""
        if all(len(slot.readings) == 1 and len(slot.readings[0].words) == 1 for slot in self.slots):
            # One reading of one word at each place, as in most lines of lessons.
            _count([slot.readings[0].words[0] for slot in self.slots], plain)
            _count([slot.readings[0].marked[0] for slot in self.slots], marked)
        else:
            for is_marked, counts in ((False, plain), (True, marked)):
                for term, occurrence in _occurrences(self.slots, marked=is_marked):
                    counts[intern(term)] = counts.get(term, 0.0) + occurrence
        for term in self.concepts:
            plain[term] = plain.get(term, 0.0) + 1.0


def _count(words: list[str], counts: dict[str, float]) -> None:
    """Add words and pairs. Interned: a pair stands in many passages, and an index holds all while it is built."""
    for word in words:
        counts[word] = counts.get(word, 0.0) + 1.0
    for left, right in pairwise(words):
        pair = intern(f"{left} {right}")
        counts[pair] = counts.get(pair, 0.0) + 1.0


def _best(occurrences: Iterable[tuple[str, float]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, weight in occurrences:
        if weight > weights.get(term, 0.0):
            weights[term] = weight
    return weights


def _occurrences(slots: tuple[Slot, ...], *, marked: bool) -> Iterator[tuple[str, float]]:
    before: list[tuple[str, float]] = []  # last words of the place before
    for slot in slots:
        here: list[tuple[str, float]] = []
        for reading in slot.readings:
            words = reading.marked if marked else reading.words
            if not words:
                continue
            for left, weight in before:
                yield f"{left} {words[0]}", reading.weight * weight
            yield words[0], reading.weight
            for left, right in pairwise(words):
                yield f"{left} {right}", reading.weight
                yield right, reading.weight
            here.append((words[-1], reading.weight))
        before = here or before
