"""Between the core's dataclasses and the JSON that the database keeps, field by field by their type hints."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hocvuso.core.content import Card, Curriculum, Fact, Group, Item, Lesson, Skill, Step
from hocvuso.curriculum.reading.versions import hash_of, plain

T = TypeVar("T")

#: Kinds of stored content in the order in which they can be rebuilt: steps before lessons.
KINDS: Mapping[str, type[Any]] = {
    "group": Group,
    "fact": Fact,
    "skill": Skill,
    "step": Step,
    "lesson": Lesson,
    "item": Item,
    "card": Card,
}


def parts_of(curriculum: Curriculum) -> Mapping[str, Mapping[str, Any]]:
    """Return everything in a curriculum by kind and id."""
    return {
        "group": curriculum.groups,
        "fact": curriculum.facts,
        "skill": curriculum.skills,
        "step": curriculum.steps,
        "lesson": curriculum.lessons,
        "item": curriculum.items,
        "card": curriculum.cards,
    }


def version_of(part: object) -> str:
    """Return the version of a part; groups and facts carry none and are hashed here."""
    return getattr(part, "version", "") or hash_of(part)


def body_of(part: object) -> dict[str, Any]:
    """Return a part as JSON; a lesson names its steps by id and version."""
    return cast(dict[str, Any], plain(part))


@lru_cache(maxsize=64)
def _hints(of: Hashable) -> Mapping[str, Any]:
    return get_type_hints(of)


def _revived(hint: Any, value: Any) -> Any:
    """Return a JSON value as what `hint` says."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        inner = next(one for one in get_args(hint) if one is not type(None))
        return tuple(value) if isinstance(value, list) and inner is str else _revived(inner, value)
    if origin is tuple:
        return tuple(_revived(get_args(hint)[0], one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        return {name: _revived(get_args(hint)[1], one) for name, one in value.items()}
    if hint is date:
        return date.fromisoformat(value)
    return from_body(cast(type[Any], hint), value) if is_dataclass(hint) else value


def from_body(of: type[T], body: Mapping[str, Any]) -> T:
    """Return the dataclass that `body_of` wrote; fields that it did not know keep their defaults."""
    hints = _hints(cast(Hashable, of))
    names = (field.name for field in fields(of) if field.name in body)  # type: ignore[arg-type]
    return of(**{name: _revived(hints[name], body[name]) for name in names})


def revive(kind: str, body: Mapping[str, Any], version: str, steps: Mapping[tuple[str, str], Step]) -> Any:
    """Return a stored part with its version; a lesson takes its steps from `steps` by id and version."""
    if kind == "lesson":
        own = tuple(steps[(step, stamp)] for step, stamp in body["steps"])
        bare = from_body(Lesson, {**body, "steps": []})
        return replace(bare, steps=own, version=version)
    part = from_body(KINDS[kind], body)
    return replace(part, version=version) if hasattr(part, "version") else part
