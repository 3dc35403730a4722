"""Versions: a hash of what an author wrote, the same however the file is laid out.

Hashed is the canonical JSON of the dataclass (sorted keys, dates as text, no blanks), so that any change
of a field changes the version and none of its formatting does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TypeVar

from hocvuso.core.content import Card, Item, Lesson, Skill, Step

# Fields that came later: where they are empty they count for nothing, so what was written before keeps its version.
LATER = ("updates",)
LENGTH = 16  # assumed: 64 bits; among a million versions a clash has a chance of 3e-8, see docs/adr
V = TypeVar("V", Skill, Lesson, Step, Item, Card)


def plain(value: object) -> object:
    """Return `value` as JSON types; dataclasses lose `version`, a lesson names its steps by version."""
    if isinstance(value, Lesson):
        steps = [[step.id, step.version] for step in value.steps]
        return {**_fields(value, skip=("version", "steps")), "steps": steps}
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, skip=("version",))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    return value


def _fields(value: object, *, skip: tuple[str, ...]) -> dict[str, object]:
    names = [field.name for field in fields(value) if field.name not in skip]  # type: ignore[arg-type]
    return {name: plain(getattr(value, name)) for name in names if name not in LATER or getattr(value, name)}


def hash_of(value: object) -> str:
    """Return the version of anything that `plain` understands: 16 hexadecimal digits of SHA-256."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def versioned(value: V) -> V:
    """Return `value` with its version filled in; the steps of a lesson must have theirs already."""
    return replace(value, version=hash_of(value))


def hash_of_all(parts: Iterable[tuple[str, str, str]]) -> str:
    """Return one version for many (kind, id, version), whatever their order."""
    return hash_of(sorted(parts))
