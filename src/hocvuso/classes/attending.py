"""Who was at a meeting: by the code on the wall, or written down by whoever leads it. The newest word holds."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.classes import seats
from hocvuso.classes.models import CALLED_OFF, GONE, SEATED, Attendance, Class, ClassSession
from hocvuso.core import meeting
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock

WALL, CARRIED, LIST = "wall", "carried", "list"  # read in the room; sent later; written down by an official
CARRIED_FOR = timedelta(days=7)  # decided: so long after a meeting a phone may send what it read there
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
    came = _read(row, typed)
    if came is None:
        raise Refused(OFF if row.state == CALLED_OFF else WRONG)
    return _sign_in(row, person, came)[0]


@transaction.atomic
def sign_in_to(of: uuid.UUID, person: uuid.UUID, typed: str) -> tuple[str, bool]:
    """Sign in to whichever meeting of a class these digits stood on the wall of; also days later.

    Return what he is, and whether this is new. Raises Refused.
    """
    now = clock.now()
    open_then = ClassSession.objects.filter(of=of, starts_at__lte=now + meeting.OPENS, ends_at__gt=now - CARRIED_FOR)
    for row in sorted(open_then.select_related("of"), key=lambda row: (row.state == CALLED_OFF, -row.number)):
        came = _read(row, typed)
        if came is not None:
            return _sign_in(row, person, came)
    raise Refused(WRONG)


def _read(row: ClassSession, typed: str) -> datetime | None:
    """Return when these digits stood on the wall of a meeting, None if they never did in the hours of signing in."""
    came = meeting.read_on_wall(bytes.fromhex(row.secret), typed, row.meeting, clock.now())
    return came if came and meeting.presence(row.meeting, came) else None


def _sign_in(row: ClassSession, person: uuid.UUID, came: datetime) -> tuple[str, bool]:
    kind = meeting.presence(row.meeting, came)
    if row.state == CALLED_OFF or kind is None:
        raise Refused(OFF)
    ids = people.ids_of(person)
    held = Attendance.objects.filter(session=row, person__in=ids).first()
    if held and meeting.has_come(held.kind):
        return held.kind, False
    _seat(row, ids)
    line = held or Attendance(session=row, person=ids[0])
    line.kind, line.at, line.by = kind, came, None
    line.way = WALL if clock.now() - came <= meeting.LIVE else CARRIED
    if held:
        line.save(update_fields=["kind", "at", "by", "way"])
    else:
        Attendance.objects.bulk_create([line], ignore_conflicts=True)  # a double tap at the same moment
    return kind, True


def came_to(session: uuid.UUID, person: uuid.UUID) -> str:
    """Return what somebody was at a meeting, present or late; "" for not written down as having come."""
    rows = Attendance.objects.filter(session=session, person__in=people.ids_of(person))
    return next((kind for kind in rows.values_list("kind", flat=True) if meeting.has_come(kind)), "")


def _seat(row: ClassSession, ids: Sequence[uuid.UUID]) -> None:
    enrolled = row.of.enrolments.filter(person__in=ids).exclude(state=GONE).first()
    if enrolled is None and seats.taken(row.of_id) >= row.of.seats:
        raise Refused(FULL)
    if enrolled is None:
        try:
            seats.enrol(row.of_id, ids[0])
        except seats.Closed as closed:
            raise Refused(OFF) from closed


@dataclass(frozen=True, slots=True)
class Before:
    """A line of a list as it was before it `became` something else; `kind` is "" where there was none."""

    person: uuid.UUID
    became: str
    kind: str = ""
    way: str = LIST
    at: datetime | None = None
    by: uuid.UUID | None = None

    @classmethod
    def of(cls, person: uuid.UUID, became: str, held: Attendance | None) -> Before:
        """Return the line of a person, None for one that there was not."""
        return cls(person, became, held.kind, held.way, held.at, held.by) if held else cls(person, became)

    def columns(self) -> dict[str, Any]:
        """Return the columns of the line."""
        return {"kind": self.kind, "way": self.way, "at": self.at or clock.now(), "by": self.by}


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
def write(session: uuid.UUID, kinds: Mapping[uuid.UUID, str], *, by: uuid.UUID | None, guest: str = "") -> list[Before]:
    """Write down who was there; return what changed, as it was. Persons without a seat and unknown words are left out.

    An empty word takes a line back. `guest` is the name of a trainer from outside, who has no account.
    """
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    seated = set(row.of.enrolments.filter(state=SEATED).values_list("person", flat=True))
    held = {each.person: each for each in row.attendance.all()}
    wanted = {who: kind for who, kind in kinds.items() if who in seated and kind in (*meeting.PRESENCES, "")}
    changed = {who: kind for who, kind in wanted.items() if (held[who].kind if who in held else "") != kind}
    before = [Before.of(who, kind, held.get(who)) for who, kind in changed.items()]
    _put(row, {who: {"kind": kind, "way": LIST, "at": clock.now(), "by": by} for who, kind in changed.items()})
    if changed:
        facts: dict[str, object] = {"lines": len(changed), **({"guest": guest} if guest else {})}
        audit.record("write attendance", actor=by, what=row.of.name, facts=facts)
    return before


def let_in(session: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID | None, guest: str = "") -> None:
    """Write down that somebody with a seat is here now, present or late by the clock; who has come stays as he is."""
    if not came_to(session, person):
        row = ClassSession.objects.get(id=session)
        kind = meeting.presence(row.meeting, clock.now()) or meeting.PRESENT
        write(session, {person: kind}, by=by, guest=guest)


@transaction.atomic
def put_back(session: uuid.UUID, before: Collection[Before], *, by: uuid.UUID | None) -> int:
    """Bring lines back as they were; one that somebody has written anew since stays. Return how many came back."""
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    held = {each.person: each.kind for each in row.attendance.all()}
    back = {each.person: each.columns() for each in before if held.get(each.person, "") == each.became}
    _put(row, back)
    if back:
        audit.record("write attendance", actor=by, what=row.of.name, facts={"lines": len(back), "undo": True})
    return len(back)


def _put(row: ClassSession, lines: Mapping[uuid.UUID, dict[str, Any]]) -> None:
    """Replace lines of a meeting, three statements for any number; a line without a kind goes."""
    row.attendance.filter(person__in=list(lines)).delete()
    Attendance.objects.bulk_create(
        Attendance(session=row, person=who, **columns) for who, columns in lines.items() if columns["kind"]
    )
