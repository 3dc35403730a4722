"""Who has a seat: enrolling, waiting in line, giving a seat up. A class is decided under the lock of its own row."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hocvuso.classes.models import CALLED_OFF, GONE, SEATED, WAITING, Class, Enrolment
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.unions import granting


class Closed(ValueError):
    """The class was called off or has ended, so nobody enrols any more."""


def taken(number: uuid.UUID) -> int:
    """Return how many seats of a class are taken."""
    return Enrolment.objects.filter(of=number, state=SEATED).count()


@transaction.atomic
def enrol(number: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID | None = None) -> str:
    """Give somebody a seat, or a place in the waiting line when none is free; return which. Asked twice it is once.

    Raises Closed for a class that was called off or is over.
    """
    row = _open(number)
    state = _enrol(row, people.canonical(person), clock.now(), by)
    audit.record("enrol", actor=by or person, subject=person, what=row.name, facts={"state": state})
    return state


@transaction.atomic
def enrol_many(number: uuid.UUID, persons: Iterable[uuid.UUID], *, by: uuid.UUID) -> dict[str, int]:
    """Enrol a list in its order; return how many got a seat, a place in line, or (as "") had one already.

    Raises Closed.
    """
    row, now = _open(number), clock.now()
    before = set(row.enrolments.exclude(state=GONE).values_list("person", flat=True))
    found = {SEATED: 0, WAITING: 0, "": 0}
    for person in dict.fromkeys(persons):
        whole = people.canonical(person)
        if whole in before:
            found[""] += 1
            continue
        state = _enrol(row, whole, now, by)
        found[state] += 1
        outbox.notify(whole, "class_entered", {"class": row.name, "code": row.code}, key=f"class-in|{row.id.hex}")
        audit.record("enrol", actor=by, subject=whole, what=row.name, facts={"state": state})
    return found


@transaction.atomic
def leave(number: uuid.UUID, person: uuid.UUID, *, by: uuid.UUID | None = None) -> bool:
    """Give a seat or a place in line up; the first who waits gets the seat and is told. Tell whether there was one."""
    row = Class.objects.select_for_update().get(id=number)
    rows = row.enrolments.filter(person__in=people.ids_of(person)).exclude(state=GONE)
    held = list(rows.values_list("id", flat=True))
    if not held:
        return False
    rows.update(state=GONE)
    for each in held:
        granting.end(each, on=clock.today())
    call_up(row)
    audit.record("leave class", actor=by or person, subject=person, what=row.name)
    return True


def call_up(row: Class) -> int:
    """Give free seats to those who wait, the earliest first, and tell them; the caller holds the class."""
    if row.state == CALLED_OFF:
        return 0
    free = max(0, row.seats - taken(row.id))
    called = list(row.enrolments.filter(state=WAITING).order_by("at", "id")[:free])
    for each in called:
        each.state = SEATED
        each.save(update_fields=["state"])
        _show_to_trainer(row, each)
        outbox.notify(each.person, "class_seat", {"class": row.name, "code": row.code}, key=f"class-seat|{each.id.hex}")
    return len(called)


def place_in_line(enrolment: Enrolment) -> int:
    """Return how many wait before somebody, counted from 1."""
    rows = Enrolment.objects.filter(of=enrolment.of_id, state=WAITING)
    return rows.filter(at__lt=enrolment.at).count() + rows.filter(at=enrolment.at, id__lt=enrolment.id).count() + 1


def _open(number: uuid.UUID) -> Class:
    """Return a class that still takes people, held until the end of the transaction."""
    row = Class.objects.select_for_update().get(id=number)
    if row.state == CALLED_OFF or not row.sessions.filter(ends_at__gt=clock.now()).exists():
        raise Closed
    return row


def _enrol(row: Class, person: uuid.UUID, now: datetime, by: uuid.UUID | None) -> str:
    held = row.enrolments.filter(person__in=people.ids_of(person)).order_by("at").first()
    if held and held.state != GONE:
        return held.state
    state = SEATED if taken(row.id) < row.seats else WAITING
    if held:  # he gave it up and comes back, at the end of the line
        held.state, held.at, held.by = state, now, by
        held.save(update_fields=["state", "at", "by"])
    else:
        held = Enrolment.objects.create(of=row, person=person, state=state, at=now, by=by)
    if state == SEATED:
        _show_to_trainer(row, held)
    return state


def _show_to_trainer(row: Class, enrolment: Enrolment) -> None:
    """Let the trainer see who has a seat, as long as he has it (foundations, 5)."""
    if row.trainer and row.trainer != enrolment.person:
        granting.grant(row.trainer, enrolment.person, reason="class", consent=enrolment.id, on=clock.today())
