"""What was issued or revoked lately, for telling other systems that they should look; nobody's name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from hocvuso.certificates.models import Certificate
from hocvuso.core.certificate import LIVE, REVOKED
from hocvuso.plumbing.ids import uuid7

ISSUED, ENDED = "issued", "revoked"


@dataclass(frozen=True, slots=True)
class Happened:
    """A certificate was issued or revoked."""

    id: uuid.UUID
    what: str
    code: str
    kind: str
    unit: uuid.UUID
    at: datetime


def happened(since: datetime, limit: int) -> list[Happened]:
    """Return what was issued or revoked from a moment on; ids sort by the moment in which they were made."""
    first = uuid.UUID(int=uuid7(int(since.timestamp() * 1000)).int >> 80 << 80)
    rows = Certificate.objects.filter(Q(id__gte=first, state=LIVE) | Q(state=REVOKED, ended_at__gte=since))
    return [
        Happened(
            row.pk,
            ENDED if row.state == REVOKED else ISSUED,
            row.code,
            row.kind,
            row.unit,
            row.ended_at or datetime.fromtimestamp((row.pk.int >> 80) / 1000, UTC),
        )
        for row in rows.order_by("id")[:limit]
    ]
