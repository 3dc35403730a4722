"""Changes of members for a partner's program: of those who agreed alone, and each reading is noted for the person."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from hocvuso.partners import changes, own_data
from hocvuso.partners.keys import CHANGES, Reader
from hocvuso.partners.reading import cursors
from hocvuso.people import departures
from hocvuso.people import queries as people
from hocvuso.people.actions import PARTNER
from hocvuso.plumbing import audit, clock
from hocvuso.unions import queries as unions


@transaction.atomic
def page(reader: Reader, cursor: str, limit: int) -> dict[str, Any]:
    """Return the next changes; that data of each person left is written down in the same transaction."""
    place = cursors.read(reader.key, CHANGES, cursor)
    number = int(place.get("after", 0))
    units = set(unions.subtrees_ids(reader.units, clock.today()).values_list("unit_id", flat=True))
    rows = changes.since(units, number, limit + 1)
    shown = rows[:limit]
    asked = {row.person for row in shown if row.kind != changes.ERASED}
    agreed: set[uuid.UUID] = set(people.agreed_ids(PARTNER, among=people.those(asked)))
    items = changes.told(shown, agreed, units)
    told = {uuid.UUID(item["ref"]) for item in items if item["kind"] != changes.ERASED}
    if told:
        departures.record(told, kind=own_data.BY_KEY, to=reader.partner)
        audit.record("api read", actor=None, what=reader.partner, facts={"key": reader.key.hex, "persons": len(told)})
    more = cursors.write(reader.key, CHANGES, {"after": shown[-1].id}) if shown else cursor
    return {"items": items, "next": more, "has_more": len(rows) > limit}
