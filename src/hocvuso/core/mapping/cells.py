"""Cells of a spreadsheet by their names, and labels that must stand where a mapping expects them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core.vntext import search_key

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # published: the size of a sheet (ECMA-376, Excel since 2007)
_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LETTERS = 26  # derived: A to Z


@dataclass(frozen=True, slots=True)
class Label:
    """A text that must stand in a cell, so that the cell beside it is the one that is meant."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A label that does not stand where it should: what stands there, and where the label is now ("" for nowhere)."""

    label: Label
    found: str
    now_at: str


def place(name: str) -> tuple[int, int]:
    """Return row and column, both from 1, of a cell: "D9" is (9, 4). Raises ValueError for anything else."""
    match = _NAME.fullmatch(name)
    row, column = (int(match[2]), column_of(match[1])) if match else (0, 0)
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise ValueError(f"{name!r} is no cell")
    return row, column


def column_of(letters: str) -> int:
    """Return the number of a column, from 1: "A" is 1, "AA" is 27. Raises ValueError for anything else."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        raise ValueError(f"{letters!r} is no column")
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """Counterpart of `column_of`. Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"{column} is no column")
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def name_of(row: int, column: int) -> str:
    """Counterpart of `place`."""
    return f"{letters_of(column)}{row}"


def moved(labels: Sequence[Label], texts: Mapping[str, str]) -> tuple[Moved, ...]:
    """Return the labels that do not stand in their cells; `texts` are those of the sheet, by cell.

    Marks, capitals and blanks do not matter: a form is typed anew every year.
    """
    folded = {cell: search_key(text) for cell, text in texts.items()}
    found = []
    for label in labels:
        wanted = search_key(label.text)
        if folded.get(label.cell, "") != wanted:
            now_at = next((cell for cell, text in folded.items() if wanted and text == wanted), "")
            found.append(Moved(label, texts.get(label.cell, ""), now_at))
    return tuple(found)
