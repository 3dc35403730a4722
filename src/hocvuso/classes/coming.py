"""Meetings that lie ahead of people: whom to remind of what, what is still true, and what was changed lately."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from hocvuso.classes.models import GONE, PLANNED, SEATED, ClassSession, Enrolment
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

REMINDED = timedelta(hours=30)  # decided: so that also whoever works a night gets his open hour before the class
TOO_LATE = timedelta(minutes=30)  # decided: then he is on his way, or does not come
ON_THE_WAY = timedelta(hours=3)  # decided: so long before a meeting people change their shift, eat and set out
NEWS = timedelta(hours=48)  # decided: so long before a meeting its page begins with what was changed


@dataclass(frozen=True, slots=True)
class Soon:
    """A meeting to remind somebody of: `about` names it as it stands now, `until` is when it is too late."""

    about: str
    facts: dict[str, object]
    until: datetime


def due(persons: Sequence[uuid.UUID], now: datetime) -> dict[uuid.UUID, Soon]:
    """Return of those who have a seat the next meeting of which it is time to be reminded; others are absent."""
    rows = _ahead(persons, now + TOO_LATE, now + REMINDED)
    found: dict[uuid.UUID, Soon] = {}
    for person, session in rows:
        if person not in found:
            found[person] = Soon(about(session), _facts(session), session.starts_at - TOO_LATE)
    return found


def expecting(persons: Sequence[uuid.UUID], now: datetime, within: timedelta) -> set[uuid.UUID]:
    """Return those who have a seat in a meeting that begins within some days."""
    return {person for person, _session in _ahead(persons, now, now + within)}


def _ahead(persons: Sequence[uuid.UUID], since: datetime, until: datetime) -> list[tuple[uuid.UUID, ClassSession]]:
    """Return who meets when, the earliest first: two statements, however many there are."""
    meetings = ClassSession.objects.filter(state=PLANNED, starts_at__gt=since, starts_at__lte=until)
    sessions: dict[uuid.UUID, list[ClassSession]] = {}
    for session in meetings.select_related("of"):
        sessions.setdefault(session.of_id, []).append(session)
    if not sessions:
        return []
    seats = Enrolment.objects.filter(of__in=list(sessions), person__in=list(persons), state=SEATED)
    pairs = [(who, each) for who, of in seats.values_list("person", "of") for each in sessions[of]]
    return sorted(pairs, key=lambda pair: (pair[1].starts_at, pair[1].id))


def about(session: ClassSession) -> str:
    """Return the name of a meeting as it stands: another time or place is another occasion."""
    return f"{session.id.hex}.{session.changes}"


def _facts(session: ClassSession) -> dict[str, object]:
    begins = session.starts_at.astimezone(clock.VIETNAM)
    return {
        "about": about(session), "class": session.of.name, "code": session.of.code, "day": f"{begins:%d/%m}",
        "time": f"{begins:%H:%M}", "place": session.place or session.of.place,
    }  # fmt: skip


def is_still_so(person: uuid.UUID, facts: Mapping[str, Any]) -> bool:
    """Tell whether a reminder is still true: he has his seat, and the meeting stands as it did and has not begun."""
    number, _dot, changes = str(facts.get("about", "")).partition(".")
    session = ClassSession.objects.filter(id=number, state=PLANNED, starts_at__gt=clock.now()).first()
    if session is None or str(session.changes) != changes:
        return False
    return Enrolment.objects.filter(of=session.of_id, person__in=people.ids_of(person), state=SEATED).exists()


def is_close(starts: datetime, ends: datetime, now: datetime) -> bool:
    """Tell whether people may be on their way to a meeting, or sit in it."""
    return starts - ON_THE_WAY <= now < ends


def touched(of: uuid.UUID, now: datetime) -> QuerySet[ClassSession]:
    """Return the meetings of a class that were moved or called off and would begin soon, or would have."""
    soon = now + NEWS
    moved = ClassSession.objects.filter(of=of, changed_at__isnull=False, ends_at__gt=now)
    return moved.filter(Q(starts_at__lte=soon) | Q(was_starts_at__gt=now, was_starts_at__lte=soon)).select_related("of")


def news_of(persons: Sequence[uuid.UUID], now: datetime) -> list[ClassSession]:
    """Return the same of every class in which somebody has a seat or waits."""
    held = Enrolment.objects.filter(person__in=list(persons)).exclude(state=GONE).values_list("of", flat=True)
    return [each for of in held for each in touched(of, now)]
