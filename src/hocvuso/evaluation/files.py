"""Reading of files of measurement: JSON lines, with the place and the reason where a line is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class BadFile(ValueError):
    """The file cannot be measured with; the sentence names place and reason."""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; empty lines are passed over. Raises BadFile."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadFile(f"{path}: không đọc được ({problem}).") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as problem:
            raise BadFile(f"{path}, dòng {number}: không phải JSON ({problem.msg}).") from None
        if not isinstance(found, dict):
            raise BadFile(f"{path}, dòng {number}: cần một đối tượng JSON.")
        yield {**found, "line": number}


def field(path: Path, row: dict[str, Any], name: str) -> Any:
    """Return a field that every line must have. Raises BadFile."""
    if name not in row:
        raise BadFile(f"{path}, dòng {row['line']}: thiếu “{name}”.")
    return row[name]
