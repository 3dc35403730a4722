"""Hours: what learners had of their classes, and what trainers led; meetings that took place and are over count."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from hocvuso.classes.models import PLANNED, Attendance, ClassSession
from hocvuso.core import meeting, vntext
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

CAME = (meeting.PRESENT, meeting.LATE)


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes that somebody learnt in classes and that he led there, and at how many meetings."""

    learnt: int
    meetings: int
    led: int
    taught: int


def hours_of(person: uuid.UUID, first: date | None = None, last: date | None = None) -> Hours:
    """Return the hours of somebody as a learner and as a trainer, of a period or of all time; what is over counts."""
    ids = people.ids_of(person)
    met = _met(first, last)
    learnt = minutes_in(met.values("id"), ids)
    led = [each.meeting.minutes for each in met.filter(_led_by(ids))]
    return Hours(sum(learnt.values()), len(learnt), sum(led), len(led))


def _led_by(ids: Sequence[uuid.UUID]) -> Q:
    return Q(led_by__in=ids) | Q(led_by=None, led_name="", of__trainer__in=ids)


def _met(first: date | None, last: date | None) -> QuerySet[ClassSession]:
    """Return the meetings that took place and are over."""
    met = ClassSession.objects.filter(state=PLANNED, ends_at__lte=clock.now()).order_by("starts_at", "id")
    if first:
        met = met.filter(starts_at__gte=datetime.combine(first, time.min, tzinfo=clock.VIETNAM))
    if last:
        met = met.filter(starts_at__lt=datetime.combine(last + timedelta(days=1), time.min, tzinfo=clock.VIETNAM))
    return met


def minutes_in(
    sessions: Any, persons: Collection[uuid.UUID] | None = None
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:  # fmt: skip
    """Return how many minutes count for each person of each meeting to which he came; `sessions` are ids."""
    rows = Attendance.objects.select_related("session").filter(session__in=sessions, kind__in=CAME)
    if persons is not None:
        rows = rows.filter(person__in=persons)
    return {
        (row.session_id, row.person): meeting.minutes_there(
            row.session.meeting, row.kind, row.at if row.way != "list" else None
        )
        for row in rows
    }


def minutes_of(persons: Collection[uuid.UUID], first: date, last: date) -> Counter[uuid.UUID]:
    """Return how many minutes each of some persons learnt in classes in a period (both days included)."""
    owners = several.all_ids_of(persons)
    found: Counter[uuid.UUID] = Counter()
    for (_session, person), minutes in minutes_in(_met(first, last).values("id"), list(owners)).items():
        found[owners[person]] += minutes
    return found


def hours_in(of: uuid.UUID, person: uuid.UUID) -> int:
    """Return how many minutes somebody has learnt in one class so far."""
    met = _met(None, None).filter(of=of)
    return sum(minutes_in(met.values("id"), people.ids_of(person)).values())


@dataclass(frozen=True, slots=True)
class Led:
    """What one trainer led in a period: his name as the classes say it, meetings, minutes."""

    name: str
    trainer: uuid.UUID | None
    meetings: int
    minutes: int


def led_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> list[Led]:
    """Return who led the meetings of some units in a period, whoever led most first; a guest has only a name."""
    found: dict[tuple[uuid.UUID | None, str], list[int]] = {}
    for row in held(units, first, last).select_related("of"):
        changed = bool(row.led_by or row.led_name)
        trainer, name = (row.led_by, row.led_name) if changed else (row.of.trainer, row.of.trainer_name)
        if trainer or name:
            found.setdefault((trainer, name), []).append(row.meeting.minutes)
    lines = [Led(name, trainer, len(each), sum(each)) for (trainer, name), each in found.items()]
    return sorted(lines, key=lambda line: (-line.minutes, vntext.alphabet_key(line.name)))


def held_lines(
    units: unions.Ids | Collection[uuid.UUID], first: date, last: date
) -> list[tuple[ClassSession, int, int]]:
    """Return the meetings of some units in a period, with how many came and how many minutes they learnt together."""
    rows = list(held(units, first, last).select_related("of").order_by("starts_at", "id"))
    minutes = minutes_in([row.id for row in rows])
    came_to: dict[uuid.UUID, list[int]] = {}
    for (session, _person), each in minutes.items():
        came_to.setdefault(session, []).append(each)
    return [(row, len(came_to.get(row.id, ())), sum(came_to.get(row.id, ()))) for row in rows]


def held(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> QuerySet[ClassSession]:
    """Return the meetings of some units that took place in a period and are over, in no order."""
    return _met(first, last).filter(of__unit__in=units).order_by()
