"""What a spreadsheet says of itself before it is loaded: rows and formulas of each sheet, and what kind of zip it is.

A million rows are counted in the compressed file, so that they never fill the memory.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser

from hocvuso.core.roster.fields import Cell
from hocvuso.roster.unreadable import Unreadable

MOST_UNPACKED = 800 * 1024 * 1024  # a sheet of 200,000 rows unpacks to about 150 MB; what is larger is a bomb
_PIECE = 1 << 20
_OVERLAP = 400  # bytes of the piece before, so that nothing is cut in two
_ROW, _CELL = re.compile(rb"<row[ >]"), re.compile(rb"<c [^>]*?(?:/>|>)")
_FORMULA = re.compile(rb'<c r="([A-Z]+)\d+"[^>]*><f[ >/]')
_VALUE = re.compile(rb"<(?:v|is)>|<is ")
_SHEET = re.compile(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship [^>]*>")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Rows with a value or not, and the letters of columns that hold formulas."""

    rows: int
    formulas: tuple[str, ...]


def zipped(data: bytes, most_rows: int) -> dict[str, SheetFacts]:
    """Return facts on each sheet of an xlsx file (nothing for ods); raise Unreadable for every other kind of zip."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise Unreadable("too_many_rows", rows=1_000_000)
        if "content.xml" in names:
            _is_open_document(archive, names)
            return {}
        _is_excel(names)
        if "xl/workbook.xml" not in names:  # the binary kind of Excel file
            return {}
        return {name: _facts(archive, path, most_rows) for name, path in _paths(archive) if path in names}
    except (zipfile.BadZipFile, OSError, EOFError, KeyError) as problem:
        raise Unreadable("damaged") from problem


def _is_open_document(archive: zipfile.ZipFile, names: set[str]) -> None:
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise Unreadable("password")
    if "mimetype" in names and b"opendocument.spreadsheet" not in archive.read("mimetype"):
        raise Unreadable("wrong_kind", kind="OpenDocument")


def _is_excel(names: set[str]) -> None:
    kinds = {"word/": "Word", "ppt/": "PowerPoint"}
    for folder, kind in kinds.items():
        if any(name.startswith(folder) for name in names):
            raise Unreadable("wrong_kind", kind=kind)
    if not {"xl/workbook.xml", "xl/workbook.bin"} & names:
        raise Unreadable("wrong_kind", kind="zip")


def _paths(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return name and place of each sheet."""
    listed = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    related = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for found in _RELATION.findall(related):
        key, target = re.search(r'Id="([^"]*)"', found), re.search(r'Target="([^"]*)"', found)
        if key and target:
            targets[key[1]] = target[1].removeprefix("/xl/").removeprefix("xl/")
    return [(html.unescape(name), f"xl/{targets.get(key, '')}") for name, key in _SHEET.findall(listed)]


def _facts(archive: zipfile.ZipFile, path: str, most_rows: int) -> SheetFacts:
    rows, values, columns, tail = 0, 0, set(), b""
    with archive.open(path) as sheet:
        while piece := sheet.read(_PIECE):
            text = tail + piece
            known = len(tail)
            rows += sum(1 for found in _ROW.finditer(text) if found.end() > known)
            values = values or bool(_VALUE.search(text))
            if b"<f" in text:
                columns |= {found.decode() for found in _FORMULA.findall(text)}
            if rows > most_rows:
                raise Unreadable("too_many_rows", rows=_declared(archive, path) or rows)
            tail = text[-_OVERLAP:]
    return SheetFacts(rows if values else 0, tuple(sorted(columns, key=lambda each: (len(each), each))))


def _declared(archive: zipfile.ZipFile, path: str) -> int:
    """Return how many rows a sheet says it has, for the sentence that refuses it."""
    with archive.open(path) as sheet:
        found = re.search(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"', sheet.read(4000))
    return int(found[1]) if found else 0


class _Table(HTMLParser):
    """Collects the cells of the tables of a page: what some programs call an Excel file."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th"} and self._cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Keep text inside cells."""
        if self._cell is not None:
            self._cell.append(data)


def html_table(text: str) -> list[list[Cell]]:
    """Return the rows of the tables in a page."""
    parser = _Table()
    parser.feed(text)
    parser.close()
    return parser.rows
