"""An invented group with a few weeks of invented work; its name says so, and it goes with the demonstration."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from hocvuso.groups import founding, worklog
from hocvuso.groups.calling import PLEDGE
from hocvuso.groups.founding import Wanted
from hocvuso.groups.models import Deadline, Group, GroupMember, GroupWork, HelpOffer, Pledge
from hocvuso.groups.models.group import DEPUTY, HEAD, MEMBER
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

NAME = "Tổ công nghệ số Cánh Diều (minh họa)"
DECISION, SIGNER = "05/QĐ-MINHHỌA (bịa)", "Nguyễn Văn Mẫu (bịa)"
WORKS = 14
ROLES = (HEAD, DEPUTY, MEMBER, MEMBER)
SHIFTS = ("morning", "office", "", "afternoon")


def show(unit: uuid.UUID, persons: Sequence[uuid.UUID], by: uuid.UUID, now: datetime) -> None:
    """Found the invented group of a unit with its first four members, once."""
    if Group.objects.filter(unit=unit).exists() or len(persons) < len(ROLES):
        return
    members = persons[: len(ROLES)]
    HelpOffer.objects.bulk_create(
        HelpOffer(person=person, offered_at=now, shift=shift, skills=["4"], is_woman=at == 1)
        for at, (person, shift) in enumerate(zip(members, SHIFTS, strict=True))
    )
    wanted = Wanted(NAME, "Khu nhà trọ Gió Đông (bịa)", dict(zip(members, ROLES, strict=True)), (1, 3), 17, 19)
    group = founding.prepare(unit, wanted, by=by, now=now)
    since = clock.day_of(now) - timedelta(days=40)
    Group.objects.filter(pk=group.pk).update(founded_on=since, decision=DECISION, signer=SIGNER, prepared_on=since)
    GroupMember.objects.filter(group=group).update(joined_at=now - timedelta(days=39))
    Pledge.objects.bulk_create(
        Pledge(person=each, text_version=PLEDGE, signed_at=now - timedelta(days=39)) for each in members
    )
    chance = random.Random(unit.hex)
    for number in range(WORKS):
        GroupWork.objects.create(
            group=group, person=members[number % len(members)], on=since + timedelta(days=2 + 2 * number),
            kind=chance.choice(list(worklog.KINDS)[:5]), minutes=chance.choice((8, 10, 15, 20, 45)),
            people=chance.choice((1, 1, 1, 2)),
        )  # fmt: skip


def remove() -> None:
    """Take the groups of invented units away, with all that hangs on them."""
    invented = unions.invented_ids()
    Group.objects.filter(unit__in=invented).delete()
    Deadline.objects.filter(unit__in=invented).delete()
