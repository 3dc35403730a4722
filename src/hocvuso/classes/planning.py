"""What an official does with a class: plan it, change it, move a meeting, call it off, copy it to the next term.

Whoever calls has made sure that the official may sign for the unit. Whoever has a seat or waits for one is told of each
change, in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet

from hocvuso.classes import coming, seats
from hocvuso.classes.models import CALLED_OFF, GONE, PLANNED, SEATED, Class, ClassSession, Course
from hocvuso.core.meeting import Meeting, on_day
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import free_code

MOST_SEATS = 500  # decided: a conference session (issue 8); more people are several classes
AT_ONCE = 500  # messages in one statement
PAST, OVER, BEGUN, FEWER = "past", "over", "begun", "fewer"


class Refused(ValueError):
    """It cannot be done; `args[0]` says why: one of the words above."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told about a class. `course` is one that there is, or None for a new one called `course_name`."""

    course: uuid.UUID | None
    course_name: str
    skills: tuple[str, ...]
    name: str
    seats: int
    place: str = ""
    link: str = ""
    trainer_name: str = ""
    trainer: uuid.UUID | None = None
    note: str = ""

    def columns(self) -> dict[str, object]:
        """Return the columns of the class."""
        return {
            "name": self.name, "seats": self.seats, "place": self.place, "link": self.link, "note": self.note,
            "trainer_name": self.trainer_name, "trainer": self.trainer,
        }  # fmt: skip


@transaction.atomic
def plan(number: uuid.UUID, unit: uuid.UUID, given: Plan, meetings: Sequence[Meeting], *, by: uuid.UUID) -> Class:
    """Plan a class with its meetings; the same `number` sent twice is one class."""
    found = Class.objects.filter(id=number, unit=unit).first()
    if found:
        return found
    now = clock.now()
    course = Course.objects.filter(id=given.course, unit=unit).first() if given.course else None
    if course is None:
        course = Course.objects.create(unit=unit, name=given.course_name, skills=list(given.skills), created_at=now)
    made = Class.objects.create(
        id=number, code=free_code(_is_taken, length=6), course=course, unit=unit, created_at=now, created_by=by,
        **given.columns(),
    )  # fmt: skip
    _add(made, meetings, since=0)
    audit.record("plan class", actor=by, what=made.name, facts={"meetings": len(meetings)})
    return made


def _add(of: Class, meetings: Sequence[Meeting], *, since: int) -> None:
    ClassSession.objects.bulk_create(
        ClassSession(of=of, number=number, starts_at=each.starts, ends_at=each.ends)
        for number, each in enumerate(meetings, since + 1)
    )


@transaction.atomic
def change(number: uuid.UUID, given: Plan, *, by: uuid.UUID) -> None:
    """Change what is told about a class; more seats call up whoever waits, a new place or link is told to all.

    Raises Refused(FEWER) for fewer seats than people who have one.
    """
    row = Class.objects.select_for_update().get(id=number)
    if given.seats < seats.taken(row.id):
        raise Refused(FEWER)
    before = {name: getattr(row, name) for name in given.columns()}
    changed = sorted(name for name, value in given.columns().items() if before[name] != value)
    if not changed:
        return
    if {"trainer", "trainer_name"} & set(changed):
        led = row.sessions.filter(starts_at__lte=clock.now(), led_by=None, led_name="")
        led.update(led_by=row.trainer, led_name=row.trainer_name)
    for name, value in given.columns().items():
        setattr(row, name, value)
    row.save(update_fields=changed)
    if "trainer" in changed:
        seats.hide_from_trainer(row)
        seats.show_to_trainer(row, row.enrolments.filter(state=SEATED))
    seats.call_up(row)
    if {"place", "link"} & set(changed):
        now = clock.now()
        is_close = any(coming.is_close(each.starts_at, each.ends_at, now) for each in _touched(row))
        if "place" in changed:
            _touched(row).update(
                changes=F("changes") + 1, changed_at=now, was_place=before["place"], was_starts_at=F("starts_at")
            )
        key = f"class-place|{row.id.hex}|{now.isoformat(timespec='seconds')}"
        tell(row, "class_changed", key=key, is_close=is_close, facts={"place": row.place})
    audit.record("change class", actor=by, what=row.name, facts={"columns": changed})


def _touched(row: Class) -> QuerySet[ClassSession]:
    """Return the meetings ahead that are held where the class is."""
    return row.sessions.filter(place="", state=PLANNED, ends_at__gt=clock.now())


@transaction.atomic
def add_meeting(number: uuid.UUID, meeting: Meeting, *, by: uuid.UUID) -> None:
    """Add a meeting to a class; one at the same time is there already. Raises Refused(PAST) for one that has begun."""
    row = Class.objects.select_for_update().get(id=number)
    if meeting.starts <= clock.now():
        raise Refused(PAST)
    if row.sessions.filter(starts_at=meeting.starts, state=PLANNED).exists():
        return
    last = row.sessions.aggregate(last=Max("number"))["last"] or 0
    _add(row, [meeting], since=last)
    tell(row, "class_moved", key=f"class-new|{row.id.hex}|{last + 1}", facts=_when(meeting))
    audit.record("add class session", actor=by, what=row.name, facts=_when(meeting))


@transaction.atomic
def move(session: uuid.UUID, meeting: Meeting, place: str, *, by: uuid.UUID) -> None:
    """Move a meeting to another time or place and tell everybody; to where it stands already nothing happens.

    A meeting that has ended stays (Refused(OVER)), and none is moved into the past (Refused(PAST)). One that has begun
    may get another place or end: people may be on their way.
    """
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    now = clock.now()
    if (row.starts_at, row.ends_at, row.place, row.state) == (meeting.starts, meeting.ends, place, PLANNED):
        return
    if row.ends_at <= now:
        raise Refused(OVER)
    if meeting.ends <= now or (meeting.starts != row.starts_at and meeting.starts <= now):
        raise Refused(PAST)
    is_close = coming.is_close(min(row.starts_at, meeting.starts), max(row.ends_at, meeting.ends), now)
    row.was_starts_at, row.was_place = row.starts_at, row.place or row.of.place
    row.starts_at, row.ends_at, row.place, row.state = meeting.starts, meeting.ends, place, PLANNED
    row.changed_at, row.changes = now, row.changes + 1
    row.save(
        update_fields=["starts_at", "ends_at", "place", "state", "changed_at", "changes", "was_starts_at", "was_place"]
    )
    facts = _when(meeting, place or row.of.place)
    tell(row.of, "class_moved", key=f"class-move|{row.id.hex}|{row.changes}", facts=facts, is_close=is_close)
    audit.record("move class session", actor=by, what=row.of.name, facts=_when(meeting))


@transaction.atomic
def call_off(session: uuid.UUID, *, by: uuid.UUID) -> None:
    """Call one meeting off and tell everybody; twice is once. Raises Refused(OVER) once it has ended."""
    row = ClassSession.objects.select_for_update().select_related("of").get(id=session)
    if row.state == CALLED_OFF:
        return
    if row.ends_at <= clock.now():
        raise Refused(OVER)
    row.state, row.changed_at, row.changes = CALLED_OFF, clock.now(), row.changes + 1
    row.save(update_fields=["state", "changed_at", "changes"])
    is_close = coming.is_close(row.starts_at, row.ends_at, row.changed_at)
    key = f"class-off|{row.id.hex}|{row.changes}"
    tell(row.of, "class_off", key=key, facts=_when(row.meeting), is_close=is_close)
    audit.record("call off class session", actor=by, what=row.of.name, facts=_when(row.meeting))


@transaction.atomic
def call_off_class(number: uuid.UUID, reason: str, *, by: uuid.UUID) -> None:
    """Call a whole class off, with what is left of its meetings; what has taken place stays."""
    row = Class.objects.select_for_update().get(id=number)
    if row.state == CALLED_OFF:
        return
    row.state, row.reason = CALLED_OFF, reason
    row.save(update_fields=["state", "reason"])
    now = clock.now()
    left = row.sessions.filter(ends_at__gt=now, state=PLANNED)
    is_close = any(coming.is_close(each.starts_at, each.ends_at, now) for each in left)
    left.update(state=CALLED_OFF, changed_at=now, changes=F("changes") + 1)
    tell(row, "class_ended", key=f"class-ended|{row.id.hex}", facts={"reason": reason}, is_close=is_close)
    audit.record("call off class", actor=by, what=row.name)


@transaction.atomic
def copy(source: uuid.UUID, number: uuid.UUID, first: date, *, by: uuid.UUID) -> Class:
    """Plan the next class like an earlier one: same course, hours, weekdays and place, from a day on; nobody is in it.

    Raises Refused(PAST) for a day that has gone by, Refused(BEGUN) for a class without meetings.
    """
    row = Class.objects.get(id=source)
    if first < clock.today():
        raise Refused(PAST)
    old = [each.meeting for each in row.sessions.filter(state=PLANNED)]
    if not old:
        raise Refused(BEGUN)
    shift = first - clock.day_of(old[0].starts)
    meetings = [_again(each, clock.day_of(each.starts) + shift) for each in old]
    given = Plan(
        row.course_id, row.course.name, tuple(row.course.skills), row.name, row.seats, row.place, row.link,
        row.trainer_name, row.trainer, row.note,
    )  # fmt: skip
    return plan(number, row.unit, given, meetings, by=by)


def _again(meeting: Meeting, day: date) -> Meeting:
    begins = meeting.starts.astimezone(clock.VIETNAM)
    minute = begins.hour * 60 + begins.minute
    ends = (minute + meeting.minutes) % 1440
    return on_day(day, minute, ends or 1440, clock.VIETNAM)


def tell(
    of: Class, kind: str, *, key: str, facts: dict[str, object] | None = None, is_close: bool = False
) -> None:  # fmt: skip
    """Tell everybody with a seat, and who waits for one, in the transaction of the act.

    `is_close`: some may be on their way, so they are told at any hour.
    """
    told = {"class": of.name, "code": of.code, **(facts or {})}
    people = list(of.enrolments.exclude(state=GONE).order_by("at", "id").values_list("person", flat=True))
    name, now = f"{kind}_now" if is_close else kind, clock.now()
    for begin in range(0, len(people), AT_ONCE):
        batch = people[begin : begin + AT_ONCE]
        outbox.notify_all(outbox.Timed(person, name, told, key, now) for person in batch)


def _when(meeting: Meeting, place: str = "") -> dict[str, object]:
    return {"day": _day(meeting.starts), "time": f"{meeting.starts.astimezone(clock.VIETNAM):%H:%M}", "place": place}


def _day(moment: datetime) -> str:
    return f"{clock.day_of(moment):%d/%m/%Y}"


def _is_taken(code: str) -> bool:
    return Class.objects.filter(code=code).exists()
