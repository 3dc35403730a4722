"""A helper did what nobody may do: one tap stops him at once, an official looks at it and decides.

Whoever reports is not shown to the helper. A helper who is an official is not suspended by a tap: his own rights come
from a role, so the report goes to the unit above, which gives and ends roles.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from hocvuso.groups import calling, membership
from hocvuso.groups.help_desk import routing
from hocvuso.groups.models import NEW, OPEN, GroupMember, HelperReport, HelpRequest
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.unions import access, granting
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

REASONS: dict[str, Any] = {
    "code": gettext_lazy("Asked for a code or a password"),
    "money": gettext_lazy("Asked for money or a gift"),
    "typed": gettext_lazy("Transferred or typed in my place"),
    "other": gettext_lazy("Something else was not right"),
}
CLEARED, WARNED, REMOVED = "cleared", "warned", "removed"
VERDICTS: dict[str, Any] = {
    CLEARED: gettext_lazy("Nothing wrong was found; the helper goes on"),
    WARNED: gettext_lazy("Spoken with and warned; the helper goes on"),
    REMOVED: gettext_lazy("The helper leaves the group"),
}
LONGEST_NOTE = 300
SHOWN = 30


@transaction.atomic
def report(person: uuid.UUID, request: uuid.UUID, reason: str, *, now: datetime) -> bool:
    """Report the helper of one's own request; again it is the same report. The request goes back to the queue."""
    rows = HelpRequest.objects.select_for_update().filter(id=request, person__in=people.ids_of(person))
    row = rows.first()
    if row is None or reason not in REASONS:
        return False
    if row.helper is None:
        return reported(row.pk)
    if HelperReport.objects.filter(request=row, helper=row.helper).exists():
        return True
    is_volunteer = routing.is_volunteer_of(row.helper, row.group_id)
    made = HelperReport.objects.create(
        request=row, group_id=row.group_id if is_volunteer else None, unit=_deciding(row, is_volunteer, now),
        helper=row.helper, person=row.person, reason=reason, at=now,
    )  # fmt: skip
    granting.end(row.pk, on=clock.day_of(now))
    if is_volunteer:
        held = GroupMember.objects.filter(person__in=people.ids_of(row.helper), left_on=None, suspended_at=None)
        for each in held:
            membership.give_back(each, now=now)  # nobody else is left with him meanwhile
        held.update(suspended_at=now)
        outbox.notify(row.helper, "group_suspended", {}, key=f"helper-stopped:{made.pk.hex}")
    office = routing.staffed(made.unit, clock.day_of(now))
    routing.tell_office(office, "helper_reported", key=f"helper-report:{made.pk.hex}", about=row.helper)
    audit.record("report helper", actor=row.person, subject=row.helper, what=str(row.group_id or ""))
    if row.state in OPEN:
        row.state, row.helper, row.companion, row.beside_until = NEW, None, None, None
        row.due_at, row.touched_at = routing.due(now), now
        row.save(update_fields=["state", "helper", "companion", "beside_until", "due_at", "touched_at"])
    return True


def _deciding(row: HelpRequest, is_volunteer: bool, now: datetime) -> uuid.UUID:
    """Return the unit whose officials look at the report: the group's own, or the one above an official's."""
    if is_volunteer and row.group_id is not None:
        return calling.unit_of(row.group_id)
    return routing.above(row.unit, clock.day_of(now)) or row.unit


def reported(request: uuid.UUID) -> bool:
    """Tell whether the person has reported the helper of this request."""
    return HelperReport.objects.filter(request_id=request).exists()


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that waits for an official, or what he decided."""

    id: uuid.UUID
    request: uuid.UUID | None
    helper: uuid.UUID | None
    reason: str
    at: datetime
    verdict: str
    reviewed_at: datetime | None
    note: str


def open_below(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> Sequence[OpenReport]:
    """Return the reports of a unit and all below it that `viewer` may decide, and those decided last, open ones first.

    Whoever signs for the unit that the report went to, or for one above it; never about himself.
    """
    own = people.ids_of(viewer)
    units = unions.subtree_ids(unit, day) & access.units_where(viewer, Right.CONFIRM, day)
    rows = HelperReport.objects.filter(unit__in=units).exclude(helper__in=own).order_by("-at")[:SHOWN]
    found = [
        OpenReport(row.pk, row.request_id, row.helper, row.reason, row.at, row.verdict, row.reviewed_at, row.note)
        for row in rows
    ]
    return sorted(found, key=lambda each: each.reviewed_at is not None)


@transaction.atomic
def review(report_id: uuid.UUID, verdict: str, note: str, *, by: uuid.UUID, now: datetime) -> bool:
    """Decide about a report; a suspended helper goes on when no other report about him is open, or leaves the group."""
    row = HelperReport.objects.select_for_update().filter(pk=report_id, reviewed_at=None).first()
    if row is None or verdict not in VERDICTS or row.helper in people.ids_of(by) or not note.strip():
        return False
    if not access.may(by, Right.CONFIRM, row.unit, clock.day_of(now)):
        return False
    row.reviewed_at, row.reviewed_by, row.verdict, row.note = now, by, verdict, note.strip()[:LONGEST_NOTE]
    row.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "note"])
    if row.helper is None:
        return True
    held = GroupMember.objects.filter(person__in=people.ids_of(row.helper), left_on=None)
    if verdict == REMOVED and row.group_id is not None:
        membership.end(held.filter(group_id=row.group_id), now=now)
    if not HelperReport.objects.filter(helper=row.helper, reviewed_at=None).exists():
        held.update(suspended_at=None)
    audit.record("review helper", actor=by, subject=row.helper, what=verdict)
    outbox.notify(row.helper, "group_reviewed", {"verdict": verdict}, key=f"helper-reviewed:{row.pk.hex}")
    return True


def suspended_since(person: uuid.UUID) -> date | None:
    """Return since when a person may not help because of a report, None when he may."""
    rows = GroupMember.objects.filter(person__in=people.ids_of(person), left_on=None, suspended_at__isnull=False)
    found = rows.order_by("suspended_at").values_list("suspended_at", flat=True).first()
    return clock.day_of(found) if found else None
