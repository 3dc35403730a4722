"""Full-time officials who count nowhere: marked or entered as such, but staying in no grassroots union (ADR 0019)."""

from __future__ import annotations

import uuid
from datetime import date

from hocvuso.people import queries as people
from hocvuso.reports.rollups import facts
from hocvuso.unions import queries as unions


def on_record(unit: uuid.UUID, day: date) -> int:
    """Return how many full-time officials count in a grassroots union on `day`, by the rule of the target."""
    return list(facts.officials_at_home(unions.stayed_ids([unit]), day).values()).count(unit)


def uncounted(units: people.Ids, day: date) -> list[uuid.UUID]:
    """Return who works full time for one of the units on `day` and counts nowhere, as a Vietnamese list orders them."""
    theirs = people.matching(unions.full_time_ids(units, day), "")
    at_home = facts.officials_at_home(theirs.order_by(), day)
    return [person for person in theirs if person not in at_home]


def counts(person: uuid.UUID, day: date) -> bool:
    """Tell whether somebody counts as a full-time official on `day`."""
    return person in facts.officials_at_home(people.those([person]), day)
