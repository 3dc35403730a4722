"""Questions of the people in a hall: asked without a name, wanted by others, shown once the trainer has read them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from hocvuso.core import masking, vntext
from hocvuso.halls.models import DONE, HIDDEN, NEW, OPEN, Hall, HallQuestion, HallVote
from hocvuso.plumbing import clock

STATES = (NEW, OPEN, DONE, HIDDEN)
LENGTH = 240  # letters of one question
MOST = 300  # questions of one hall, decided: more nobody answers in an evening
EMPTY, FULL, SHUT = "empty", "full", "shut"


class Refused(ValueError):
    """A question was not taken; `args[0]` says why: empty, full (too many already), shut (the hall takes none)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the queue."""

    id: uuid.UUID
    text: str
    state: str
    votes: int
    is_mine: bool = False  # this phone wants it answered


@transaction.atomic
def ask(code: str, number: uuid.UUID, text: str) -> None:
    """Put a question into the queue, numbers in it masked; the same `number` sent twice is one. Raises Refused."""
    hall = Hall.objects.select_for_update().get(code=code)
    if not hall.takes_questions:
        raise Refused(SHUT)
    cleaned = masking.mask(vntext.clean(text)[:LENGTH]).text[:LENGTH]
    if not cleaned:
        raise Refused(EMPTY)
    if HallQuestion.objects.filter(id=number).exists():
        return
    if hall.asked.count() >= MOST:
        raise Refused(FULL)
    HallQuestion.objects.create(id=number, hall=hall, text=cleaned, at=clock.now())


@transaction.atomic
def want(code: str, number: uuid.UUID, phone: uuid.UUID) -> None:
    """Let a phone want a question answered, or no longer; hidden ones cannot be wanted."""
    row = HallQuestion.objects.select_for_update().filter(id=number, hall__code=code, state=OPEN).first()
    if row is None:
        return
    _vote, is_new = HallVote.objects.get_or_create(asked=row, phone=phone)
    if not is_new:
        HallVote.objects.filter(asked=row, phone=phone).delete()
    row.votes = row.voters.aggregate(many=Count("id"))["many"]
    row.save(update_fields=["votes"])


@transaction.atomic
def put(hall: uuid.UUID, number: uuid.UUID, state: str) -> None:
    """Let a question through, note it as answered, hide it, or take that back."""
    if state in STATES:
        HallQuestion.objects.filter(id=number, hall=hall).update(state=state)


def shown(code: str, phone: uuid.UUID | None = None) -> list[Asked]:
    """Return the questions that everybody sees, the most wanted first, then those that were answered."""
    rows = HallQuestion.objects.filter(hall__code=code, state__in=(OPEN, DONE)).order_by("-state", "-votes", "at", "id")
    mine = (
        set(HallVote.objects.filter(asked__hall__code=code, phone=phone).values_list("asked", flat=True))
        if phone
        else set()
    )
    return [Asked(row.id, row.text, row.state, row.votes, row.id in mine) for row in rows]


def queue(hall: uuid.UUID) -> list[Asked]:
    """Return every question of a hall for whoever leads it: new ones first, then those let through by votes."""
    order = {NEW: 0, OPEN: 1, DONE: 2, HIDDEN: 3}
    rows = HallQuestion.objects.filter(hall=hall).order_by("at", "id")
    listed = [Asked(row.id, row.text, row.state, row.votes) for row in rows]
    return sorted(listed, key=lambda each: (order[each.state], -each.votes))
