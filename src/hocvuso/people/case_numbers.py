"""The number under which somebody's case may be looked at without his name, once he has agreed to it.

It is worked out from his id and the site's secret, so nothing more is kept, and nobody finds the id from the number.
He reads it on "Dữ liệu của tôi" and may hand it to whom he likes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from hocvuso.people import hashing, queries

LETTERS = 6  # decided: 29 characters to the sixth, so that two of some thousand hardly ever meet


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who has agreed to a purpose, by his number."""

    number: str
    person: uuid.UUID
    since: datetime
    is_demo: bool


def number_of(person: uuid.UUID) -> str:
    """Return the number of a person's case: K7Q-2M4."""
    value, letters = int(hashing.keyed_hash("case", person.hex), 16), hashing.CARD_LETTERS
    drawn = "".join(letters[value // len(letters) ** place % len(letters)] for place in range(LETTERS))
    return f"{drawn[:3]}-{drawn[3:]}"


def agreed(purpose: str) -> list[Case]:
    """Return the cases of everybody whose last word on a purpose is yes, the newest first."""
    rows = queries.said_yes(purpose).filter(person__erased_at=None).order_by("-at", "-id")
    return [
        Case(number_of(person), person, at, is_demo)
        for person, at, is_demo in rows.values_list("person_id", "at", "person__is_demo")
    ]
