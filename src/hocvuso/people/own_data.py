"""What the site holds about one person, gathered from every room: see, download, erase, bring together.

Rooms above register themselves here when they start, so that this room never needs to know them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

# Ids as they are, or as a statement that finds them: for many persons it is nested and never read out.
Ids = Sequence[uuid.UUID] | QuerySet[Any, Any]


class Export(Protocol):
    """Returns what a room holds about the given ids, as JSON-ready values."""

    def __call__(self, ids: Sequence[uuid.UUID]) -> Any: ...


class Erase(Protocol):
    """Removes what a room holds about the given ids; returns how many rows went."""

    def __call__(self, ids: Ids) -> int: ...


def _nothing_to_join(alias: uuid.UUID, person: uuid.UUID) -> None:
    """Stand in for rooms that keep no summary of a person."""


def _nothing_moves(gone: uuid.UUID, kept: uuid.UUID) -> Any:
    """Stand in for rooms where nothing hangs on an account that was merged into another."""
    return None


def _nothing_returns(gone: uuid.UUID, kept: uuid.UUID, moved: Any) -> None:
    """Stand in for the same rooms when the merge is taken back."""


def _no_line(ids: Sequence[uuid.UUID]) -> str:
    """Stand in for rooms that say nothing on the page "Tôi"."""
    return ""


@dataclass(frozen=True, slots=True)
class Holder:
    """One room that holds data about persons."""

    name: str  # key in the download
    title: Callable[[], str]  # translated heading
    count: Callable[[Sequence[uuid.UUID]], int]
    export: Export
    erase: Erase
    # Called in the transaction that finds out that `alias` was `person` all along: fold both into one.
    joined: Callable[[uuid.UUID, uuid.UUID], None] = _nothing_to_join
    # Two known accounts were one person: move what hangs on `gone` to `kept` and return, as JSON, what was moved.
    merged: Callable[[uuid.UUID, uuid.UUID], Any] = _nothing_moves
    # They were two after all: give `gone` back exactly what `merged` had moved.
    unmerged: Callable[[uuid.UUID, uuid.UUID, Any], None] = _nothing_returns
    # One line about the person for the page "Tôi", such as the unit he belongs to.
    line: Callable[[Sequence[uuid.UUID]], str] = _no_line


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Make a room's data part of "Dữ liệu của tôi"."""
    _holders[holder.name] = holder


def holders() -> list[Holder]:
    """Return every registered holder, by name."""
    return [_holders[name] for name in sorted(_holders)]
