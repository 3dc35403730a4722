"""How well each step is found by its own wordings, each asked while it was left out of the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from hocvuso.core.content import REGISTERS
from hocvuso.core.heldout import HeldOut

# How far down a right answer still counts: three are offered at most (decided, as answering.SUGGESTIONS).
DEEP = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """A wording that led elsewhere, and where."""

    text: str
    found: str  # step, card, skill or topic; "" for nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """One step or card: how many of its wordings find it first, and among the first three."""

    id: str
    wordings: int
    first: int
    in_three: int
    lost: tuple[Lost, ...]

    @property
    def r1(self) -> float:
        """Share of the wordings that find it first."""
        return self.first / self.wordings

    @property
    def r3(self) -> float:
        """Share of the wordings that find it among the first three."""
        return self.in_three / self.wordings

    def as_object(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**asdict(self), "r1": round(self.r1, 4), "r3": round(self.r3, 4)}


def standings(asked: Iterable[HeldOut]) -> list[Standing]:
    """Return one row for each step and card that has wordings, the worst first."""
    rows: dict[str, list[HeldOut]] = defaultdict(list)
    for one in asked:
        if one.register in REGISTERS:
            rows[one.belongs_to].append(one)
    found = [_standing(name, mine) for name, mine in rows.items()]
    return sorted(found, key=lambda each: (each.r1, each.r3, -each.wordings, each.id))


def _standing(name: str, mine: list[HeldOut]) -> Standing:
    lost = [Lost(one.text, one.hits[0].id if one.hits else "") for one in mine if one.step_rank != 1]
    in_three = sum(1 <= one.step_rank <= DEEP for one in mine)
    return Standing(name, len(mine), len(mine) - len(lost), in_three, tuple(lost))


def totals(rows: Iterable[Standing]) -> dict[str, float]:
    """Return the figures of all steps together; shares over wordings, 0 for none."""
    listed = list(rows)
    wordings = sum(each.wordings for each in listed)
    return {
        "steps": len(listed),
        "wordings": wordings,
        "r1": round(sum(each.first for each in listed) / max(1, wordings), 4),
        "r3": round(sum(each.in_three for each in listed) / max(1, wordings), 4),
    }
