"""The sets of fitted items by their numbers: which one held when an answer was received, which one holds now.

A set holds from its moment on and is never changed (ADR 0053). An event is folded with the set that held when it was
received, so that a replay gives the same state, and no state has to be replayed when a set comes into force.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core.item_sets import FittedItem
from hocvuso.learning.models import ItemSet

CHECK_EVERY_SECONDS = 3.0  # decided: as for publications; sets are announced far longer before they hold


@dataclass(frozen=True, slots=True, eq=False)
class FittedSet:
    """One set: it holds for events received from `since` on, in microseconds since 1970."""

    number: int
    since: int
    items: Mapping[str, FittedItem]


@dataclass(slots=True)
class _Kept:
    """What this process holds, ascending, and when it last looked."""

    sets: tuple[FittedSet, ...] = ()
    looked_at: float = float("-inf")


_kept = _Kept()
_turn = threading.Lock()


def sets() -> tuple[FittedSet, ...]:
    """Return all sets, also one that does not hold yet, ascending; the same object until another is announced."""
    if time.monotonic() - _kept.looked_at < CHECK_EVERY_SECONDS:
        return _kept.sets
    with _turn:
        if time.monotonic() - _kept.looked_at >= CHECK_EVERY_SECONDS:
            last = _kept.sets[-1].number if _kept.sets else 0
            fresh = ItemSet.objects.filter(number__gt=last).order_by("number")
            _kept.sets += tuple(FittedSet(row.number, row.since, read(row.items)) for row in fresh)
            _kept.looked_at = time.monotonic()
    return _kept.sets


def forget() -> None:
    """Forget what was read; the next call looks at the database."""
    _kept.sets, _kept.looked_at = (), float("-inf")


def holding(known: Sequence[FittedSet], moment: int) -> FittedSet | None:
    """Return the set that holds at a moment in microseconds, None before the first."""
    return next((each for each in reversed(known) if each.since <= moment), None)


def written(items: Mapping[str, FittedItem]) -> dict[str, list[float]]:
    """Return the items of a set as they are stored."""
    return {name: [each.meaning, each.difficulty, each.doubt, each.scale] for name, each in items.items()}


def read(stored: Mapping[str, Sequence[float]]) -> dict[str, FittedItem]:
    """Return the items of a set from how they are stored."""
    return {name: FittedItem(int(meaning), *numbers) for name, (meaning, *numbers) in stored.items()}
