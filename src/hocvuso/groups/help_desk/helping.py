"""What officials do with requests: take, answer, release, close, keep an answer as a draft; and what rises by itself.

Whoever calls has checked that the official may read the request (`queries.readable`).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hocvuso.core import masking
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.groups import worklog
from hocvuso.groups.help_desk import routing
from hocvuso.groups.models import (
    DONE,
    HELPING,
    NEW,
    OFFICIAL,
    OPEN,
    OVERDUE,
    DraftCard,
    HelpOutcome,
    HelpRemark,
    HelpRequest,
)
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.unions import granting

OUTCOMES = ("solved", "in_person", "elsewhere", "unreached")
MOST_MINUTES = 600  # a working day and more; a slip of the keyboard is longer
AT_ONCE = 500


@transaction.atomic
def take(request: uuid.UUID, official: uuid.UUID, *, now: datetime) -> bool:
    """Take a request on; False when somebody else has it, or it is done."""
    free = Q(helper=None) | Q(helper=official)
    rows = HelpRequest.objects.filter(free, id=request, state__in=OPEN).exclude(person__in=people.ids_of(official))
    if not rows.update(state=HELPING, helper=official, touched_at=now):
        return False
    person = HelpRequest.objects.get(id=request).person
    audit.record("help", actor=official, subject=person, what="request")
    return True


@transaction.atomic
def answer(request: uuid.UUID, official: uuid.UUID, text: str, *, now: datetime) -> bool:
    """Write to the learner and tell him; takes the request on when nobody has it."""
    said = masking.mask(text.strip()[:MAX_CHARACTERS]).text
    if not said or not take(request, official, now=now):
        return False
    message = HelpRemark.objects.create(request_id=request, at=now, side=OFFICIAL, author=official, text=said)
    HelpRequest.objects.filter(id=request).update(due_at=None, touched_at=now)
    row = HelpRequest.objects.get(id=request)
    outbox.notify(row.person, "help_answered", {"request": str(request)}, key=f"help-answer:{message.pk.hex}")
    return True


@transaction.atomic
def release(request: uuid.UUID, official: uuid.UUID, *, now: datetime) -> bool:
    """Give a request back to the queue, so that a colleague takes it."""
    mine = HelpRequest.objects.filter(id=request, helper=official, state=HELPING)
    facts = {"state": NEW, "helper": None, "companion": None, "beside_until": None, "touched_at": now}
    if not mine.update(due_at=routing.due(now), **facts):
        return False
    granting.end(request, on=clock.day_of(now))
    return True


@transaction.atomic
def finish(request: uuid.UUID, official: uuid.UUID, outcome: str, minutes: int, *, now: datetime) -> bool:
    """Close a request with its outcome and the minutes that it took."""
    if outcome not in OUTCOMES or not 0 <= minutes <= MOST_MINUTES:
        return False
    mine = HelpRequest.objects.filter(id=request, helper=official, state=HELPING)
    facts = {"state": DONE, "outcome": outcome, "minutes": minutes, "due_at": None, "touched_at": now}
    if not mine.update(beside_until=None, **facts):
        return False
    granting.end(request, on=clock.day_of(now))
    row = HelpRequest.objects.get(id=request)
    by_group = routing.is_volunteer_of(official, row.group_id)
    facts = {"unit": row.home_unit or row.unit, "on": clock.day_of(now), "outcome": outcome, "minutes": minutes}
    HelpOutcome.objects.get_or_create(request=row.pk, defaults={**facts, "by_group": by_group})
    if by_group:
        worklog.from_request(row, now=now)
    outbox.notify(row.person, "help_done", {"request": str(request)}, key=f"help-done:{request.hex}")
    return True


def keep_draft(request: uuid.UUID, official: uuid.UUID, question: str, reply: str, *, now: datetime) -> bool:
    """Keep a question and an answer for the authors, as a draft that nobody has reviewed; again changes the draft."""
    asked, told = (masking.mask(each.strip()[:MAX_CHARACTERS]).text for each in (question, reply))
    row = HelpRequest.objects.filter(id=request).first()
    if row is None or not asked or not told:
        return False
    facts = {"question": asked, "answer": told, "made_by": official, "step": row.step, "created_at": now}
    DraftCard.objects.update_or_create(request=row, defaults=facts)
    return True


def raise_overdue() -> int:
    """Send what nobody answered in time one level up; return how many. At the top it stays, marked as overdue."""
    now = clock.now()
    late = HelpRequest.objects.filter(due_at__lte=now, state__in=OPEN).order_by("due_at")[:AT_ONCE]
    return sum(_raise(row.pk, now) for row in late)


@transaction.atomic
def _raise(request: uuid.UUID, now: datetime) -> bool:
    row = HelpRequest.objects.select_for_update().filter(pk=request, due_at__lte=now, state__in=OPEN).first()
    if row is None:
        return False
    higher = routing.above(row.unit, clock.day_of(now))
    row.state, row.helper, row.companion, row.due_at = OVERDUE, None, None, routing.due(now)
    row.beside_until = None
    granting.end(request, on=clock.day_of(now))
    if higher is not None:
        row.unit, row.raised = higher, row.raised + 1
    sent = routing.group_above(row, now)
    row.group_id = sent.group
    row.save(
        update_fields=["state", "helper", "companion", "due_at", "unit", "raised", "group_id", "beside_until"]
    )  # fmt: skip
    key = f"{row.pk.hex}:{row.due_at:%y%m%d%H}"
    routing.tell_office(row.unit, "help_raised", key=f"help-late:{key}", about=row.person)
    routing.tell_group(sent, key=f"help-rose:{key}")
    return True
