"""A plan that stands in a table of Word or Excel: which column is what, the tasks row by row, what must be put right.

Headings are compared without marks, capitals and signs. A row that holds nothing but a heading ("II. Đào tạo") begins
the next content. Nothing is guessed that matters: a deadline that cannot be read is a fault with its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hocvuso.core import vntext
from hocvuso.core.programmes import days
from hocvuso.core.roster.fields import Cell, as_text

ORDINAL, TITLE, OWNER, DUE, GOAL, RESULT, UNIT, NOTE = (
    "ordinal", "title", "owner", "due", "goal", "result", "unit", "note",
)  # fmt: skip
# Own compilation of how unions head such tables; the order matters where one heading would do for two.
_WORDS: Mapping[str, str] = {
    ORDINAL: "stt|tt|so tt|so thu tu|thu tu|no|muc",
    TITLE: "noi dung|noi dung cong viec|noi dung nhiem vu|noi dung thuc hien|noi dung hoat dong|nhiem vu|ten nhiem vu"
    "|cong viec|ten cong viec|viec|dau viec|hoat dong|nhiem vu giai phap|nhiem vu cu the|noi dung cong viec chinh|task",
    OWNER: "nguoi phu trach|phu trach|phu trach chinh|chu tri|don vi chu tri|co quan chu tri|nguoi thuc hien"
    "|don vi thuc hien"
    "|bo phan thuc hien|phan cong|phan cong thuc hien|don vi phu trach|nguoi chiu trach nhiem|trach nhiem"
    "|bo phan phu trach"
    "|can bo phu trach|don vi ca nhan thuc hien|don vi chu tri thuc hien|owner",
    DUE: "thoi han|han|thoi gian|thoi gian hoan thanh|ngay hoan thanh|han hoan thanh|thoi han hoan thanh|tien do"
    "|thoi gian thuc hien|thoi diem|ngay|thoi diem hoan thanh|han cuoi|deadline|thoi gian thuc hien hoan thanh",
    GOAL: "muc tieu|nhom nhiem vu|nhom|linh vuc|noi dung lon|nhom noi dung|muc tieu chung|goal",
    RESULT: "san pham|ket qua|ket qua dau ra|san pham dau ra|ket qua can dat|san pham ket qua|yeu cau|chi tieu"
    "|ket qua du kien|dau ra",
    UNIT: "don vi phoi hop|phoi hop|co quan phoi hop|don vi|bo phan phoi hop",
    NOTE: "ghi chu|chu thich|note",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}
LONGEST_TITLE, LONGEST_OWNER = 300, 120  # letters; decided: what is longer is a paragraph
HEAD_ROWS = 25  # decided: rows in which the heading is looked for; forms begin with the name of the office
HEADING_LONGEST = 60  # assumed: longer cells are sentences, not headings
MOST_TASKS = 500  # decided: no plan of a unit is longer
_HEADING = re.compile(r"^\s*(?:[IVXLC]+|[A-H]|\d{1,2})\s*[.)/:\-]\s+")
_PART = re.compile(r"(?:[IVXLC]+|[A-H])[.)]?")
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_FOOT = ("tong cong", "noi nhan", "nguoi lap", "tm ban chap hanh", "chu tich")
# What is wrong with a row beside its deadline.
NO_TITLE, TITLE_LONG, TWICE, NO_OWNER = "no_title", "title_long", "twice", "no_owner"
BLOCKING = frozenset({NO_TITLE, TITLE_LONG, days.UNREAD, days.NO_SUCH_DAY, days.BEFORE_START})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value of a row."""

    field: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One task as the table says it; `number` is its row as the program counts, `table` the sheet or table."""

    number: int
    title: str
    owner: str = ""
    due: date | None = None
    is_again: bool = False
    goal: str = ""
    result: str = ""
    due_text: str = ""
    table: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether it has to be put right, or left out, before it can be entered."""
        return any(each.code in BLOCKING for each in self.faults)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: which heading was taken for what, headings that were not used, the tasks."""

    columns: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    skipped: tuple[int, ...] = ()  # rows of totals and signatures
    has_more: bool = False  # more than MOST_TASKS: the rest was not read


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name and its rows."""

    name: str
    rows: Sequence[Sequence[Cell]]


def meaning(heading: str) -> str:
    """Return which field a heading means, "" for none of ours."""
    for text in (heading, _BRACKETS.sub(" ", heading)):
        key = vntext.search_key(text)
        if key in _FIELD_OF:
            return _FIELD_OF[key]
    key = vntext.search_key(_BRACKETS.sub(" ", heading))
    if len(key) > HEADING_LONGEST:
        return ""
    longest = max((word for word in _FIELD_OF if len(word) > 5 and word in key), key=len, default="")
    return _FIELD_OF.get(longest, "")


def read(sheets: Iterable[Sheet], start: date, end: date) -> Reading:
    """Return the tasks of every table that has headings of ours; a table without them goes on with those before."""
    columns: dict[str, int] = {}
    seen: dict[str, str] = {}
    unused: list[str] = []
    lines: list[Line] = []
    skipped: list[int] = []
    for sheet in sheets:
        head = _head(sheet.rows)
        if head is not None:
            columns, texts = _columns(sheet.rows[head])
            seen |= {field: texts[at] for field, at in columns.items() if field not in seen}
            unused += [text for at, text in enumerate(texts) if text and at not in columns.values()]
        elif not columns:
            continue
        first = 0 if head is None else head + 1
        found, left = _lines(sheet, first, columns, start, end)
        lines += found
        skipped += left
    kept = _twice(lines[:MOST_TASKS])
    return Reading(tuple(seen.items()), tuple(dict.fromkeys(unused)), tuple(kept), tuple(skipped),
                   len(lines) > MOST_TASKS)  # fmt: skip


def _head(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the row of headings: the first that names tasks and something else."""
    for at, row in enumerate(rows[:HEAD_ROWS]):
        found = {meaning(as_text(cell)) for cell in row} - {""}
        if TITLE in found and found & {OWNER, DUE, RESULT}:
            return at
    return None


def _columns(row: Sequence[Cell]) -> tuple[dict[str, int], list[str]]:
    texts = [vntext.clean(as_text(cell)) for cell in row]
    columns: dict[str, int] = {}
    for at, text in enumerate(texts):
        field = meaning(text)
        if field:
            columns.setdefault(field, at)
    if OWNER not in columns and UNIT in columns:
        columns[OWNER] = columns.pop(UNIT)  # "Đơn vị" alone is who does it
    return columns, texts


def _lines(
    sheet: Sheet, first: int, columns: Mapping[str, int], start: date, end: date
) -> tuple[list[Line], list[int]]:  # fmt: skip
    lines: list[Line] = []
    skipped: list[int] = []
    goal = ""
    for number, row in enumerate(sheet.rows[first:], first + 1):
        cells = {field: (row[at] if at < len(row) else "") for field, at in columns.items()}
        texts = {field: vntext.clean(as_text(cell)) for field, cell in cells.items()}
        if not any(texts[field] for field in texts if field != ORDINAL):
            heading = _lone(row)
            goal = heading or goal
            continue
        if vntext.search_key(texts.get(TITLE, "") or next(iter(texts.values()))).startswith(_FOOT):
            skipped.append(number)
            continue
        if _is_numbers(row):
            continue
        heading = _heading(texts, row)
        if heading:
            goal = heading
            continue
        line = _line(number, cells, texts, start, end)
        lines.append(replace(line, goal=texts.get(GOAL) or goal, table=sheet.name))
    return lines, skipped


def _lone(row: Sequence[Cell]) -> str:
    """Return the only text of a row, which stands outside our columns; "" for anything else."""
    texts = [text for cell in row if (text := vntext.clean(as_text(cell)))]
    return _HEADING.sub("", texts[0])[:LONGEST_TITLE] if len(texts) == 1 and len(texts[0]) > 3 else ""


def _is_numbers(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds the numbers of columns (1, 2, 3 …), as printed forms have under their headings."""
    texts = [vntext.clean(as_text(cell)).strip("()") for cell in row]
    return len(texts) > 2 and all(text.isdigit() and len(text) < 3 for text in texts)


def _heading(texts: Mapping[str, str], row: Sequence[Cell]) -> str:
    """Return the content that a row begins: a title numbered like a chapter, or alone in its row; else ""."""
    if any(texts.get(field) for field in (OWNER, DUE, RESULT)):
        return ""
    title = texts.get(TITLE, "")
    ordinal = texts.get(ORDINAL) or vntext.clean(as_text(row[0]))  # numbers may stand under no heading
    if not title:
        return ""
    merged = {vntext.clean(as_text(cell)) for cell in row} - {""} == {title}
    if _PART.fullmatch(ordinal) or _HEADING.match(title) or (merged and title.isupper()):
        return _HEADING.sub("", title)[:LONGEST_TITLE]
    return ""


def _line(number: int, cells: Mapping[str, Cell], texts: Mapping[str, str], start: date, end: date) -> Line:
    title = texts.get(TITLE, "")
    faults = []
    if not title:
        faults.append(Fault(TITLE, NO_TITLE, ""))
    elif len(title) > LONGEST_TITLE:
        faults.append(Fault(TITLE, TITLE_LONG, title[:60]))
    read = days.read(cells.get(DUE), start, end)
    if read.fault:
        faults.append(Fault(DUE, read.fault, texts.get(DUE, "")))
    owner = texts.get(OWNER, "")[:LONGEST_OWNER]
    if not owner:
        faults.append(Fault(OWNER, NO_OWNER, ""))
    return Line(
        number, title[:LONGEST_TITLE], owner, None if read.fault else read.on, read.is_again,
        result=texts.get(RESULT, "")[:LONGEST_TITLE], due_text=texts.get(DUE, "")[:60], faults=tuple(faults),
    )  # fmt: skip


def _twice(lines: Sequence[Line]) -> list[Line]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for line in lines:
        key = (vntext.search_key(line.goal), vntext.search_key(line.title))
        if line.title and key in seen:
            line = replace(line, faults=(*line.faults, Fault(TITLE, TWICE, line.title[:60])))
        seen.add(key)
        kept.append(line)
    return kept


def mended(line: Line, title: str, owner: str, due: str, start: date, end: date) -> Line:
    """Return a row with what was typed instead; what is still wrong stands in its faults."""
    cells: dict[str, Cell] = {TITLE: vntext.clean(title), OWNER: vntext.clean(owner), DUE: vntext.clean(due)}
    texts = {field: str(value) for field, value in cells.items()}
    read = _line(line.number, cells, texts, start, end)
    return replace(read, goal=line.goal, result=line.result, table=line.table)
