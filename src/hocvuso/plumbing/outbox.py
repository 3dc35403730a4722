"""The door by which any room sends somebody a message: it waits here until the floor above empties the outbox.

A lower room never calls up: it names who, what kind of message and the facts, in the transaction of its act. The words,
the way and the hour are decided above (ADR 0023).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox

CHANNEL = "notice"
LONGEST_KEY = 87  # what the column holds less the person's id


@dataclass(frozen=True, slots=True)
class Message:
    """What waits for one person; `kind` says which words, `facts` fill them in."""

    id: uuid.UUID
    recipient: uuid.UUID
    kind: str
    facts: dict[str, Any]
    created_at: datetime


def notify(
    person: uuid.UUID,
    kind: str,
    facts: Mapping[str, Any] | None = None,
    *,
    key: str,
    not_before: datetime | None = None,
) -> bool:
    """Put a message for `person` into the outbox, in the caller's transaction; tell whether it is a new one.

    The same `key` is accepted once, so a repeated act sends nothing twice; the person need not be part of it.
    Facts are texts and numbers for the words of that kind, never what somebody answered or a name he may not see.
    """
    if len(key) > LONGEST_KEY:
        raise ValueError(f"a key of {len(key)} characters: {LONGEST_KEY} at most")
    now = clock.now()
    body = {"kind": kind, "facts": dict(facts or {})}
    row = {"channel": CHANNEL, "recipient": person, "body": body, "created_at": now, "not_before": not_before or now}
    return Outbox.objects.get_or_create(key=f"{key}|{person.hex}", defaults=row)[1]


@dataclass(frozen=True, slots=True)
class Timed:
    """A message for one person that goes at a time; see `notify`."""

    recipient: uuid.UUID
    kind: str
    facts: Mapping[str, Any]
    key: str
    not_before: datetime


def notify_all(messages: Iterable[Timed]) -> int:
    """Put many messages (1,000 at most) into the outbox at once; return how many are new. As `notify` otherwise."""
    now = clock.now()
    rows = {
        f"{each.key}|{each.recipient.hex}": Outbox(
            key=f"{each.key}|{each.recipient.hex}", channel=CHANNEL, recipient=each.recipient, created_at=now,
            body={"kind": each.kind, "facts": dict(each.facts)}, not_before=each.not_before,
        )
        for each in messages
    }  # fmt: skip
    known = set(Outbox.objects.filter(key__in=list(rows)).values_list("key", flat=True)) if rows else set()
    fresh = [row for key, row in rows.items() if key not in known]
    Outbox.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def due(limit: int = 200) -> list[Message]:
    """Return what may be taken up now, oldest first."""
    rows = Outbox.objects.filter(channel=CHANNEL, sent_at=None, not_before__lte=clock.now()).order_by("not_before")
    return [
        Message(row.id, row.recipient, row.body["kind"], row.body["facts"], row.created_at)
        for row in rows[:limit]
        if row.recipient is not None
    ]


def written(kind: str, since: datetime) -> list[Message]:
    """Return what was written of one kind since a moment, taken up or not, newest first; for the demonstration."""
    rows = Outbox.objects.filter(channel=CHANNEL, body__kind=kind, created_at__gte=since).order_by("-created_at")
    return [
        Message(row.id, row.recipient, kind, row.body["facts"], row.created_at)
        for row in rows
        if row.recipient is not None
    ]


def waiting(recipients: Iterable[uuid.UUID], kinds: Iterable[str]) -> list[tuple[uuid.UUID, str, datetime]]:
    """Return what of these kinds still waits for these people (1,000 at most): to whom, kind, not before when."""
    rows = Outbox.objects.filter(
        channel=CHANNEL, sent_at=None, recipient__in=list(recipients), body__kind__in=list(kinds)
    )
    return [
        (person, kind, at)
        for person, kind, at in rows.values_list("recipient", "body__kind", "not_before")
        if person is not None
    ]


def take(message: uuid.UUID) -> bool:
    """Mark a message as taken up, in the transaction that does so; tell whether nobody had."""
    return Outbox.objects.filter(id=message, sent_at=None).update(sent_at=clock.now()) == 1


def postpone(message: uuid.UUID, until: datetime) -> None:
    """Let a message wait."""
    Outbox.objects.filter(id=message, sent_at=None).update(not_before=until)


def erase(people: Iterable[uuid.UUID]) -> int:
    """Delete all messages to these people; return how many."""
    return Outbox.objects.filter(recipient__in=list(people)).delete()[0]


def forget_taken(before: datetime) -> int:
    """Delete what was taken up before that moment; return how many. Its keys may then be used again."""
    return Outbox.objects.filter(sent_at__lt=before).delete()[0]
