"""A class to test with: three meetings at the sewing factory."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.test import Client

from hocvuso.classes import planning
from hocvuso.classes.models import Class, ClassSession
from hocvuso.classes.planning import Plan
from hocvuso.core.meeting import Meeting
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.people import learners

HOUR = timedelta(hours=1)


def planned(unit, by, *, seats=30, trainer=None, number=None, starts=None, meetings=3, name="Nhận ra lừa đảo") -> Class:
    """Plan a class that meets weekly, the first time tomorrow or at `starts`."""
    first = starts or clock.now() + timedelta(days=1)
    held = [Meeting(first + timedelta(weeks=week), first + timedelta(weeks=week) + HOUR) for week in range(meetings)]
    given = Plan(None, "An toàn", ("kns.4.3",), name, seats, "Nhà ăn", trainer=trainer)
    return planning.plan(number or uuid7(), unit, given, held, by=by)


def begun(row: Class, minutes: int = 5) -> ClassSession:
    """Let the first meeting of a class have begun some minutes ago."""
    session = row.sessions.first()
    assert session is not None
    session.starts_at = clock.now() - timedelta(minutes=minutes)
    session.ends_at = session.starts_at + HOUR
    session.save()
    return session


def phone_of(person: uuid.UUID) -> Client:
    """Return a phone on which somebody has come in with his card, and agreed."""
    browser = Client()
    learners.claim_by_card(browser, places.card_of(person))
    learners.agree(browser)
    return browser
