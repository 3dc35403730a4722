"""What can be wrong with an official table, and where: words of this folder."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, NOTE = "error", "note"  # a note stops nothing


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: sheet or table, row from 1 as the program shows it (0: all of it), column."""

    sheet: str = ""
    row: int = 0
    column: str = ""  # letter of the column, and its heading


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `code` names the sentence, `value` is what stands there."""

    place: Place
    code: str
    value: str = ""
    severity: str = ERROR


def letter(column: int) -> str:
    """Return the letters of a column counted from 0, as spreadsheets write them: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
