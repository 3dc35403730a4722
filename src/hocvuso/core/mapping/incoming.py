"""A partner's list of members in the shape that our own reader of lists knows: its headings, its codes, its dates.

Rows keep their numbers, so that what the preview says is wrong is found in the partner's file. A code that the mapping
does not know, or a date that is none, goes on as it stands: the reader names it row by row, and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hocvuso.core.mapping import values
from hocvuso.core.mapping.content import FIELDS, Column, Form
from hocvuso.core.roster.fields import Cell, as_text
from hocvuso.core.vntext import search_key

HEAD_ROWS = 40  # decided: letterheads of official forms take some twenty rows
Row = tuple[int, Sequence[Cell]]


class NoHeadings(Exception):
    """The file is not the partner's list; `missing` are the headings that no row has together."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


def table(form: Form, rows: Iterable[Row]) -> list[list[Cell]]:
    """Return the partner's rows under our headings; row n of the result is row n of the file.

    Raises NoHeadings, with those of the row that has most of them, where no row holds every required heading.
    """
    found = list(rows)
    place, columns = _heading(form, found[:HEAD_ROWS])
    blank: list[Cell] = [""] * len(columns)
    table = [list(blank) for _ in range(found[place][0] - 1)]
    table.append([FIELDS[column.fact] for column, _at in columns])
    for number, cells in found[place + 1 :]:
        table += [list(blank) for _ in range(number - 1 - len(table))]
        table.append([_read(column, cells, at) for column, at in columns])
    return table


def _heading(form: Form, rows: Sequence[Row]) -> tuple[int, list[tuple[Column, int]]]:
    """Return the index of the row of headings, and each column of the mapping that is there with its place."""
    wanted = [(column, search_key(column.heading)) for column in form.columns]
    closest = [column.heading for column in form.columns if column.rule.is_required] or [form.columns[0].heading]
    for index, (_number, cells) in enumerate(rows):
        places = {search_key(as_text(cell)): at for at, cell in reversed(list(enumerate(cells))) if as_text(cell)}
        missing = [column.heading for column, key in wanted if key not in places and column.rule.is_required]
        there = [(column, places[key]) for column, key in wanted if key in places]
        if there and not missing:
            return index, there
        if there and len(missing) < len(closest):
            closest = missing
    raise NoHeadings(closest)


def _read(column: Column, cells: Sequence[Cell], at: int) -> Cell:
    cell = cells[at] if at < len(cells) else ""
    text = as_text(cell)
    if column.rule.codes:
        folded = {search_key(theirs): ours for theirs, ours in column.rule.codes.items()}
        return folded.get(search_key(text), text)
    if column.rule.date and isinstance(cell, (str, int, float)) and not isinstance(cell, bool):
        return values.read_date(text, column.rule.date) or text
    return cell
