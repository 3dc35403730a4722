"""What the player reads: the scenario as JSON, the core's fields by their names, what is empty left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import orjson

from hocvuso.core.scenario import content
from hocvuso.core.scenario.content import Scenario


def bundle(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as JSON types."""
    found: dict[str, Any] = _plain(scenario)
    return found


def bundle_bytes(scenario: Scenario) -> bytes:
    """Return a scenario as it is sent to be played: without its short forms, which are sent one by one."""
    return orjson.dumps(bundle(replace(scenario, shorts=(), answers=())))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
        return {name: _plain(one) for name, one, default in pairs if one != default}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


_ROWS: Mapping[str, type] = {
    "values": content.Value, "variants": content.Variant, "screens": content.Screen, "parts": content.Part,
    "options": content.Option, "typed": content.Typed, "rules": content.Rule, "goals": content.Goal,
    "checks": content.Check, "dangers": content.Danger, "mistakes": content.Mistake, "steps": content.Step,
    "shorts": content.Short, "answers": content.Answer,
}  # fmt: skip


def revive(body: Mapping[str, Any]) -> Scenario:
    """Return the scenario that `bundle` wrote."""
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}
    for name, kind in _ROWS.items():
        given[name] = tuple(
            kind(**{key: tuple(one) if isinstance(one, list) else one for key, one in row.items()})
            for row in body.get(name, ())
        )
    return Scenario(**given)
