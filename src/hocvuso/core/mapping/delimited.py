"""Text files of rows: CSV that Excel opens right, and JSON.

CSV: UTF-8 with its mark, without which Excel takes Vietnamese for Latin letters; lines end in CR LF (RFC 4180). A text
that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection); numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from hocvuso.core.mapping.values import Written

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip(" \u00a0\u3000").startswith(_FORMULA) else text


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Written]], separator: str = ";") -> bytes:
    """Return a CSV file; where semicolons separate fields, decimals have a comma, as Excel reads them then."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([inert(each) for each in headings])
    writer.writerows([_cell(each, separator) for each in row] for row in rows)
    return (MARK + out.getvalue()).encode()


def _cell(value: Written, separator: str) -> str:
    if isinstance(value, str):
        return inert(value.replace("\x00", ""))
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.replace(".", ",") if separator == ";" else text
    return value.isoformat() if isinstance(value, date) else str(value)


def as_json(rows: Iterable[Mapping[str, Written]]) -> bytes:
    """Return rows as JSON: a list of objects, numbers as numbers, days as 2026-03-09."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
