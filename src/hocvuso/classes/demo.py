"""Invented classes: one ahead, one that is over, one that runs now; they go with the demonstration."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hocvuso.classes import attending, guests, materials, planning, recognising, seats
from hocvuso.classes.models import SEATED, Class, Course
from hocvuso.classes.planning import Plan
from hocvuso.core import meeting
from hocvuso.core.meeting import Meeting
from hocvuso.groups.help_desk import demo as help_requests
from hocvuso.learning import demo_class
from hocvuso.people import actions as consents
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("2b1c6a52-98f5-5a61-8f0c-6a1f5d4b7c11")  # drawn once; ids of invented classes come from it
PLACE, TRAINER = "Nhà ăn 2 (mẫu)", "Nguyễn Văn Mẫu (bịa)"
SIGNED, DECISION = "Trần Thị Mẫu (bịa)", "22/QĐ-MINHHỌA (bịa)"
LESSON = "kns.4.3/three-questions"  # what the class that runs now learns
MATERIALS = (
    (materials.LESSON, LESSON, ""), (materials.LEAFLET, "kns.4.3", ""),
    (materials.LINK, "https://vi-du.example/bai-trinh-chieu", "Bài trình chiếu (mẫu)"),
)  # fmt: skip
RUNS, BEGAN = timedelta(hours=3), timedelta(minutes=25)  # how long it takes, and how long ago it began
LATER, WEEK = timedelta(minutes=5), timedelta(days=7)  # people came so long after the beginning
IN_ROOM, ASKS = 7, 3  # how many of its people have come, and the place of the one who asks for a person
KINDS = (meeting.PRESENT, meeting.PRESENT, meeting.LATE, meeting.PRESENT, meeting.ABSENT, meeting.EXCUSED)


def show(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, day: date) -> None:
    """Plan the invented classes of a unit with its first people, once."""
    ahead, over = (uuid.uuid5(NAMESPACE, f"{unit.hex}{number}") for number in range(2))
    if Class.objects.filter(id=ahead).exists() or not persons:
        return
    plan = Plan(None, "An toàn trên mạng (mẫu)", ("kns.4.3", "kns.4.1"), "Tránh lừa đảo qua điện thoại (mẫu)", 30,
                PLACE, trainer_name=TRAINER)  # fmt: skip
    evenings = meeting.weekly(day + timedelta(days=3), 3, 17 * 60 + 30, 19 * 60, clock.VIETNAM)
    planning.plan(ahead, unit, plan, evenings, by=by)
    seats.enrol_many(ahead, persons[:7], by=by)
    for number, (kind, ref, title) in enumerate(MATERIALS):
        materials.add(uuid.uuid5(ahead, f"material {number}"), ahead, kind, ref, title, by=by)
    guests.invite(ahead, "Trần Thị Khách (bịa)", "Ngân hàng Mẫu (bịa)", by=by)
    earlier = Plan(
        Class.objects.get(id=ahead).course_id, "", (), "Thanh toán bằng điện thoại (mẫu)", 20, PLACE,
        trainer_name=TRAINER,
    )  # fmt: skip
    soon = meeting.weekly(day + timedelta(days=1), 1, 17 * 60, 18 * 60 + 30, clock.VIETNAM)
    row = planning.plan(over, unit, earlier, soon, by=by)
    seats.enrol_many(over, persons[: len(KINDS)], by=by)
    held = row.sessions.get()
    back = timedelta(days=21)
    row.sessions.update(starts_at=held.starts_at - back, ends_at=held.ends_at - back)
    attending.write(held.id, dict(zip(persons, KINDS, strict=False)), by=by)
    recognising.give(over, persons[:2], recognising.SHARE, by=recognising.Signer(by, SIGNED), decision=DECISION)


def show_running(
    unit: uuid.UUID, persons: Sequence[uuid.UUID], trainer: uuid.UUID, by: uuid.UUID, now: datetime
) -> None:
    """Plan the invented class that runs now, with a trainer who has an account and people at work.

    Each start of the demonstration calls this: a class that runs still is left alone, one that is over runs anew with
    the people it has, whoever is named.
    """
    number = uuid.uuid5(NAMESPACE, f"{unit.hex}running")
    row = Class.objects.filter(id=number).first()
    begins = now - BEGAN - timedelta(minutes=(now - BEGAN).minute % 5, seconds=now.second, microseconds=now.microsecond)
    meetings = [Meeting(begins + back * WEEK, begins + RUNS + back * WEEK) for back in range(2)]
    if row is None:
        if not people.names(persons):  # the people of a demonstration that an earlier version made have other ids
            return
        row = _running(number, unit, persons, meetings, trainer, by)
        help_requests.enter([(who, "", now, unit) for who in persons[ASKS : ASKS + 1]])
    elif row.sessions.filter(number=1, ends_at__gt=now).exists():
        return
    for at, each in enumerate(meetings, 1):
        row.sessions.filter(number=at).update(starts_at=each.starts, ends_at=each.ends)
    seated = row.enrolments.filter(state=SEATED).order_by("at", "id")
    seats.show_to_trainer(row, seated)
    held, there = row.sessions.get(number=1), [each.person for each in seated]
    held.attendance.all().delete()
    attending.present(held.id, there[:IN_ROOM], at=begins + LATER, way=attending.WALL)
    for who in there[: len(demo_class.AT_WORK)]:
        consents.decide(who, "count", given=True, way="demo")  # nobody learns under his name without it
    demo_class.work(there, LESSON, now)


def _running(
    number: uuid.UUID, unit: uuid.UUID, persons: Sequence[uuid.UUID], meetings: Sequence[Meeting], trainer: uuid.UUID,
    by: uuid.UUID,
) -> Class:  # fmt: skip
    plan = Plan(None, "An toàn trên mạng (mẫu)", ("kns.4.3",), "Ba câu hỏi trước khi tin, lớp đang học (mẫu)", 12,
                PLACE, trainer_name=people.names([trainer])[trainer].full, trainer=trainer)  # fmt: skip
    row = planning.plan(number, unit, plan, meetings, by=by)
    materials.add(uuid.uuid5(number, "material"), number, materials.LESSON, LESSON, "", by=by)
    seats.enrol_many(number, persons, by=by)
    return row


def remove() -> None:
    """Take the classes of invented units away, with all that hangs on them."""
    invented = unions.invented_ids()
    Class.objects.filter(unit__in=invented).delete()
    Course.objects.filter(unit__in=invented).delete()
