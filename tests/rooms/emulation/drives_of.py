"""Drives of the small province, and people who take part in them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hocvuso.core.emulation import Criterion
from hocvuso.emulation import counting, drives, pledging
from hocvuso.emulation.drives import Told
from hocvuso.emulation.models import Drive, DrivePledge
from hocvuso.learning.models import Event
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes.actions import Signer
from tests.rooms import places

BY = Signer(uuid7(), "Lê Thị Hạnh")
DAYS, SKILLS = Criterion("person", "days", 2), Criterion("person", "skills", 1)
BOTH = (DAYS, SKILLS)


def written(unit: uuid.UUID, *, starts: int = -20, ends: int = 20, criteria: Sequence[Criterion] = BOTH) -> Drive:
    """Write a drive that began some days ago and ends in some days."""
    today = places.today()
    told = Told("Mỗi tối một bài", "Học đều.", today + timedelta(starts), today + timedelta(ends), "12/QĐ-LĐLĐ")
    return drives.write(uuid7(), unit, told, criteria, by=BY)


def running(unit: uuid.UUID, *, starts: int = -20, ends: int = 20, criteria: Sequence[Criterion] = BOTH) -> Drive:
    """Write a drive and show it to people, on its first day."""
    row = written(unit, starts=starts, ends=ends, criteria=criteria)
    drives.publish(row.pk, by=BY, on=row.starts_on)
    row.refresh_from_db()
    return row


def pledged(row: Drive, person: uuid.UUID, unit: uuid.UUID, *, is_named: bool = False) -> DrivePledge:
    """Let a person take part since the first day, with the goals of the drive."""
    made = pledging.pledge(row.pk, "person", person, unit, goals={}, is_named=is_named, on=row.starts_on)
    counting.refresh([made], row, places.today())
    return made


def learnt(person: uuid.UUID, *days_ago: int, hour: int = 12, sent_after: timedelta = timedelta(0)) -> None:
    """Let a person have learnt on some days, at an hour in Viet Nam."""
    for number in days_ago:
        day = places.today() - timedelta(days=number)
        at = datetime.combine(day, datetime.min.time(), tzinfo=clock.VIETNAM) + timedelta(hours=hour)
        came = at + sent_after
        Event.objects.create(
            home_store=1, id=uuid7(), learner=person, device=uuid7(), counter=1, kind="answer",
            content_id="kns.4.3/x", client_at=at, received_at=came, batch=int(came.timestamp() * 1_000_000),
        )  # fmt: skip


def able(row: Drive, place: places.Province, number: int, *, is_named: bool = False) -> list[uuid.UUID]:
    """Let some workers of the sewing factory take part and meet what is asked."""
    found = []
    for at in range(number):
        person = places.worker(f"Nguyễn Thị Số {at}", place.sewing, agreed=True)
        learnt(person, 3, 5)
        places.master(person, "kns.4.3", on=places.today() - timedelta(days=4))
        pledged(row, person, place.sewing, is_named=is_named)
        found.append(person)
    return found


def tomorrow(days: int = 1) -> date:
    """Return a day to come."""
    return places.today() + timedelta(days=days)
