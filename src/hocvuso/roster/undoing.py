"""Taking a list back within 24 hours: exactly what entering changed, except where people have become their own."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from hocvuso.people import actions as people
from hocvuso.people.actions import Correction
from hocvuso.plumbing import audit, changes, clock
from hocvuso.roster.entering import UNDO_FOR, NotNow
from hocvuso.roster.lines import Trail
from hocvuso.roster.models import RosterEntry, RosterImport, RosterPart
from hocvuso.unions import listing
from hocvuso.unions import queries as unions
from hocvuso.unions.listing import Written


def undo_until(roster_import: RosterImport) -> datetime | None:
    """Return until when a list may be taken back, or None when it may not any more."""
    if roster_import.state not in {RosterImport.DONE, RosterImport.UNDOING} or roster_import.done_at is None:
        return None
    until = roster_import.done_at + UNDO_FOR
    return until if until > clock.now() or roster_import.state == RosterImport.UNDOING else None


def undo(import_id: uuid.UUID, *, by: uuid.UUID | None) -> dict[str, int]:
    """Take a list back and return how many people went and how many had to be left, because they have claimed since.

    Interrupted, it goes on when asked again. Raises NotNow after 24 hours or when there is nothing to take back.
    """
    roster_import = begin(import_id)
    if roster_import.state != RosterImport.UNDONE:
        parts = RosterPart.objects.filter(roster_import_id=import_id).exclude(done_at=None).order_by("-number")
        for part in parts.values_list("id", flat=True):
            _undo_part(part, roster_import.id)
        _finish(import_id, by)
        roster_import.refresh_from_db()
    undone: dict[str, int] = roster_import.notes.get("undone", {})
    return {"removed": undone.get("removed", 0), "kept": undone.get("kept", 0)}


@transaction.atomic
def begin(import_id: uuid.UUID) -> RosterImport:
    """Say that a list is being taken back. Raises NotNow."""
    roster_import = RosterImport.objects.select_for_update().get(id=import_id)
    if roster_import.state == RosterImport.UNDONE:
        return roster_import
    if undo_until(roster_import) is None:
        raise NotNow(roster_import.state)
    roster_import.state = RosterImport.UNDOING
    roster_import.save(update_fields=["state"])
    return roster_import


@transaction.atomic
def _undo_part(part_id: uuid.UUID, import_id: uuid.UUID) -> None:
    part = RosterPart.objects.select_for_update().get(id=part_id)
    if not part.undo:
        return
    trail = Trail.of(bytes(part.undo))
    elsewhere = _listed_since(trail.people, import_id)
    changes.tell(changes.UNITS, unions.units_stayed(trail.people))
    left = people.withdraw(set(trail.people) - elsewhere)
    listing.take_back(Written(tuple(trail.memberships), tuple(trail.employments), tuple(trail.confirmed)))
    RosterEntry.objects.filter(id__in=trail.entries).delete()
    people.correct_unclaimed(
        {uuid.UUID(person): Correction(*before) for person, before in trail.persons_before.items()}
    )
    _entries_back(trail)
    part.undo = b""
    part.save(update_fields=["undo"])
    roster_import = RosterImport.objects.select_for_update().get(id=import_id)
    undone = roster_import.notes.setdefault("undone", {"removed": 0, "kept": 0})
    kept = len(left | elsewhere)
    undone["removed"] += len(trail.people) - kept
    undone["kept"] += kept
    roster_import.save(update_fields=["notes"])


def _listed_since(ids: list[uuid.UUID], import_id: uuid.UUID) -> set[uuid.UUID]:
    """Return those whom another unit has put on its own list in the meantime: they are no longer ours to take back."""
    unit = RosterImport.objects.values_list("unit_id", flat=True).get(id=import_id)
    first: dict[uuid.UUID, set[uuid.UUID]] = {}
    for person, where in RosterEntry.objects.filter(person_id__in=ids).values_list("person_id", "unit_id"):
        first.setdefault(person, set()).add(where)
    return {person for person, units in first.items() if len(units) > 1 and unit in units}


def _entries_back(trail: Trail) -> None:
    rows = {str(row.id): row for row in RosterEntry.objects.filter(id__in=list(trail.entries_before))}
    for key, row in rows.items():
        row.birth, row.team, row.employee_code, row.member_number, listed_at = trail.entries_before[key]
        row.listed_at = datetime.fromisoformat(listed_at)
    RosterEntry.objects.bulk_update(
        list(rows.values()), ["birth", "team", "employee_code", "member_number", "listed_at"], batch_size=100
    )


@transaction.atomic
def _finish(import_id: uuid.UUID, by: uuid.UUID | None) -> None:
    roster_import = RosterImport.objects.select_for_update().get(id=import_id)
    if roster_import.state == RosterImport.UNDOING:
        roster_import.state, roster_import.undone_at = RosterImport.UNDONE, clock.now()
        roster_import.save(update_fields=["state", "undone_at"])
        audit.record("undo import", actor=by, what=str(roster_import.unit_id),
                     facts=dict(roster_import.notes.get("undone", {})))  # fmt: skip
