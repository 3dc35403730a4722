"""What authors do with reports: see them by step, answer those of one step together, take a closing back.

No person is shown: an author sees words, device and day. The answer finds its way by the person's notices.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q

from hocvuso.core.masking import mask
from hocvuso.learning.models import ProblemReport
from hocvuso.learning.problems.reporting import CLOSED, LOOKING, OPEN
from hocvuso.plumbing import audit, outbox
from hocvuso.plumbing.ids import uuid7

OUTCOMES = ("mended", "right", "looking")  # mended; not an error; has to be looked at further
MOST_LETTERS = 1000
SHOWN = 50  # reports of one step on one page, oldest first


@dataclass(frozen=True, slots=True)
class Line:
    """One report as an author sees it."""

    id: uuid.UUID
    content_id: str
    reason: str
    text: str
    device: str
    at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class Pile:
    """The reports of one step in one state."""

    step: str
    count: int
    since: datetime
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Closing:
    """What was answered together."""

    id: uuid.UUID
    step: str
    outcome: str
    answer: str
    count: int
    at: datetime
    by: uuid.UUID | None


def piles(state: str) -> list[Pile]:
    """Return the reports in a state by step, the one that has waited longest first."""
    rows = ProblemReport.objects.filter(state=state).values("step")
    each = {reason: Count("id", filter=Q(reason=reason)) for reason in ("words", "screen", "wrong", "other")}
    counted = rows.annotate(count=Count("id"), since=Min("at"), **each).order_by("since", "step")
    found: list[dict[str, Any]] = [dict(row) for row in counted]
    return [
        Pile(row["step"], row["count"], row["since"], {name: row[name] for name in each if row[name]}) for row in found
    ]


def waiting() -> int:
    """Count the reports that nobody has answered."""
    return ProblemReport.objects.filter(state=OPEN).count()


def lines(step: str, state: str) -> list[Line]:
    """Return the reports of a step, oldest first."""
    rows = ProblemReport.objects.filter(step=step, state=state).order_by("at", "id")[:SHOWN]
    return [Line(row.id, row.content_id, row.reason, row.text, row.device, row.at, row.version) for row in rows]


@transaction.atomic
def answer(reports: Sequence[uuid.UUID], outcome: str, text: str, *, by: uuid.UUID, now: datetime) -> uuid.UUID | None:
    """Answer some reports of one step together and tell each reporter once; None where nothing of it is open.

    `outcome` "looking" leaves them in the queue of what is looked at further.
    """
    rows = list(
        ProblemReport.objects.select_for_update().filter(id__in=reports[:SHOWN]).exclude(state=CLOSED).order_by("at")
    )
    if not rows or outcome not in OUTCOMES or len({row.step for row in rows}) > 1:
        return None
    closing = uuid7()
    ProblemReport.objects.filter(id__in=[row.id for row in rows]).update(
        state=LOOKING if outcome == "looking" else CLOSED, outcome=outcome, closing=closing, answered_at=now,
        answered_by=by, answer=mask(text.strip()[:MOST_LETTERS]).text,
    )  # fmt: skip
    for row in rows:
        if row.person is not None:
            outbox.notify(row.person, "report_answered", {"report": str(row.id)}, key=f"report:{closing.hex}")
    facts: dict[str, object] = {"closing": str(closing), "reports": len(rows), "outcome": outcome}
    audit.record("answer reports", actor=by, what=rows[0].step, facts=facts)
    return closing


@transaction.atomic
def take_back(closing: uuid.UUID, *, by: uuid.UUID) -> int:
    """Open again what was answered together; return how many. The reporter's page then says that it is open again."""
    rows = ProblemReport.objects.filter(closing=closing).exclude(state=OPEN)
    changed = rows.update(
        state=OPEN, outcome="", answer="", closing=None, answered_at=None, answered_by=None
    )  # fmt: skip
    if changed:
        audit.record("open reports again", actor=by, facts={"closing": str(closing), "reports": changed})
    return changed


def closings(limit: int = 50) -> list[Closing]:
    """Return what was answered, newest first."""
    rows = ProblemReport.objects.exclude(closing=None).values(
        "closing", "step", "outcome", "answer", "answered_at", "answered_by"
    )
    counted = rows.annotate(count=Count("id")).order_by("-answered_at", "closing")[:limit]
    found: list[dict[str, Any]] = [dict(row) for row in counted]
    return [
        Closing(row["closing"], row["step"], row["outcome"], row["answer"], row["count"], row["answered_at"],
                row["answered_by"])
        for row in found
    ]  # fmt: skip


def closing(wanted: uuid.UUID) -> Closing | None:
    """Return one."""
    return next((one for one in closings(200) if one.id == wanted), None)
