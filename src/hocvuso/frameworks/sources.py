"""From the file that somebody hands in to the grids of an official table: spreadsheets, Word tables, TOML.

Everything happens in memory, and a file is known by what it holds, whatever its name says. No Django here, so that
`hocvuso framework check` starts without it.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from hocvuso.core.official import table
from hocvuso.core.official.faults import NOTE, Fault, Place
from hocvuso.core.official.table import Grid, Reading, Row
from hocvuso.core.roster.fields import Cell
from hocvuso.curriculum.reading.lines import Lines, scan
from hocvuso.roster import sources as lists
from hocvuso.roster.unreadable import Unreadable

if TYPE_CHECKING:
    from docx.table import Table as WordTable

MOST_BYTES = 5 * 1024 * 1024  # decided: a table of 1,000 rows has well under 1 MB
MOST_UNPACKED = 60 * 1024 * 1024
MOST_LINES = 5_000  # rows of a sheet that are looked at, with everything between and below
_ZIP = b"PK\x03\x04"
_TOML = re.compile(r"^\s*(?:#.*\n\s*)*\[\[?\s*(?:framework|row|competence|area|honesty)\s*\]", re.MULTILINE)
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_WORDS = ("title", "area", "level", "audience", "detail")


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of the table as a whole; a form asks for the rest."""

    title: str = ""
    issuer: str = ""
    decision: str = ""
    signed_on: date | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was read: its rows, what is wrong with it, what it says of itself."""

    reading: Reading
    head: Head = field(default_factory=Head)


def of_file(data: bytes) -> Handed:
    """Read a file. Raises Unreadable for what is no table at all."""
    text = None if data.startswith(_ZIP) or len(data) > MOST_BYTES else _plain(data)
    if text is not None and _TOML.search(text):
        return _of_toml(text)
    found, hidden = grids(data)
    read = table.read(found)
    notes = [Fault(Place(name), "hidden_sheet", severity=NOTE) for name in hidden]
    return Handed(Reading(read.rows, (*read.faults, *notes)))


def grids(data: bytes) -> tuple[list[Grid], list[str]]:
    """Return the tables of a Word file or the visible sheets of a spreadsheet, and the names of hidden sheets.

    Raises Unreadable for what is neither, and for what is too large.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("too_big", megabytes=MOST_BYTES >> 20)
    if data.startswith(_ZIP) and _is_word(data):
        return _of_word(data), []
    source = lists.of_file(data)
    full = [sheet for sheet in source.sheets if not sheet.is_empty]
    visible = [_grid(source, sheet.name) for sheet in full if not sheet.is_hidden]
    return visible, [sheet.name for sheet in full if sheet.is_hidden]


def _grid(source: lists.Source, name: str) -> Grid:
    rows = list[Sequence[Cell]]()
    for _number, row in source.rows(name):
        rows.append(row)
        if len(rows) > MOST_LINES:
            raise Unreadable("too_many_rows", rows=len(rows))
    return Grid(name, rows)


def _plain(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable("too_many_rows", rows=MOST_LINES + 1)
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError) as problem:
        raise Unreadable("damaged") from problem


def _of_word(data: bytes) -> list[Grid]:
    """Return the tables of a document; a table that goes on after a break without headings joins the one before."""
    import docx  # 4 MiB that no page needs
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as problem:
        raise Unreadable("damaged") from problem
    grids, lines = list[Grid](), 0
    for number, found in enumerate(document.tables, 1):
        rows = _word_rows(found)
        lines += len(rows)
        if lines > MOST_LINES:
            raise Unreadable("too_many_rows", rows=lines)
        grids.append(Grid(f"bảng {number}", rows))
    if not grids:
        raise Unreadable("no_table")
    return grids


def _word_rows(found: WordTable) -> list[list[Cell]]:
    """Return the texts of a table; a cell merged sideways stands once, one merged downwards in each of its rows."""
    rows = list[list[Cell]]()
    for row in found.rows:
        texts, before = list[Cell](), None
        texts += [""] * row.grid_cols_before
        for cell in row.cells:
            texts.append("" if cell._tc is before else cell.text.strip())
            before = cell._tc
        rows.append(texts)
    return rows


def _of_toml(text: str) -> Handed:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = _AT_LINE.search(str(problem))
        line = int(found[1]) if found else 1
        return Handed(Reading((), (Fault(Place("TOML", line), "toml_syntax", str(problem)),)))
    lines, faults, rows = scan(text), list[Fault](), list[Row]()
    kind = "row" if "row" in data else "competence"
    listed = data.get(kind, [])
    areas = {str(each.get("id")): str(each.get("title", "")) for each in _tables(data.get("area"))}
    for at, each in enumerate(_tables(listed)):
        rows.append(_toml_row(each, areas, faults, _Spot(lines, kind, at)))
    head = data.get("framework")
    return Handed(table.finished(rows, faults), _head(head if isinstance(head, Mapping) else {}))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a row of a TOML file stands."""

    lines: Lines
    kind: str
    at: int

    def place(self, key: str = "") -> Place:
        return Place("TOML", self.lines.at((self.kind, self.at, *([key] if key else []))), key)


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _toml_row(each: Mapping[str, Any], areas: Mapping[str, str], faults: list[Fault], spot: _Spot) -> Row:
    texts = {name: each.get(name, "") for name in _WORDS}
    code = each.get("official_code") or each.get("code") or each.get("id") or ""
    for name, value in (("code", code), *texts.items()):
        if not isinstance(value, str):
            faults.append(Fault(spot.place(name), "not_text", str(value)[:60]))
    words = {name: str(value).strip() for name, value in texts.items()}
    minutes, code = each.get("minutes"), str(code).strip()
    if minutes is not None and not (type(minutes) is int and 0 < minutes <= 12_000):
        faults.append(Fault(spot.place("minutes"), "hours_unread", str(minutes)[:60]))
        minutes = None
    faults += [] if code else [Fault(spot.place(), "no_code")]
    faults += [] if words["title"] else [Fault(spot.place(), "no_title")]
    for name, most in table.LONGEST.items():
        if len(words.get(name, "")) > most:
            faults.append(Fault(spot.place(name), "too_long", words[name][:60]))
    if len(code) > table.LONGEST["code"]:
        faults.append(Fault(spot.place("code"), "code_odd", code[:60]))
    area = areas.get(words["area"], words["area"])
    return Row(code, words["title"], area, words["level"], words["audience"], words["detail"], minutes, "TOML",
               spot.place().row)  # fmt: skip


def _head(head: Mapping[str, Any]) -> Head:
    signed = head.get("signed_on")
    title, issuer, decision, signer = (str(head.get(name, "")) for name in ("title", "issuer", "decision", "signer"))
    return Head(title, issuer, decision, signed if type(signed) is date else None, signer)
