"""Preparing and founding a group: members are proposed, its decision is drafted, entered once signed, its duty made.

Pages check that the official signs for the unit, or for one above it; here is what he does.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from hocvuso.core import duty
from hocvuso.core.duty import OnCall, Turn
from hocvuso.groups import membership
from hocvuso.groups.models import Deadline, Group, GroupDuty, GroupMember, HelpOffer
from hocvuso.groups.models.group import DEPUTY, HEAD, MEMBER
from hocvuso.plumbing import audit, changes, clock, outbox
from hocvuso.plumbing.ids import free_code

ROLES = (HEAD, DEPUTY, MEMBER)
LEAST = 2  # members, decided: one alone cannot go with another
MOST = 40
LONGEST_NAME, LONGEST_AREA, LONGEST_DECISION = 120, 200, 80
DIGITS = "0123456789"
OLDEST = date(2020, 1, 1)  # decided: before the movement there was no group; an earlier year is a slip of the keyboard


class Refused(ValueError):
    """It cannot be done; `args[0]` says why: name, taken, few, many, head, days, hours, turn, decision, day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group as it is to be: its members by role, and its weekly duty (days from Monday as 0, hours)."""

    name: str
    area: str
    members: Mapping[uuid.UUID, str]
    days: Sequence[int]
    from_hour: int
    until_hour: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The signed decision."""

    number: str
    signer: str
    on: date


@transaction.atomic
def prepare(unit: uuid.UUID, wanted: Wanted, *, by: uuid.UUID, now: datetime) -> Group:
    """Keep a group with its members and the first roster, and ask each member whether he agrees. Raises Refused."""
    _check(unit, wanted)
    day = clock.day_of(now)
    row = Group.objects.create(
        unit=unit, name=wanted.name, area=wanted.area,
        code=free_code(_is_taken, DIGITS, 6), duty_days=sorted(set(wanted.days)),
        duty_from=wanted.from_hour, duty_until=wanted.until_hour, prepared_on=day, prepared_by=by,
    )  # fmt: skip
    for person, role in wanted.members.items():
        propose(row.pk, person, role, by=by, now=now)
    make_duty(row.pk, by=by, now=now)
    audit.record("prepare group", actor=by, what=str(row.pk))
    return row


def _check(unit: uuid.UUID, wanted: Wanted) -> None:
    check_frame(Group.objects.filter(unit=unit), wanted)
    if len(wanted.members) < LEAST:
        raise Refused("few")
    if len(wanted.members) > MOST:
        raise Refused("many")
    check_roles(wanted.members)


def check_roles(members: Mapping[uuid.UUID, str]) -> None:
    """Raise Refused unless there is one head and every role is known."""
    if list(members.values()).count(HEAD) != 1 or not set(members.values()) <= set(ROLES):
        raise Refused("head")


def check_frame(others: QuerySet[Group], wanted: Wanted) -> None:
    """Raise Refused for a name that is missing or taken among `others`, or for duty that cannot be."""
    if not wanted.name.strip() or len(wanted.name) > LONGEST_NAME:
        raise Refused("name")
    if others.filter(name=wanted.name, closed_on=None).exists():
        raise Refused("taken")
    if not wanted.days:
        raise Refused("days")
    try:
        duty.turns(date(2026, 1, 1), wanted.days, wanted.from_hour, wanted.until_hour)
    except ValueError:
        raise Refused("hours") from None


def _is_taken(code: str) -> bool:
    return Group.objects.filter(code=code).exists()


@transaction.atomic
def propose(group: uuid.UUID, person: uuid.UUID, role: str, *, by: uuid.UUID, now: datetime) -> None:
    """Propose somebody for a group, or give a member another role; he is asked, and agrees by signing the pledge."""
    if role not in ROLES:
        raise Refused("head")
    held = GroupMember.objects.filter(group_id=group, left_on=None)
    row = held.filter(person=person).first()
    if role == HEAD:
        held.filter(role=HEAD).exclude(person=person).update(role=DEPUTY)
    elif row is not None and row.role == HEAD:
        raise Refused("head")  # a group without a head: another one is chosen first
    if row is None and held.count() >= MOST:
        raise Refused("many")
    if row is not None:
        row.role = role
        row.save(update_fields=["role"])
        return
    made = GroupMember.objects.create(group_id=group, person=person, role=role, proposed_on=clock.day_of(now))
    audit.record("propose for group", actor=by, subject=person, what=str(group))
    outbox.notify(person, "group_proposed", {"group": made.group.name}, key=f"group-proposed:{made.pk.hex}")


@transaction.atomic
def take_out(group: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID, now: datetime) -> bool:
    """Take somebody out of a group."""
    gone = membership.end(GroupMember.objects.filter(group_id=group, person=person), now=now)
    if gone:
        audit.record("take out of group", actor=by, subject=person, what=str(group))
    return bool(gone)


@transaction.atomic
def enter_decision(group: uuid.UUID, paper: Paper, *, by: uuid.UUID, now: datetime) -> None:
    """Enter number, signer and day of the signed decision: from now on people are sent to the group. Raises Refused."""
    number, signer = paper.number.strip()[:LONGEST_DECISION], paper.signer.strip()[:120]
    if not number or not signer:
        raise Refused("decision")
    if not OLDEST <= paper.on <= clock.day_of(now):
        raise Refused("day")
    facts = {"founded_on": paper.on, "decision": number, "signer": signer}
    if Group.objects.filter(pk=group, closed_on=None).update(**facts):
        changes.tell(changes.UNITS, Group.objects.filter(pk=group).values_list("unit", flat=True))
        audit.record("found group", actor=by, what=str(group), facts={"decision": number})


@transaction.atomic
def close(group: uuid.UUID, *, by: uuid.UUID, now: datetime) -> bool:
    """End a group; what waits there stays with the officials of its unit, who see it already."""
    gone = Group.objects.filter(pk=group, closed_on=None).update(closed_on=clock.day_of(now))
    if gone:
        membership.end(GroupMember.objects.filter(group_id=group), now=now)
        changes.tell(changes.UNITS, Group.objects.filter(pk=group).values_list("unit", flat=True))
        audit.record("close group", actor=by, what=str(group))
    return bool(gone)


@transaction.atomic
def make_duty(group: uuid.UUID, *, by: uuid.UUID, now: datetime) -> int:
    """Make the roster of the next four weeks with fair shares; turns that are past stay. Returns how many are open."""
    row = Group.objects.get(pk=group)
    first = clock.day_of(now)
    wanted = duty.turns(first, row.duty_days, row.duty_from, row.duty_until)
    people = _on_call(group)
    given = duty.share_out(wanted, people, _hours_before(group, first))
    GroupDuty.objects.filter(group_id=group, on__gte=first).delete()
    GroupDuty.objects.bulk_create(_row(group, turn, given.get(turn)) for turn in wanted)
    audit.record("make duty", actor=by, what=str(group))
    return len(wanted) - len(given)


def _row(group: uuid.UUID, turn: Turn, person: str | None) -> GroupDuty:
    who = uuid.UUID(person) if person else None
    return GroupDuty(group_id=group, on=turn.on, from_hour=turn.from_hour, until_hour=turn.until_hour, person=who)


def _on_call(group: uuid.UUID) -> list[OnCall]:
    persons: Collection[uuid.UUID] = list(
        GroupMember.objects.filter(group_id=group, left_on=None, suspended_at=None).values_list("person", flat=True)
    )
    shifts = dict(HelpOffer.objects.filter(person__in=persons).values_list("person", "shift"))
    return [OnCall(str(person), shifts.get(person, "")) for person in persons]


def _hours_before(group: uuid.UUID, day: date) -> dict[str, int]:
    had: Counter[str] = Counter()
    rows = GroupDuty.objects.filter(group_id=group, on__lt=day, person__isnull=False)
    for person, begins, ends in rows.values_list("person", "from_hour", "until_hour"):
        had[str(person)] += ends - begins
    return had


@transaction.atomic
def set_deadline(unit: uuid.UUID, due_on: date, *, by: uuid.UUID, name: str, now: datetime) -> None:
    """Say by when every unit below must have a group; what was said before stays on record."""
    Deadline.objects.create(unit=unit, due_on=due_on, made_at=now, made_by=by, made_name=name[:120])
    audit.record("group deadline", actor=by, what=str(unit), facts={"due_on": due_on.isoformat()})
