"""An approved draft as lines for the site's own content folder: copied by a person, checked there like all content."""

from __future__ import annotations

import json
from typing import Any

from hocvuso.core.content import Step
from hocvuso.core.local_ids import NAME
from hocvuso.studio.drafting.checking import EASY, ITEM

SECONDS = 40  # assumed: of a slow reader; an author measures it later
_LONG = "'" * 3


def toml_of(kind: str, body: dict[str, Any], step: Step, mark: str) -> str:
    """Return the lines, "" for a wording, which needs none. `mark` makes the id of a question its own."""
    if kind == EASY:
        return f"easy = {_LONG}\n" + "\n\n".join(body["lines"]) + f"\n{_LONG}\n"
    return _item(body, step, mark) if kind == ITEM else ""


def _item(body: dict[str, Any], step: Step, mark: str) -> str:
    name = f"{step.skill}/{NAME}{mark}"
    fields = {
        "id": name, "kind": "single", "step": step.id, "difficulty": 0.0, "seconds": SECONDS, "prompt": body["prompt"],
        "hint": body["hint"], "dont_know": "Không sao. Đọc lại bước này.", "explain": body["explain"],
        "status": "draft", "meaning": 1,
    }  # fmt: skip
    choices = [{"text": body["right"], "why": body["right_why"], "right": True}]
    choices += [{**one, "right": False} for one in body["wrong"]]
    turned = sum(map(ord, mark)) % len(choices)  # the right one must not always stand first
    tables = [_table("item", fields)]
    tables += [
        _table("choice", {"item": name, "id": f"c{number}", **one})
        for number, one in enumerate(choices[turned:] + choices[:turned], start=1)
    ]
    return "\n".join(tables)


def _table(name: str, fields: dict[str, Any]) -> str:
    # JSON's strings, numbers and booleans are TOML's too.
    lines = [f"{field} = {json.dumps(value, ensure_ascii=False)}" for field, value in fields.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])
