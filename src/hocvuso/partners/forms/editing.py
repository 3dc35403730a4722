"""A mapping as its editor page shows it, and what came back from the page: cells, labels, headings, facts, codes.

The rest of a mapping (what it takes, which kind of file) is set by the operator as a whole TOML file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from hocvuso.core.mapping import content
from hocvuso.core.mapping.content import Problem

MOST_TEXT = 60_000  # characters of a mapping as text
_ABOUT = ("title", "partner")
_LABEL = ("cell", "text")
_CELL = ("cell", "fact", "label_cell", "label")
_COLUMN = ("heading", "column", "fact", "field")
_HOW = ("divide", "decimals", "date", "unknown")
_WHOLE = ("divide", "decimals")


def typed(told: Mapping[str, Any], post: Mapping[str, str]) -> dict[str, Any]:
    """Return a mapping with what was typed on the page: `cell-3-fact`, `column-2-codes`; an emptied row goes."""
    found: dict[str, Any] = deepcopy(dict(told))
    _put_about(found, post)
    for kind, names in (("label", _LABEL), ("cell", _CELL), ("column", _COLUMN)):
        rows = []
        for number, row in enumerate([*found.get(kind, []), {}], 1):
            row = dict(row)
            for name in (*names, *(() if kind == "label" else _HOW)):
                text = post.get(f"{kind}-{number}-{name}")
                if text is not None:
                    _put(row, name, text.strip())
            if f"{kind}-{number}-codes" in post:
                _put_codes(row, post[f"{kind}-{number}-codes"])
            if row.get("cell") or row.get("heading"):
                rows.append(row)
        if rows or kind in found:
            found[kind] = rows
    if found.get("rows") and "first" in post:
        found["rows"] = dict(found["rows"]) | {"first": _number(post["first"])}
    if post.get("sheet", "").strip():
        found["sheet"] = post["sheet"].strip()
    return found


def _put_about(found: dict[str, Any], post: Mapping[str, str]) -> None:
    """Put what the form is called, whose it is, and whether it is invented: a tick that is not there says no."""
    if any(name in post for name in _ABOUT):
        found |= {name: post[name].strip() for name in _ABOUT if post.get(name, "").strip()}
        found["invented"] = post.get("invented") == "1"


def _put(row: dict[str, Any], name: str, text: str) -> None:
    if not text:
        row.pop(name, None)
    else:
        row[name] = _number(text) if name in _WHOLE else text


def _put_codes(row: dict[str, Any], text: str) -> None:
    lines = [line.partition("=") for line in text.splitlines() if line.strip()]
    codes = {ours.strip(): theirs.strip() for ours, _equals, theirs in lines}
    if codes:
        row["codes"] = codes
    else:
        row.pop("codes", None)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text


def from_text(text: str) -> dict[str, Any]:
    """Return what a mapping as TOML says. Raises content.Wrong with the line of a slip."""
    try:
        return tomllib.loads(text[:MOST_TEXT])
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise content.Wrong([Problem("TOML", "unknown_word", str(problem)[:120])]) from problem


def shown(told: Mapping[str, Any], kind: str) -> list[dict[str, str]]:
    """Return the rows of a kind ("label", "cell", "column") as texts for the page, with one empty row at the end."""
    rows = [row for row in told.get(kind, []) if isinstance(row, dict)]
    return [
        {name: str(row.get(name, "")) for name in (*_LABEL, *_CELL, *_COLUMN, *_HOW)}
        | {"codes": "\n".join(f"{ours} = {theirs}" for ours, theirs in _codes(row).items())}
        for row in [*rows, {}]
    ]


def _codes(row: Mapping[str, Any]) -> Mapping[str, Any]:
    codes = row.get("codes")
    return codes if isinstance(codes, dict) else {}
