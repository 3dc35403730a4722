"""What returns say of a unit's connection: its list was confirmed, its returns were on time, the union above has them.

A unit of which nothing is known here is left out: unknown, not a no.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from hocvuso.reports import connection
from hocvuso.reports.returns import queries

WANTED_MONTHS = 2  # issue 3: its last two returns were on time


def known(units: Collection[uuid.UUID], day: date) -> dict[str, dict[uuid.UUID, bool]]:
    """Tell, by fact, of units that have ever confirmed a list, had two months due, or had any month due."""
    found = queries.facts(list(units), day)
    quarter, _ = connection.quarter(day)
    checked = {unit: each.roster_checked_on for unit, each in found.items()}
    return {
        connection.ROSTER: {unit: on >= quarter for unit, on in checked.items() if on is not None},
        connection.RETURNS: {
            unit: all(each.on_time) for unit, each in found.items() if len(each.on_time) >= WANTED_MONTHS
        },
        connection.HIGHER: {unit: bool(each.receipt) for unit, each in found.items() if each.receipt or each.on_time},
    }


def register() -> None:
    """Answer for these three facts; the page of returns is where an official sets them right."""
    facts = (connection.ROSTER, connection.RETURNS, connection.HIGHER)
    connection.register(known, pages=dict.fromkeys(facts, "returns"))
