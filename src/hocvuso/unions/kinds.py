"""The kinds of unit and of territory of this site, read once from `content/framework` and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils import translation

from hocvuso.core import unit_kinds
from hocvuso.core.unit_kinds import Kind


class BadKinds(Exception):
    """The file of kinds does not say what it must; the sentence tells what is missing."""


def read(path: Path, *, of_units: bool = True) -> Mapping[str, Kind]:
    """Read kinds from a file; raises BadKinds with a sentence when something is missing or makes no sense."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("kind", [])
    if not rows:
        raise BadKinds(f"{path}: no [[kind]]")
    kinds = [_kind(row) for row in rows]
    table = {kind.code: kind for kind in kinds}
    if len(table) != len(kinds):
        raise BadKinds(f"{path}: a code stands there twice")
    wrong = unit_kinds.faults(table, of_units=of_units)
    if wrong:
        raise BadKinds(f"{path}: {'; '.join(wrong)}")
    return MappingProxyType(table)


def _kind(row: dict[str, Any]) -> Kind:
    try:
        return Kind(
            code=row["code"],
            names=(row["name"], row["name_en"]),
            under=frozenset(row["under"]),
            declares_headcount=row.get("headcount", False),
            is_inner=row.get("inner", False),
            since=row.get("since"),
            until=row.get("until"),
        )
    except KeyError as missing:
        raise BadKinds(f"kind {row.get('code', '?')}: {missing} is missing") from None


@cache
def current() -> Mapping[str, Kind]:
    """Return the kinds of this site, in the order of the file."""
    return read(settings.CONTENT / "framework" / "unit-kinds.toml")


@cache
def of_territories() -> Mapping[str, Kind]:
    """Return the kinds of territory, in the order of the file."""
    return read(settings.CONTENT / "framework" / "territory-kinds.toml", of_units=False)


def declaring() -> list[str]:
    """Return the kinds whose units declare headcounts."""
    return [kind.code for kind in current().values() if kind.declares_headcount]


def word(code: str) -> str:
    """Return what a kind of unit is called in the language of the page; an unknown one keeps its code."""
    return _word(current(), code)


def territory_word(code: str) -> str:
    """Return what a kind of territory is called in the language of the page; an unknown one keeps its code."""
    return _word(of_territories(), code)


def _word(table: Mapping[str, Kind], code: str) -> str:
    kind = table.get(code)
    return kind.names[translation.get_language() == "en"] if kind else code
