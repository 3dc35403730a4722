"""The wordings that authors of this site added: they stand beside the shipped lessons and outlive every update."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from hocvuso.assistant.models import AddedWording
from hocvuso.core.content import Card, Curriculum, Step
from hocvuso.core.extending import Added

_Part = TypeVar("_Part", Step, Card)


def in_use() -> tuple[Added, ...]:
    """Return the wordings that the assistant reads now, oldest first."""
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
