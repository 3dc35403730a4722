"""The door by which any room sends somebody a message: it waits here until the floor above empties the outbox.

A lower room never calls up: it names who, what kind of message and the facts, in the transaction of its act. The words,
the way and the hour are decided above (ADR 0023).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Outbox

CHANNEL, POST = "notice", "post"
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
    """Return what may be taken up now, oldest first; of one moment, what was written first."""
    rows = Outbox.objects.filter(channel=CHANNEL, sent_at=None, not_before__lte=clock.now())
    rows = rows.order_by("not_before", "id")
    return [
        Message(row.id, row.recipient, row.body["kind"], row.body["facts"], row.created_at)
        for row in rows[:limit]
        if row.recipient is not None
    ]


def written(kind: str, since: datetime) -> list[Message]:
    """Return what was written of one kind since a moment, taken up or not, newest first; for the demonstration."""
    rows = Outbox.objects.filter(channel=CHANNEL, body__kind=kind, created_at__gte=since).order_by("-created_at", "-id")
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A composed post for one channel of `core.posting`; `digest` is that of what was shown and agreed to."""

    id: uuid.UUID
    key: str
    channel: str
    article: dict[str, Any]
    files: dict[str, str]
    digest: str
    is_broadcast: bool
    unit: uuid.UUID | None
    by: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed post: a name of `core.posting.CHANNELS`, `asdict(Article)`, and the digest of its preview.

    `files`: `picture_url` is an address on this site, `video` a file below the data folder.
    """

    channel: str
    article: Mapping[str, Any]
    digest: str
    files: Mapping[str, str] = field(default_factory=dict)
    is_broadcast: bool = False


def publish(
    post: Composed,
    *,
    key: str,
    unit: uuid.UUID | None = None,
    by: uuid.UUID | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Put a composed post into the outbox, in the caller's transaction; tell whether it is a new one.

    A rendering other than the one whose digest was agreed to does not go. What became of it: `told`.
    """
    now = clock.now()
    body = {
        "to": post.channel, "article": dict(post.article), "digest": post.digest, "files": dict(post.files),
        "is_broadcast": post.is_broadcast, "unit": unit.hex if unit else "", "by": by.hex if by else "",
        "told": {"state": "waiting"},
    }  # fmt: skip
    row = {"channel": POST, "body": body, "created_at": now, "not_before": not_before or now}
    return Outbox.objects.get_or_create(key=key, defaults=row)[1]


def posts_due(limit: int = 20) -> list[Wanted]:
    """Return the posts whose hour has come, oldest first."""
    rows = Outbox.objects.filter(channel=POST, sent_at=None, not_before__lte=clock.now()).order_by("not_before", "id")
    return [_wanted(row) for row in rows[:limit]]


def _wanted(row: Outbox) -> Wanted:
    body = row.body
    unit, by = (uuid.UUID(body[name]) if body.get(name) else None for name in ("unit", "by"))
    return Wanted(
        row.id, row.key, body["to"], body["article"], body["files"], body["digest"], body["is_broadcast"], unit, by
    )


def tell(key: str, told: Mapping[str, Any]) -> None:
    """Write down what became of a post, for the room that wanted it."""
    row = Outbox.objects.filter(key=key, channel=POST).first()
    if row is not None:
        row.body["told"] = dict(told)
        row.save(update_fields=["body"])


def told(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what became of posts: `state` waiting, by_hand, sent, failed; `where`; `why`, `code` of a refusal."""
    rows = Outbox.objects.filter(channel=POST, key__in=list(keys)).values_list("key", "body")
    return {key: body["told"] for key, body in rows}


def call_off(key: str) -> bool:
    """Take a post back that has not been taken up yet; tell whether that was so."""
    return bool(Outbox.objects.filter(key=key, channel=POST, sent_at=None).delete()[0])


def erase(people: Iterable[uuid.UUID]) -> int:
    """Delete all messages to these people; return how many."""
    return Outbox.objects.filter(recipient__in=list(people)).delete()[0]


_forgetting: list[Callable[[uuid.UUID, str, str], object]] = []


def when_forgotten(act: Callable[[uuid.UUID, str, str], object]) -> None:
    """Let the floor above delete what it keeps of messages that are forgotten."""
    _forgetting.append(act)


def forget(recipient: uuid.UUID, fact: str, value: str) -> None:
    """Delete every message to somebody in which a fact has this value, also what he was told already.

    For what must leave no mark once he has withdrawn from it.
    """
    Outbox.objects.filter(recipient=recipient, channel=CHANNEL, **{f"body__facts__{fact}": value}).delete()
    for act in _forgetting:
        act(recipient, fact, value)


def forget_taken(before: datetime) -> int:
    """Delete what was taken up before that moment; return how many. Its keys may then be used again."""
    return Outbox.objects.filter(sent_at__lt=before, channel=CHANNEL).delete()[0]
