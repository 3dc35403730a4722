"""A question in the middle of a lesson in talk: the assistant answers beside it, and the lesson stands where it stood.

For every channel. Nothing of learning moves here. A follow-up leans on what was answered last, the first question on
the step of the lesson. While a person helps, the words go to him.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from hocvuso.assistant import actions
from hocvuso.core import triage
from hocvuso.core.vntext import search_key
from hocvuso.groups.help_desk import asking


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel knows of its own: the language it speaks and the device in hand."""

    language: str = "vi"
    device: str = ""


UNKNOWN = Channel()


@dataclass(frozen=True, slots=True)
class Aside:
    """What came of a question: an answer, or the request whose person got the words; `problem` when he did not."""

    turn: actions.Turn | None = None
    to_person: uuid.UUID | None = None
    problem: str = ""


def ask(person: uuid.UUID, text: str, step: str, channel: Channel, *, since: datetime, now: datetime) -> Aside:
    """Answer a question; `step` is where the lesson stands, since `since`."""
    helped = asking.silences(person)
    if helped is not None:
        problem, is_urgent = "", triage.is_urgent(search_key(text))
        try:
            asking.write(person, helped.pk, text, now=now)
        except asking.Refused as refused:
            problem = str(refused.args[0])
        if not is_urgent:
            return Aside(to_person=helped.pk, problem=problem)
    context = actions.answered_last(person, since) or step
    return Aside(
        actions.ask(
            text, now=now, person=person, current_step=context, language=channel.language, device=channel.device
        ),
        helped.pk if helped else None,
    )


def choose(person: uuid.UUID, target: str, channel: Channel, *, since: datetime, now: datetime) -> Aside:
    """Show one of the things that the last answer offered; anything else gives nothing."""
    return Aside(
        actions.show(target, person=person, since=since, now=now, language=channel.language, device=channel.device)
    )
