"""Who was at a meeting: by the code on the wall, or written down by whoever leads it. The newest word holds."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from hocvuso.classes import seats
from hocvuso.classes.models import CALLED_OFF, GONE, SEATED, Attendance, Class, ClassSession
from hocvuso.core import meeting
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock

WALL, CARRIED, LIST = "wall", "carried", "list"  # read in the room; sent later; written down by an official
WRONG, FULL, OFF = "wrong", "full", "off"


class Refused(ValueError):
    """Nobody was written down; `args[0]` says why: wrong (no such code), full, off (called off)."""


@transaction.atomic
def sign_in(session: uuid.UUID, person: uuid.UUID, typed: str) -> str:
    """Write down that somebody read the code on the wall; return what he is: present or late. Twice is once.

    Whoever came without a seat gets one while there are any. When he came is told by the code, never by his phone.
    Raises Refused.
    """
    row = ClassSession.objects.select_related("of").get(id=session)
    if row.state == CALLED_OFF:
        raise Refused(OFF)
    now = clock.now()
    came = meeting.read_on_wall(bytes.fromhex(row.secret), typed, row.meeting, now)
    kind = meeting.presence(row.meeting, came) if came else None
    if came is None or kind is None:
        raise Refused(WRONG)
    held = Attendance.objects.filter(session=row, person__in=people.ids_of(person)).first()
    if held and meeting.has_come(held.kind):
        return held.kind
    _seat(row, person)
    way = WALL if now - came <= meeting.LIVE else CARRIED
    facts = {"kind": kind, "way": way, "at": came, "by": None}
    Attendance.objects.update_or_create(session=row, person=people.canonical(person), defaults=facts)
    return kind


def _seat(row: ClassSession, person: uuid.UUID) -> None:
    enrolled = row.of.enrolments.filter(person__in=people.ids_of(person)).exclude(state=GONE).first()
    if enrolled is None and seats.taken(row.of_id) >= row.of.seats:
        raise Refused(FULL)
    if enrolled is None:
        try:
            seats.enrol(row.of_id, person)
        except seats.Closed as closed:
            raise Refused(OFF) from closed


@transaction.atomic
def present(session: uuid.UUID, persons: Collection[uuid.UUID], *, at: datetime, way: str) -> list[uuid.UUID]:
    """Write down that some people (1,000 at most) took part in a meeting at a moment; return who is on its list now.

    For rooms that know it by another way than the wall: the exercise of a hall. Whoever has no seat gets one while
    there are any; whoever finds none is left out. Somebody who was written down before stays as he is, but an excuse
    does not keep anybody from coming. Told twice it is once. Raises Refused(OFF).
    """
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    if row.state == CALLED_OFF:
        raise Refused(OFF)
    Class.objects.select_for_update().get(id=row.of_id)
    kind = meeting.presence(row.meeting, at) or meeting.PRESENT
    seated = seats.seat_all(row.of, persons)
    held = {each.person: each for each in row.attendance.filter(person__in=seated)}
    facts = {"kind": kind, "way": way, "at": at, "by": None}
    late = [each.id for each in held.values() if not meeting.has_come(each.kind)]
    Attendance.objects.filter(id__in=late).update(**facts)
    Attendance.objects.bulk_create(Attendance(session=row, person=who, **facts) for who in seated if who not in held)
    return seated


@transaction.atomic
def write(session: uuid.UUID, kinds: Mapping[uuid.UUID, str], *, by: uuid.UUID) -> int:
    """Write down who was there; return how many lines changed. Persons without a seat and unknown words are left out.

    An empty word takes a line back.
    """
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    seated = set(row.of.enrolments.filter(state=SEATED).values_list("person", flat=True))
    held = {each.person: each for each in row.attendance.all()}
    wanted = {who: kind for who, kind in kinds.items() if who in seated and kind in (*meeting.PRESENCES, "")}
    changed = {who: kind for who, kind in wanted.items() if (held[who].kind if who in held else "") != kind}
    Attendance.objects.filter(session=row, person__in=[who for who, kind in changed.items() if not kind]).delete()
    for who, kind in changed.items():
        if kind:
            facts = {"kind": kind, "way": LIST, "at": clock.now(), "by": by}
            Attendance.objects.update_or_create(session=row, person=who, defaults=facts)
    if changed:
        audit.record("write attendance", actor=by, what=row.of.name, facts={"lines": len(changed)})
    return len(changed)
