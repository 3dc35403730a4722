"""Whose plans an author or a trainer may read: of learners who have agreed to it, by number and never by name.

Each reading leaves a trace that the learner sees. Whoever manages staff for an employer has no way in.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from hocvuso.people import actions as people
from hocvuso.people import case_numbers
from hocvuso.people.case_numbers import Case
from hocvuso.people.hashing import tidy_code
from hocvuso.plumbing import audit
from hocvuso.unions import access, queries

TRACE = "reasons"


def cases(viewer: uuid.UUID, day: date) -> list[Case]:
    """Return the cases open to `viewer`, the newest first: an author's are all, a trainer's those he may name."""
    held = access.teaching_role(viewer, day)
    if held is None:
        return []
    found = case_numbers.agreed(people.EXPLAIN)
    if held.name == access.AUTHOR:
        return found
    named = _named(viewer, [each.person for each in found], day)
    return [each for each in found if each.person in named]


def _named(viewer: uuid.UUID, persons: Collection[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Return those whom `viewer` may see by name, by his unit or by a grant such as his class gives."""
    of_units = access.among(viewer, access.Right.NAMES, persons, day)
    rest = (each for each in persons if each not in of_units)
    return of_units | {each for each in rest if access.may_on(viewer, access.Right.NAMES, each, day)}


def case(viewer: uuid.UUID, number: str, day: date) -> Case | None:
    """Return one open case by its number, however it is typed; None: no such number, or no longer agreed."""
    wanted = tidy_code(number)
    return next((each for each in cases(viewer, day) if tidy_code(each.number) == wanted), None)


def note(viewer: uuid.UUID, found: Case, day: date) -> None:
    """Leave the trace of a reading: who, in which role, for which unit."""
    held = access.teaching_role(viewer, day)
    unit = queries.unit(held.unit, day) if held else None
    facts = {"role": held.name if held else "", "unit": unit.name if unit else ""}
    audit.record_reading(viewer, [found.person], TRACE, facts)
