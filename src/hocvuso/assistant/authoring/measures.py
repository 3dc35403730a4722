"""How well each step is found by its own wordings, measured by a job and kept in a file beside the index."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from hocvuso.assistant import own_wordings
from hocvuso.core.heldout import HeldOut, held_out
from hocvuso.core.standing import DEEP, Lost, Standing, standings, totals
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock, whole_files

_FILE = "standing.json"
NIGHT = (1, 4)  # decided: hours in which nobody waits for the minute that measuring takes


@dataclass(frozen=True, slots=True)
class Measured:
    """What the last job found; `firsts` is what each wording found first, and its score, while it was left out."""

    at: datetime
    curriculum: str
    added: tuple[tuple[str, str], ...]
    totals: dict[str, float]
    rows: tuple[Standing, ...]
    firsts: dict[str, tuple[str, float]] = field(default_factory=dict)


def measure(say: Callable[[int], None] = lambda done: None) -> Measured:
    """Measure every step now and keep what was found; a minute or so. `say` is told how many were asked."""
    now, added = curriculum.current(), own_wordings.in_use()
    asked: list[HeldOut] = []
    for one in held_out(own_wordings.merged(now, added), k=DEEP):  # what lies deeper counts as lost, and takes 100 MiB
        asked.append(one)
        say(len(asked))
    rows = standings(asked)
    firsts = {one.text: (one.hits[0].id, one.hits[0].score) for one in asked if one.hits}
    found = Measured(clock.now(), now.version, _pairs(added), totals(rows), tuple(rows), firsts)
    _keep(found)
    return found


def _pairs(added: Any) -> tuple[tuple[str, str], ...]:
    return tuple((one.goal, one.text) for one in added)


def measure_when_due() -> int:
    """At night, measure if lessons or added wordings have changed since; return how many steps were measured."""
    if not NIGHT[0] <= clock.now().astimezone(clock.VIETNAM).hour < NIGHT[1]:
        return 0
    return len(measure().rows) if is_stale(last()) and curriculum.is_published() else 0


def is_stale(kept: Measured | None) -> bool:
    """Tell whether lessons or added wordings are others than those that were measured."""
    now = curriculum.current().version
    return kept is None or kept.curriculum != now or kept.added != _pairs(own_wordings.in_use())


def last() -> Measured | None:
    """Return what the last job found, None before the first."""
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
        rows = tuple(_row(row) for row in data["rows"])
        return Measured(
            at=datetime.fromisoformat(data["at"]),
            curriculum=data["curriculum"],
            added=tuple((goal, text) for goal, text in data["added"]),
            totals=data["totals"],
            rows=rows,
            firsts={text: (found, score) for text, (found, score) in data["firsts"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _row(row: dict[str, Any]) -> Standing:
    lost = tuple(Lost(one["text"], one["found"]) for one in row["lost"])
    return Standing(row["id"], row["wordings"], row["first"], row["in_three"], lost)


def _keep(found: Measured) -> None:
    data = {
        "at": found.at.isoformat(),
        "curriculum": found.curriculum,
        "added": found.added,
        "totals": found.totals,
        "rows": [row.as_object() for row in found.rows],
        "firsts": found.firsts,
    }
    whole_files.put_text(_path(), json.dumps(data, ensure_ascii=False))


def _path() -> Path:
    return Path(settings.DATA) / _FILE
