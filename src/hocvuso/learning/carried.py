"""What phones carry for other rooms: it comes by the door of events, from the outbox too, and is no event.

It moves neither state nor plan; the same id counts once. Whoever takes it says "stored" or "duplicate", or raises
Refused with one short word that stays stable for phones.
"""

from __future__ import annotations

import uuid
from collections.abc import Container
from datetime import datetime
from typing import Protocol

from hocvuso.learning.intake import REPORT, Incoming
from hocvuso.learning.problems import reporting


class Taker(Protocol):
    """Stores what one phone carried; raises Refused."""

    def __call__(self, learner: uuid.UUID, incoming: Incoming, *, now: datetime) -> str:
        """Return "stored", or "duplicate" for what is there already."""


_takers: dict[str, Taker] = {REPORT: reporting.take}
KINDS: Container[str] = _takers


def register(kind: str, take: Taker) -> None:
    """Register who takes one kind, 16 letters at most."""
    _takers[kind] = take


def take(learner: uuid.UUID, incoming: Incoming, *, now: datetime) -> str:
    """Give what was carried to whoever takes its kind. Raises Refused."""
    return _takers[incoming.kind](learner, incoming, now=now)
