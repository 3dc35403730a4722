"""Deadlines as plans write them: a day, a month, a quarter, "trước 30/6", "hằng tháng"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hocvuso.core.roster.fields import Cell, as_text
from hocvuso.core.vntext import fold

# Day 0 of Excel's calendar, which counts a 29 February 1900 that never was (published, ECMA-376 part 1, 18.17.4).
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(36_000, 60_000)  # derived: 1998 to 2064; anything else in a cell is no such number
_FULL = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED = re.compile(r"(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?")
_MONTH = re.compile(r"(?:thang\s*)?(?<!\d)(\d{1,2})[/.\-](\d{4})(?!\d)")
_MONTH_WORD = re.compile(r"thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?")
_QUARTER = re.compile(r"\b(?:quy|q)\s*(i{1,3}|iv|[1-4])\b(?:[\s/.\-]*(?:nam\s*)?(\d{4}))?")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})(?![/.\-\d])")
_SIGN = re.compile(r"(?<=\d) ?([/.]) ?(?=\d)")
_YEAR = re.compile(r"(?:ca nam|trong nam|het nam|nam)\s*(\d{4})?|(\d{4})")
_AGAIN = re.compile(r"\b(?:thuong xuyen|hang (?:ngay|tuan|thang|quy|nam)|dinh ky|lien tuc|moi (?:tuan|thang|quy))\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What is wrong with a deadline.
UNREAD, NO_SUCH_DAY, BEFORE_START = "due_unread", "due_no_such_day", "due_before_start"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that was read: the day (None: none is written), whether it comes again and again, what is wrong."""

    on: date | None = None
    is_again: bool = False
    fault: str = ""


def read(cell: Cell | None, start: date, end: date) -> Due:
    """Return the deadline in a cell of a plan that runs from `start` to `end`.

    Of a stretch the last day counts; a month or quarter ends with its last day; a day without a year is the first one
    from `start` on; what is done again and again is due when the plan ends. An empty cell has no deadline.
    """
    if isinstance(cell, datetime):
        return _judged(cell.date(), start)
    if isinstance(cell, date):
        return _judged(cell, start)
    if isinstance(cell, (int, float)) and _EXCEL_DAYS.start <= cell < _EXCEL_DAYS.stop:
        return _judged(_EXCEL_ZERO + timedelta(days=int(cell)), start)
    text = _SIGN.sub(r"\1", " ".join(_kept(as_text(cell)).split()))
    if not text:
        return Due()
    if _AGAIN.search(text):
        return Due(end, is_again=True)
    return _from_text(text, start, end)


def _kept(text: str) -> str:
    """Return the text without marks, its signs between numbers kept."""
    return "".join(each if each in "/.-" or each.isspace() else fold(each) or "" for each in text.lower())


def _from_text(text: str, start: date, end: date) -> Due:
    found: list[Due] = []
    for pattern, reading in _READINGS:  # the fullest way of writing first; what was read is read no second time
        found += [reading(match, start) for match in pattern.finditer(text)]
        text = pattern.sub(" ", text)
    if not found and (whole := _YEAR.search(text)):
        year = whole[1] or whole[2]
        found = [_built(int(year), 12, 31, start)] if year else [Due(end)]
    if not found:
        return Due(fault=UNREAD)
    good = [each for each in found if each.on is not None]
    if len(good) < len(found):
        return next(each for each in found if each.on is None)
    return max(good, key=lambda each: each.on or date.min)


def _of_iso(match: re.Match[str], start: date) -> Due:
    return _built(int(match[1]), int(match[2]), int(match[3]), start)


def _of_full(match: re.Match[str], start: date) -> Due:
    year = int(match[4])
    return _built(year if year > 99 else 2000 + year, int(match[3]), int(match[1]), start)  # two digits: this century


def _of_words(match: re.Match[str], start: date) -> Due:
    if match[3]:
        return _built(int(match[3]), int(match[2]), int(match[1]), start)
    return _without_year(int(match[1]), int(match[2]), start)


def _of_month(match: re.Match[str], start: date) -> Due:
    month = int(match[1])
    if not 1 <= month <= 12:  # standard: months of a year
        return Due(fault=NO_SUCH_DAY)
    year = int(match[2]) if match[2] else start.year + (month < start.month)
    return _judged(date(year, month, monthrange(year, month)[1]), start)


def _of_quarter(match: re.Match[str], start: date) -> Due:
    quarter = _ROMAN.get(match[1]) or int(match[1])
    month = quarter * 3  # standard: a quarter has three months
    year = int(match[2]) if match[2] else start.year + (month < start.month)
    return _judged(date(year, month, monthrange(year, month)[1]), start)


def _of_short(match: re.Match[str], start: date) -> Due:
    return _without_year(int(match[1]), int(match[2]), start)


def _without_year(day: int, month: int, start: date) -> Due:
    first = _built(start.year, month, day, date.min)
    return first if first.on is None or first.on >= start else _built(start.year + 1, month, day, start)


def _built(year: int, month: int, day: int, start: date) -> Due:
    try:
        return _judged(date(year, month, day), start)
    except ValueError:
        return Due(fault=NO_SUCH_DAY)


def _judged(day: date, start: date) -> Due:
    return Due(day, fault=BEFORE_START if day < start else "")


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Due]], ...] = (
    (_ISO, _of_iso), (_FULL, _of_full), (_QUARTER, _of_quarter), (_WORDED, _of_words), (_MONTH, _of_month),
    (_MONTH_WORD, _of_month), (_SHORT, _of_short),
)  # fmt: skip
