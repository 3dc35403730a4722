"""Declared headcounts in a merger: the heir's is the sum of what each had signed, or unknown where one had not.

The sum names everybody who signed a part of it and bears the date of the oldest. It is kept in the journal of the
change, and goes back with it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from hocvuso.unions.models import Headcount, StructureChange, StructureRow
from hocvuso.unions.queries import in_force

TABLE = "headcounts"


def add_up(change: StructureChange, parts: Collection[uuid.UUID], heir: uuid.UUID, on: date) -> None:
    """Give the heir the sum of what `parts` (itself among them when it was there before) had declared."""
    held: dict[str, dict[uuid.UUID, Headcount]] = defaultdict(dict)
    for row in Headcount.objects.filter(in_force(on), unit_id__in=list(parts)).order_by("valid_from", "id"):
        held[row.audience][row.unit_id] = row
    for audience, rows in held.items():
        own = rows.get(heir)
        if own is not None:
            _end(change, own, on)
        if set(rows) == set(parts):
            made = Headcount.objects.create(
                unit_id=heir,
                audience=audience,
                count=sum(row.count for row in rows.values()),
                signed_by=", ".join(dict.fromkeys(row.signed_by for row in rows.values()))[:120],
                signed_on=min(row.signed_on for row in rows.values()),
                valid_from=on,
                valid_to=own.valid_to if own else None,
            )
            StructureRow.objects.create(change=change, table=TABLE, key=made.id.hex, before=None, after={})


def _end(change: StructureChange, row: Headcount, on: date) -> None:
    kept = {"until": str(row.valid_to) if row.valid_to else None}
    StructureRow.objects.create(change=change, table=TABLE, key=row.id.hex, before=kept, after={})
    Headcount.objects.filter(id=row.id).update(valid_to=on)


def take_back(change: StructureChange) -> None:
    """Restore the declarations as they were before the merger; a figure declared since stays, and ends the old one."""
    until: dict[tuple[uuid.UUID, str], date | None] = {}
    rows = StructureRow.objects.filter(change=change, table=TABLE)
    for kept in rows.filter(before__isnull=True):
        made = Headcount.objects.filter(id=uuid.UUID(kept.key)).first()
        if made is not None:
            until[made.unit_id, made.audience] = made.valid_to
            made.delete()
    for kept in rows.filter(before__isnull=False):
        ended = Headcount.objects.filter(id=uuid.UUID(kept.key)).first()
        if ended is not None:
            day = (kept.before or {}).get("until")
            before = date.fromisoformat(day) if day else None
            ended.valid_to = until.get((ended.unit_id, ended.audience), before)
            ended.save(update_fields=["valid_to"])
