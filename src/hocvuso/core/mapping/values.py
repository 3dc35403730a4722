"""How one value of ours is written for somebody else, and how one of theirs is read: units, codes, dates.

What cannot be written is a fault with a code and is never guessed. Unknown is not zero: it becomes the text that the
mapping names for it, as a rule none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | bool | date | None  # what we know; None is unknown
Written = str | int | Decimal | date  # what stands in a cell

TEXT, NUMBER, DATE = "text", "number", "date"
AS_IT_IS = "as_it_is"  # where a mapping does not say: a count stays a number that a form can add up, all else is text
KINDS = (AS_IT_IS, TEXT, NUMBER, DATE)
MOST_DECIMALS, LONGEST = 6, 500  # decided: no form asks for more
# What the faults mean stands in the words of the room that shows them.
UNKNOWN, NO_CODE, NOT_NUMBER, NOT_DATE, TOO_LONG = "unknown", "no_code", "not_number", "not_date", "too_long"
_PARTS = {"dd": r"(?P<d>\d{1,2})", "mm": r"(?P<m>\d{1,2})", "yyyy": r"(?P<y>\d{4})"}
_PATTERN = re.compile(r"(?:dd|mm|yyyy|[-/. ])+")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a value is written: as what, divided by what (1000: thousands), with how many decimals, by which codes."""

    kind: str = TEXT
    divide: Decimal = Decimal(1)
    decimals: int = 0
    date: str = ""  # such as "dd/mm/yyyy"; "" is a real date of the spreadsheet
    codes: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST
    is_required: bool = False
    unknown: str = ""


def is_pattern(text: str) -> bool:
    """Tell whether a text says how dates are written: dd, mm, yyyy with - / . or a blank between, each once."""
    return bool(_PATTERN.fullmatch(text)) and "yyyy" in text and all(text.count(part) <= 1 for part in _PARTS)


def write(value: Value, rule: Rule) -> tuple[Written, str]:
    """Return what is written for a value, and a fault or ""."""
    if value is None or value == "":
        return rule.unknown, UNKNOWN if rule.is_required else ""
    if rule.codes:
        code = rule.codes.get(_plain(value))
        return (code, "") if code is not None else (_plain(value), NO_CODE)
    if rule.kind == NUMBER or (rule.kind == AS_IT_IS and isinstance(value, int) and not isinstance(value, bool)):
        return _number(value, rule)
    if rule.kind == DATE:
        return _date(value, rule)
    text = _plain(value)
    return text, TOO_LONG if len(text) > rule.longest else ""


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _number(value: Value, rule: Rule) -> tuple[Written, str]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or value in (INF, -INF):
        return _plain(value), NOT_NUMBER
    step = Decimal(1).scaleb(-rule.decimals)
    found = (Decimal(str(value)) / rule.divide).quantize(step, rounding=ROUND_HALF_UP)
    return (found if rule.decimals else int(found)), ""


INF = float("inf")


def _date(value: Value, rule: Rule) -> tuple[Written, str]:
    if not isinstance(value, date):
        return _plain(value), NOT_DATE
    day = value.date() if isinstance(value, datetime) else value
    return (dated(day, rule.date) if rule.date else day), ""


def dated(day: date, pattern: str) -> str:
    """Write a day by a pattern: (2026, 3, 9) as dd/mm/yyyy is 09/03/2026."""
    return pattern.replace("yyyy", f"{day.year:04d}").replace("mm", f"{day.month:02d}").replace("dd", f"{day.day:02d}")


def read_date(text: str, pattern: str) -> date | None:
    """Return the day that a text names by a pattern (its first day where the pattern has none), or None."""
    expression = re.escape(pattern)
    for part, found in _PARTS.items():
        expression = expression.replace(part, found, 1)
    match = re.fullmatch(expression, text.strip())
    if match is None:
        return None
    parts = match.groupdict()
    try:
        return date(int(parts["y"]), int(parts.get("m") or 1), int(parts.get("d") or 1))
    except ValueError:
        return None
