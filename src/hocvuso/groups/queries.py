"""Look-ups of groups: one group with its people, which units have none and since when that is late.

Names are given only of those whom `viewer` may see; of the others their number.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from hocvuso.groups import calling
from hocvuso.groups.models import Deadline, Group, GroupDuty, GroupMember, GroupWork, HelpOffer, HelpRequest
from hocvuso.groups.models.desk import OPEN
from hocvuso.groups.models.group import HEAD
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

FOUNDED, PREPARED, NONE = "founded", "prepared", "none"


def group(group_id: uuid.UUID) -> Group | None:
    """Return a group that is not closed, or None; no person is in it."""
    return Group.objects.filter(pk=group_id, closed_on=None).first()


def by_code(code: str) -> Group | None:
    """Return the founded group whose poster carries a code."""
    return Group.objects.filter(code=code, closed_on=None, founded_on__isnull=False).first()


def name_of(group_id: uuid.UUID | None) -> str:
    """Return how a group is called, "" for none."""
    return Group.objects.filter(pk=group_id).values_list("name", flat=True).first() or "" if group_id else ""


def names(groups: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return how some groups are called, closed ones too."""
    return dict(Group.objects.filter(pk__in=list(groups)).values_list("id", "name"))


def led_by(person: uuid.UUID) -> list[Group]:
    """Return the founded groups that somebody leads."""
    held = [each for each in memberships(person) if each.role == HEAD and each.joined_at is not None]
    return [each.group for each in held if each.group.founded_on is not None]


def of_unit(unit: uuid.UUID) -> list[Group]:
    """Return the groups of a unit itself, the oldest first."""
    return list(Group.objects.filter(unit=unit, closed_on=None).order_by("prepared_on", "name"))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group as officials see him; `name` is "" for one whom `viewer` may not see."""

    person: uuid.UUID
    name: str
    role: str
    has_joined: bool
    has_signed: bool
    is_suspended: bool
    shift: str
    skills: tuple[str, ...]


def fellows(person: uuid.UUID, group_id: uuid.UUID, day: date) -> list[Member]:
    """Return who is in a group as one who has joined it sees them: by the grants of joining; empty for others."""
    ids = people.ids_of(person)
    rows = list(GroupMember.objects.filter(group_id=group_id, left_on=None, joined_at__isnull=False))
    if not any(row.person in ids for row in rows):
        return []
    seen = {row.person for row in rows if row.person in ids or access.may_on(person, Right.NAMES, row.person, day)}
    return _members(rows, seen)


def members(viewer: uuid.UUID, group_id: uuid.UUID, day: date) -> list[Member]:
    """Return who is in a group, its head first; names of those whom `viewer` may see by name."""
    rows = list(GroupMember.objects.filter(group_id=group_id, left_on=None).order_by("proposed_on", "id"))
    return _members(rows, access.among(viewer, Right.NAMES, [row.person for row in rows], day))


def _members(rows: list[GroupMember], seen: Collection[uuid.UUID]) -> list[Member]:
    persons, groups = [row.person for row in rows], {row.group_id for row in rows}
    names = people.names(seen)
    signed = set(calling.ready_members().filter(group__in=groups).values_list("person", flat=True))
    offers = {each.person: each for each in HelpOffer.objects.filter(person__in=persons)}
    found = [
        Member(
            row.person, names[row.person].full if row.person in names else "", row.role, row.joined_at is not None,
            row.person in signed or row.joined_at is not None, row.suspended_at is not None,
            offers[row.person].shift if row.person in offers else "",
            tuple(offers[row.person].skills) if row.person in offers else (),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.role != HEAD)


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody who offered to help and may be proposed for a group."""

    person: uuid.UUID
    name: str
    shift: str
    skills: tuple[str, ...]
    wishes: str


def suggested(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> list[Suggested]:
    """Return who of a unit offered to help and is in no group yet, of those whom `viewer` may see by name."""
    within = unions.people_ids(unions.subtree_ids(unit, day) & access.named_units(viewer, day), day)
    busy = GroupMember.objects.filter(left_on=None).values("person")
    offers = {each.person: each for each in HelpOffer.objects.filter(person__in=within).exclude(person__in=busy)}
    names = people.names(offers)
    return [
        Suggested(each.id, each.full_name, offers[each.id].shift, tuple(offers[each.id].skills), offers[each.id].wishes)
        for each in people.listed(names)
    ]


def offered_among(persons: unions.Ids) -> Collection[uuid.UUID]:
    """Return who of some people offered to help."""
    return set(HelpOffer.objects.filter(person__in=persons).values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Figures:
    """A group in numbers since a day; None is not known."""

    members: int
    ready: int
    open_requests: int
    works: int
    minutes: int
    people: int


def figures(groups: Collection[uuid.UUID], since: date) -> dict[uuid.UUID, Figures]:
    """Return the numbers of some groups; works, minutes and people count from a day on."""
    held = GroupMember.objects.filter(group__in=groups, left_on=None)
    count = dict(held.values("group").annotate(count=Count("id")).values_list("group", "count"))
    able = calling.ready_members().filter(group__in=groups)
    ready = dict(able.values("group").annotate(count=Count("id")).values_list("group", "count"))
    asked = HelpRequest.objects.filter(group__in=groups, state__in=OPEN)
    waiting = dict(asked.values("group").annotate(count=Count("id")).values_list("group", "count"))
    done: dict[uuid.UUID, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    works = GroupWork.objects.filter(group__in=groups, on__gte=since).values("group")
    for row in works.annotate(works=Count("id"), minutes=Sum("minutes"), helped=Sum("people")):
        done[row["group"]] = (row["works"], row["minutes"], row["helped"])
    return {each: Figures(count.get(each, 0), ready.get(each, 0), waiting.get(each, 0), *done[each]) for each in groups}


def _at_work(units: Collection[uuid.UUID], day: date) -> QuerySet[Group]:
    """Return the groups of some units that were founded and not ended on a day."""
    open_then = Q(closed_on=None) | Q(closed_on__gt=day)
    return Group.objects.filter(open_then, unit__in=list(units), founded_on__lte=day)


def founded_in(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    """Return how many founded groups each of some units had on a day; units without one are absent."""
    rows = _at_work(units, day).values("unit").annotate(count=Count("id"))
    return dict(rows.values_list("unit", "count"))


def volunteers_in(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    """Return how many people were in the groups of each of some units on a day; units without one are absent."""
    until = datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.VIETNAM)
    held = GroupMember.objects.filter(Q(left_on=None) | Q(left_on__gt=day), joined_at__lt=until)
    rows = (
        held.filter(group__in=_at_work(units, day)).values("group__unit").annotate(count=Count("person", distinct=True))
    )
    return dict(rows.values_list("group__unit", "count"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a unit has a group; days overdue are None without a deadline, 0 before it."""

    unit: uuid.UUID
    state: str
    groups: tuple[uuid.UUID, ...]
    due_on: date | None
    days_overdue: int | None


def standing_below(unit: uuid.UUID, day: date) -> list[Standing]:
    """Return for each grassroots union in a subtree whether it has a group and how many days that is overdue."""
    leaves = {uuid.UUID(path[-32:]): path for path in unions.leaf_paths(unit, day)}
    groups: dict[uuid.UUID, list[Group]] = defaultdict(list)
    for row in Group.objects.filter(closed_on=None, unit__in=list(leaves)):
        groups[row.unit].append(row)
    due = _deadlines({uuid.UUID(path[at : at + 32]) for path in leaves.values() for at in range(0, len(path), 32)})
    found = []
    for leaf, path in leaves.items():
        above = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]
        due_on = next((due[each] for each in reversed(above) if each in due), None)
        founded = [each for each in groups[leaf] if each.founded_on is not None and each.founded_on <= day]
        state = FOUNDED if founded else PREPARED if groups[leaf] else NONE
        late = max((day - due_on).days, 0) if due_on is not None and state != FOUNDED else None
        found.append(Standing(leaf, state, tuple(each.pk for each in groups[leaf]), due_on, late))
    return sorted(found, key=lambda each: (-(each.days_overdue or 0), (NONE, PREPARED, FOUNDED).index(each.state)))


def _deadlines(units: Collection[uuid.UUID]) -> dict[uuid.UUID, date]:
    """Return by when groups are due by the newest word of each of these units."""
    rows = Deadline.objects.filter(unit__in=list(units)).order_by("made_at").values_list("unit", "due_on")
    return dict(rows)


def deadline_of(unit: uuid.UUID, day: date) -> Deadline | None:
    """Return the deadline that holds for a unit: its own newest word, else that of the nearest unit above."""
    path = unions.path_of(unit, day)
    above = [uuid.UUID(path[at : at + 32]) for at in range(0, len(path), 32)]
    newest = {row.unit: row for row in Deadline.objects.filter(unit__in=above).order_by("made_at")}
    return next((newest[each] for each in reversed(above) if each in newest), None)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A turn of duty as a page shows it; `name` is "" for one whom `viewer` may not see or an open turn."""

    id: uuid.UUID
    on: date
    from_hour: int
    until_hour: int
    person: uuid.UUID | None
    name: str


def roster(
    viewer: uuid.UUID, group_id: uuid.UUID, day: date, until: date = date.max, limit: int = 60
) -> Sequence[OnDuty]:  # fmt: skip
    """Return the turns of a group from a day on and before `until`."""
    found = GroupDuty.objects.filter(group_id=group_id, on__gte=day, on__lt=until)
    rows = list(found.order_by("on", "from_hour")[:limit])
    persons = {row.person for row in rows if row.person is not None}
    names = people.names(access.among(viewer, Right.NAMES, persons, day))
    return [
        OnDuty(
            row.pk, row.on, row.from_hour, row.until_hour, row.person,
            names[row.person].full if row.person in names else "",
        )
        for row in rows
    ]  # fmt: skip


def next_turns(person: uuid.UUID, now: datetime, day: date, limit: int = 3) -> list[GroupDuty]:
    """Return a member's own next turns of duty."""
    rows = GroupDuty.objects.filter(person__in=people.ids_of(person), on__gte=day)
    return list(rows.select_related("group").order_by("on", "from_hour")[:limit])


def memberships(person: uuid.UUID) -> list[GroupMember]:
    """Return the groups in which a person is or for which he was proposed, his own view."""
    rows = GroupMember.objects.filter(
        Q(group__closed_on=None), person__in=people.ids_of(person), left_on=None
    ).select_related("group")
    return list(rows.order_by("proposed_on"))


def offer_of(person: uuid.UUID) -> HelpOffer | None:
    """Return a person's own offer to help."""
    return HelpOffer.objects.filter(person__in=people.ids_of(person)).first()
