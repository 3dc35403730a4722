"""What was issued, revoked or issued anew lately, for telling other systems that they should look; nobody's name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from hocvuso.certificates.models import Certificate
from hocvuso.certificates.queries import newest
from hocvuso.core.certificate import LIVE, REPLACED, REVOKED
from hocvuso.plumbing.ids import uuid7

ISSUED, ENDED, ANEW = "issued", "revoked", "reissued"
_WHAT = {LIVE: ISSUED, REVOKED: ENDED, REPLACED: ANEW}


@dataclass(frozen=True, slots=True)
class Happened:
    """A certificate was issued, revoked or issued anew.

    `other` is the code of the newer paper where one was issued anew, and of the older one where this takes its place.
    """

    id: uuid.UUID
    what: str
    code: str
    kind: str
    unit: uuid.UUID
    at: datetime
    other: str


def happened(since: datetime, limit: int) -> list[Happened]:
    """Return what happened from a moment on; ids sort by the moment in which they were made."""
    first = uuid.UUID(int=uuid7(int(since.timestamp() * 1000)).int >> 80 << 80)
    ended = Q(state__in=(REVOKED, REPLACED), ended_at__gte=since)
    rows = Certificate.objects.filter(Q(id__gte=first, state=LIVE) | ended)
    rows = rows.select_related("replaced_by").prefetch_related("replaces").order_by("id")
    return [_happened(row) for row in rows[:limit]]


def _happened(row: Certificate) -> Happened:
    what = _WHAT[row.state]
    at = row.ended_at if what != ISSUED and row.ended_at else datetime.fromtimestamp((row.pk.int >> 80) / 1000, UTC)
    if what == ANEW:
        other = newest(row).code if row.replaced_by else ""
    else:
        other = ", ".join(sorted(each.code for each in row.replaces.all())) if what == ISSUED else ""
    return Happened(row.pk, what, row.code, row.kind, row.unit, at, other)
