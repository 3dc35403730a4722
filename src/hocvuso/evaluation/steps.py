"""How well each step is found by its own wordings, each asked while it was left out of the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hocvuso.core.content import Curriculum
from hocvuso.core.heldout import held_out
from hocvuso.core.standing import standings, totals

_WORST = 20  # decided: rows of the table for people; JSON has all


def evaluate(curriculum: Curriculum, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure every step and card, the worst first; `say` is told what is under way."""
    asked = []
    for one in held_out(curriculum):
        asked.append(one)
        if len(asked) % 100 == 0:
            say(f"{len(asked)}")
    rows = standings(asked)
    return {**totals(rows), "rows": [row.as_object() for row in rows]}


def as_table(found: dict[str, Any]) -> str:
    """Return the figures for people: all together, then the worst steps."""
    lines = [f"R@1 {found['r1']:.3f}, R@3 {found['r3']:.3f}: {found['wordings']} cách hỏi của {found['steps']} bước"]
    lines += [f"{row['r1']:.2f} {row['r3']:.2f} {row['wordings']:>3}  {row['id']}" for row in found["rows"][:_WORST]]
    return "\n".join(lines)
