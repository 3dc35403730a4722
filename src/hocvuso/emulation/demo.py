"""Invented drives of the demonstration; their titles say so, and they go with their units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hocvuso.core.emulation import GROUP, PERSON, UNIT, Criterion
from hocvuso.emulation import commending, counting, drives, pledging, recognising, reviewing, states
from hocvuso.emulation.commending import Paper
from hocvuso.emulation.drives import Told
from hocvuso.emulation.models import Commendation, Drive, DrivePledge, DriveReview
from hocvuso.plumbing import clock
from hocvuso.programmes.actions import Signer

NAMESPACE = uuid.UUID("8a4d3c52-0f6e-5b7e-8a55-3d1d1c0b9e63")  # drawn once; ids of invented drives come from it
_NOBODY = "Nhân vật minh họa"
SINCE, LENGTH = 45, 90  # days since the drive began, and how long it runs
NAMED_OF = 3  # every third agrees to be named
ASKED = (
    Criterion(PERSON, "days", 3), Criterion(PERSON, "skills", 1), Criterion(GROUP, "helped", 5),
    Criterion(UNIT, "begun", 20),
)  # fmt: skip
AIMS = (
    "Mỗi người học mười phút một ngày, ít nhất hai ngày một tuần (đợt minh họa).\n"
    "Ai giúp được ai thì giúp; không ai bị nhắc tên vì không tham gia."
)
DECISION = "15/QĐ-MINHHỌA (bịa)"


def show(units: Mapping[str, uuid.UUID], folk: Mapping[uuid.UUID, Sequence[uuid.UUID]], day: date) -> None:
    """Begin an invented drive of an upper union in which people of two units take part, and one that is over, once."""
    top = units.get("ST-BN")
    running, over = (uuid.uuid5(NAMESPACE, name) for name in ("running", "over"))
    if top is None or Drive.objects.filter(pk=running).exists():
        return
    by = Signer(NAMESPACE, _NOBODY)
    start = day - timedelta(days=SINCE)
    _begun(running, top, Told("Mỗi tối một bài học (minh họa)", AIMS, start, start + timedelta(days=LENGTH),
                              "12/KH-MINHHỌA (bịa)", start, _NOBODY), by)  # fmt: skip
    _take_part(running, folk, start, day)
    number = uuid.uuid5(NAMESPACE, "mid")
    made = reviewing.review(number, running, states.MID, "Số liệu minh họa.", by=by, on=day)
    DriveReview.objects.filter(pk=made.pk).update(on=day - timedelta(days=2))
    first = start - timedelta(days=LENGTH + 30)
    _begun(over, top, Told("Chống lừa đảo, cùng học (minh họa)", AIMS, first, first + timedelta(days=LENGTH)), by)
    _take_part(over, folk, first, day)
    _commend(over, day, by)


def _begun(number: uuid.UUID, unit: uuid.UUID, told: Told, by: Signer) -> None:
    drives.write(number, unit, told, ASKED, by=by)
    Drive.objects.filter(pk=number).update(published_at=clock.now())  # no office of the demonstration is told


def _take_part(
    number: uuid.UUID, folk: Mapping[uuid.UUID, Sequence[uuid.UUID]], start: date, day: date
) -> None:  # fmt: skip
    row = Drive.objects.get(pk=number)
    DrivePledge.objects.bulk_create(
        DrivePledge(
            drive=row, who=PERSON, subject=person, unit=unit, is_named=at % NAMED_OF == 0, pledged_on=start
        )
        for unit, persons in folk.items() for at, person in enumerate(persons)
    )  # fmt: skip
    for unit in folk:
        if row.ends_on >= day:
            pledging.pledge(number, UNIT, unit, unit, goals={}, is_named=True, on=day)
    counting.refresh_drive(row, day)


def _commend(number: uuid.UUID, day: date, by: Signer) -> None:
    """Commend those of the drive that is over who met it and agreed to be named; at least some do for the picture."""
    rows = DrivePledge.objects.filter(drive=number, who=PERSON, is_named=True)
    if not rows.filter(met_on__isnull=False).exists():
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:4])).update(met_on=day)
    commending.propose(number, list(rows.values_list("pk", flat=True)), by=by, on=day)
    held = Commendation.objects.filter(drive=number).values_list("pk", flat=True)
    commending.award(number, list(held), Paper(DECISION, day, _NOBODY), by=by)
    recognising.give(number, by=by)
