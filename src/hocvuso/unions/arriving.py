"""Takes in who comes with a blank card of a unit: as somebody who names it himself, until an official confirms it."""

from __future__ import annotations

import uuid

from hocvuso.people import arrivals
from hocvuso.plumbing import clock
from hocvuso.unions import actions, queries


def register() -> None:
    """Let people arrive at units."""
    arrivals.register(arrivals.Door(_name_of, _take_in))


def _name_of(unit: uuid.UUID) -> str:
    found = queries.unit(unit, clock.today())
    return found.name if found else ""


def _take_in(person: uuid.UUID, unit: uuid.UUID) -> None:
    if _name_of(unit):
        actions.declare(person, unit, on=clock.today())
