"""What a ready report is: a definition, what is asked of it, and the listing that it answers with."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from hocvuso.core import vntext
from hocvuso.reports.documents.paper import Cell, Column
from hocvuso.reports.targets import Target
from hocvuso.unions.queries import UnitLine

Row = Sequence[Cell]
TARGET, MONTH = "target", "month"  # filters that a definition may ask for


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing is made for. `viewer` is None on the command line, where nobody's name is shown."""

    unit: UnitLine
    day: date
    target: Target
    month: date
    viewer: uuid.UUID | None = None
    sees_names: bool = False
    typed: str = ""
    order: int | None = None  # column to sort by
    is_descending: bool = False

    @property
    def named(self) -> uuid.UUID | None:
        """Return who may see names here, or None."""
        return self.viewer if self.sees_names else None


class Listing(Protocol):
    """Columns and rows, found and sorted already."""

    columns: Sequence[Column]
    notes: Sequence[str]
    sorts: bool  # whether it can be sorted by any column

    def count(self) -> int:
        """Return how many rows there are."""

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Yield rows from one place to another."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One ready report."""

    name: str
    title: Callable[[], str]
    what: Callable[[], str]
    make: Callable[[Asked], Listing]
    asks: frozenset[str] = frozenset()
    has_names: bool = False


@dataclass(slots=True)
class InMemory:
    """A listing of units, skills or months: few rows, searched without marks and sorted by any column."""

    columns: Sequence[Column]
    found: list[Row]
    notes: Sequence[str] = field(default=())
    sorts: bool = True

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.found)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Yield rows from one place to another."""
        yield from self.found[start:stop]


def listed(asked: Asked, columns: Sequence[Column], rows: Sequence[Row], notes: Sequence[str] = ()) -> InMemory:
    """Return the rows that hold every typed word, sorted as asked; what is not known comes last."""
    words = vntext.search_key(asked.typed).split()
    kept = [row for row in rows if not words or _holds(row, words)]
    if asked.order is not None and 0 <= asked.order < len(columns):
        place = asked.order
        known = sorted((row for row in kept if row[place] is not None), key=lambda row: _key(row[place]))
        if asked.is_descending:
            known.reverse()
        kept = known + [row for row in kept if row[place] is None]
    return InMemory(columns, kept, notes)


def _holds(row: Row, words: Sequence[str]) -> bool:
    text = vntext.search_key(" ".join(cell for cell in row if isinstance(cell, str)))
    return all(word in text for word in words)


def _key(value: Cell) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, vntext.alphabet_key(value) if isinstance(value, str) else str(value))
