"""Who has a seat: enrolling, waiting in line, giving a seat up. A class is decided under the lock of its own row."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable

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
    state = _enrol(row, people.canonical(person), by)
    audit.record("enrol", actor=by or person, subject=person, what=row.name, facts={"state": state})
    return state


@transaction.atomic
def enrol_many(number: uuid.UUID, persons: Iterable[uuid.UUID], *, by: uuid.UUID) -> dict[str, int]:
    """Enrol a list in its order; return how many got a seat, a place in line, or (as "") had one already.

    Raises Closed.
    """
    row, wanted = _open(number), list(persons)
    behind = people.canonical_of(wanted)
    whole = dict.fromkeys(behind.get(each, each) for each in wanted)
    made = _seat_all(row, whole, by)
    for state in (SEATED, WAITING):
        those = [who for who, became in made.items() if became == state]
        audit.record_each("enrol", those, actor=by, what=row.name, facts={"state": state})
    told, now = {"class": row.name, "code": row.code}, clock.now()
    key = f"class-in|{row.id.hex}"
    outbox.notify_all(outbox.Timed(who, "class_entered", told, key, now) for who in made)
    counts = Counter(made.values())
    return {SEATED: counts[SEATED], WAITING: counts[WAITING], "": len(whole) - len(made)}


def seat_all(row: Class, persons: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Give a seat to those of some people who have none, as long as there are any; return who has one now.

    The caller holds the class; whoever finds no free seat is not put into the waiting line.
    """
    wanted = list(persons)
    behind = people.canonical_of(wanted)
    whole = list(dict.fromkeys(behind.get(each, each) for each in wanted))
    _seat_all(row, whole, None, may_wait=False)
    seated = set(row.enrolments.filter(person__in=whole, state=SEATED).values_list("person", flat=True))
    return [each for each in whole if each in seated]


def _seat_all(
    row: Class, persons: Iterable[uuid.UUID], by: uuid.UUID | None, *, may_wait: bool = True
) -> dict[uuid.UUID, str]:
    """Enrol many in their order with a fixed number of statements; return what became of those who had nothing."""
    now, listed = clock.now(), list(persons)
    held = {each.person: each for each in row.enrolments.filter(person__in=listed)}
    free = row.seats - taken(row.id)
    made: dict[uuid.UUID, str] = {}
    fresh, back = [], []
    for person in listed:
        known = held.get(person)
        if known and known.state != GONE:
            continue
        state = SEATED if free > 0 else WAITING
        if state == WAITING and not may_wait:
            continue
        free -= state == SEATED
        made[person] = state
        if known:  # he gave it up and comes back, at the end of the line
            known.state, known.at, known.by = state, now, by
            back.append(known)
        else:
            fresh.append(Enrolment(of=row, person=person, state=state, at=now, by=by))
    Enrolment.objects.bulk_create(fresh)
    Enrolment.objects.bulk_update(back, ["state", "at", "by"])
    show_to_trainer(row, [each for each in (*fresh, *back) if each.state == SEATED])
    return made


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
    Enrolment.objects.bulk_update(called, ["state"])
    show_to_trainer(row, called)
    told = {"class": row.name, "code": row.code}
    for each in called:
        outbox.notify(each.person, "class_seat", told, key=f"class-seat|{each.id.hex}")
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


def _enrol(row: Class, person: uuid.UUID, by: uuid.UUID | None) -> str:
    held = row.enrolments.filter(person__in=people.ids_of(person)).order_by("at").first()
    if held and held.state != GONE:
        return held.state
    return _seat_all(row, [person], by)[person]


def show_to_trainer(row: Class, enrolments: Iterable[Enrolment]) -> None:
    """Let the trainer see who has a seat, as long as he has it and the class runs (foundations, 5)."""
    if row.trainer:
        consents = {each.person: each.id for each in enrolments if each.person != row.trainer}
        granting.grant_each(row.trainer, consents, reason="class", on=clock.today())


def hide_from_trainer(row: Class) -> None:
    """End what a trainer sees by this class: somebody else teaches it now, or it is over."""
    granting.end_each(list(row.enrolments.values_list("id", flat=True)), on=clock.today())
