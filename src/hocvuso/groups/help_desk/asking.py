"""What a learner does: ask for a person, write, go back to the assistant, close, rate, withdraw, report a helper.

Every text is masked before it is stored; one open request a person, a few a day, so that nobody floods a desk.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hocvuso.core import masking
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import blocking, routing
from hocvuso.groups.help_desk.wish import PLAIN, Wish
from hocvuso.groups.models import (
    ASSISTANT,
    DONE,
    HELPING,
    LEARNER,
    OPEN,
    HelpRemark,
    HelpRequest,
)
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import granting

Turn = tuple[datetime, str, str]  # when, who, what
__all__ = [
    "ASSISTANT", "LEARNER", "Caller", "Refused", "Turn", "back_to_assistant", "close", "for_caller", "give_number",
    "open_of", "open_request", "rate", "silences", "stuck_at", "withdraw", "write",
]  # fmt: skip
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST_REQUESTS = 5  # a day, decided: more than that is one long request
MOST_MESSAGES = 30  # an hour, decided: faster than one types on a phone
RATINGS = (1, 2, 3)  # not helped, a little, helped
BY_LEARNER = "by_learner"  # outcome of a request that the learner closed himself


class Refused(ValueError):
    """The request or message is not taken; `args[0]` says why: empty, often, nobody, blocked, child."""


def open_request(
    person: uuid.UUID,
    text: str,
    *,
    now: datetime,
    step: str = "",
    exercise: str = "",
    device: str = "",
    turns: Sequence[Turn] = (),
    wish: Wish = PLAIN,
) -> HelpRequest:
    """Ask for a person; with one open already the words go there, and where one is stuck now. Raises Refused.

    `exercise` is the one in which somebody is stuck; what he answered is not handed over. `turns` are what was said
    before with the assistant, masked already. The nearest fitting group is told, and whoever signs for the unit.
    """
    person = people.canonical(person)
    if wish.entered_by is None and blocking.in_force(person, clock.day_of(now)) is not None:
        raise Refused("blocked")
    known = open_of(person)
    said = masking.mask(text.strip()[:MAX_CHARACTERS]).text
    step = step if step in curriculum.current().steps else ""
    where = stuck_at(exercise)
    if known is not None:
        _add(known, said, step if where else "", where, now)
        return known
    before = [*turns, *([(now, ASSISTANT, where)] if where else [])]
    if not (said or before or step):
        raise Refused("empty")
    if several.is_child(person):  # trust.md 4.2: no free chat under 16
        raise Refused("child")
    if HelpRequest.objects.filter(person=person, opened_at__gt=now - DAY).count() >= MOST_REQUESTS:
        raise Refused("often")
    place = routing.place_of(person, clock.day_of(now))
    if place is None:
        raise Refused("nobody")
    sent = routing.group_for(person, place, wish, step, now)
    try:
        with transaction.atomic():
            row = HelpRequest.objects.create(
                person=person, home_unit=place.home, unit=routing.office_of(place, sent, now), step=step, device=device,
                opened_at=now, touched_at=now, due_at=routing.due(now), group_id=sent.group, source=wish.source,
                way=wish.way, wants_woman=wish.wants_woman, entered_by=wish.entered_by,
                gives_number=wish.way in routing.WITH_NUMBER,
            )  # fmt: skip
            lines = [HelpRemark(request=row, at=at, side=side, text=line, is_before=True) for at, side, line in before]
            HelpRemark.objects.bulk_create(lines)
            if said:
                HelpRemark.objects.create(request=row, at=now, side=LEARNER, text=said)
            routing.tell_office(row.unit, "help_waiting", key=f"help-open:{row.pk.hex}", about=person)
            routing.tell_group(sent, key=f"help-group:{row.pk.hex}")
    except IntegrityError:  # the same form came twice at once: the first one counts
        known = open_of(person)
        if known is None:
            raise
        return known
    return row


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody on the phone who is on no list; `number` was made with the form, so that sent twice it is one."""

    number: uuid.UUID
    name: str
    phone: str


@transaction.atomic
def for_caller(
    caller: Caller, text: str, unit: uuid.UUID, wish: Wish, *, now: datetime
) -> HelpRequest:  # fmt: skip
    """Write a request down for somebody who is on no list; the officials of `unit` and the nearest group see it.

    Whoever takes it sees name and number. It is deleted like every request. Raises Refused.
    """
    said = masking.mask(text.strip()[:MAX_CHARACTERS]).text
    if not said or not caller.name.strip() or not caller.phone:
        raise Refused("empty")
    known = HelpRequest.objects.filter(person=caller.number).first()
    if known is not None:
        return known
    place = routing.Place(routing.staffed(unit, clock.day_of(now)), None)
    sent = routing.group_for(caller.number, replace(place, unit=unit), wish, "", now)
    row = HelpRequest.objects.create(
        person=caller.number, unit=place.unit, opened_at=now, touched_at=now, due_at=routing.due(now),
        group_id=sent.group, source=wish.source, way=wish.way, wants_woman=wish.wants_woman,
        entered_by=wish.entered_by, gives_number=True, caller=caller.name.strip()[:80], caller_phone=caller.phone,
    )  # fmt: skip
    HelpRemark.objects.create(request=row, at=now, side=LEARNER, text=said)
    routing.tell_office(row.unit, "help_waiting", key=f"help-open:{row.pk.hex}", about=row.person)
    routing.tell_group(sent, key=f"help-group:{row.pk.hex}")
    return row


def stuck_at(exercise: str) -> str:
    """Return in words in which exercise somebody is stuck, "" for none of ours."""
    item = curriculum.current().items.get(exercise)
    if item is None:
        return ""
    return _("Stuck at the exercise “%(prompt)s”. The help on the page was not enough.") % {"prompt": item.prompt}


@transaction.atomic
def _add(known: HelpRequest, said: str, step: str, where: str, now: datetime) -> None:
    """Bring words and a new place to an open request; the same place told twice stands there once."""
    if where and not known.remarks.filter(side=ASSISTANT, text=where).exists():
        HelpRemark.objects.create(request=known, at=now, side=ASSISTANT, text=where)
        known.step = step or known.step
        known.save(update_fields=["step"])
    if said:
        write(known.person, known.id, said, now=now)


def open_of(person: uuid.UUID) -> HelpRequest | None:
    """Return the request of a person that is not done, under any of his ids."""
    return HelpRequest.objects.filter(person__in=people.ids_of(person), state__in=OPEN).first()


@transaction.atomic
def write(person: uuid.UUID, request: uuid.UUID, text: str, *, now: datetime) -> bool:
    """Add the learner's words to his open request, whoever is there; tell whether there is one. Raises Refused."""
    said = masking.mask(text.strip()[:MAX_CHARACTERS]).text
    row = _mine(person, request).filter(state__in=OPEN).select_for_update().first()
    if row is None:
        return False
    if not said:
        raise Refused("empty")
    if blocking.in_force(row.person, clock.day_of(now)) is not None:
        raise Refused("blocked")  # an official wrote this request down for him; what he needs is said by phone
    if row.remarks.filter(side=LEARNER, is_before=False, at__gt=now - HOUR).count() >= MOST_MESSAGES:
        raise Refused("often")
    message = HelpRemark.objects.create(request=row, at=now, side=LEARNER, text=said)
    is_first = row.due_at is None  # he begins to wait anew
    row.due_at, row.touched_at, row.with_assistant = row.due_at or routing.due(now), now, False
    row.save(update_fields=["due_at", "touched_at", "with_assistant"])
    if row.helper is not None and is_first:
        kind = "group_help_written" if routing.is_volunteer_of(row.helper, row.group_id) else "help_written"
        outbox.notify(row.helper, kind, {"request": str(row.pk)}, key=f"help-said:{message.pk.hex}")
    return True


def give_number(person: uuid.UUID, request: uuid.UUID, *, now: datetime) -> bool:
    """Let whoever helps see my number and call; who helps cannot bring that about himself."""
    facts = {"gives_number": True, "touched_at": now}
    return bool(_mine(person, request).filter(state__in=OPEN).update(**facts))


def back_to_assistant(person: uuid.UUID, request: uuid.UUID) -> bool:
    """Let the assistant answer again; the request stays open and what was said stays in it."""
    return bool(_mine(person, request).filter(state__in=OPEN).update(with_assistant=True))


@transaction.atomic
def close(person: uuid.UUID, request: uuid.UUID, *, now: datetime) -> bool:
    """Say that no more help is needed."""
    facts = {"state": DONE, "outcome": BY_LEARNER, "due_at": None, "touched_at": now, "beside_until": None}
    is_closed = bool(_mine(person, request).filter(state__in=OPEN).update(**facts))
    if is_closed:
        granting.end(request, on=clock.day_of(now))
    return is_closed


def rate(person: uuid.UUID, request: uuid.UUID, rating: int) -> bool:
    """Say how much it helped, once it is done."""
    return rating in RATINGS and bool(_mine(person, request).filter(state=DONE).update(rating=rating))


@transaction.atomic
def withdraw(person: uuid.UUID, request: uuid.UUID) -> bool:
    """Take a request back: it is deleted with its thread, and no official sees it any more."""
    gone = _mine(person, request).delete()[0] > 0
    if gone:
        granting.end(request, on=clock.today())
    return gone


def silences(person: uuid.UUID | None) -> HelpRequest | None:
    """Return the request in which a person is active, so that the assistant keeps silent; None lets it speak.

    It speaks to whoever is blocked from asking: his words would reach nobody.
    """
    if person is None:
        return None
    rows = HelpRequest.objects.filter(person__in=people.ids_of(person), state=HELPING, with_assistant=False)
    found = rows.first()
    return found if found is None or blocking.in_force(person, clock.today()) is None else None


def _mine(person: uuid.UUID, request: uuid.UUID) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(id=request, person__in=people.ids_of(person))
