"""Where the headings of a table stand: titles above, two rows of headings, a row of numbers below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hocvuso.core.official import columns
from hocvuso.core.official.faults import letter
from hocvuso.core.vntext import search_key

HEAD_ROWS = 40  # assumed: whoever puts more above his table has another kind of sheet


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading as written, the field that it holds."""

    place: int
    heading: str
    field: str

    @property
    def name(self) -> str:
        """How it is called in a sentence."""
        return f"{letter(self.place)} ({self.heading})" if self.heading else letter(self.place)


@dataclass(frozen=True, slots=True)
class Head:
    """The columns that are read, the others by name, and the index of the first row below."""

    columns: dict[str, Column]  # by field
    unread: tuple[str, ...]
    first: int


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """Return the headings of a table, or None: a table has at least a column of skills."""
    best: tuple[int, Head] | None = None
    for at in range(min(len(rows), HEAD_ROWS)):
        for depth in (2, 1):
            head = _head(rows, at, depth)
            # Two rows only where the second really adds a field.
            if head and (best is None or len(head.columns) > best[0]):
                best = (len(head.columns), head)
    return best[1] if best else None


def _head(rows: Sequence[Sequence[str]], at: int, depth: int) -> Head | None:
    above = rows[at]
    below = rows[at + 1] if depth == 2 and at + 1 < len(rows) else ()
    if depth == 2 and not _is_second(below):
        return None
    width = max(len(above), len(below))
    found, unread, parent = dict[str, Column](), list[str](), ""
    for place in range(width):
        top = above[place] if place < len(above) else ""
        under = below[place] if place < len(below) else ""
        parent = top or (parent if under else "")
        heading = " – ".join(dict.fromkeys(each for each in (parent if under else top, under) if each))
        field = columns.meaning(under) or columns.meaning(parent if under else top)
        if field == columns.TITLE and columns.TITLE in found:
            field = columns.DETAIL
        if field and field not in found:
            found[field] = Column(place, heading, field)
        elif heading:
            unread.append(f"{letter(place)} ({heading})")
    if columns.TITLE not in found and columns.DETAIL in found:
        found[columns.TITLE] = Column(found[columns.DETAIL].place, found[columns.DETAIL].heading, columns.TITLE)
        del found[columns.DETAIL]
    lonely = len(found) < 2 and sum(1 for cell in above if cell) > 1
    if columns.TITLE not in found or lonely or (len(found) < 2 and not _is_bare(found[columns.TITLE])):
        return None
    first = at + depth
    while first < len(rows) and _is_numbering(rows[first]):
        first += 1
    return Head(found, tuple(unread), first)


def _is_bare(column: Column) -> bool:
    """Tell whether a lone heading is nothing but the name of a column: titles of sheets begin alike."""
    return len(search_key(column.heading).split()) <= 3


def _is_second(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    known = sum(bool(columns.meaning(cell)) for cell in filled)
    return known > 0 and known * 2 >= len(filled)


def _is_numbering(row: Sequence[str]) -> bool:
    """Tell whether a row only counts the columns: (1) (2) (3), or A B C."""
    filled = [cell.strip("()[] ") for cell in row if cell.strip()]
    counted = [[str(number) for number in range(1, len(filled) + 1)], list("ABCDEFGHIJ"[: len(filled)])]
    return len(filled) > 1 and filled in counted
