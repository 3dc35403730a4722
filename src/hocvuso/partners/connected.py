"""Whether a unit's data reached the local authority: its program has read the unit's newest return.

Asking for what follows a page is the receipt for that page, so only that counts, never that a page was sent.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from hocvuso.partners.models import PartnerKey
from hocvuso.plumbing import clock
from hocvuso.reports import connection
from hocvuso.reports.returns import outgoing
from hocvuso.unions import queries as unions


def known(units: Collection[uuid.UUID], day: date) -> dict[str, dict[uuid.UUID, bool]]:
    """Tell of units that an authority reads whether it has their newest return, and that this is a fresh one."""
    found: dict[uuid.UUID, bool] = {}
    rows = PartnerKey.objects.filter(is_authority=True, revoked_at=None, expires_at__gt=clock.now())
    for row in rows:
        asked = set(unions.subtrees_ids([uuid.UUID(each) for each in row.units], day)) & set(units)
        signed = outgoing.newest_signed(asked)
        for unit in asked:
            at = signed.get(unit)
            has_it = at is not None and row.arrived_until is not None and at <= row.arrived_until
            is_fresh = at is not None and clock.day_of(at) >= day - connection.FRESH
            found[unit] = found.get(unit, False) or (has_it and is_fresh)
    return {connection.AUTHORITY: found}


def register() -> None:
    """Answer for the fact of the local authority; where no key reads, a unit declares its receipt on its own page."""
    connection.register(known)
