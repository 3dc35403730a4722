"""Who can be called: the groups near a unit with their volunteers, read for `core/dispatch.py`.

A volunteer is a member who has agreed, signed the pledge in force and is not suspended. Nobody else is ever sent.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from hocvuso.core.dispatch import AT_HOME_TOGETHER, HOME, Need, Team, Volunteer
from hocvuso.groups.models import HELPING, Group, GroupDuty, GroupMember, HelpOffer, HelpRequest, Pledge
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions
from hocvuso.unions.structure import territories

PLEDGE = "2026-11"  # the version of the text on the pledge page; a new text is signed anew


def ready_members() -> QuerySet[GroupMember]:
    """Return the memberships by which somebody may be sent to who asks."""
    signed = Pledge.objects.filter(text_version=PLEDGE).values("person")
    return GroupMember.objects.filter(
        joined_at__isnull=False, left_on=None, suspended_at=None, person__in=signed, group__closed_on=None,
        group__founded_on__isnull=False,
    )  # fmt: skip


def member_groups(person: uuid.UUID) -> list[uuid.UUID]:
    """Return the groups for which a person may help now."""
    return list(ready_members().filter(person__in=people.ids_of(person)).values_list("group_id", flat=True))


def is_member(person: uuid.UUID, group: uuid.UUID) -> bool:
    """Tell whether a person belongs to a group, whatever keeps him from helping now."""
    return GroupMember.objects.filter(group_id=group, person__in=people.ids_of(person), left_on=None).exists()


def unit_of(group: uuid.UUID) -> uuid.UUID:
    """Return the unit of a group."""
    return Group.objects.values_list("unit", flat=True).get(pk=group)


def areas(units: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, frozenset[str]]:
    """Return in which territories units are active."""
    return {unit: frozenset(each.code for each in territories.of_unit(unit, day)) for unit in units}


def teams(need: Need, now: datetime, also: uuid.UUID | None = None) -> list[Team]:
    """Return the groups on the way up from the person's unit and those in the same area, and one more by its id."""
    day = clock.day_of(now)
    near = {uuid.UUID(each) for each in need.path} | _units_in(need.areas, day)
    found = list(Group.objects.filter(unit__in=near, founded_on__lte=day, closed_on=None))
    if also is not None and all(each.pk != also for each in found):
        found += list(Group.objects.filter(pk=also, founded_on__lte=day, closed_on=None))
    where = areas({each.unit for each in found}, day) if need.areas else {}
    volunteers = _volunteers([each.pk for each in found], now)
    return [
        Team(str(each.pk), _path(each.unit, day), volunteers[each.pk], where.get(each.unit, frozenset()))
        for each in found
    ]


def may_go(need: Need, team: Team) -> bool:
    """Tell whether a team is large enough for what is asked: nobody goes to somebody's home alone."""
    return need.way != HOME or sum(each.id != need.asker for each in team.volunteers) >= AT_HOME_TOGETHER


def on_duty(groups: Collection[uuid.UUID], now: datetime) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (group, person) of those who are on duty at a moment."""
    local = now.astimezone(clock.VIETNAM)
    rows = GroupDuty.objects.filter(
        group__in=groups, on=local.date(), from_hour__lte=local.hour, until_hour__gt=local.hour, person__isnull=False
    )
    return {(group, person) for group, person in rows.values_list("group_id", "person") if person is not None}


def _units_in(codes: Collection[str], day: date) -> set[uuid.UUID]:
    lines = [territories.by_code(code, day) for code in codes]
    units = Group.objects.filter(closed_on=None).values("unit")
    return {unit for line in lines if line is not None for unit in territories.units_right_in(line.id, day, units)}


def _path(unit: uuid.UUID, day: date) -> tuple[str, ...]:
    path = unions.path_of(unit, day)
    return tuple(path[start : start + 32] for start in range(0, len(path), 32))


def _volunteers(groups: list[uuid.UUID], now: datetime) -> dict[uuid.UUID, list[Volunteer]]:
    pairs = list(ready_members().filter(group__in=groups).values_list("group_id", "person"))
    persons = {person for _group, person in pairs}
    offers = {each.person: each for each in HelpOffer.objects.filter(person__in=persons)}
    busy = Counter(HelpRequest.objects.filter(helper__in=persons, state=HELPING).values_list("helper", flat=True))
    duty = on_duty(groups, now)
    found: dict[uuid.UUID, list[Volunteer]] = defaultdict(list)
    for group, person in pairs:
        offer = offers.get(person)
        found[group].append(
            Volunteer(
                str(person), (group, person) in duty, offer is not None and offer.is_woman,
                frozenset(offer.skills) if offer else frozenset(), busy[person],
            )
        )  # fmt: skip
    return found
