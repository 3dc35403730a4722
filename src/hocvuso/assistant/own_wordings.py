"""The wordings that authors of this site added: they stand beside the shipped lessons and outlive every update.

Every question needs them and they change a few times a day, so each process keeps what it read last. A change leaves a
mark in the data folder, which all processes of a machine look at; others read anew after `STALE_SECONDS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from hocvuso.assistant.models import AddedWording
from hocvuso.core.content import Card, Curriculum, Step
from hocvuso.core.extending import Added

_Part = TypeVar("_Part", Step, Card)
STALE_SECONDS = 30.0  # decided: how long a second machine may answer without a new wording


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read last: under which mark and when."""

    mark: int
    at: float
    wordings: tuple[Added, ...]


_last: _Read | None = None


def in_use() -> tuple[Added, ...]:
    """Return the wordings that the assistant reads now, oldest first."""
    global _last
    kept, mark, now = _last, _mark(), monotonic()
    if kept is None or kept.mark != mark or now - kept.at > STALE_SECONDS:
        kept = _last = _Read(mark, now, _from_table())
    return kept.wordings


def changed() -> None:
    """Have all processes read anew: at once for whoever is inside the transaction, and when it is in force."""
    _leave_mark()
    transaction.on_commit(_leave_mark)


def forget() -> None:
    """Forget what was read, as a fresh process."""
    global _last
    _last = None


def _path() -> Path:
    return Path(settings.DATA) / "added-wordings.mark"


def _mark() -> int:
    try:
        return _path().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _leave_mark() -> None:
    forget()
    _path().parent.mkdir(parents=True, exist_ok=True)
    _path().touch()


def _from_table() -> tuple[Added, ...]:
    rows = AddedWording.objects.filter(undone_at=None).exclude(goal="").order_by("added_at", "id")
    return tuple(Added(goal, text) for goal, text in rows.values_list("goal", "text"))


def merged(curriculum: Curriculum, added: Sequence[Added]) -> Curriculum:
    """Return a curriculum whose steps and cards hold these wordings too, to be measured like their own."""
    texts: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in added:
        texts[one.goal] += (one.text,)
    steps = {name: _with(step, texts[name]) if name in texts else step for name, step in curriculum.steps.items()}
    cards = {name: _with(card, texts[name]) if name in texts else card for name, card in curriculum.cards.items()}
    return replace(curriculum, steps=steps, cards=cards)


def _with(part: _Part, texts: tuple[str, ...]) -> _Part:
    return replace(part, wordings=replace(part.wordings, spoken=part.wordings.spoken + texts))
