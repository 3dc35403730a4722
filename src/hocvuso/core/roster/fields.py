"""The words of this folder: what a list may say of a person, and what can be wrong with a cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime

NAME, FAMILY, GIVEN, PHONE, BIRTH, GENDER = "name", "family", "given", "phone", "birth", "gender"
AUDIENCE, UNIT, TEAM, EMPLOYEE, MEMBER = "audience", "unit", "team", "employee", "member"
# Two columns under one heading, as on printed forms: the date stands under the sex, or a cross does.
BIRTH_MAN, BIRTH_WOMAN, IS_MAN, IS_WOMAN = "birth_man", "birth_woman", "is_man", "is_woman"
ORDINAL = "ordinal"  # the running number: read over, never kept
IS_MEMBER = "is_member"  # a cross for union members among all who work there; without such a column all are
# What a line keeps, in the order in which it is stored.
KEPT = (NAME, PHONE, BIRTH, GENDER, AUDIENCE, UNIT, TEAM, EMPLOYEE, MEMBER, IS_MEMBER)

MAN, WOMAN = "m", "f"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value: `code` names the sentence, `suggestion` the value that was probably meant."""

    field: str
    code: str
    value: str
    suggestion: str = ""


# Faults without which nobody can be entered come first on screen; questions come last.
BLOCKING = frozenset({"no_name", "name_is_number"})
QUESTIONS = frozenset({"phone_twice", "phone_taken", "birth_twice", "repeated_differs"})


def rank(fault: Fault) -> int:
    """Return the place of a fault: 0 blocking, 1 a value to mend, 2 a question."""
    return 0 if fault.code in BLOCKING else 2 if fault.code in QUESTIONS else 1


class Line(NamedTuple):
    """One person as a list says it. `birth` is an ISO date, a year of four digits, or empty; all else is text.

    `number` is the row in the file, counted from 1 as the spreadsheet shows it. A tuple, for there are 100,000 of them.
    """

    number: int
    name: str = ""
    phone: str = ""
    birth: str = ""
    gender: str = ""
    audience: str = ""
    unit: str = ""
    team: str = ""
    employee: str = ""
    member: str = ""
    is_member: str = "1"
    faults: tuple[Fault, ...] = ()

    def values(self) -> tuple[str, ...]:
        """Return what is kept, in the order of KEPT."""
        return (self.name, self.phone, self.birth, self.gender, self.audience, self.unit, self.team, self.employee,
                self.member, self.is_member)  # fmt: skip


def as_text(cell: Cell | None) -> str:
    """Return a cell as a person would read it: no `.0` behind whole numbers, dates as day/month/year."""
    if cell is None or cell is False or cell is True:
        return "" if not cell else "x"
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, date):  # also a moment
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    return str(cell)
