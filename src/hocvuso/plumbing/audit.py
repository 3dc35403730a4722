"""Who did or read what, when, to whom: every reading of a person by an official leaves a row here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Audit


@dataclass(frozen=True, slots=True)
class Trace:
    """One row of the trail, as shown to the person concerned."""

    at: datetime
    actor: uuid.UUID | None
    verb: str
    what: str
    facts: dict[str, Any]


def record(
    verb: str,
    *,
    actor: uuid.UUID | None,
    subject: uuid.UUID | None = None,
    what: str = "",
    facts: dict[str, object] | None = None,
) -> None:
    """Write one row; call it inside the transaction of the act it tells of."""
    Audit.objects.create(at=clock.now(), actor=actor, verb=verb, subject=subject, what=what, facts=facts or {})


def record_each(
    verb: str, *, actor: uuid.UUID | None, subjects: Iterable[uuid.UUID], what: str, facts: dict[str, Any] | None = None
) -> None:
    """Write one row for each of many persons whom one act concerns, in one statement; otherwise as `record`."""
    at = clock.now()
    Audit.objects.bulk_create(
        Audit(at=at, actor=actor, verb=verb, subject=subject, what=what, facts=facts or {}) for subject in subjects
    )


def record_reading(
    actor: uuid.UUID, subjects: Iterable[uuid.UUID], what: str, facts: dict[str, Any] | None = None
) -> None:
    """Leave one trace for each person whose data `actor` has just been shown; `facts` say as what he looked."""
    record_each("read", actor=actor, subjects=subjects, what=what, facts=facts)


def traces_of(*subjects: uuid.UUID, limit: int = 100) -> list[Trace]:
    """Return the newest traces that concern one person under any of his ids, newest first."""
    rows = Audit.objects.filter(subject__in=subjects).order_by("-at")[:limit]
    return [Trace(row.at, row.actor, row.verb, row.what, row.facts) for row in rows]
