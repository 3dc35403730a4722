"""From sheets of cells to the rows of an official table, with everything that is wrong and where.

Nothing is guessed that matters: a code that a spreadsheet has spoilt is a fault, not a code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hocvuso.core.official import columns, head
from hocvuso.core.official.faults import ERROR, NOTE, Fault, Place
from hocvuso.core.official.head import Column, Head
from hocvuso.core.roster import encodings
from hocvuso.core.roster.fields import Cell, as_text
from hocvuso.core.roster.table import foot
from hocvuso.core.vntext import clean, search_key

MOST_ROWS = 1000  # decided: the largest framework seen has some 500 outcomes
# Assumed: what is longer stands in the wrong column.
LONGEST_CODE, LONGEST_TITLE, LONGEST_WORDS, LONGEST_DETAIL = 24, 300, 120, 2000
LONGEST = {"code": LONGEST_CODE, "title": LONGEST_TITLE, "area": LONGEST_TITLE, "level": LONGEST_WORDS,
           "audience": LONGEST_WORDS, "detail": LONGEST_DETAIL}  # fmt: skip
_CODE = re.compile(r"[0-9A-Za-zÀ-ỹĐđ][0-9A-Za-zÀ-ỹĐđ.\-_/ ]*")
_BROKEN = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_PART = re.compile(r"[IVXLC]+|[A-H]")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one table of a document: its cells, the first row being `first` as the program counts."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an official table; `minutes` as it declares them, None where it says nothing."""

    code: str
    title: str
    area: str = ""
    level: str = ""
    audience: str = ""
    detail: str = ""
    minutes: int | None = None
    sheet: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, and what is wrong with it: errors first, in the order of the file."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What must be put right before the table can be kept."""
        return tuple(each for each in self.faults if each.severity == ERROR)


def read(grids: Sequence[Grid]) -> Reading:
    """Read every sheet that has headings; sheets without are named."""
    rows, faults = list[Row](), list[Fault]()
    for grid in grids:
        texts = [[_text(cell) for cell in row] for row in grid.rows]
        found = head.find(texts)
        if found is None:
            if any(any(row) for row in texts):
                faults.append(Fault(Place(grid.name), "no_headings", severity=NOTE))
            continue
        reader = _Reader(grid, found)
        reader.run(texts)
        rows += reader.rows
        faults += reader.faults
    return finished(rows, faults)


def finished(rows: Sequence[Row], faults: Sequence[Fault]) -> Reading:
    """Return a reading with what can only be said of all rows together."""
    found = list(faults)
    if not rows and not any(each.severity == ERROR for each in found):
        # Notes on sheets without headings are then the reason why nothing was read.
        found = [replace(each, severity=ERROR) if each.code == "no_headings" else each for each in found]
        found += [] if any(each.code == "no_headings" for each in found) else [Fault(Place(), "no_rows")]
    if len(rows) > MOST_ROWS:
        found.append(Fault(Place(rows[MOST_ROWS].sheet, rows[MOST_ROWS].number), "too_many_rows", str(len(rows))))
    found += _twins(rows)
    return Reading(tuple(rows), tuple(sorted(found, key=lambda each: each.severity != ERROR)))


def _twins(rows: Sequence[Row]) -> list[Fault]:
    """Return codes that stand twice; 1.1 twice is often 1.10, whose last zero a spreadsheet dropped."""
    seen: dict[str, Row] = {}
    found = []
    for row in rows:
        if not row.code:
            continue
        first = seen.setdefault(row.code.lower(), row)
        if first is not row:
            lost = re.fullmatch(r"(?:\d+\.)+1", row.code)
            code = "code_zero_lost" if lost else "code_twice"
            found.append(Fault(Place(row.sheet, row.number), code, f"{row.code}: {first.sheet} {first.number}".strip()))
    return found


def _text(cell: Cell) -> str:
    text = as_text(cell)
    if not text.isascii():
        encoding = encodings.guess([text])
        text = encodings.repair(text, encoding) if encoding != encodings.UNICODE else text
    return clean(text)


@dataclass(slots=True)
class _Reader:
    """Walks down one sheet; remembers the area that it is in."""

    grid: Grid
    head: Head
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    area: str = ""

    def run(self, texts: Sequence[Sequence[str]]) -> None:
        """Read every row below the headings."""
        for name in self.head.unread:
            self.faults.append(Fault(Place(self.grid.name, 0, name), "column_unread", severity=NOTE))
        if columns.CODE not in self.head.columns and columns.ORDINAL not in self.head.columns:
            self.faults.append(Fault(Place(self.grid.name), "no_codes", severity=NOTE))
        for at in range(self.head.first, len(texts)):
            filled = [text for text in dict.fromkeys(texts[at]) if text]
            if not filled:
                continue
            if foot(filled, is_bare=not self._of(texts[at], columns.TITLE)):
                break
            self._row(at, texts[at], filled)

    def _row(self, at: int, row: Sequence[str], filled: Sequence[str]) -> None:
        number = self.grid.first + at
        broken = [place for place, text in enumerate(row) if _BROKEN.fullmatch(text)]
        for place in broken:
            self._fault(number, "broken_cell", row[place], place=place)
        if broken:
            return
        if self._is_part(row, filled):
            self.area = filled[-1][:LONGEST_TITLE]
            return
        code = self._of(row, self._coded()).rstrip(".")
        title, detail = self._of(row, columns.TITLE), self._of(row, columns.DETAIL)
        last = self.rows[-1] if self.rows else None
        goes_on = last and detail and (not (code or title) or (code == last.code and title == last.title))
        if last and goes_on:
            joined = f"{last.detail}; {detail}" if last.detail and detail not in last.detail else last.detail or detail
            self.rows[-1] = replace(last, detail=joined[:LONGEST_DETAIL])
            return
        self._keep(number, at, row)

    def _is_part(self, row: Sequence[str], filled: Sequence[str]) -> bool:
        """Tell whether a row is the heading of a part: one text over all columns, or "II" and one text."""
        if self._of(row, columns.DETAIL) and not self._of(row, columns.TITLE):
            return False
        if not self.head.columns.keys() & {columns.CODE, columns.ORDINAL}:
            return len(filled) == 1 and not self._of(row, columns.TITLE)
        codes = [code for name in (columns.CODE, columns.ORDINAL) if (code := self._of(row, name))]
        if len(filled) == 1:
            return not codes or len(codes[0].split()) > 1
        return len(filled) == 2 and any(_PART.fullmatch(code.strip(".")) for code in codes)

    def _keep(self, number: int, at: int, row: Sequence[str]) -> None:
        code, title = self._code(number, at, row), self._of(row, columns.TITLE)
        if not title:
            self._fault(number, "no_title", code, columns.TITLE)
        elif not 3 <= len(title) <= LONGEST_TITLE:
            self._fault(number, "title_long" if len(title) > 3 else "title_short", title, columns.TITLE)
        elif not re.search(r"[^\W\d_]{2}", title):
            self._fault(number, "title_no_words", title, columns.TITLE)
        area = self._words(number, row, columns.AREA)
        self.area = area or self.area
        minutes = self._minutes(number, row)
        detail = self._of(row, columns.DETAIL)
        if len(detail) > LONGEST_DETAIL:
            self._fault(number, "too_long", detail[:60], columns.DETAIL)
        level, audience = (self._words(number, row, name) for name in (columns.LEVEL, columns.AUDIENCE))
        if title:
            self.rows.append(Row(code, title, self.area, level, audience, detail, minutes, self.grid.name, number))

    def _code(self, number: int, at: int, row: Sequence[str]) -> str:
        """Return the code: its own column, else the running number, else the row's place."""
        column = self.head.columns.get(self._coded())
        if column is None:
            return f"D{number}"
        code = self._of(row, column.field).rstrip(".")
        raw = self.grid.rows[at]
        if column.place < len(raw) and isinstance(raw[column.place], date):
            self._fault(number, "code_is_date", code, column.field)
        elif not code:
            self._fault(number, "no_code", "", column.field)
        elif len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
            self._fault(number, "code_odd", code, column.field)
        return code

    def _coded(self) -> str:
        """Return which column names the rows."""
        return columns.CODE if columns.CODE in self.head.columns else columns.ORDINAL

    def _minutes(self, number: int, row: Sequence[str]) -> int | None:
        text = self._of(row, columns.HOURS)
        found = columns.minutes(text, self.head.columns[columns.HOURS].heading) if text else None
        if text and found is None and search_key(text):
            self._fault(number, "hours_unread", text, columns.HOURS)
        return found

    def _words(self, number: int, row: Sequence[str], name: str) -> str:
        text = self._of(row, name)
        if len(text) > LONGEST[name]:
            self._fault(number, "too_long", text[:60], name)
        return text[: LONGEST[name]]

    def _of(self, row: Sequence[str], name: str) -> str:
        column = self.head.columns.get(name)
        return row[column.place] if column and column.place < len(row) else ""

    def _fault(self, number: int, code: str, value: str, name: str = "", *, place: int | None = None) -> None:
        column = self.head.columns.get(name)
        if place is not None:
            known = next((each for each in self.head.columns.values() if each.place == place), Column(place, "", ""))
            column = known
        self.faults.append(Fault(Place(self.grid.name, number, column.name if column else ""), code, value))
