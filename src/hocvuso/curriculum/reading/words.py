"""Says in Vietnamese what pydantic found wrong with a field."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from hocvuso.curriculum import schema

Path = tuple[str | int, ...]

_PATTERNS: Mapping[str, str] = {
    schema.SLUG: "chữ thường không dấu, số và gạch nối, ví dụ “who-sent-it”",
    schema.SKILL_ID: "mã kỹ năng, ví dụ “kns.4.3”",
    rf"{schema.SKILL_ID}/{schema.SLUG}": "mã kỹ năng, dấu / rồi tên ngắn, ví dụ “kns.4.3/parcel-signs”",
    rf"{schema.SKILL_ID}/{schema.SLUG}#{schema.SLUG}": "mã bước, ví dụ “kns.4.3/three-questions#who-sent-it”",
    rf"{schema.SLUG}#{schema.SLUG}": "tên bài, dấu # rồi tên bước, ví dụ “three-questions#who-sent-it”",
    rf"answer/{schema.SLUG}": "“answer/” rồi tên ngắn, ví dụ “answer/refund-service”",
}
_TARGET = "mã của một bước, một thẻ hoặc một kỹ năng, hoặc “person”, “none”"
_TYPES: Mapping[str, str] = {
    "string_type": "chữ trong dấu nháy",
    "int_type": "số nguyên, không có dấu nháy",
    "float_type": "số, không có dấu nháy",
    "bool_type": "true hoặc false, không có dấu nháy",
    "date_type": "ngày kiểu 2026-11-23, không có dấu nháy",
    "list_type": "danh sách trong ngoặc vuông",
    "model_type": "một bảng",
    "model_attributes_type": "một bảng",
    "dict_type": "một bảng",
}
_FIELD_NAMES = sorted(
    {
        name
        for model in vars(schema).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    }
)


def known_path(data: object, loc: Sequence[str | int]) -> Path:
    """Return the part of a pydantic location that names places in `data`, without the tags of unions."""
    path: list[str | int] = []
    for part in loc:
        missing = part == loc[-1] and isinstance(data, dict)
        if isinstance(data, dict) and isinstance(part, str) and (part in data or missing):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def place_of(data: Mapping[str, Any], path: Path) -> str:
    """Return how an author calls the table in which `path` lies, such as “[[step]] thứ 2 (easy-job)”."""
    name = str(path[0]) if path else ""
    tables = data.get(name)
    if isinstance(tables, dict):
        return f"[{name}]"
    index = path[1] if len(path) > 1 else None
    table = tables[index] if isinstance(tables, list) and isinstance(index, int) else None
    if not isinstance(table, dict) or not isinstance(index, int):
        return "tệp này"
    of = next((table[key] for key in ("id", "step", "item", "fact", "written") if table.get(key)), "")
    return f"[[{name}]] thứ {index + 1}" + (f" ({of})" if of else "")


def _described(pattern: str) -> str:
    """Return what a pattern of the schema asks for."""
    bare = pattern.removeprefix("^").removesuffix("$")
    if bare.startswith("(?:person"):
        return _TARGET
    return _PATTERNS.get(bare, "địa chỉ http hoặc https")


def _unknown_field(field: str) -> tuple[str, str]:
    near = difflib.get_close_matches(field, _FIELD_NAMES, n=1)
    hint = f"Có phải bạn muốn viết “{near[0]}”? " if near else ""
    return "không có trong định dạng", f"{hint}Sửa tên trường cho đúng hoặc bỏ dòng này."


def _bounded(kind: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the words for a value outside its bounds, or None."""
    words = {
        "too_short": ("có quá ít dòng", "Ít nhất {min_length} dòng."),
        "too_long": ("có quá nhiều dòng", "Nhiều nhất {max_length} dòng."),
        "greater_than_equal": ("quá nhỏ", "Từ {ge} trở lên."),
        "less_than_equal": ("quá lớn", "Nhiều nhất {le}."),
    }.get(kind)
    return None if words is None else (words[0], words[1].format(**context))


def described(error: Mapping[str, Any], field: str) -> tuple[str, str]:
    """Return (what is wrong with the field, what is expected) for one pydantic error."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "bị thiếu", f"Thêm dòng “{field} = …”."
    if kind == "extra_forbidden":
        return _unknown_field(field)
    if kind == "string_too_short":
        return "đang để trống", "Viết nội dung, hoặc bỏ cả dòng nếu trường này không bắt buộc."
    if kind == "literal_error":
        return f"có giá trị lạ “{error['input']}”", f"Một trong: {context['expected']}."
    if kind == "string_pattern_mismatch":
        return f"viết sai dạng: “{error['input']}”", f"Cần {_described(context['pattern'])}."
    if kind in _TYPES:
        return "sai kiểu", f"Cần {_TYPES[kind]}."
    return _bounded(kind, context) or ("không hợp lệ", str(error["msg"]))
