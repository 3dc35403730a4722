"""From a sheet to a table: where the headings stand, what each column is, where the list ends.

Sheets have titles above, headings in two rows with merged cells, rows of column numbers, headings of teams between
the rows, totals and signatures below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hocvuso.core.roster import dates, encodings, fields, headings
from hocvuso.core.roster.fields import Cell, as_text
from hocvuso.core.roster.headings import UNKNOWN, Meaning
from hocvuso.core.vntext import search_key

HEAD_ROWS = 40  # assumed: whoever puts more above his list has another kind of sheet
SAMPLE_ROWS = 400  # decided: enough to tell encodings and dates apart, read before the rest streams
_SINGLE = {fields.NAME, fields.FAMILY, fields.GIVEN, fields.PHONE, fields.BIRTH, fields.GENDER, fields.EMPLOYEE,
           fields.MEMBER, fields.AUDIENCE, fields.UNIT, fields.TEAM}  # fmt: skip


_LOCAL = dates.Order()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its place from 0, its heading as written, what it is, how it is written."""

    place: int
    heading: str
    field: str = ""
    dropped: str = ""
    encoding: str = encodings.UNICODE
    order: dates.Order = _LOCAL

    @property
    def letter(self) -> str:
        """The name that spreadsheets give the column: A, B, … AA."""
        text, number = "", self.place + 1
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(ord("A") + rest) + text
        return text


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is read: its columns, and the row (from 1) in which the list begins."""

    columns: tuple[Column, ...]
    first_row: int

    def of(self, field: str) -> Column | None:
        """Return the column that holds a field, or None."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def has_names(self) -> bool:
        """Whether names can be read at all."""
        return any(column.field in {fields.NAME, fields.GIVEN} for column in self.columns)


Rows = Sequence[Sequence[Cell]]


def plan(rows: Rows) -> Plan | None:
    """Return how to read a sheet from its first rows, or None when no row has a heading for a name.

    `rows` are the first rows of the sheet, SAMPLE_ROWS at most.
    """
    at = _heading_row(rows)
    if at is None:
        return _without_headings(rows)
    above = [headings.meaning(as_text(cell)) for cell in rows[at]]
    texts = [as_text(cell) for cell in rows[at]]
    first = at + 1
    if first < len(rows) and _is_second_heading(rows[first], above):
        above, texts = _joined(rows[at], rows[first])
        first += 1
    while first < len(rows) and _is_column_numbers(rows[first]):
        first += 1
    columns = [
        Column(place, texts[place], above[place].field, above[place].dropped)
        for place in range(len(texts))
        if texts[place] or _has_content(rows[first:], place)
    ]
    return _told(columns, rows[first:], first + 1)


def _heading_row(rows: Rows) -> int | None:
    best, at = 0, None
    for number, row in enumerate(rows[:HEAD_ROWS]):
        known = [headings.meaning(as_text(cell)) for cell in row if as_text(cell)]
        names = any(each.field in {fields.NAME, fields.GIVEN, fields.FAMILY} for each in known)
        score = sum(each is not UNKNOWN for each in known)
        if names and score > best:
            best, at = score, number
    return at


def _is_second_heading(row: Sequence[Cell], above: list[Meaning]) -> bool:
    filled = [(place, as_text(cell)) for place, cell in enumerate(row) if as_text(cell)]
    if not filled or any(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in row):
        return False
    parents = _spread(above)
    known = [headings.below(parents[place] if place < len(parents) else UNKNOWN, text) for place, text in filled]
    return (
        sum(each is not UNKNOWN for each in known) * 2 >= len(filled)
        and not any(character.isdigit() for _, text in filled for character in text)
        and all(search_key(text) in _SUBHEADINGS or headings.meaning(text) is not UNKNOWN for _, text in filled)
    )


# What stands under a merged heading, beside whole headings of their own; own compilation.
_SUBHEADINGS = frozenset({"nam", "nu", "so", "ngay cap", "noi cap", "ngay", "thang", "ho", "ten", "ho dem", "co"})


def _spread(above: list[Meaning]) -> list[Meaning]:
    """Carry a heading to the right over the cells that were merged with it."""
    spread: list[Meaning] = []
    for each in above:
        spread.append(spread[-1] if each is UNKNOWN and spread else each)
    return spread


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[list[Meaning], list[str]]:
    width = max(len(upper), len(lower))
    above = [as_text(upper[place]) if place < len(upper) else "" for place in range(width)]
    under = [as_text(lower[place]) if place < len(lower) else "" for place in range(width)]
    meanings, texts, parent, carried = [], [], UNKNOWN, ""
    for high, low in zip(above, under, strict=True):
        if high:
            parent, carried = headings.meaning(high), high
        inside = low or high
        meanings.append(headings.below(parent, low) if low else parent if high else UNKNOWN)
        texts.append(
            " – ".join(part for part in (carried if low and not high else high, low) if part) if inside else ""
        )
    return meanings, texts


def _is_column_numbers(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns: 1 2 3 … or A B C …, as official forms do."""
    texts = [as_text(cell).strip("()") for cell in row if as_text(cell)]
    if len(texts) < 3:
        return False
    counted = [str(number) for number in range(int(texts[0]) if texts[0].isdecimal() else 1, 99)]
    return texts == counted[: len(texts)] or texts == [chr(ord("A") + place) for place in range(min(len(texts), 26))]


def _has_content(rows: Rows, place: int) -> bool:
    return any(place < len(row) and as_text(row[place]) for row in rows)


def _told(columns: list[Column], rows: Rows, first_row: int) -> Plan:
    """Look at what the columns hold: drop what betrays itself, settle encodings and dates, one column a field."""
    seen: set[str] = set()
    told = []
    for column in columns:
        cells = [row[column.place] for row in rows if column.place < len(row)]
        texts = [as_text(cell) for cell in cells]
        dropped = column.dropped or (headings.content(texts) if column.field != fields.PHONE else "")
        field = "" if dropped or (column.field in seen and column.field in _SINGLE) else column.field
        seen.add(field)
        encoding = encodings.guess(texts) if field else encodings.UNICODE
        told.append(
            replace(
                column,
                heading=_readable(column.heading, encoding),
                field=field,
                dropped=dropped,
                encoding=encoding,
                order=dates.order_of(cells) if field in {fields.BIRTH, fields.BIRTH_MAN, fields.BIRTH_WOMAN}
                else dates.Order(),
            )
        )  # fmt: skip
    return Plan(_names_settled(told), first_row)


def _readable(heading: str, encoding: str) -> str:
    """Return a heading as people read it, also when only the heading was written with an old font."""
    if heading.isascii():
        return heading
    own = encodings.guess([heading])
    return " ".join(encodings.repair(heading, own if own != encodings.UNICODE else encoding).split())


def _names_settled(columns: list[Column]) -> tuple[Column, ...]:
    """Settle what "Tên" and "Họ" mean: with both they are two halves; "Tên" alone is the whole name."""
    given = {column.field for column in columns}
    if fields.GIVEN in given and not given & {fields.FAMILY, fields.NAME}:
        return tuple(replace(each, field=fields.NAME) if each.field == fields.GIVEN else each for each in columns)
    if {fields.NAME, fields.GIVEN} <= given and fields.FAMILY not in given:
        return _half_names(columns)
    return tuple(columns)


def _half_names(columns: list[Column]) -> tuple[Column, ...]:
    """Under "Họ và tên" over two columns the first is the family name with middle names."""
    return tuple(replace(each, field=fields.FAMILY) if each.field == fields.NAME else each for each in columns)


_DIGITS = re.compile(r"[\d .+()\-]{8,16}")
_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|(?:19|20)\d\d")


def _without_headings(rows: Rows) -> Plan | None:
    """Guess columns by what they hold: pasted lists often come without headings."""
    width = max((len(row) for row in rows), default=0)
    columns = []
    for place in range(width):
        texts = [text for row in rows if place < len(row) and (text := as_text(row[place]))]
        columns.append(Column(place, "", _by_content(texts), headings.content(texts) if texts else ""))
    named = [column for column in columns if column.field == fields.NAME]
    if not named:
        return None
    rest = [replace(column, field="") if column.field == fields.NAME and column is not named[0] else column
            for column in columns]  # fmt: skip
    return _told([column for column in rest if column.field or column.dropped], rows, 1)


def _by_content(texts: list[str]) -> str:
    if not texts:
        return ""
    share = 2 * len(texts) // 3 + 1 if len(texts) > 1 else 1
    if sum(bool(_DATE.fullmatch(text)) for text in texts) >= share:
        return fields.BIRTH
    if sum(bool(_DIGITS.fullmatch(text)) for text in texts) >= share:
        return fields.PHONE
    if sum(text.isdecimal() and len(text) < 5 for text in texts) >= share:
        return fields.ORDINAL
    names = sum(not any(letter.isdigit() for letter in text) and 2 <= len(text.split()) <= 7 for text in texts)
    return fields.NAME if names >= share else ""


FOOT_CELLS = 4  # assumed: totals and signatures fill no more cells of a row
_TOTAL = re.compile(
    r"(?:tong|cong|tong cong|tong so|total)(?: \d.*| (?:so|cong) .*|$)|(?:danh sach|ds) (?:nay|co|gom) "
)
_SIGNED = re.compile(
    r"(?:nguoi lap|lap bieu|chu tich|t ?m bch|t ?m ban|tm|thu truong|giam doc|ky ten|xac nhan|noi nhan|ghi chu|bch"
    r"|ban chap hanh|ky va ghi ro|ky ghi ro|dai dien|ke toan|truong phong|so nguoi|bang chu|signature)\b"
    r"|(?:\w+ ){0,4}ngay (?:\d* )?thang (?:\d* )?nam\b"
)
_TEAM = re.compile(r"^(?:[ivx]+ |\d+ )?(?:to|chuyen|phong|bo phan|xuong|phan xuong|khoi|ban|khoa|nhom|doi|line)\b")


def foot(texts: Sequence[str], *, is_bare: bool = True) -> bool:
    """Tell whether a row belongs to the end of a list: totals, place and date, signatures.

    A row that is not bare (it fills columns of people) is one only when it says "total": Chủ and Ký are names too.
    """
    filled = [search_key(text) for text in texts if text]
    if not filled or len(filled) > FOOT_CELLS:
        return False
    return any(_TOTAL.match(text) or (is_bare and _SIGNED.match(text)) for text in filled[:2])


def team_heading(texts: Sequence[str]) -> str:
    """Return the team that a row between the people names ("II. Tổ may 3"), or nothing."""
    filled = [text for text in texts if text]
    if not 1 <= len(filled) <= 2 or not _TEAM.match(search_key(filled[-1])):
        return ""
    if len(filled) == 2 and not re.fullmatch(r"[IVX]+|\d{1,2}|[A-Z]", filled[0].strip(".")):
        return ""
    return re.sub(r"^(?:[IVX]+|\d+|[A-Z])[.)]\s*", "", filled[-1]).strip(" :")
