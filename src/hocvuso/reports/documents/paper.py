"""What a report is before it becomes a file: title, facts, parts with tables, room for number and signatures.

A cell is text, a whole number, a share in 0…1, a day, a moment, or None for what is not known; writers say "Chưa
biết" for it and never 0. Text stays text in every format: phone numbers and codes keep their zeros, and nothing that
somebody typed can become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hocvuso.plumbing.templating import full_day, full_time, number, share

TEXT, WHOLE, SHARE, DAY, TIME = "text", "whole", "share", "day", "time"
NUMERIC = (WHOLE, SHARE)
# As the annex of Decree 30/2020/NĐ-CP words the head of every office paper; never translated.
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what kind of value it holds, how wide it is in characters."""

    title: str
    kind: str = TEXT
    width: int = 18

    @property
    def is_number(self) -> bool:
        """Whether values stand at the right."""
        return self.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; rows may be an iterator, which is then read once. `is_signed`: rows high enough to sign in."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    note: str = ""
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences and a table, each of them optional."""

    heading: str = ""
    sentences: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. Number and signer lines are left blank for a pen; no number is ever made up."""

    title: str
    unit: str
    above: str = ""
    period: str = ""
    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = ()
    signers: Sequence[str] = ()
    recipients: Sequence[str] = ()  # beside the signature, as office papers list them
    has_motto: bool = False  # name of the state and motto at the head, as papers that leave the office have them
    is_draft: bool = False
    made: str = ""
    is_demo: bool = field(default_factory=lambda: bool(settings.DEMO))

    @property
    def watermark(self) -> str:
        """Return the word across each page, or nothing."""
        if self.is_demo:
            return _("SAMPLE DATA")
        return _("DRAFT") if self.is_draft else ""


def unknown() -> str:
    """Return the word for a value that is not known."""
    return _("Not known")


def shown(value: Cell, kind: str) -> str:
    """Return a cell as people read it: 1.860, 61%, 18/05/2026."""
    if value is None:
        return unknown()
    if kind == SHARE and isinstance(value, int | float):
        return share(float(value))
    if kind == WHOLE and isinstance(value, int):
        return number(value)
    if isinstance(value, datetime):
        return full_time(value)
    return full_day(value) if isinstance(value, date) else str(value)
