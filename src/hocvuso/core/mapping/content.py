"""A mapping as data: read from what a TOML file says, every mistake named by its place.

id, title, partner      who wants it; `invented = true` marks a sample that no partner has seen
way                     "out" fills their form, "in" reads their list
source                  out: unit (one unit and month), units (a row a unit below), members, results (a row a person)
form                    out: xlsx, csv, json
template, sheet         of an xlsx: the file beside the mapping, and the sheet
[[label]]               cell, text: what must stand there, or nothing is written
[[cell]]                cell, fact, label, label_cell and how it is written (see `core.mapping.values.Rule`)
[rows] first, most      of a list in an xlsx: where it begins, for how many rows there is room
[[column]]              heading (theirs), column (its letter, in an xlsx), fact (out) or field (in), how it is written
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from hocvuso.core.mapping import cells, values
from hocvuso.core.mapping.cells import Label
from hocvuso.core.mapping.values import Rule
from hocvuso.core.roster import fields

OUT, IN = "out", "in"
UNIT, UNITS, MEMBERS, RESULTS = "unit", "units", "members", "results"
SOURCES = (UNIT, UNITS, MEMBERS, RESULTS)
OF_PERSONS = frozenset({MEMBERS, RESULTS})
XLSX, CSV, JSON = "xlsx", "csv", "json"
FORMS = (XLSX, CSV, JSON)
SEPARATORS = (";", ",", "\t")
MOST_SPOTS, MOST_ROWS, LONGEST_NAME = 400, 50_000, 120  # decided: a form of more is several forms
# Our fields that a partner's list may fill, with the heading under which the reader of lists knows each.
FIELDS: Mapping[str, str] = {
    fields.NAME: "Họ và tên", fields.FAMILY: "Họ đệm", fields.GIVEN: "Tên", fields.PHONE: "Số điện thoại",
    fields.BIRTH: "Ngày sinh", fields.GENDER: "Giới tính", fields.AUDIENCE: "Đối tượng", fields.UNIT: "Đơn vị",
    fields.TEAM: "Tổ", fields.EMPLOYEE: "Mã nhân viên", fields.MEMBER: "Số thẻ đoàn viên",
    fields.IS_MEMBER: "Đoàn viên",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a mapping: where, which kind, what stood there."""

    place: str
    code: str  # missing, unknown_word, no_cell, no_number, no_date, twice, too_many, needs_label
    value: str = ""


class Wrong(Exception):
    """A mapping cannot be used; `problems` says why, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{each.place}: {each.code} {each.value}".strip() for each in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a form and the fact that goes into it."""

    cell: str
    fact: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading at the partner's, its letter in a spreadsheet, our fact or field."""

    heading: str
    letter: str
    fact: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Form:
    """A whole mapping."""

    id: str
    title: str
    partner: str
    is_invented: bool
    way: str
    source: str = ""
    form: str = ""
    template: str = ""
    sheet: str = ""
    labels: tuple[Label, ...] = ()
    spots: tuple[Spot, ...] = ()
    columns: tuple[Column, ...] = ()
    first_row: int = 0
    most_rows: int = MOST_ROWS
    separator: str = ";"

    @property
    def shows_persons(self) -> bool:
        """Whether single persons stand in it."""
        return self.way == IN or self.source in OF_PERSONS


def parse(told: Mapping[str, Any]) -> Form:
    """Return the mapping that a TOML file tells. Raises Wrong with every mistake at once."""
    reading = _Reading(told)
    form = reading.form()
    if reading.problems:
        raise Wrong(reading.problems)
    return form


class _Reading:
    """Reads one mapping and gathers what is wrong with it."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.problems: list[Problem] = []

    def form(self) -> Form:
        """Return the mapping as far as it can be read."""
        way = self._word(self.told, "way", "way", (OUT, IN))
        is_out = way == OUT
        kind = self._word(self.told, "form", "form", FORMS) if is_out else ""
        said = self.told.get("rows")
        rows: Mapping[str, Any] = said if isinstance(said, dict) else {}
        spots = tuple(self._spot(number, row) for number, row in self._tables("cell"))
        labels = [self._label(f"label {number}", row) for number, row in self._tables("label")]
        labels += [self._label(f"cell {number}", row, "label_cell", "label") for number, row in self._tables("cell")]
        columns = tuple(self._column(number, row, is_out, kind) for number, row in self._tables("column"))
        self._whole(is_out, kind, spots, columns)
        return Form(
            id=self._text(self.told, "id", "id"), title=self._text(self.told, "title", "title"),
            partner=self._text(self.told, "partner", "partner"), is_invented=self.told.get("invented") is True,
            way=way, source=self._word(self.told, "source", "source", SOURCES) if is_out else "", form=kind,
            template=self._text(self.told, "template", "template") if kind == XLSX else "",
            sheet=self._text(self.told, "sheet", "sheet") if kind == XLSX else "",
            labels=tuple(labels), spots=spots, columns=columns,
            first_row=self._whole_number(rows, "rows", "first", cells.LAST_ROW, 1) if columns and kind == XLSX else 0,
            most_rows=self._whole_number(rows, "rows", "most", MOST_ROWS, MOST_ROWS),
            separator=self._word(self.told, "separator", "separator", SEPARATORS, ";"),
        )  # fmt: skip

    def _whole(self, is_out: bool, kind: str, spots: Sequence[Spot], columns: Sequence[Column]) -> None:
        if not spots and not columns:
            self._wrong("column", "missing")
        if len(spots) + len(columns) > MOST_SPOTS:
            self._wrong("cell", "too_many", str(len(spots) + len(columns)))
        if spots and kind != XLSX:
            self._wrong("cell", "unknown_word", kind or IN)
        for what, names in (
            ("cell", [each.cell for each in spots]),
            ("column", [each.letter or each.heading for each in columns]),
            ("field", [] if is_out else [each.fact for each in columns]),
        ):
            for name in sorted({name for name in names if name and names.count(name) > 1}):
                self._wrong(what, "twice", name)

    def _tables(self, name: str) -> list[tuple[int, Mapping[str, Any]]]:
        rows = self.told.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            if not any(each.place == name for each in self.problems):
                self._wrong(name, "unknown_word", str(rows)[:LONGEST_NAME])
            return []
        return list(enumerate(rows[: MOST_SPOTS + 1], 1))

    def _spot(self, number: int, row: Mapping[str, Any]) -> Spot:
        at = f"cell {number}"
        return Spot(self._cell(row, at, "cell"), self._text(row, at, "fact"), self._rule(at, row))

    def _label(self, at: str, row: Mapping[str, Any], cell: str = "cell", text: str = "text") -> Label:
        return Label(self._cell(row, at, cell), self._text(row, at, text))

    def _column(self, number: int, row: Mapping[str, Any], is_out: bool, kind: str) -> Column:
        at = f"column {number}"
        heading = self._text(row, at, "heading")
        letter = str(row.get("column", "")) if kind == XLSX else ""
        if kind == XLSX and not _is_column(letter):
            self._wrong(f"{at}.column", "no_cell", letter)
        fact = self._text(row, at, "fact") if is_out else self._word(row, at, "field", tuple(FIELDS))
        return Column(heading, letter, fact, self._rule(at, row))

    def _rule(self, at: str, row: Mapping[str, Any]) -> Rule:
        pattern = row.get("date", "")
        kind = self._word(row, at, "as", values.KINDS, values.DATE if pattern else values.AS_IT_IS)
        if pattern and not (isinstance(pattern, str) and values.is_pattern(pattern)):
            self._wrong(f"{at}.date", "no_date", str(pattern))
            pattern = ""
        codes = row.get("codes", {})
        if not isinstance(codes, dict) or not all(isinstance(each, str) for each in codes.values()):
            self._wrong(f"{at}.codes", "unknown_word", str(codes)[:LONGEST_NAME])
            codes = {}
        return Rule(
            kind, self._divide(at, row), self._whole_number(row, at, "decimals", values.MOST_DECIMALS, 0),
            pattern, codes,
            self._whole_number(row, at, "longest", values.LONGEST, values.LONGEST), row.get("required") is True,
            str(row.get("unknown", ""))[:LONGEST_NAME],
        )  # fmt: skip

    def _divide(self, at: str, row: Mapping[str, Any]) -> Decimal:
        try:
            found = Decimal(str(row.get("divide", 1)))
        except InvalidOperation:
            found = Decimal(0)
        if not found.is_finite() or found <= 0:
            self._wrong(f"{at}.divide", "no_number", str(row.get("divide")))
            return Decimal(1)
        return found

    def _cell(self, row: Mapping[str, Any], at: str, name: str) -> str:
        found = str(row.get(name, "")).strip().upper()
        try:
            cells.place(found)
        except ValueError:
            self._wrong(f"{at}.{name}", "no_cell" if found else "missing", found)
        return found

    def _text(self, row: Mapping[str, Any], at: str, name: str) -> str:
        found = row.get(name)
        where = name if at == name else f"{at}.{name}"
        if not isinstance(found, str) or not found.strip():
            self._wrong(where, "missing")
            return ""
        if len(found) > values.LONGEST:
            self._wrong(where, "too_many", str(len(found)))
        return found.strip()

    def _word(self, row: Mapping[str, Any], at: str, name: str, known: Sequence[str], default: str = "") -> str:
        found = row.get(name, default)
        if found not in known:
            where = name if at == name else f"{at}.{name}"
            self._wrong(where, "missing" if found in ("", None) else "unknown_word", str(found)[:LONGEST_NAME])
            return known[0]
        return str(found)

    def _whole_number(self, row: Mapping[str, Any], at: str, name: str, most: int, default: int) -> int:
        found = row.get(name, default)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= most:
            self._wrong(f"{at}.{name}", "no_number", str(found)[:LONGEST_NAME])
            return default
        return found

    def _wrong(self, place: str, code: str, value: str = "") -> None:
        self.problems.append(Problem(place, code, value))


def _is_column(letter: str) -> bool:
    try:
        return cells.column_of(letter) <= cells.LAST_COLUMN
    except ValueError:
        return False
