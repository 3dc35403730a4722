"""Reads one content file: UTF-8, NFC, TOML, depth, then the fields of its kind."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from hocvuso.curriculum.reading.lines import Lines, Path, scan
from hocvuso.curriculum.reading.problem import Problem, Severity
from hocvuso.curriculum.reading.words import described, known_path, place_of

M = TypeVar("M", bound=BaseModel)

_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[M]):
    """A file that fits its schema, with the lines of its values."""

    file: str
    lines: Lines
    model: M

    def problem(self, path: Path, what: str, expected: str, *, code: str, severity: Severity = "error") -> Problem:
        """Return a problem that points at the line of `path`."""
        return Problem(self.file, self.lines.at(path), what, expected, severity, code)


def _too_deep(value: object) -> bool:
    """Tell whether a field holds a table or a list of lists."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value))


def deep_paths(data: dict[str, Any]) -> Iterator[Path]:
    """Yield the paths of values below the third level."""
    for name, value in data.items():
        tables: list[tuple[Path, dict[str, Any]]] = [((name,), value)] if isinstance(value, dict) else []
        if isinstance(value, list):
            tables = [((name, index), one) for index, one in enumerate(value) if isinstance(one, dict)]
            if any(isinstance(one, list) for one in value):
                yield (name,)
        for path, table in tables:
            yield from ((*path, field) for field, inner in table.items() if _too_deep(inner))


def _text_of(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """Decode a file; lines that are not NFC are problems, but can still be read."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [Problem(file, line, "Tệp không phải UTF-8.", "Lưu lại tệp dạng UTF-8.", code="not-utf-8")]
    text = text.replace("\r\n", "\n")
    return text, [
        Problem(
            file,
            number,
            "Chữ tiếng Việt ở dòng này ghi ở dạng tách dấu.",
            "Lưu lại ở dạng dựng sẵn (Unicode NFC).",
            code="not-nfc",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]


def _syntax_problem(error: tomllib.TOMLDecodeError, file: str, text: str) -> Problem:
    found = _AT_LINE.search(str(error))
    line = int(found[1]) if found else text.count("\n") + 1
    column = f", cột {found[2]}" if found else ""
    said = _AT_LINE.sub("", str(error)).strip()
    return Problem(
        file,
        line,
        f"Sai cú pháp TOML ở dòng {line}{column}.",
        f"Xem lại dấu nháy, dấu ngoặc và dấu “=” ở dòng này và dòng trên ({said}).",
        code="toml",
    )


def _schema_problems(error: ValidationError, data: dict[str, Any], lines: Lines, file: str) -> Iterator[Problem]:
    seen: set[Path] = set()
    for one in error.errors():
        path = known_path(data, one["loc"])
        if path in seen:
            continue  # a union reports each of its branches
        seen.add(path)
        field = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        row = f", dòng thứ {path[-1] + 1}," if path and isinstance(path[-1], int) and len(path) > 1 else ""
        wrong, expected = described(dict(one), field)
        what = f"Trong {place_of(data, path)}: “{field}”{row} {wrong}."
        yield Problem(file, lines.at(path), what, expected, code=str(one["type"]))


def read_file(path: FilePath, file: str, schema: type[M]) -> tuple[Parsed[M] | None, list[Problem]]:
    """Return the file as a model of its kind, or None, with everything that is wrong; `file` is its name."""
    text, problems = _text_of(path.read_bytes(), file)
    if not text and problems:
        return None, problems
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [*problems, _syntax_problem(error, file, text)]
    lines = scan(text)
    deep = list(deep_paths(data))
    problems += [
        Problem(
            file,
            lines.at(one),
            f"Trong {place_of(data, one)}: “{one[-1]}” có bảng nằm trong bảng.",
            "Nhiều nhất ba mức: viết thành bảng [[…]] riêng, gọi tên bảng cha bằng mã.",
            code="depth",
        )
        for one in deep
    ]
    try:
        return Parsed(file, lines, schema.model_validate(data)), problems
    except ValidationError as error:
        found = _schema_problems(error, data, lines, file)
        return None, [*problems, *(one for one in found if not deep or one.code == "missing")]
