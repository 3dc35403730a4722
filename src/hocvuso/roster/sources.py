"""From what somebody hands in to rows of cells: spreadsheets, delimited text in any encoding, pasted text.

Everything happens in memory: a list holds columns that must never reach a disk, not even for a moment.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import python_calamine as calamine

from hocvuso.core.roster import encodings, pasted
from hocvuso.core.roster.fields import Cell
from hocvuso.roster import workbook
from hocvuso.roster.unreadable import Unreadable

MOST_BYTES = 40 * 1024 * 1024  # a list of 200,000 rows with twenty columns has about 30 MB
MOST_ROWS = 200_000
_MERGE_CELLS = 20_000  # merged cells looked at; forms have some dozens
_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM")
_HTML = re.compile(rb"^\s*(?:<!doctype html|<html|<table|<meta)", re.IGNORECASE)
Rows = Iterator[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file as somebody may choose it."""

    name: str
    is_hidden: bool
    is_empty: bool


@dataclass(slots=True)
class Source:
    """A file that could be opened. `rows` may be asked for once per sheet."""

    sheets: list[Sheet]
    book: calamine.CalamineWorkbook | None = None
    table: list[list[Cell]] = field(default_factory=list)
    first_number: int = 1  # of the first row; 0 where a row of headings was put above the text
    facts: dict[str, workbook.SheetFacts] = field(default_factory=dict)

    def chosen(self, name: str = "") -> str:
        """Return which sheet is meant: the one named, or the only visible one with content; else it must be asked."""
        names = [sheet.name for sheet in self.sheets]
        if name:
            if name not in names:
                raise Unreadable("no_such_sheet", sheet=name, sheets=", ".join(names))
            return name
        visible = [sheet.name for sheet in self.sheets if not sheet.is_hidden and not sheet.is_empty]
        if len(visible) == 1:
            return visible[0]
        if not visible:
            hidden = [sheet.name for sheet in self.sheets if sheet.is_hidden and not sheet.is_empty]
            raise Unreadable("only_hidden" if hidden else "empty", sheets=", ".join(hidden))
        return ""

    def rows(self, name: str) -> Rows:
        """Yield the rows of a sheet with their number from 1; merged cells are filled downwards."""
        if self.book is None:
            yield from enumerate(self.table, self.first_number)
            return
        try:
            sheet = self.book.get_sheet_by_name(name)
        except calamine.CalamineError as problem:
            raise Unreadable("damaged") from problem
        if sheet.total_height > MOST_ROWS:
            raise Unreadable("too_many_rows", rows=sheet.total_height)
        # Rows come from the very first on, columns from the first that holds anything.
        lead = (sheet.start or (0, 0))[1]
        merged = _downward(sheet)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            row: list[Any] = [""] * lead + cells
            yield number, merged.filled(number - 1, row) if merged.spans else row


@dataclass(slots=True)
class _Merged:
    """Cells merged over several rows: only the topmost holds the value."""

    spans: dict[int, list[tuple[int, int]]]  # column → rows from, to
    held: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def filled(self, at: int, row: list[Any]) -> list[Any]:
        for column, spans in self.spans.items():
            for first, last in spans:
                if at == first and column < len(row):
                    self.held[column, first] = row[column]
                elif first < at <= last and column < len(row) and row[column] == "":
                    row[column] = self.held.get((column, first), "")
        return row


def _downward(sheet: calamine.CalamineSheet) -> _Merged:
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in islice(sheet.merged_cell_ranges or (), _MERGE_CELLS):
        if bottom > top + 2:  # two or three rows are headings
            spans.setdefault(left, []).append((top, bottom))
    return _Merged(spans)


def of_file(data: bytes, name: str = "") -> Source:
    """Open a file by what it holds, whatever its name says. Raises Unreadable with the reason."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_big", megabytes=MOST_BYTES // 1024 // 1024)
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("empty", sheets="")
    if data.startswith(_ZIP):
        return _workbook(data, workbook.zipped(data, MOST_ROWS))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("password")
        if "WordDocument".encode("utf-16-le") in data:
            raise Unreadable("wrong_kind", kind="Word")
        return _workbook(data, {})
    if data.startswith(_PDF) or data.startswith(_PICTURES):
        raise Unreadable("wrong_kind", kind="PDF" if data.startswith(_PDF) else "ảnh")
    if _HTML.match(data[:400]):
        return of_table(workbook.html_table(decoded(data)))
    return of_text(decoded(data))


def of_text(text: str) -> Source:
    """Open pasted or delimited text."""
    table, headed = pasted.table(text)
    return of_table(table, headed=headed)


def of_table(table: list[list[Cell]], *, headed: bool = False) -> Source:
    """Open rows of cells as they are; `headed` says that the first row is a heading put there by us."""
    if not any(any(cell != "" for cell in row) for row in table[headed:]):
        raise Unreadable("empty", sheets="")
    if len(table) > MOST_ROWS:
        raise Unreadable("too_many_rows", rows=len(table))
    return Source([Sheet("", is_hidden=False, is_empty=False)], table=table, first_number=0 if headed else 1)


def decoded(data: bytes) -> str:
    """Return the text of bytes: Unicode where it is, otherwise letter by letter, to be repaired column by column."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = _wide(data[:400])
    if wide:
        return data.decode(wide, "replace")
    if b"\x00" in data[:4000]:
        raise Unreadable("wrong_kind", kind="")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return encodings.from_bytes(data)


def _wide(data: bytes) -> str:
    """Return the name of UTF-16 without its mark: every other byte of plain letters is empty."""
    high, low = data[1::2], data[0::2]
    if len(data) > 3 and high.count(0) * 2 > len(high) and low.count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if len(data) > 3 and low.count(0) * 2 > len(low) and high.count(0) == 0 else ""


def _workbook(data: bytes, facts: dict[str, workbook.SheetFacts]) -> Source:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as problem:
        raise Unreadable("password") from problem
    except (calamine.CalamineError, zipfile.BadZipFile, OSError) as problem:
        raise Unreadable("password" if "password" in str(problem).lower() else "damaged") from problem
    sheets = [
        Sheet(each.name, each.visible != calamine.SheetVisibleEnum.Visible, _is_empty(book, each.name, facts))
        for each in book.sheets_metadata
        if each.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    return Source(sheets, book=book, facts=facts)


def _is_empty(book: calamine.CalamineWorkbook, name: str, facts: dict[str, workbook.SheetFacts]) -> bool:
    """Tell whether a sheet holds nothing, without loading a large one twice where its size is known."""
    if name in facts:
        return facts[name].rows == 0
    try:
        return book.get_sheet_by_name(name).height == 0
    except calamine.CalamineError:
        return True
