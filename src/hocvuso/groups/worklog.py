"""What a group did: the log of works with minutes and people, hours by member, letters of thanks.

Requests enter the log by themselves when they are closed; the log names nobody who was helped and stays.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Sum
from django.utils.translation import gettext_lazy

from hocvuso.core.dispatch import CALL, CHAT, HOME, MEET
from hocvuso.groups.models import Group, GroupWork, HelpRequest, ThankYou
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import audit, clock, outbox

KINDS: dict[str, Any] = {
    CHAT: gettext_lazy("Helped by messages"),
    CALL: gettext_lazy("Helped by a call"),
    MEET: gettext_lazy("Helped in person"),
    HOME: gettext_lazy("Helped at home, two together"),
    "class": gettext_lazy("Held or helped at a class"),
    "round": gettext_lazy("Went round, told people about it"),
    "other": gettext_lazy("Other work of the group"),
}
BY_HAND = ("class", "round", "other")  # what is entered by hand; the rest comes from requests
MOST_MINUTES = 720  # half a day; a slip of the keyboard is longer
MOST_PEOPLE = 500
LOOK_BACK = 60  # days, decided: older work is not remembered exactly


@dataclass(frozen=True, slots=True)
class Hours:
    """What one member did in a period."""

    person: uuid.UUID
    minutes: int
    people: int
    works: int


def from_request(row: HelpRequest, *, now: datetime) -> None:
    """Enter a closed request of a group into its log; the same request counts once, also for the companion."""
    if row.group_id is None or row.helper is None or row.minutes is None:
        return
    facts: dict[str, Any] = {
        "group_id": row.group_id, "person": row.helper, "on": clock.day_of(now), "kind": row.way,
        "minutes": row.minutes, "people": 1,
    }  # fmt: skip
    _row, is_new = GroupWork.objects.get_or_create(request=row.pk, defaults=facts)
    if is_new and row.companion is not None:  # he went along: his minutes count, the person helped counts once
        GroupWork.objects.create(**{**facts, "person": row.companion, "people": 0})


@transaction.atomic
def enter(
    group: uuid.UUID, person: uuid.UUID, kind: str, minutes: int, helped: int, note: str, *, on: date, now: datetime
) -> bool:
    """Enter work by hand: a class, a round through the workshop; False for what cannot be."""
    today = clock.day_of(now)
    is_near = on <= today and (today - on).days <= LOOK_BACK
    if kind not in BY_HAND or not 0 < minutes <= MOST_MINUTES or not 0 <= helped <= MOST_PEOPLE or not is_near:
        return False
    facts: dict[str, Any] = {
        "group_id": group,
        "person": person,
        "on": on,
        "kind": kind,
        "minutes": minutes,
        "people": helped,
    }
    Group.objects.select_for_update().get(pk=group)  # two forms at once wait for each other
    GroupWork.objects.get_or_create(**facts, note=note.strip()[:200])  # the same form sent twice is one work
    return True


def hours(group: uuid.UUID, since: date, until: date) -> list[Hours]:
    """Return what each member did from one day to another, both included, most minutes first."""
    rows = GroupWork.objects.filter(group_id=group, on__gte=since, on__lte=until, person__isnull=False)
    counted = rows.values("person").annotate(minutes=Sum("minutes"), helped=Sum("people"), works=Count("id"))
    found = [Hours(row["person"] or group, row["minutes"], row["helped"], row["works"]) for row in counted]
    return sorted(found, key=lambda each: (-each.minutes, str(each.person)))


def by_kind(group: uuid.UUID, since: date, until: date) -> dict[str, Hours]:
    """Return works, minutes and people by kind in a period."""
    rows = GroupWork.objects.filter(group_id=group, on__gte=since, on__lte=until).values("kind")
    counted = rows.annotate(minutes=Sum("minutes"), helped=Sum("people"), works=Count("id"))
    return {row["kind"]: Hours(group, row["minutes"], row["helped"], row["works"]) for row in counted}


def helped_by(persons: Collection[uuid.UUID], since: date, until: date) -> Counter[uuid.UUID]:
    """Return how many people each of some persons helped in a period (both days included), by the log of groups."""
    owners = several.all_ids_of(persons)
    found: Counter[uuid.UUID] = Counter()
    rows = GroupWork.objects.filter(person__in=list(owners), on__gte=since, on__lte=until).order_by()
    for person, helped in rows.values("person").annotate(helped=Sum("people")).values_list("person", "helped"):
        if person is not None:
            found[owners[person]] += helped
    return found


def helped_by_groups(groups: Collection[uuid.UUID], since: date, until: date) -> Counter[uuid.UUID]:
    """Return how many people each of some groups helped in a period (both days included)."""
    rows = GroupWork.objects.filter(group__in=list(groups), on__gte=since, on__lte=until).order_by()
    return Counter(dict(rows.values("group").annotate(helped=Sum("people")).values_list("group", "helped")))


def works_of_groups(groups: Collection[uuid.UUID], since: date, until: date) -> Counter[uuid.UUID]:
    """Return how many works of each of some groups stand in its log of a period (both days included)."""
    rows = GroupWork.objects.filter(group__in=list(groups), on__gte=since, on__lte=until).order_by()
    return Counter(dict(rows.values("group").annotate(works=Count("id")).values_list("group", "works")))


def own(person: uuid.UUID) -> list[GroupWork]:
    """Return a member's own works, the newest first."""
    return list(GroupWork.objects.filter(person__in=people.ids_of(person)).order_by("-on", "-id")[:50])


def own_minutes(person: uuid.UUID) -> int:
    """Return how many minutes a member gave in all."""
    found = GroupWork.objects.filter(person__in=people.ids_of(person)).aggregate(sum=Sum("minutes"))["sum"]
    return found or 0


@transaction.atomic
def thank(group: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID, now: datetime) -> ThankYou | None:
    """Write down a letter of thanks with a member's figures so far; None for who did nothing yet."""
    rows = GroupWork.objects.filter(group_id=group, person=person)
    sums = rows.aggregate(since=Min("on"), last=Max("on"), minutes=Sum("minutes"), helped=Sum("people"))
    if not sums["minutes"]:
        return None
    facts = {
        "since": sums["since"], "minutes": sums["minutes"], "people": sums["helped"], "made_at": now, "made_by": by,
    }  # fmt: skip
    row, is_new = ThankYou.objects.update_or_create(
        group_id=group, person=person, until=clock.day_of(now), defaults=facts
    )
    if is_new:
        audit.record("thank", actor=by, subject=person, what=str(group))
        outbox.notify(person, "group_thanks", {"thanks": str(row.pk)}, key=f"thanks:{row.pk.hex}")
    return row


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of thanks as it is read: to whom, of which group, its figures."""

    id: uuid.UUID
    person: uuid.UUID
    group: uuid.UUID
    group_name: str
    unit: uuid.UUID
    since: date
    until: date
    minutes: int
    people: int


def letter(thanks: uuid.UUID) -> Letter | None:
    """Return one letter; pages decide who may read it."""
    row = ThankYou.objects.filter(pk=thanks, person__isnull=False).select_related("group").first()
    if row is None or row.person is None:
        return None
    of: Group = row.group
    return Letter(row.pk, row.person, of.pk, of.name, of.unit, row.since, row.until, row.minutes, row.people)


def newest_letter(group: uuid.UUID, person: uuid.UUID) -> Letter | None:
    """Return the newest letter of a group to one member; the caller has made sure that he may see him."""
    rows = ThankYou.objects.filter(group_id=group, person=person).order_by("-until")
    found = rows.values_list("id", flat=True).first()
    return letter(found) if found else None


def thanked(group: uuid.UUID) -> set[uuid.UUID]:
    """Return which members of a group have a letter of thanks."""
    rows = ThankYou.objects.filter(group_id=group, person__isnull=False).values_list("person", flat=True)
    return {person for person in rows if person is not None}


def letters_to(person: uuid.UUID) -> list[ThankYou]:
    """Return a member's own letters, the newest first."""
    rows = ThankYou.objects.filter(person__in=people.ids_of(person)).select_related("group")
    return list(rows.order_by("-made_at"))
