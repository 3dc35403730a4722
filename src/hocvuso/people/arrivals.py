"""Where somebody arrives by a blank card: the room of the tree registers itself here, for it lies above this one.

A blank card belongs to a unit and to nobody yet; whoever claims with it is taken in there.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol


class NameOf(Protocol):
    """Returns the name of a unit today; empty when it has ended."""

    def __call__(self, unit: uuid.UUID) -> str: ...


class TakeIn(Protocol):
    """Lets a person belong to a unit from today on, in the transaction of his claim."""

    def __call__(self, person: uuid.UUID, unit: uuid.UUID) -> None: ...


@dataclass(frozen=True, slots=True)
class Door:
    """What the room of the tree does for people who arrive."""

    name_of: NameOf
    take_in: TakeIn


_doors: list[Door] = []


def register(door: Door) -> None:
    """Let a room take people in; there is one such room."""
    _doors[:] = [door]


def name_of(unit: uuid.UUID) -> str:
    """Return the name of a unit today; empty when it has ended."""
    return _doors[0].name_of(unit)


def take_in(person: uuid.UUID, unit: uuid.UUID) -> None:
    """Let a person belong to a unit from today on."""
    _doors[0].take_in(person, unit)
