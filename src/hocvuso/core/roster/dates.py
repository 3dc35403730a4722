"""Days of birth: three ways of writing, the number that Excel stores, or only the year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hocvuso.core.roster.fields import BIRTH, Cell, Fault, as_text
from hocvuso.core.vntext import fold

# Day 0 of Excel's calendar, which counts a 29 February 1900 that never was (published, ECMA-376 part 1, 18.17.4).
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(5_000, 60_000)  # derived: 1913 to 2064; anything else in a cell is no such number
# Decided: at work from 14 (Labour Code 2019 allows light work earlier, never as a member); nobody is over 100.
YOUNGEST, OLDEST = 14, 100
_PARTED = re.compile(r"(\d{1,4})\s*[/.\-\\ ]\s*(\d{1,2})\s*[/.\-\\ ]\s*(\d{2,4})")
_WORDED = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
_LONG_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}  # published: days of months shorter than 31
_THIS_CENTURY = 30  # decided: two digits up to 30 mean 20xx, others 19xx


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its dates: day before month, as here, or month before day, as American programs do."""

    month_first: bool = False


def order_of(cells: Iterable[Cell]) -> Order:
    """Return the order in a column: month first only where some date needs it and none speaks against it."""
    american = local = 0
    for cell in cells:
        found = _PARTED.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found and len(found[1]) <= 2:
            local += int(found[1]) > 12
            american += int(found[2]) > 12 >= int(found[1])
    return Order(month_first=american > 0 and local == 0)


def read(cell: Cell | None, order: Order, today: date) -> tuple[str, Fault | None]:
    """Return (ISO date, or a year of four digits, or "", what is wrong with it)."""
    if isinstance(cell, datetime):
        return _judged(cell.date(), as_text(cell), today)
    if isinstance(cell, date):
        return _judged(cell, as_text(cell), today)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _EXCEL_DAYS:
        return _judged(_EXCEL_ZERO + timedelta(days=int(cell)), as_text(cell), today)
    text = as_text(cell)
    return _from_text(text, order, today) if text else ("", None)


def _from_text(text: str, order: Order, today: date) -> tuple[str, Fault | None]:
    found = _PARTED.match(text)  # a time behind it does not matter
    if found:
        return _from_parts(found, text, order, today)
    folded = " ".join(fold(text).split())
    worded = _WORDED.search(folded)
    if worded:
        return _built(int(worded[3]), int(worded[2]), int(worded[1]), text, today)
    month = _MONTH.fullmatch(text)
    year = _YEAR.fullmatch(folded) or (month and re.fullmatch(r"()(\d+)", month[2]) and _YEAR.fullmatch(month[2]))
    if year:
        return _year(int(year[1]), text, today)
    if text.isdecimal() and int(text) in _EXCEL_DAYS:
        return _judged(_EXCEL_ZERO + timedelta(days=int(text)), text, today)
    if text.isdecimal() and len(text) == 8:
        return _built(int(text[4:]), int(text[2:4]), int(text[:2]), text, today)
    return "", Fault(BIRTH, "date_unread", text)


def _from_parts(found: re.Match[str], text: str, order: Order, today: date) -> tuple[str, Fault | None]:
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return _built(first, second, third, text, today)
    if len(found[1]) == 3:
        return "", Fault(BIRTH, "date_unread", text)
    year = third if len(found[3]) == 4 else third + (2000 if third <= _THIS_CENTURY else 1900)
    day, month = (second, first) if order.month_first else (first, second)
    if month > 12 >= day:  # one American date among others: ask rather than guess
        fitting, _ = _built(year, day, month, text, today)
        return "", Fault(BIRTH, "date_month", text, _shown(fitting))
    return _built(year, month, day, text, today)


def _built(year: int, month: int, day: int, text: str, today: date) -> tuple[str, Fault | None]:
    try:
        return _judged(date(year, month, day), text, today)
    except ValueError:
        if 1 <= month <= 12 and day > _LONG_MONTHS.get(month, 31):
            return "", Fault(BIRTH, "date_no_such_day", text)
        if month == 2 and day == 29:
            return "", Fault(BIRTH, "date_no_such_day", text)
        return "", Fault(BIRTH, "date_month" if month > 12 else "date_unread", text)


def _judged(day: date, text: str, today: date) -> tuple[str, Fault | None]:
    fault = _too_young_or_old(day.year, text, today)
    if day > today:
        fault = Fault(BIRTH, "date_future", text)
    return ("", fault) if fault else (day.isoformat(), None)


def _year(year: int, text: str, today: date) -> tuple[str, Fault | None]:
    fault = Fault(BIRTH, "date_future", text) if year > today.year else _too_young_or_old(year, text, today)
    return ("", fault) if fault else (str(year), None)


def _too_young_or_old(year: int, text: str, today: date) -> Fault | None:
    if today.year - year > OLDEST:
        return Fault(BIRTH, "date_too_old", text)
    return Fault(BIRTH, "date_too_young", text) if today.year - year < YOUNGEST else None


def _shown(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
