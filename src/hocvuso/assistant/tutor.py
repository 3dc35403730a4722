"""Today's plan with the assistant, turn by turn: the same for the page and for a messenger.

`current` shows where the talk stands, `take` takes in one reply. An answer is recorded by the same action as that of
any exercise, under an id that was made with the bubble: the same bubble answered twice counts once.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from hocvuso.assistant import asides, talks
from hocvuso.assistant.asides import Aside, Channel
from hocvuso.assistant.models import Talk as Row
from hocvuso.assistant.tutor_words import Shown, worded, worded_aside
from hocvuso.core import tutoring
from hocvuso.core.bubbles import bubble
from hocvuso.core.talking import Did, Here, Reply, Talk
from hocvuso.learning import actions as learning
from hocvuso.learning import agenda, queries, showing
from hocvuso.learning.intake import Incoming
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7


@dataclass(frozen=True, slots=True)
class Turn:
    """What a channel shows: the bubble in words, the step it is about ("" where none), and the plan it follows."""

    bubble: str  # its id, to be sent back with the reply
    shown: Shown
    step: str
    plan: uuid.UUID
    aside: Aside | None = None  # a question in between: then `shown` is its answer, the lesson waits


def current(person: uuid.UUID, now: datetime) -> Turn:
    """Return the bubble that waits for a reply; a talk of another day or of a plan not begun gives way to today's."""
    row = _row(person)
    if row is None or _is_past(row, person, now):
        row = _begin(person, now)
    return _turn(row, _here(row, person, now))


def take(person: uuid.UUID, device: uuid.UUID, reply: Reply, now: datetime, channel: Channel = asides.UNKNOWN) -> Turn:
    """Take in one reply: words or a button. Sending it again changes nothing and shows what came of it.

    A question in between is answered beside the lesson, which stands where it stood.
    """
    found = _row(person)
    row = found or _begin(person, now)  # a question is answered also where the talk has been deleted meanwhile
    talk, here = talks.read(row.state), _here(row, person, now)
    aside = _aside(row, person, here, reply, now, channel)
    if aside is not None:
        Row.objects.filter(id=row.id, number=talk.number).update(state=talks.kept(replace(talk, is_aside=True)))
        return replace(_turn(row, here), shown=worded_aside(aside), aside=aside)
    if found is None:
        return current(person, now)
    moved = tutoring.move(talk, here, reply)
    if moved.did is not None:
        _record(person, device, row, moved.did, now)
    if moved.talk.phase == "over":
        row = _begin(person, now)
        return _turn(row, _here(row, person, now))
    if moved.talk is not talk:
        # Two replies to one bubble: whoever came first has moved the talk on, and the other sees where it stands.
        Row.objects.filter(id=row.id, number=talk.number).update(
            state=talks.kept(moved.talk), number=moved.talk.number, event=uuid7(), updated_at=now
        )
    return current(person, now)


def _aside(row: Row, person: uuid.UUID, here: Here, reply: Reply, now: datetime, channel: Channel) -> Aside | None:
    """Return what came of a question to the assistant, None where the reply is one to the bubble."""
    target = tutoring.chosen_in(reply)
    if target:
        shown = asides.choose(person, target, channel, since=row.updated_at, now=now)
        return shown if shown.turn else None
    question = tutoring.question_in(talks.read(row.state), here, reply)
    if not question:
        return None
    return asides.ask(person, question, _turn(row, here).step, channel, since=row.updated_at, now=now)


def _row(person: uuid.UUID) -> Row | None:
    return Row.objects.filter(person__in=people.ids_of(person)).order_by("-began_at").first()


def _is_past(row: Row, person: uuid.UUID, now: datetime) -> bool:
    talk = talks.read(row.state)
    if clock.day_number(row.updated_at) != clock.day_number(now) or not talk.agenda:
        return True
    return talk.phase == "hello" and row.plan != agenda.agenda(person, now).plan


def _begin(person: uuid.UUID, now: datetime) -> Row:
    found = agenda.agenda(person, now)
    talk_id = uuid7()
    talk = Talk(talk_id.hex, found.entries, phase="hello" if found.entries else "done")
    Row.objects.filter(person__in=people.ids_of(person)).delete()
    return Row.objects.create(
        id=talk_id, person=person, began_at=now, updated_at=now, plan=found.plan, title=found.title,
        state=talks.kept(talk),
    )  # fmt: skip


def _here(row: Row, person: uuid.UUID, now: datetime) -> Here:
    talk = talks.read(row.state)
    if talk.phase == "hello":
        return Here(title=row.title)
    if talk.at >= len(talk.agenda):
        return Here(title=showing.done(queries.done_in(person, row.plan)))
    return agenda.here(talk.agenda[talk.at], queries.choices(person), clock.day_of(now))


def _turn(row: Row, here: Here) -> Turn:
    talk = talks.read(row.state)
    entry = talk.agenda[talk.at] if talk.phase != "hello" and talk.at < len(talk.agenda) else None
    step = (here.item.step if here.item else entry.id if entry.kind == "step" else "") if entry else ""
    return Turn(talk.bubble, worded(bubble(talk, here)), step, row.plan)


def _record(person: uuid.UUID, device: uuid.UUID, row: Row, did: Did, now: datetime) -> None:
    incoming = Incoming(
        id=row.event,
        kind=did.kind,
        content_id=did.entry.id,
        device=device,
        counter=None,
        client_at=now,
        version=did.entry.version,
        context=did.entry.context,
        response=did.response,
        hints=did.hints,
        plan=row.plan,
    )
    learning.record(person, [incoming], now=now)
