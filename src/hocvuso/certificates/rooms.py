"""Rooms in which a short form is done with a proctor: opened, called off, and the code that changes on the wall."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from hocvuso.certificates import rules
from hocvuso.certificates.models import ExamRoom, Sitting
from hocvuso.certificates.rules import Version
from hocvuso.core import meeting, vntext
from hocvuso.core.meeting import Meeting
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code
from hocvuso.unions import queries as unions

CODE_LENGTH = 6
KEPT_IN_LIST = timedelta(days=90)  # decided: as long as a sitting counts by the rules that ship


class Refused(ValueError):
    """The room is not opened; `args[0]` says why: rule (asks for no room), past."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is typed of a room."""

    rule: str
    place: str
    proctor: uuid.UUID | None
    proctor_name: str


@transaction.atomic
def plan(number: uuid.UUID, unit: uuid.UUID, details: Details, held: Meeting, *, by: uuid.UUID) -> ExamRoom:
    """Plan a room; the same number sent twice is one. Raises Refused."""
    found = ExamRoom.objects.filter(pk=number).first()
    if found is not None:
        return found
    now = clock.now()
    version = rules.find(details.rule, clock.day_of(held.starts), unit)
    if version is None or not version.rule.proctored:
        raise Refused("rule")
    if held.ends <= now:
        raise Refused("past")
    code = free_code(lambda code: ExamRoom.objects.filter(code=code).exists(), length=CODE_LENGTH)
    made = ExamRoom.objects.create(
        id=number, code=code, unit=unit, rule=details.rule, place=vntext.clean(details.place)[:160],
        starts_at=held.starts, ends_at=held.ends, proctor=details.proctor,
        proctor_name=vntext.clean(details.proctor_name)[:120], made_at=now,
    )  # fmt: skip
    audit.record("plan exam room", actor=by, what=made.place, facts={"rule": made.rule})
    return made


@transaction.atomic
def call_off(number: uuid.UUID, *, by: uuid.UUID) -> None:
    """Call a room off in which nobody has begun; twice is once."""
    row = ExamRoom.objects.select_for_update().get(pk=number)
    if row.is_off or row.sittings.exists():
        return
    row.is_off = True
    row.save(update_fields=["is_off"])
    audit.record("call off exam room", actor=by, what=row.place)


def of_units(units: unions.Ids | Collection[uuid.UUID]) -> list[ExamRoom]:
    """Return the rooms of some units that lie ahead or were lately, the latest first, with how many sat there."""
    since = clock.now() - KEPT_IN_LIST
    rows = ExamRoom.objects.filter(unit__in=units, is_off=False, ends_at__gt=since)
    return list(rows.annotate(sat=Count("sittings")).order_by("-starts_at", "-id")[:60])


def find(number: uuid.UUID) -> ExamRoom | None:
    """Return one room, or None."""
    return ExamRoom.objects.filter(pk=number).first()


def by_code(code: str) -> ExamRoom | None:
    """Return the room with a code, or None; one that was called off is none."""
    return ExamRoom.objects.filter(code=code.lower(), is_off=False).first()


def version_of(row: ExamRoom) -> Version | None:
    """Return the rule of a room as it holds on its day."""
    return rules.find(row.rule, clock.day_of(row.starts_at), row.unit)


def is_open(row: ExamRoom, now: datetime) -> bool:
    """Tell whether one can begin in a room: from half an hour before its start until its end."""
    return not row.is_off and row.meeting.opens <= now <= row.ends_at


def digits(row: ExamRoom, now: datetime) -> str:
    """Return the six digits that stand on the wall now, "" while the room is closed."""
    return meeting.code(bytes.fromhex(row.secret), meeting.slot_of(now)) if is_open(row, now) else ""


def reads_wall(row: ExamRoom, typed: str, now: datetime) -> bool:
    """Tell whether somebody reads the wall now; a code that was carried out of the room opens nothing."""
    if not is_open(row, now):
        return False
    read_at = meeting.read_on_wall(bytes.fromhex(row.secret), typed, row.meeting, now)
    return read_at is not None and now - read_at <= meeting.LIVE


def sat_in(row: ExamRoom) -> list[Sitting]:
    """Return who did the form in a room, the first to begin first."""
    return list(row.sittings.order_by("started_at", "id"))
