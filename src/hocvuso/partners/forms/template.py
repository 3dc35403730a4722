"""A partner's spreadsheet, filled and not redrawn: only the cells that are written change, all else stays as it came.

The XML of the sheet is edited in place (ADR 0070): pictures, merged cells, formulas, validations and print set-up
remain byte for byte. What formulas had worked out is thrown away: the program that opens the file does it anew.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from hocvuso.core.mapping import cells
from hocvuso.core.mapping.filling import Entry
from hocvuso.core.mapping.values import Written

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 8 << 20, 64 << 20, 2000  # decided: forms have some kilobytes
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ZERO_DAY = date(1899, 12, 30)  # day 0 of spreadsheets, so that 1900 may be the leap year that Excel takes it for
_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))  # ECMA-376, 18.8.30
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class BadTemplate(Exception):
    """The file is not a spreadsheet that can be filled; `code` says why, `value` names the part."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code, self.value = code, value


@dataclass(slots=True)
class Template:
    """One opened file with the sheet that is to be filled."""

    parts: dict[str, bytes]
    order: tuple[zipfile.ZipInfo, ...]
    sheets: dict[str, str]  # name of each sheet → its part
    sheet: str
    tree: Any  # of the sheet
    texts: dict[str, str] = field(default_factory=dict)  # what stands in each cell that is not empty
    formulas: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    date_styles: frozenset[int] = frozenset()

    def room(self, first_row: int) -> int | None:
        """Return for how many rows of a list there is room before something else stands there; None: no end."""
        taken = [cells.place(name)[0] for name in (*self.texts, *self.formulas)]
        below = [row for row in taken if row >= first_row]
        return min(below) - first_row if below else None


def opened(data: bytes, sheet: str) -> Template:
    """Open a template. Raises BadTemplate."""
    parts, order = _unzipped(data)
    if any("vbaProject" in name for name in parts):
        raise BadTemplate("macros")
    if "xl/workbook.xml" not in parts:
        raise BadTemplate("not_xlsx")
    sheets = _sheets(parts)
    if sheets.get(sheet) not in parts:
        raise BadTemplate("no_sheet", ", ".join(sheets))
    found = Template(parts, order, sheets, sheet, _xml(parts[sheets[sheet]]))
    shared = _shared(parts)
    formulas = []
    for cell in found.tree.iter(f"{{{_MAIN}}}c"):
        name = cell.get("r", "")
        if cell.find(f"{{{_MAIN}}}f") is not None:
            formulas.append(name)
        elif text := _text(cell, shared):
            found.texts[name] = text
    found.formulas = tuple(formulas)
    found.merged = tuple(each.get("ref", "") for each in found.tree.iter(f"{{{_MAIN}}}mergeCell"))
    found.date_styles = _date_styles(parts)
    return found


def _unzipped(data: bytes) -> tuple[dict[str, bytes], tuple[zipfile.ZipInfo, ...]]:
    if len(data) > MOST_BYTES:
        raise BadTemplate("too_big")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
        if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
            raise BadTemplate("too_big")
        # A part may say that it is smaller than it is: it is read no further than it says.
        return {each.filename: archive.open(each).read(each.file_size) for each in listed}, tuple(listed)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as problem:
        raise BadTemplate("not_xlsx") from problem


def _xml(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BadTemplate("not_xlsx") from problem
    if tree.getroottree().docinfo.doctype:
        raise BadTemplate("not_xlsx")
    return tree


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    links = _xml(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    book = _xml(parts["xl/workbook.xml"])
    found = {}
    for each in book.iter(f"{{{_MAIN}}}sheet"):
        target = targets.get(each.get(f"{{{_LINK}}}id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        found[each.get("name", "")] = path
    return found


def _shared(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [_runs(each) for each in _xml(parts["xl/sharedStrings.xml"]).iterchildren(f"{{{_MAIN}}}si")]


def _runs(element: Any) -> str:
    """Return the text of a string, without what says how it is read aloud."""
    spoken = f"{{{_MAIN}}}rPh"
    return "".join(each.text or "" for each in element.iter(f"{{{_MAIN}}}t") if each.getparent().tag != spoken)


def _text(cell: Any, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _runs(cell)
    value = cell.find(f"{{{_MAIN}}}v")
    text = (value.text or "") if value is not None else ""
    if cell.get("t") == "s":
        return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
    return text


def _date_styles(parts: dict[str, bytes]) -> frozenset[int]:
    if "xl/styles.xml" not in parts:
        return frozenset()
    styles = _xml(parts["xl/styles.xml"])
    own = {
        each.get("numFmtId")
        for each in styles.iter(f"{{{_MAIN}}}numFmt")
        if set("dy") & set(_QUOTED.sub("", each.get("formatCode", "")).lower())
    }
    formats = styles.find(f"{{{_MAIN}}}cellXfs")
    return frozenset(
        number
        for number, each in enumerate(() if formats is None else formats)
        if each.get("numFmtId") in own or int(each.get("numFmtId", "0")) in _DATE_FORMATS
    )


def filled(template: Template, entries: Iterable[Entry], first_row: int = 0) -> bytes:
    """Return the file with its cells written. Rows of a list look like the first of them."""
    sheet = _Sheet(template, first_row)
    for entry in entries:
        sheet.write(entry)
    parts = dict(template.parts)
    for name, path in template.sheets.items():
        if path in parts and (name == template.sheet or b"<f" in parts[path]):
            tree = template.tree if name == template.sheet else _xml(parts[path])
            _forget_results(tree)
            parts[path] = _bytes(tree)
    book = _xml(parts["xl/workbook.xml"])
    _work_out_on_opening(book)
    parts["xl/workbook.xml"] = _bytes(book)
    return _zipped(parts, template.order)


class _Sheet:
    """The rows of the sheet that is written."""

    def __init__(self, template: Template, first_row: int) -> None:
        self.date_styles, self.first_row = template.date_styles, first_row
        self.data = template.tree.find(f"{{{_MAIN}}}sheetData")
        if self.data is None:
            raise BadTemplate("not_xlsx")
        self.rows = {int(each.get("r", "0")): each for each in self.data}
        self.pattern = self.rows.get(first_row)
        extent = template.tree.find(f"{{{_MAIN}}}dimension")
        if extent is not None:
            template.tree.remove(extent)  # says how far the sheet goes; programs do without

    def write(self, entry: Entry) -> None:
        """Write one cell in the look that it has."""
        row, column = cells.place(entry.cell)
        cell = self._cell(self._row(row), entry.cell, row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        _set(cell, entry.value, self.date_styles)

    def _row(self, number: int) -> Any:
        if number not in self.rows:
            facts = dict(self.pattern.attrib) if self.pattern is not None and number > self.first_row > 0 else {}
            row = etree.Element(f"{{{_MAIN}}}row", {**facts, "r": str(number)})
            later = [each for each in self.rows if each > number]
            if later:
                self.rows[min(later)].addprevious(row)
            else:
                self.data.append(row)
            self.rows[number] = row
        return self.rows[number]

    def _cell(self, row: Any, name: str, number: int, column: int) -> Any:
        for each in row:
            at = cells.place(each.get("r", "A1"))[1]
            if at == column:
                return each
            if at > column:
                cell = self._new(name, number, column)
                each.addprevious(cell)
                return cell
        cell = self._new(name, number, column)
        row.append(cell)
        return cell

    def _new(self, name: str, number: int, column: int) -> Any:
        cell = etree.Element(f"{{{_MAIN}}}c", {"r": name})
        if self.pattern is not None and number > self.first_row > 0:
            like = f"{cells.letters_of(column)}{self.first_row}"
            style = next((each.get("s") for each in self.pattern if each.get("r") == like), None)
            if style:
                cell.set("s", style)
        return cell


def _set(cell: Any, value: Written, date_styles: frozenset[int]) -> None:
    if isinstance(value, date):
        is_date = int(cell.get("s", "0")) in date_styles
        value = (value - _ZERO_DAY).days if is_date else f"{value:%d/%m/%Y}"
    if isinstance(value, (int, Decimal)):
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    elif value:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.text = _ILLEGAL.sub("", value)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _forget_results(tree: Any) -> None:
    for cell in tree.iter(f"{{{_MAIN}}}c"):
        if cell.find(f"{{{_MAIN}}}f") is not None:
            for value in cell.findall(f"{{{_MAIN}}}v"):
                cell.remove(value)
            cell.attrib.pop("t", None)


# What may stand behind it in a workbook (ECMA-376, 18.2.27).
_AFTER = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
          "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


def _work_out_on_opening(book: Any) -> None:
    found = book.find(f"{{{_MAIN}}}calcPr")
    if found is None:
        found = etree.Element(f"{{{_MAIN}}}calcPr")
        later = next((each for each in book if etree.QName(each).localname in _AFTER), None)
        if later is None:
            book.append(found)
        else:
            later.addprevious(found)
    found.set("fullCalcOnLoad", "1")


def _bytes(tree: Any) -> bytes:
    found: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def _zipped(parts: dict[str, bytes], order: Sequence[zipfile.ZipInfo]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in order:
            kept = zipfile.ZipInfo(each.filename, each.date_time)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, each.external_attr
            archive.writestr(kept, parts[each.filename])
    return out.getvalue()
