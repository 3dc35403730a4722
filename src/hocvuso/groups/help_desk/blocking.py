"""Somebody abused who helped: he may not ask a person for a while. He is told why and until when, and may object.

Only asking a person stops. The assistant answers as before, the urgent steps above all; and an official may still write
a request down for him. His objection is decided by somebody else than who blocked, at best one unit higher.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from hocvuso.core import masking
from hocvuso.groups.help_desk import routing
from hocvuso.groups.models import DONE, OPEN, HelpBlock, HelpRequest
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.unions import access, granting
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

REASONS: dict[str, Any] = {
    "abuse": gettext_lazy("Insults or threats"),
    "harass": gettext_lazy("Harassing who helps"),
    "idle": gettext_lazy("Asking again and again without needing help"),
    "other": gettext_lazy("Something else that nobody has to bear"),
}
DAYS = (3, 7, 30, 90)  # decided: a quarter at most, then it is looked at anew
LONGEST_NOTE, LONGEST_OBJECTION = 300, 500
STOPPED = "stopped"  # outcome of the request that a block closed
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A block as pages show it; `unit` is the name of the one whose official blocked."""

    id: uuid.UUID
    person: uuid.UUID
    unit: str
    unit_id: uuid.UUID
    reason: str
    note: str
    at: datetime
    until: date
    by: uuid.UUID | None
    objection: str
    decided_at: datetime | None
    answer: str
    lifted_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether an objection waits for somebody to decide."""
        return bool(self.objection) and self.decided_at is None and self.lifted_at is None


def in_force(person: uuid.UUID, day: date) -> Block | None:
    """Return the block that holds for a person, under any of his ids; the one that ends last."""
    rows = HelpBlock.objects.filter(person__in=people.ids_of(person), until__gt=day, lifted_at=None)
    return next(iter(_told(list(rows.order_by("-until")[:1]), day)), None)


def may_block(official: uuid.UUID, request: HelpRequest, day: date) -> bool:
    """Tell whether an official may block who made a request: he signs for the unit, and it is not himself."""
    is_own = request.person in people.ids_of(official)
    return not is_own and access.may(official, Right.CONFIRM, request.home_unit or request.unit, day)


@transaction.atomic
def block(
    official: uuid.UUID, request_id: uuid.UUID, reason: str, note: str, days: int, *, now: datetime
) -> bool:  # fmt: skip
    """Block who made a request; his open request is closed and he is told. Sent twice it is one block."""
    day = clock.day_of(now)
    row = HelpRequest.objects.select_for_update().filter(pk=request_id).first()
    said = masking.mask(note.strip()).text[:LONGEST_NOTE]
    if row is None or reason not in REASONS or days not in DAYS or not said or not may_block(official, row, day):
        return False
    if in_force(row.person, day) is not None:
        return True
    unit = row.home_unit or row.unit
    made = HelpBlock.objects.create(
        person=row.person, unit=unit, reason=reason, note=said, at=now, until=day + timedelta(days=days), by=official
    )
    for each in HelpRequest.objects.filter(person__in=people.ids_of(row.person), state__in=OPEN):
        facts = {"state": DONE, "outcome": STOPPED, "due_at": None, "touched_at": now, "beside_until": None}
        HelpRequest.objects.filter(pk=each.pk).update(**facts)
        granting.end(each.pk, on=day)
    audit.record("block help", actor=official, subject=row.person, what=str(unit))
    outbox.notify(row.person, "help_blocked", {}, key=f"help-block:{made.pk.hex}")
    return True


@transaction.atomic
def object_to(person: uuid.UUID, block_id: uuid.UUID, text: str, *, now: datetime) -> bool:
    """Keep what a person says against his block, once; whoever signs for the unit above hears of it."""
    said = masking.mask(text.strip()).text[:LONGEST_OBJECTION]
    rows = HelpBlock.objects.select_for_update().filter(pk=block_id, person__in=people.ids_of(person), lifted_at=None)
    row = rows.first()
    if row is None or not said:
        return False
    if row.objection:
        return True
    row.objection, row.objected_at = said, now
    row.save(update_fields=["objection", "objected_at"])
    above = routing.above(row.unit, clock.day_of(now)) or row.unit
    routing.tell_office(above, "help_block_objected", key=f"help-objects:{row.pk.hex}", about=row.person)
    return True


def below(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> list[Block]:
    """Return the blocks in force of a unit and all below it that `viewer` may decide, objections first."""
    units = unions.subtree_ids(unit, day) & access.units_where(viewer, Right.CONFIRM, day)
    rows = HelpBlock.objects.filter(unit__in=units, until__gt=day, lifted_at=None)
    rows = rows.exclude(person__in=people.ids_of(viewer)).order_by("-at")
    return sorted(_told(list(rows[:SHOWN]), day), key=lambda each: not each.waits)


def may_keep(official: uuid.UUID, found: Block) -> bool:
    """Tell whether an official may turn an objection down: somebody else than who blocked."""
    return found.by is None or found.by not in people.ids_of(official)


@transaction.atomic
def decide(official: uuid.UUID, block_id: uuid.UUID, *, lift: bool, answer: str, now: datetime) -> bool:
    """Lift a block, or keep it against an objection with an answer; the person is told. False for who may not."""
    row = HelpBlock.objects.select_for_update().filter(pk=block_id, lifted_at=None).first()
    said = masking.mask(answer.strip()).text[:LONGEST_NOTE]
    if row is None or not access.may(official, Right.CONFIRM, row.unit, clock.day_of(now)):
        return False
    own = people.ids_of(official)
    if row.person in own or (not lift and (row.by in own or not said or not row.objection or row.decided_at)):
        return False
    row.decided_at, row.decided_by, row.answer = now, official, said
    row.lifted_at = now if lift else None
    row.save(update_fields=["decided_at", "decided_by", "answer", "lifted_at"])
    audit.record("lift block" if lift else "keep block", actor=official, subject=row.person, what=str(row.unit))
    outbox.notify(row.person, "help_unblocked" if lift else "help_block_kept", {}, key=f"help-decided:{row.pk.hex}")
    return True


def _told(rows: Sequence[HelpBlock], day: date) -> list[Block]:
    names = {line.id: line.name for line in unions.unit_lines({row.unit for row in rows}, day)}
    return [
        Block(
            row.pk, row.person, names.get(row.unit, ""), row.unit, row.reason, row.note, row.at, row.until, row.by,
            row.objection, row.decided_at, row.answer, row.lifted_at,
        )
        for row in rows
    ]  # fmt: skip
