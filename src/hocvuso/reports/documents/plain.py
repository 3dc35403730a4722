"""CSV and JSON. CSV begins with the mark by which Excel knows UTF-8, and no cell can begin a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.reports.documents.paper import SHARE, Cell, Paper, Table, unknown

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection


def lines(table: Table) -> Iterator[str]:
    """Yield the lines of a CSV file, one at a time, so that a long list can be streamed."""
    yield MARK + _line([column.title for column in table.columns])
    for row in table.rows:
        yield _line([_cell(value, column.kind) for column, value in zip(table.columns, row, strict=True)])


def _cell(value: Cell, kind: str) -> str:
    if value is None:
        return unknown()
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return f"{value:.4f}" if kind == SHARE else str(value)
    # Excel would carry the text out; with an apostrophe before it, it is text.
    return f"'{value}" if value.startswith(FORMULA) else value


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def as_json(paper: Paper) -> str:
    """Return a paper as JSON; what is not known is null."""
    content = {
        "title": paper.title,
        "unit": paper.unit,
        "period": paper.period,
        "made": paper.made,
        "mark": paper.watermark,
        "facts": dict(paper.facts),
        "parts": [
            {
                "heading": part.heading,
                "sentences": list(part.sentences),
                "columns": [column.title for column in part.table.columns] if part.table else [],
                "rows": [list(row) for row in part.table.rows] if part.table else [],
            }
            for part in paper.parts
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
