"""Whether a unit's data reached the union above on another installation: its freshest receipt.

Answers for units whose returns go elsewhere and for those that come from elsewhere; of all others it knows nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from hocvuso.exchange import parts
from hocvuso.exchange.models import Stream
from hocvuso.plumbing import clock
from hocvuso.reports import connection
from hocvuso.unions import queries as unions


def known(units: Collection[uuid.UUID], day: date) -> dict[str, dict[uuid.UUID, bool]]:
    """Tell of units that take part whether all they said arrived, and not longer ago than a month."""
    found: dict[uuid.UUID, bool] = {}
    for partner in parts.partners():
        if partner.unit is None:
            continue
        asked = set(unions.subtree_ids(partner.unit, day)) & set(units)
        rows = {row.unit: row for row in Stream.objects.filter(installation=partner, is_ours=partner.side == "above")}
        for unit in asked:
            row = rows.get(unit)
            found[unit] = found.get(unit, False) or (row is not None and _is_fresh(row, day))
    return {connection.HIGHER: found}


def _is_fresh(stream: Stream, day: date) -> bool:
    at = stream.told_at if stream.is_ours else stream.moved_at
    has_all = not stream.is_ours or stream.told_sequence == stream.sequence
    return at is not None and has_all and clock.day_of(at) >= day - connection.FRESH


def register() -> None:
    """Answer for the fact of the higher union; the page of the exchange is where it is set right."""
    connection.register(known, pages={connection.HIGHER: _page})


def _page() -> str:
    """Return where an official sets it right: the exchange where there is one, else the returns."""
    return "exchange:partners" if parts.partners("above") else "returns"
