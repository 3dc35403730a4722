"""One row of a sheet as one line: each cell is read by its column, each fault is named with a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hocvuso.core.roster import dates, encodings, fields, headings, phones, table, words
from hocvuso.core.roster.fields import Cell, Fault, Line, as_text
from hocvuso.core.roster.table import Column, Plan

_NO_ORDER = dates.Order()
_NO = frozenset({"", "0", "khong", "chua", "no", "k", "-"})


@dataclass(slots=True)
class Noticed:
    """What the reader saw besides lines, to be told in one sentence each."""

    zeros_restored: int = 0  # phone numbers whose first zero Excel had dropped
    numbers_removed: int = 0  # long numbers cut out of texts
    skipped: list[int] = field(default_factory=list)  # rows of totals and signatures


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one sheet after its plan; `today` judges dates."""

    plan: Plan
    today: date
    noticed: Noticed = field(default_factory=Noticed)

    def lines(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Line]:
        """Yield a line for each row that names or should name a person; `rows` come with their number from 1."""
        columns = [column for column in self.plan.columns if column.field and column.field != fields.ORDINAL]
        team, ended, has_team = "", False, any(column.field == fields.TEAM for column in columns)
        for number, cells in rows:
            picked = [cells[column.place] if column.place < len(cells) else "" for column in columns]
            filled = len(picked) - picked.count("")
            if filled == 0 and not any(as_text(cell) for cell in cells):
                continue
            if filled <= 2:
                texts = [encodings.repair(as_text(cell), self._encoding()) for cell in cells]
                if not any(texts):
                    continue
                heading = table.team_heading(texts)
                if heading and not has_team:
                    team = words.short(heading)[0]
                    continue
                if heading or table.foot(texts) or (ended and sum(map(bool, texts)) <= 2):
                    ended = ended or not heading
                    self.noticed.skipped.append(number)
                    continue
            elif filled <= table.FOOT_CELLS and table.foot([*map(as_text, cells)], is_bare=False):
                ended = True
                self.noticed.skipped.append(number)
                continue
            yield self.line(number, columns, picked, team)

    def _encoding(self) -> str:
        name = self.plan.of(fields.NAME) or self.plan.of(fields.GIVEN)
        return name.encoding if name else encodings.UNICODE

    def line(self, number: int, columns: Sequence[Column], cells: Sequence[Cell], team: str = "") -> Line:
        """Return one line from the cells of its columns; `team` stands in where the row has none of its own."""
        said: dict[str, str] = {}
        faults: list[Fault] = []
        parts: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=True):
            if column.field in _PARTS:
                parts[column.field] = _repaired(cell, column)
            elif cell != "" or column.field == fields.IS_MEMBER:
                self._read(column, cell, said, faults)
        self._names(parts, said, faults)
        if team and "team" not in said:
            said["team"] = team
        return Line(number, **said, faults=tuple(map(self._safe, faults)))

    def _safe(self, fault: Fault) -> Fault:
        """Return a fault whose value holds no identity number, whichever column somebody typed it into."""
        value = headings.without_identity(fault.value)
        if value == fault.value:
            return fault
        self.noticed.numbers_removed += 1
        return replace(fault, value=value, suggestion=headings.without_identity(fault.suggestion))

    def _read(self, column: Column, cell: Cell, said: dict[str, str], faults: list[Fault]) -> None:
        """Read one cell into what the line says."""
        what, fault = column.field, None
        if what == fields.PHONE:
            said["phone"], fault, restored = phones.read(as_text(cell))
            self.noticed.zeros_restored += restored
        elif what in _BIRTHS:
            value, fault = dates.read(_dated(cell, column), column.order, self.today)
            if value or fault:
                said["birth"] = value
                said |= {} if what == fields.BIRTH else {"gender": _BIRTHS[what]}
        elif what in _CROSSES:
            said |= {"gender": _CROSSES[what]} if as_text(cell) else {}
        elif what == fields.IS_MEMBER:
            said["is_member"] = "0" if _folded(_repaired(cell, column)) in _NO else "1"
        else:
            fault = self._read_text(what, _repaired(cell, column), said)
        if fault is not None:
            faults.append(fault)

    def _read_text(self, what: str, text: str, said: dict[str, str]) -> Fault | None:
        fault = None
        if what == fields.GENDER:
            said["gender"], fault = words.gender(text)
        elif what == fields.AUDIENCE:
            said["audience"], fault = words.audience(text)
        elif what in {fields.EMPLOYEE, fields.MEMBER}:
            code = words.code(text)
            if headings.is_identity(code):
                self.noticed.numbers_removed += 1
            else:
                said[what] = code
        else:
            said[what], removed = words.short(text)
            self.noticed.numbers_removed += removed
        return fault

    def _names(self, parts: dict[str, str], said: dict[str, str], faults: list[Fault]) -> None:
        """Put the halves of a name together; a row without any name is named first among its faults."""
        whole = parts.get(fields.NAME) or f"{parts.get(fields.FAMILY, '')} {parts.get(fields.GIVEN, '')}"
        said["name"], fault = words.name(whole.strip())
        if fault is not None:
            faults.insert(0, fault)


_PARTS = frozenset({fields.NAME, fields.FAMILY, fields.GIVEN})
_BIRTHS = {fields.BIRTH: "", fields.BIRTH_MAN: fields.MAN, fields.BIRTH_WOMAN: fields.WOMAN}
_CROSSES = {fields.IS_MAN: fields.MAN, fields.IS_WOMAN: fields.WOMAN}


def _repaired(cell: Cell, column: Column) -> str:
    text = as_text(cell)
    return text if text.isascii() else encodings.repair(text, column.encoding)


def _dated(cell: Cell, column: Column) -> Cell:
    return _repaired(cell, column) if isinstance(cell, str) else cell


def _folded(text: str) -> str:
    return text.lower().translate(_MARKLESS)


_MARKLESS = str.maketrans("ôưóòõọỏ", "ouooooo")


def typed_value(what: str, text: str, *, today: date, order: dates.Order = _NO_ORDER) -> tuple[str, Fault | None]:
    """Read one value that a person typed to mend a line; an empty one is left open."""
    text = text.strip()
    if what == fields.NAME:
        return words.name(text)
    if not text:
        return "", None
    if what == fields.PHONE:
        number, fault, _ = phones.read(text)
        return number, fault
    if what == fields.BIRTH:
        return dates.read(text, order, today)
    if what == fields.GENDER:
        return words.gender(text)
    if what == fields.AUDIENCE:
        return words.audience(text)
    if what in {fields.EMPLOYEE, fields.MEMBER}:
        return words.code(text), None
    return words.short(text)[0], None
