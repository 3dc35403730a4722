"""What a volunteer sees and does with requests: what about before he takes one, who only from then on until it ends.

Taking a request writes the grant by which he sees that one person (`unions/access.py` decides), and its end ends it.
"""

from __future__ import annotations

import uuid
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from hocvuso.core.dispatch import HOME, WAYS
from hocvuso.groups import calling
from hocvuso.groups.help_desk import helping
from hocvuso.groups.models import HELPING, NEW, OVERDUE, GroupMember, HelpOffer, HelpRequest
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import access, granting
from hocvuso.unions.roles import Right

SHOWN = 30


class Refused(ValueError):
    """It cannot be done; `args[0]` says why: taken, pledge, alone, minutes, outcome."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request before somebody takes it: no name, no word of what was said."""

    id: uuid.UUID
    group: str
    step: str
    device: str
    way: str
    wants_woman: bool
    opened_at: datetime
    due_at: datetime | None
    is_overdue: bool


def _waiting(person: uuid.UUID) -> QuerySet[HelpRequest]:
    """Return what this volunteer may take: of his groups, and not what asks for a woman when he is none."""
    ids = people.ids_of(person)
    rows = HelpRequest.objects.filter(group__in=calling.member_groups(person), state__in=(NEW, OVERDUE))
    rows = rows.exclude(person__in=ids)
    if not HelpOffer.objects.filter(person__in=ids, is_woman=True).exists():
        rows = rows.filter(wants_woman=False)
    return rows


def waiting(person: uuid.UUID) -> list[Waiting]:
    """Return what waits for one of my groups, the oldest first."""
    rows = _waiting(person).select_related("group").order_by("opened_at")[:SHOWN]
    return [
        Waiting(
            row.pk, row.group.name if row.group else "", row.step, row.device, row.way, row.wants_woman, row.opened_at,
            row.due_at, row.state == OVERDUE,
        )
        for row in rows
    ]  # fmt: skip


def mine(person: uuid.UUID) -> QuerySet[HelpRequest]:
    """Return the requests that this volunteer is helping with."""
    return HelpRequest.objects.filter(helper__in=people.ids_of(person), state=HELPING).order_by("opened_at")


def stamp(person: uuid.UUID) -> str:
    """Return what changes when something new waits or happens; `person` is canonical.

    Pages ask for it every few seconds, so it is two statements, one more says who it is: 2.5 ms measured.
    """
    groups = list(calling.ready_members().filter(person=person).values_list("group_id", flat=True))
    seen = Q(group__in=groups, state__in=(NEW, OVERDUE)) | Q(helper=person, state=HELPING)
    rows = HelpRequest.objects.filter(seen).values_list("id", "touched_at", "state").order_by("id")
    said = " ".join(f"{number} {at.isoformat()} {state}" for number, at, state in rows)
    return f"{zlib.crc32(said.encode()):08x}-{len(groups)}"


@transaction.atomic
def take(person: uuid.UUID, request: uuid.UUID, *, now: datetime) -> None:
    """Take a request on; from here on its person is shown, and he sees who took it. Raises Refused."""
    row = _waiting(person).filter(pk=request).select_for_update().first()
    if row is None:
        raise Refused("taken" if calling.member_groups(person) else "pledge")
    if not helping.take(request, person, now=now):
        raise Refused("taken")
    if not row.caller:  # who is on no list has given name and number for this very request
        granting.grant(person, row.person, reason="help", consent=request, on=clock.day_of(now))


def companions(person: uuid.UUID, request: uuid.UUID, day: date) -> list[tuple[uuid.UUID, str]]:
    """Return who of the group can go along, with names where the volunteer may see them."""
    row = mine(person).filter(pk=request).first()
    if row is None or row.group_id is None:
        return []
    not_these = [*people.ids_of(person), row.person]
    others = calling.ready_members().filter(group_id=row.group_id).exclude(person__in=not_these)
    ids = [each for each in others.values_list("person", flat=True) if access.may_on(person, Right.NAMES, each, day)]
    names = people.names(ids)  # by grants, one after the other: a group is small
    return sorted(((each, names[each].full) for each in names), key=lambda each: each[1])


@transaction.atomic
def choose_way(
    person: uuid.UUID, request: uuid.UUID, way: str, companion: uuid.UUID | None, *, now: datetime
) -> None:  # fmt: skip
    """Say how it is done. To somebody's home only with another of the group, who is named. Raises Refused."""
    row = mine(person).filter(pk=request).select_for_update().first()
    if row is None or way not in WAYS:
        raise Refused("taken")
    able = {each for each, _name in companions(person, request, clock.day_of(now))}
    if way == HOME and companion not in able:
        raise Refused("alone")
    row.way, row.companion, row.touched_at = way, companion if way == HOME else None, now
    row.save(update_fields=["way", "companion", "touched_at"])


@transaction.atomic
def finish(person: uuid.UUID, request: uuid.UUID, outcome: str, minutes: int, *, now: datetime) -> None:
    """Close a request with its outcome and minutes; the group's log gets them. Raises Refused."""
    row = mine(person).filter(pk=request).select_for_update().first()
    if row is None:
        raise Refused("taken")
    if row.way == HOME and row.companion is None:
        raise Refused("alone")
    if outcome not in helping.OUTCOMES:
        raise Refused("outcome")
    if not helping.finish(request, person, outcome, minutes, now=now):
        raise Refused("minutes")


def knows_fellows(group: uuid.UUID, person: uuid.UUID, *, day: date) -> None:
    """Let the members of a group see each other by name, as the pledge says; call it when somebody joins."""
    joined = GroupMember.objects.filter(group_id=group, left_on=None, joined_at__isnull=False)
    own = joined.filter(person=person).first()
    if own is None:
        return
    for fellow in joined.exclude(person=person):
        granting.grant(fellow.person, person, reason="group", consent=own.pk, on=day)
        granting.grant(person, fellow.person, reason="group", consent=fellow.pk, on=day)


def phone_of(person: uuid.UUID, request: uuid.UUID, day: date) -> str:
    """Return the number of who gave it himself, for the volunteer who helps him; "" for everybody else.

    That the volunteer chose another way since opens no number.
    """
    row = mine(person).filter(pk=request).first()
    if row is not None and row.caller_phone:
        return row.caller_phone
    if row is None or not row.gives_number or not access.may_on(person, Right.NAMES, row.person, day):
        return ""
    return next((each.phone for each in people.listed([row.person])), "")
