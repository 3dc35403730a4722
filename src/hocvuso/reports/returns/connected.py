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


def roster(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, bool]:
    """Tell of units that have ever confirmed their list whether they did in the quarter of `day`."""
    first, _ = connection.quarter(day)
    checked = {unit: each.roster_checked_on for unit, each in queries.facts(list(units), day).items()}
    return {unit: on >= first for unit, on in checked.items() if on is not None}


def on_time(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, bool]:
    """Tell of units with two months whose return was due whether both came in time."""
    months = {unit: each.on_time for unit, each in queries.facts(list(units), day).items()}
    return {unit: all(two) for unit, two in months.items() if len(two) >= WANTED_MONTHS}


def received(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, bool]:
    """Tell of units whose return was due whether the union above has one, with a receipt."""
    found = queries.facts(list(units), day)
    return {unit: bool(each.receipt) for unit, each in found.items() if each.receipt or each.on_time}


def register() -> None:
    """Answer for these three facts; the page of returns is where an official sets them right."""
    connection.register(connection.ROSTER, roster, page="returns")
    connection.register(connection.RETURNS, on_time, page="returns")
    connection.register(connection.HIGHER, received, page="returns")
