"""Telling the rooms above that something changed: they register what they want to note down, in the same transaction.

Not a place for work: whoever listens writes a row and returns, and a job does the rest. Like the registry of own data
it keeps lower floors from calling up.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PERSONS = "persons"  # consent, invitation, stay at a unit, erasure
UNITS = "units"  # many stays of one unit at once, a headcount, a fact that a unit declared
_is_heard: ContextVar[bool] = ContextVar("is_heard", default=True)
_listeners: dict[str, list[Callable[[list[uuid.UUID]], None]]] = {PERSONS: [], UNITS: []}


def listen(topic: str, note: Callable[[list[uuid.UUID]], None]) -> None:
    """Register `note`, which gets the ids; called from a room's `AppConfig.ready`."""
    if note not in _listeners[topic]:
        _listeners[topic].append(note)


@contextmanager
def unheard() -> Iterator[None]:
    """Tell nobody what changes meanwhile: for rows in bulk, after which whoever wrote them has all counted anew."""
    before = _is_heard.set(False)
    try:
        yield
    finally:
        _is_heard.reset(before)


def tell(topic: str, ids: Iterable[uuid.UUID]) -> None:
    """Tell that something about these persons or units changed; call it inside the transaction of the change."""
    found = list(ids) if _is_heard.get() else []
    if found:
        for note in _listeners[topic]:
            note(found)
