"""A month of returns in the small province of `places`, for the tests of returns, documents and reports."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest

from hocvuso.core.returns import month_before, month_of
from hocvuso.plumbing import clock
from hocvuso.reports.models import Return
from hocvuso.reports.returns import actions, opening
from hocvuso.reports.returns.actions import Signer
from hocvuso.unions import actions as unions
from tests.rooms import places

MONTH = date(2026, 10, 1)
OPENED = datetime(2026, 11, 1, 1, 0, tzinfo=clock.VIETNAM)


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let it be another moment; where an official comes in with a second factor, real time must go on."""
    monkeypatch.setattr(clock, "now", lambda: at.astimezone(clock.UTC))


def last_month() -> date:
    """Return the month whose return is open today."""
    return month_before(month_of(clock.today()))


def workers(unit: uuid.UUID, number: int) -> list[uuid.UUID]:
    """Enter workers of a unit, invited and counted, and declare as many."""
    found = [places.worker(f"Nguyễn Thị Lan {chr(65 + n)}", unit, agreed=True, invited=True) for n in range(number)]
    unions.declare_headcount(unit, audience="worker", count=number, signed_by="Lê Thị Hạnh", on=places.LONG_AGO)
    return found


def signer(unit: uuid.UUID, username: str, name: str = "Lê Thị Hạnh") -> Signer:
    """Appoint an official who signs for a unit."""
    return Signer(places.official(unit, username=username), name)


def opened(unit: uuid.UUID, month: date = MONTH) -> Return:
    """Return the return of a unit, opening the month where it is not."""
    opening.open_month(month)
    return Return.objects.get(unit_id=unit, month=month)


def hand_in(who: Signer, row: Return) -> Return:
    """Confirm a return as it is."""
    row.refresh_from_db()
    actions.confirm(who, row.id, edit=row.edit)
    row.refresh_from_db()
    return row
