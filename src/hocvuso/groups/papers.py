"""Papers that a volunteer downloads himself. Documents are written in a room above, which registers here how.

A maker gets who asks, what for (a group, a letter) and the day; it returns None for what is not his.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.http.response import HttpResponseBase

DECISION, THANKS = "quyet-dinh", "thu-cam-on"  # as they stand in addresses
Maker = Callable[[uuid.UUID, uuid.UUID, date], HttpResponseBase | None]
_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let `maker` write papers of a kind; called from a room's `AppConfig.ready`."""
    _makers[kind] = maker


def written(kind: str, person: uuid.UUID, about: uuid.UUID, day: date) -> HttpResponseBase | None:
    """Return a paper as a file, None for one that is not this person's or that nobody here writes."""
    maker = _makers.get(kind)
    return maker(person, about, day) if maker else None
