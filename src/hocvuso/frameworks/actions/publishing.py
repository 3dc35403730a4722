"""Putting a table in force from a day on, by a decision with a number and a signer; and withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.frameworks import queries
from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.plumbing import audit, clock


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision behind a table: who issued it, its number, day and signer."""

    issuer: str
    decision: str
    signed_on: date
    signer: str


@transaction.atomic
def publish(version: FrameworkVersion, paper: Paper, *, on: date, by: By) -> None:
    """Put a draft in force from `on`, today or later. Raises NotNow while rows are undecided.

    What people learnt is not touched: it is seen through the new table from that day on.
    """
    row = FrameworkVersion.objects.select_for_update().filter(id=version.id).first()
    if row is None or row.from_on is not None:
        raise NotNow("published")
    done = queries.progress(row)
    if done.decided < done.rows:
        raise NotNow("undecided", count=done.rows - done.decided)
    if on < clock.today():
        raise NotNow("past")
    row.from_on, row.published_by, row.published_name, row.published_at = on, by.id, by.name, clock.now()
    row.issuer, row.decision, row.signed_on, row.signer = paper.issuer, paper.decision, paper.signed_on, paper.signer
    row.save()
    audit.record("publish framework", actor=by.id, what=f"{row.framework} {row.id}", facts={"on": str(on)})


@transaction.atomic
def withdraw(version: FrameworkVersion, *, reason: str, by: By) -> None:
    """Take a published table out of force from today on; the one before holds again. It stays on record."""
    row = FrameworkVersion.objects.select_for_update().filter(id=version.id).first()
    if row is None or row.from_on is None:
        raise NotNow("draft")
    if row.withdrawn_from is not None:
        return
    if not reason:
        raise NotNow("no_reason")
    row.withdrawn_from, row.withdrawn_at, row.withdrawn_reason = clock.today(), clock.now(), reason[:300]
    row.withdrawn_by, row.withdrawn_name = by.id, by.name
    row.save()
    audit.record("withdraw framework", actor=by.id, what=f"{row.framework} {row.id}", facts={"reason": reason[:300]})
