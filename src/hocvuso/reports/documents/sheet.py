"""Excel: numbers are numbers, days are days, everything else is text; no formula is ever written.

Rows go to the file as they come (constant memory), so that a list of 100,000 people needs no more room than one
of ten. Sheets print on A4, the heading row on every page.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.plumbing import clock
from hocvuso.reports.documents.paper import SHARE, WHOLE, Cell, Column, Paper, Part, unknown

LONGEST_CELL = 32_767  # Excel's own limit; xlsxwriter would drop a longer text
SHEET_NAME = 31  # Excel's own limit
LINE_POINTS, MOST_LINES = 16.5, 24  # of Times New Roman 12; a row ends at 409 points
A4 = 9  # Excel's number of that paper
# As the same characters in a row, so that nothing a person typed is ever looked at as anything but text.
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "mark": {"bold": True, "font_size": 16, "font_color": "#A3231A"},
    "label": {"bold": True},
    "head": {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E4EFF4"},
    "text": {"num_format": "@", "border": 1, "text_wrap": True},
    "plain": {"num_format": "@"},
    "unknown": {"border": 1, "italic": True, "font_color": "#57514A"},
    WHOLE: {"num_format": "#,##0", "border": 1},
    SHARE: {"num_format": "0%", "border": 1},
    "day": {"num_format": "dd/mm/yyyy", "border": 1, "align": "left"},
    "time": {"num_format": "dd/mm/yyyy hh:mm", "border": 1, "align": "left"},
}


class _Book:
    """A workbook under way: its formats, and the sheet that is being written."""

    def __init__(self, file: Path, paper: Paper) -> None:
        import xlsxwriter  # 2 MiB that no page needs

        self.book = xlsxwriter.Workbook(str(file), PLAIN)
        self.book.set_properties({"title": paper.title, "company": paper.unit, "comments": paper.made})
        self.formats = {name: self.book.add_format({**FONT, **style}) for name, style in FORMATS.items()}
        self.paper = paper
        self.names: set[str] = set()

    def add_sheet(self, name: str, columns: Sequence[Column]) -> Any:
        """Begin a sheet that prints on A4."""
        kept = "".join(" " if each in "[]:*?/\\'" else each for each in name).strip()[:SHEET_NAME] or "1"
        while kept.lower() in self.names:
            kept = f"{kept[: SHEET_NAME - 3]} {len(self.names) + 1}"
        self.names.add(kept.lower())
        sheet = self.book.add_worksheet(kept)
        sheet.set_paper(A4)
        sheet.set_margins(left=0.8, right=0.5, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        if sum(column.width for column in columns) > 90:
            sheet.set_landscape()
        sheet.set_footer(f"&L{_header(self.paper.made)}&R&P/&N")
        if self.paper.watermark:
            sheet.set_header(f"&C&16{_header(self.paper.watermark)}")
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        return sheet

    def write_row(self, sheet: Any, at: int, columns: Sequence[Column], row: Sequence[Cell]) -> None:
        """Write one row of a table, as high as its longest text needs."""
        _make_room(sheet, at, columns, row)
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            self.write(sheet, at, place, column.kind, value)

    def write(self, sheet: Any, at: int, place: int, kind: str, value: Cell) -> None:
        """Write one value as what it is."""
        if value is None:
            sheet.write_string(at, place, unknown(), self.formats["unknown"])
        elif kind in (WHOLE, SHARE) and isinstance(value, int | float):
            sheet.write_number(at, place, value, self.formats[kind])
        elif isinstance(value, datetime):
            # Excel knows no time zones: what it shows is Vietnamese time.
            local = value.astimezone(clock.VIETNAM).replace(tzinfo=None)
            sheet.write_datetime(at, place, local, self.formats["time"])
        elif isinstance(value, date):
            sheet.write_datetime(at, place, datetime(value.year, value.month, value.day), self.formats["day"])
        else:
            sheet.write_string(at, place, text(str(value)), self.formats["text"])

    def write_head(self, sheet: Any, at: int, columns: Sequence[Column]) -> None:
        """Write the heading row, which stays in sight and is printed on every page."""
        _make_room(sheet, at, columns, [column.title for column in columns])
        for place, column in enumerate(columns):
            sheet.write_string(at, place, text(column.title), self.formats["head"])
        sheet.freeze_panes(at + 1, 0)
        sheet.repeat_rows(at)


def _make_room(sheet: Any, at: int, columns: Sequence[Column], row: Sequence[Cell]) -> None:
    """Set the height of a row with wrapped text: not every program finds it out by itself."""
    lines = max(
        (math.ceil(len(value) / (column.width * 1.1)) for column, value in zip(columns, row, strict=True)
         if isinstance(value, str)),
        default=1,
    )  # fmt: skip
    if lines > 1:
        sheet.set_row(at, LINE_POINTS * min(lines, MOST_LINES))


def text(value: str) -> str:
    """Return text as a cell can hold it: NFC, no control characters, not too long."""
    composed = unicodedata.normalize("NFC", value)
    return "".join(each for each in composed if each in "\n\t" or each >= " ")[:LONGEST_CELL]


def _header(value: str) -> str:
    return text(value).replace("&", "&&")[:120]


def write(paper: Paper, file: Path, *, table_first: bool = False) -> None:
    """Write a paper as a workbook, one sheet a table.

    With `table_first` the first sheet is nothing but its table, ready for sorting and filtering, and what stands
    around it goes to a sheet of its own.
    """
    under_way = _Book(file, paper)
    parts = [part for part in paper.parts if part.table is not None]
    for place, part in enumerate(parts):
        top = _lines_above(paper, part) if place == 0 and not table_first else []
        _write_part(under_way, part, part.heading or paper.title, top)
    if table_first or not parts or any(part.sentences for part in paper.parts):
        _write_about(under_way, paper)
    under_way.book.close()


def _write_part(under_way: _Book, part: Part, name: str, top: Sequence[tuple[str, str]]) -> None:
    if part.table is None:
        return
    columns = part.table.columns
    sheet = under_way.add_sheet(name, columns)
    for at, (style, line) in enumerate(top):
        sheet.write_string(at, 0, text(line), under_way.formats[style])
    at = len(top)
    under_way.write_head(sheet, at, columns)
    first = at
    for row in part.table.rows:
        at += 1
        under_way.write_row(sheet, at, columns, row)
    if at > first:
        sheet.autofilter(first, 0, at, len(columns) - 1)
    after = [part.table.note] if part.table.note else []
    for line in (*after, *_signing(under_way.paper, top)):
        at += 2
        sheet.write_string(at, 0, text(line), under_way.formats["plain"])


def _signing(paper: Paper, top: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{signer}: " + "." * 40 for signer in paper.signers] if top else []


def _lines_above(paper: Paper, part: Part) -> list[tuple[str, str]]:
    marked = [("mark", paper.watermark)] if paper.watermark else []
    head = [("title", paper.title), ("plain", f"{paper.unit} · {paper.period}".strip(" ·"))]
    facts = [("plain", f"{label}: {value}") for label, value in paper.facts]
    return [*marked, *head, *facts, ("plain", "")]


def _write_about(under_way: _Book, paper: Paper) -> None:
    columns = (Column("", width=34), Column("", width=80))
    sheet = under_way.add_sheet(_("How it is computed"), columns)
    rows = [(paper.title, ""), (_("Unit"), paper.unit), *paper.facts, (_("As of"), paper.made)]
    if paper.watermark:
        rows.insert(0, (paper.watermark, ""))
    for part in paper.parts:
        rows += [(part.heading if place == 0 else "", line) for place, line in enumerate(part.sentences)]
    for at, (label, value) in enumerate(rows):
        sheet.write_string(at, 0, text(label), under_way.formats["label"])
        sheet.write_string(at, 1, text(value), under_way.formats["plain"])
