"""Proposal, decision and list of those commended (đề nghị, quyết định, danh sách khen thưởng).

A person can be proposed who met what was asked and agreed to be named; a group or a unit that met it. Whoever calls has
made sure that the official signs for the unit that proposes, and for the unit of the drive where something is decided.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import emulation, vntext
from hocvuso.emulation import drives, recognising
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.models import Commendation, Drive, DrivePledge
from hocvuso.emulation.states import AWARDED, DECLINED, PROPOSED
from hocvuso.plumbing import audit
from hocvuso.programmes.actions import Signer

LONGEST_DECISION, LONGEST_SIGNER = 80, 120


@dataclass(frozen=True, slots=True)
class Paper:
    """The decision as an official typed it: number, day, who signed."""

    number: str
    on: date
    signer: str


def eligible(row: Drive, units: Collection[uuid.UUID] | None = None) -> list[DrivePledge]:
    """Return who may be proposed: met, and (persons) agreed to be named; of all units, or of some."""
    rows = DrivePledge.objects.filter(drive=row, met_on__isnull=False).exclude(who=emulation.PERSON, is_named=False)
    held = Commendation.objects.filter(drive=row, subject__isnull=False)
    known = set(held.values_list("who", "subject"))
    found = [each for each in rows if (each.who, each.subject) not in known]
    return [each for each in found if units is None or each.unit in units]


@transaction.atomic
def propose(drive: uuid.UUID, pledges: Collection[uuid.UUID], *, by: Signer, on: date) -> int:
    """Propose those of some pledges who may be; tell the persons. Twice is once; return how many are new."""
    row = Drive.objects.select_for_update().get(pk=drive)
    wanted = [each for each in eligible(row) if each.pk in set(pledges)]
    made = [
        Commendation(
            drive=row, who=each.who, subject=each.subject, unit=each.unit, proposed_on=on, proposed_by=by.id,
            proposed_name=by.name,
        )
        for each in wanted
    ]  # fmt: skip
    Commendation.objects.bulk_create(made)
    if made:
        audit.record("propose commendation", actor=by.id, what=str(drive), facts={"number": len(made)})
        persons = [each.subject for each in wanted if each.who == emulation.PERSON]
        drives.tell_pledgers(row, "drive_proposed", key=f"drive proposed:{row.pk.hex}", only=persons)
    return len(made)


@transaction.atomic
def unpropose(drive: uuid.UUID, commendation: uuid.UUID, *, by: Signer) -> bool:
    """Take a proposal back on which nothing was decided yet."""
    rows = Commendation.objects.filter(pk=commendation, drive=drive).exclude(state=AWARDED)
    if not rows.delete()[0]:
        return False
    audit.record("take proposal back", actor=by.id, what=str(drive))
    return True


@transaction.atomic
def award(drive: uuid.UUID, chosen: Collection[uuid.UUID], paper: Paper, *, by: Signer) -> int:
    """Write the decision down for those of the proposed who are in it, and tell them; return how many are new.

    Raises Refused: number, signer, when the paper is not told: nothing is ever made up.
    """
    number, signer = vntext.clean(paper.number)[:LONGEST_DECISION], vntext.clean(paper.signer)[:LONGEST_SIGNER]
    if not number:
        raise Refused("number")
    if not signer:
        raise Refused("signer")
    row = Drive.objects.select_for_update().get(pk=drive)
    rows = list(Commendation.objects.filter(drive=row, pk__in=list(chosen), state=PROPOSED, subject__isnull=False))
    for each in rows:
        each.state, each.decision, each.decided_on, each.signer = AWARDED, number, paper.on, signer
        each.decided_by = by.id
    Commendation.objects.bulk_update(rows, ["state", "decision", "decided_on", "signer", "decided_by"])
    if rows:
        audit.record("decide commendation", actor=by.id, what=str(drive), facts={"number": len(rows)})
        _tell(row, rows)
    return len(rows)


def _tell(row: Drive, rows: Sequence[Commendation]) -> None:
    persons = [each.subject for each in rows if each.who == emulation.PERSON and each.subject is not None]
    drives.tell_pledgers(row, "drive_awarded", key=f"drive awarded:{row.pk.hex}", only=persons)


@transaction.atomic
def decline(drive: uuid.UUID, commendation: uuid.UUID, *, by: Signer) -> bool:
    """Write down that somebody proposed is not in the decision; nobody is told, and nothing says so in public."""
    rows = Commendation.objects.filter(pk=commendation, drive=drive, state=PROPOSED)
    if not rows.update(state=DECLINED, decided_by=by.id):
        return False
    audit.record("decline commendation", actor=by.id, what=str(drive))
    return True


@transaction.atomic
def undo(drive: uuid.UUID, commendation: uuid.UUID, *, by: Signer) -> bool:
    """Take a decision back: who was in it is proposed again, and on no list until decided anew. A certificate ends."""
    rows = Commendation.objects.filter(pk=commendation, drive=drive, subject__isnull=False).exclude(state=PROPOSED)
    persons = list(rows.filter(who=emulation.PERSON).values_list("subject", flat=True))
    if not rows.update(state=PROPOSED, decision="", decided_on=None, signer="", decided_by=None):
        return False
    for person in filter(None, persons):
        recognising.take_back(drive, person, by=by)
    audit.record("take decision back", actor=by.id, what=str(drive))
    return True
