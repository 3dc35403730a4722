"""A group follows its unit: into the only heir when the unit ends, else a person decides; taken back with the change.

The tree below cannot call up, and a change may hold from a later day on; so a job looks: which groups hang on a unit
that is no longer there, or that was divided. Every step is one row, so that looking twice changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hocvuso.groups.models import Group, GroupMove, HelpRequest
from hocvuso.groups.models.desk import OPEN
from hocvuso.plumbing import audit, changes, clock
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right
from hocvuso.unions.structure import queries as structure
from hocvuso.unions.structure.queries import Heirs


@dataclass(frozen=True, slots=True)
class Open:
    """A group about whose unit a person decides: `units` are those it may belong to, the old one first if it stays."""

    move: uuid.UUID
    group: uuid.UUID
    name: str
    from_unit: str
    units: tuple[unions.UnitLine, ...]


def follow() -> int:
    """Let groups follow their units as they stand today, and come back where a change was undone; return how many."""
    now = clock.now()
    day = clock.day_of(now)
    moved = _come_back(now)
    groups = list(Group.objects.filter(closed_on=None))
    heirs = structure.heirs({group.unit for group in groups}, day)
    there = structure.present({group.unit for group in groups}, day)
    for group in groups:
        found = heirs.get(group.unit)
        if found is not None and (group.unit not in there or found.on >= group.prepared_on):
            moved += _follow(group.pk, found, stays=group.unit in there, now=now)
    return moved


@transaction.atomic
def _follow(group_id: uuid.UUID, found: Heirs, *, stays: bool, now: datetime) -> int:
    group = Group.objects.select_for_update().get(pk=group_id)
    if GroupMove.objects.filter(group=group, change=found.change).exists():
        return 0
    only = found.units[0] if len(found.units) == 1 and not stays else None
    heirs = [str(each) for each in ((group.unit, *found.units) if stays else found.units)]
    GroupMove.objects.create(
        group=group, change=found.change, from_unit=group.unit, to_unit=only, heirs=heirs, at=now
    )  # fmt: skip
    if only is not None:
        _put(group, only)
    return 1


def _put(group: Group, unit: uuid.UUID) -> None:
    """Let a group belong to another unit, and what waits with it; a name that is taken there gets a mark."""
    before, name = group.unit, group.name
    if Group.objects.filter(unit=unit, name=name, closed_on=None).exclude(pk=group.pk).exists():
        name = f"{name[:110]} ({group.code})"
    Group.objects.filter(pk=group.pk).update(unit=unit, name=name)
    HelpRequest.objects.filter(group=group, unit=before, state__in=OPEN).update(unit=unit)
    HelpRequest.objects.filter(group=group, home_unit=before, state__in=OPEN).update(home_unit=unit)
    changes.tell(changes.UNITS, [before, unit])


def _come_back(now: datetime) -> int:
    """Bring back what followed a change that was undone since; a decision by a person goes with it."""
    open_moves = GroupMove.objects.filter(undone_at=None)
    undone = structure.undone(set(open_moves.values_list("change", flat=True)))
    count = 0
    for move in open_moves.filter(change__in=undone).select_related("group"):
        with transaction.atomic():
            group = Group.objects.select_for_update().get(pk=move.group_id)
            if move.to_unit is not None and group.unit == move.to_unit and group.closed_on is None:
                _put(group, move.from_unit)
            move.undone_at = now
            move.save(update_fields=["undone_at"])
            count += 1
    return count


def undecided(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> Sequence[Open]:
    """Return the groups below a unit about which `viewer` may decide: he signs for one of the units in question.

    Of a unit that went into none, whoever signs for the one above where it stood.
    """
    waiting = GroupMove.objects.filter(to_unit=None, decided_at=None, undone_at=None, group__closed_on=None)
    signing = (
        set(access.units_where(viewer, Right.CONFIRM, day).values_list("unit_id", flat=True)) if waiting else set()
    )
    here = set(unions.subtree_ids(unit, day)) if waiting else set()
    found = []
    for move in waiting.select_related("group"):
        near = structure.parent_id(move.from_unit, day)
        candidates = [uuid.UUID(each) for each in move.heirs] or ([near] if near else [])
        if not any(each in here and each in signing for each in candidates):
            continue
        lines = {line.id: line for line in unions.unit_lines(candidates, day)}
        old = unions.unit(move.from_unit, day)
        found.append(
            Open(
                move.pk, move.group_id, move.group.name, old.name if old else "",
                tuple(lines[each] for each in candidates if each in lines),
            )
        )  # fmt: skip
    return found


@transaction.atomic
def decide(viewer: uuid.UUID, move_id: uuid.UUID, unit: uuid.UUID, *, now: datetime) -> bool:
    """Let a person say to which unit a group belongs from now on; False for who may not, or a unit not in question."""
    day = clock.day_of(now)
    move = GroupMove.objects.select_for_update().filter(pk=move_id, decided_at=None, undone_at=None).first()
    if move is None or move.to_unit is not None:
        return False
    near = structure.parent_id(move.from_unit, day)
    candidates = {uuid.UUID(each) for each in move.heirs} or ({near} if near else set())
    if unit not in candidates or not any(access.may(viewer, Right.CONFIRM, each, day) for each in candidates):
        return False
    move.to_unit, move.decided_at, move.decided_by = unit, now, viewer
    move.save(update_fields=["to_unit", "decided_at", "decided_by"])
    if unit != move.from_unit:
        _put(Group.objects.select_for_update().get(pk=move.group_id), unit)
    audit.record("decide group unit", actor=viewer, what=str(move.group_id), facts={"unit": str(unit)})
    return True
