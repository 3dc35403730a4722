"""Requests of invented people for a person, as they stand in the queues of the demonstration."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from hocvuso.groups.models import NEW, HelpRequest
from hocvuso.plumbing import bulk

Asks = tuple[uuid.UUID, str, datetime, uuid.UUID]  # who, about which step, when, of which unit


def enter(asking: Sequence[Asks]) -> None:
    """Write a waiting request for each; call it inside a transaction. Nobody is told, and none rises."""
    bulk.insert(
        HelpRequest,
        ("id", "person", "step", "opened_at", "touched_at", "home_unit", "unit"),
        ((uuid.uuid5(who, step), who, step, at, at, unit, unit) for who, step, at, unit in asking),
        state=NEW,
    )
