"""Changing a group after it was founded: its name, area and duty, the roles of its members, single turns.

Pages check that the official signs for the unit, or for one above it; here is what he does.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hocvuso.groups import founding
from hocvuso.groups.founding import Refused, Wanted
from hocvuso.groups.models import Group, GroupDuty, GroupMember
from hocvuso.plumbing import audit, clock, outbox


@transaction.atomic
def change(group: uuid.UUID, wanted: Wanted, *, by: uuid.UUID, now: datetime) -> bool:
    """Change name, area, weekly duty and roles; tell whether anything changed. Raises Refused.

    `wanted.members` names only those whose role is said anew; who is not named keeps his. Other days or hours make the
    roster from today on anew.
    """
    row = Group.objects.select_for_update().filter(pk=group, closed_on=None).first()
    if row is None:
        return False
    founding.check_frame(Group.objects.filter(unit=row.unit).exclude(pk=row.pk), wanted)
    changed = _roles(group, wanted.members)
    duty = {"duty_days": sorted(set(wanted.days)), "duty_from": wanted.from_hour, "duty_until": wanted.until_hour}
    facts = {"name": wanted.name.strip(), "area": wanted.area.strip()[: founding.LONGEST_AREA], **duty}
    before = {name: getattr(row, name) for name in facts}
    columns = [name for name in facts if facts[name] != before[name]]
    if columns:
        Group.objects.filter(pk=group).update(**facts)
    if set(columns) & set(duty):
        founding.make_duty(group, by=by, now=now)
    if columns or changed:
        told = {name: str(before[name]) for name in columns}
        audit.record("change group", actor=by, what=str(group), facts={"before": told})
    for person in changed:
        audit.record("role in group", actor=by, subject=person, what=str(group))
    return bool(columns or changed)


def _roles(group: uuid.UUID, said: Mapping[uuid.UUID, str]) -> list[uuid.UUID]:
    """Give members the roles that are said anew, one head in all; return whose role is another one now."""
    held = {row.person: row for row in GroupMember.objects.select_for_update().filter(group_id=group, left_on=None)}
    new = {person: said.get(person, row.role) for person, row in held.items()}
    changed = [person for person, row in held.items() if row.role != new[person]]
    if changed:
        founding.check_roles(new)
    for person in changed:
        held[person].role = new[person]
        held[person].save(update_fields=["role"])
    return changed


@transaction.atomic
def give_turns(
    group: uuid.UUID, wanted: Mapping[uuid.UUID, uuid.UUID | None], *, by: uuid.UUID, now: datetime
) -> int:  # fmt: skip
    """Give coming turns of duty to other members, None leaves a turn open; return how many changed. Raises Refused.

    Whoever gets a turn is told, once a minute at most; a turn that is past stays as it was.
    """
    able = set(
        GroupMember.objects.filter(group_id=group, left_on=None, suspended_at=None).values_list("person", flat=True)
    )
    if not {person for person in wanted.values() if person is not None} <= able:
        raise Refused("turn")
    day = clock.day_of(now)
    rows = GroupDuty.objects.select_for_update().filter(group_id=group, on__gte=day, pk__in=list(wanted))
    changed = [row for row in rows.select_related("group") if row.person != wanted[row.pk]]
    for row in changed:
        row.person = wanted[row.pk]
        row.save(update_fields=["person"])
    for person in sorted({row.person for row in changed if row.person is not None}, key=str):
        turns = [row for row in changed if row.person == person]
        outbox.notify(
            person, "group_duty", {"group": turns[0].group.name, "turns": len(turns)},
            key=f"group-duty:{group.hex}:{now:%y%m%d%H%M}",
        )  # fmt: skip
    if changed:
        audit.record("give turns", actor=by, what=str(group), facts={"turns": len(changed)})
    return len(changed)
