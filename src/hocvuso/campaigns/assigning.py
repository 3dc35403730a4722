"""A unit asks those below to share a kit or a post by a day; their offices are told, and reminded where nothing came.

Of thousands of unions no page would wait for that, so jobs do it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy

from hocvuso.campaigns import kits, rollup
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.composing import Signer
from hocvuso.campaigns.models import Assignment, Post
from hocvuso.core import campaign as rules
from hocvuso.core.plain_text import plain
from hocvuso.plumbing import audit, clock, jobs, outbox
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: a kit or an approved post, the last day, a word beside it."""

    due_on: date
    kit: str = ""
    post: Post | None = None
    note: str = ""
    campaign: uuid.UUID | None = None


@transaction.atomic
def assign(assignment: uuid.UUID, unit: uuid.UUID, wanted: Wanted, *, by: Signer, on: date) -> Assignment:
    """Ask the unions below to share a kit or a post by a day; the id comes with the form. Raises NotThis."""
    if bool(wanted.kit) == bool(wanted.post):
        raise NotThis("empty")
    if wanted.due_on < on:
        raise NotThis("past")
    if wanted.post is not None and wanted.post.state != rules.APPROVED:
        raise NotThis("draft")
    row, is_new = Assignment.objects.get_or_create(
        id=assignment,
        defaults={
            "unit_id": unit, "kit": wanted.kit, "post": wanted.post, "due_on": wanted.due_on,
            "note": plain(wanted.note).text[:200], "made_on": on, "made_by": by.id, "made_name": by.name[:120],
            "campaign_id": wanted.campaign,
        },
    )  # fmt: skip
    if is_new:
        audit.record("campaign_assigned", actor=by.id, what=f"{wanted.kit or wanted.post}: {wanted.due_on}")
        jobs.later(tell_offices, once=f"assignment:{row.id.hex}", assignment=str(row.id))
    return row


def stop(assignment: uuid.UUID, *, is_over: bool, by: Signer, on: date) -> None:
    """Stop asking, or ask again; what was posted stays."""
    Assignment.objects.filter(id=assignment).update(ended_on=on if is_over else None)
    audit.record("assignment_ended" if is_over else "assignment_restored", actor=by.id, what=str(assignment))


def remind_below(row: Assignment, unit: uuid.UUID, *, by: uuid.UUID) -> None:
    """Have the offices under a unit reminded that have not posted."""
    audit.record("assignment_reminded", actor=by, what=f"{row.id} {unit}")
    once = f"remind:{row.id.hex}:{unit.hex}"
    jobs.later(remind_offices, asked_by=by, once=once, assignment=str(row.id), unit=str(unit))


@jobs.task(title=gettext_lazy("Tell the offices below"))
def tell_offices(progress: jobs.Progress, *, assignment: str) -> dict[str, int]:
    """Tell the office of each union below that something is asked of it; told twice, it is told once."""
    row = rollup.one(uuid.UUID(assignment))
    if row is None or row.ended_on is not None:
        return {"told": 0}
    return {"told": _tell(row, "campaign_asked", f"asked:{row.id.hex}", clock.today(), progress)}


def remind() -> int:
    """Remind the offices that have not posted, the day before and the day after the last day; return how many."""
    day = clock.today()
    return sum(_tell(row, "campaign_due", f"due:{row.id.hex}:{day}", day) for row in rollup.due_reminders(day))


@jobs.task(title=gettext_lazy("Remind the offices below"))
def remind_offices(progress: jobs.Progress, *, assignment: str, unit: str) -> dict[str, int]:
    """Remind the offices under a unit that have not posted; once a day, however often somebody asks."""
    row, day = rollup.one(uuid.UUID(assignment)), clock.today()
    if row is None or row.ended_on is not None:
        return {"told": 0}
    return {"told": _tell(row, "campaign_due", f"due:{row.id.hex}:{day}", day, progress, under=uuid.UUID(unit))}


def _tell(
    row: Assignment, kind: str, key: str, day: date, progress: jobs.Progress | None = None, *,
    under: uuid.UUID | None = None,
) -> int:  # fmt: skip
    missing = rollup.late_units(row, under or row.unit_id, day)
    lines = {line.id: line for line in unions.unit_lines(missing, day)}
    signers = access.signers_in(missing, day)
    told = 0
    for number, (unit, people) in enumerate(signers.items()):
        if progress is not None:
            progress.at(number, len(signers))
        facts = {
            "title": _title(row), "due": f"{row.due_on:%d/%m/%Y}", "unit": lines[unit].code, "assignment": str(row.id)
        }  # fmt: skip
        told += sum(outbox.notify(person, kind, facts, key=f"{key}:{unit.hex}") for person in people)
    return told


def _title(row: Assignment) -> str:
    kit = kits.by_id(row.kit)
    return row.post.title if row.post else kit.title if kit else ""
