"""An invented class ahead and one that is over, so that pages are not empty; they go with the demonstration."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from hocvuso.classes import attending, guests, materials, planning, recognising, seats
from hocvuso.classes.models import Class, Course
from hocvuso.classes.planning import Plan
from hocvuso.core import meeting
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAMESPACE = uuid.UUID("2b1c6a52-98f5-5a61-8f0c-6a1f5d4b7c11")  # drawn once; ids of invented classes come from it
PLACE, TRAINER = "Nhà ăn 2 (mẫu)", "Nguyễn Văn Mẫu (bịa)"
SIGNED, DECISION = "Trần Thị Mẫu (bịa)", "22/QĐ-MINHHỌA (bịa)"
MATERIALS = (
    (materials.LESSON, "kns.4.3/three-questions", ""), (materials.LEAFLET, "kns.4.3", ""),
    (materials.LINK, "https://vi-du.example/bai-trinh-chieu", "Bài trình chiếu (mẫu)"),
)  # fmt: skip
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


def remove() -> None:
    """Take the classes of invented units away, with all that hangs on them."""
    invented = unions.invented_ids()
    Class.objects.filter(unit__in=invented).delete()
    Course.objects.filter(unit__in=invented).delete()
