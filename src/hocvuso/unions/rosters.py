"""Who belongs to some units on a day, line by line: for lists that leave the site and for telling what changed in them.

Whoever asks shows names only to whom `access` lets see them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hocvuso.unions.models import Employment, Membership
from hocvuso.unions.queries import Ids, in_force

CHUNK = 2000  # rows read at once


@dataclass(frozen=True, slots=True)
class Place:
    """A person at a unit: since when, whether as a member, as which audience ("" where only a member)."""

    person: uuid.UUID
    unit: uuid.UUID
    since: date
    is_member: bool
    audience: str


def places(unit_ids: Ids, day: date) -> dict[tuple[uuid.UUID, uuid.UUID], Place]:
    """Return everybody who is a member of or works at one of the units on `day`; what is only declared is left out."""
    found: dict[tuple[uuid.UUID, uuid.UUID], Place] = {}
    for person, unit, since in _rows(Membership.objects.filter(in_force(day), unit_id__in=unit_ids, is_declared=False)):
        found[person, unit] = Place(person, unit, since, True, "")
    employed = Employment.objects.filter(in_force(day), unit_id__in=unit_ids).order_by("valid_from")
    for person, unit, since, audience in _rows(employed, "audience"):
        known = found.get((person, unit))
        first = min(since, known.since) if known else since
        found[person, unit] = Place(person, unit, first, known is not None and known.is_member, audience)
    return found


def _rows(rows: Any, *more: str) -> Iterator[Any]:
    return iter(rows.values_list("person_id", "unit_id", "valid_from", *more).iterator(chunk_size=CHUNK))
