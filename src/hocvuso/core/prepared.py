"""Passages whose texts have been read and counted; assembling many of these to an index needs no more reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hocvuso.core.passages import Passage
from hocvuso.core.reading import read_text

# Length of the character pieces (design: 3).
_PIECE = 3

Terms = dict[str, float]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of a text, counted."""

    plain: Terms
    marked: Terms
    pieces: Terms


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage whose texts have been read; assembling many of these needs no more reading."""

    passage: Passage
    fields: tuple[tuple[float, Counted], ...]
    questions: tuple[Counted, ...]
    near_misses: tuple[Counted, ...]
    title: Counted

    def without(self, fold: int, folds: int) -> Prepared:
        """The same without every `folds`-th question and near-miss from number `fold` on."""
        passage = replace(
            self.passage,
            questions=_others(self.passage.questions, fold, folds),
            near_misses=_others(self.passage.near_misses, fold, folds),
        )
        return replace(
            self,
            passage=passage,
            questions=_others(self.questions, fold, folds),
            near_misses=_others(self.near_misses, fold, folds),
        )


def _others(items: tuple[_Item, ...], fold: int, folds: int) -> tuple[_Item, ...]:
    return tuple(item for place, item in enumerate(items) if place % folds != fold)


def prepare(passage: Passage) -> Prepared:
    """Read all texts of a passage."""
    return Prepared(
        passage=passage,
        # Only a passage without questions is told by the pieces of its fields (`indexing.piece_weights`).
        fields=tuple((weight, counted(text, cut=not passage.questions)) for weight, text in passage.fields),
        questions=tuple(counted(text) for text in passage.questions),
        near_misses=tuple(counted(text) for text, _ in passage.near_misses),
        title=counted(passage.title),
    )


def counted(text: str, *, cut: bool = True) -> Counted:
    """Terms of a text, line by line, so that no pair spans two lines; `cut`: its pieces too."""
    found = Counted({}, {}, {})
    for line in text.splitlines():
        said = read_text(line)
        said.add_counts(found.plain, found.marked)
        if cut:
            add(found.pieces, dict.fromkeys(pieces(said.words()), 1.0))
    return found


def pieces(words: Sequence[str]) -> list[str]:
    """All runs of three characters of folded words, word ends included; none for no words."""
    text = f" {' '.join(words)} "
    return [text[place : place + _PIECE] for place in range(len(text) - _PIECE + 1)] if words else []


def add(total: Terms, counts: Terms, weight: float = 1.0) -> None:
    """Add counted terms, times `weight`, to a total."""
    for term, count in counts.items():
        total[term] = total.get(term, 0.0) + weight * count
