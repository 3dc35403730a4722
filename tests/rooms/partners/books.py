"""Spreadsheets of the tests, opened by another reader than the one that wrote them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl


def opened(data: bytes) -> Any:
    """Return the first sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def changed(data: bytes, cells: dict[str, object]) -> bytes:
    """Return a workbook with some cells changed by hand, as a partner would."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
