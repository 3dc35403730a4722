"""What a way of sending must offer, and what a message is made of. The dispatcher knows nothing else of e-mail."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Facts = Mapping[str, Any]
# security: about the account itself, goes whatever was agreed to, at any hour. duty: work of an office.
# learning: for learners who agreed to reminders.
Purpose = Literal["security", "duty", "learning"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: its purpose and the words, written by hand; `link` is an address on this site."""

    purpose: Purpose
    title: Callable[[Facts], str]
    text: Callable[[Facts], str]
    link: Callable[[Facts], str]
    button: Callable[[], str]
    is_reminder: bool = False  # counts towards the two a week
    why: Callable[[Facts], str] | None = None  # of a reminder: what made it come, as the person reads it
    at_once: bool = False  # also in work or sleep: people are on their way, and an hour later is too late
    # Asked again before it is shown and before each letter goes; what is no longer true is told to nobody.
    still: Callable[[uuid.UUID, Facts], bool] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A message as somebody reads it."""

    title: str
    text: str
    link: str
    button: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one address; `id` stays the same when it is sent again, `stop_link` is "" where none belongs."""

    id: uuid.UUID
    to: str
    words: Words
    stop_link: str
    template: str = ""  # the approved template of its kind, where a way needs one
    phone: str = ""  # for the template only


class Outcome(enum.Enum):
    """How a try to send ended."""

    SENT = "sent"
    LATER = "waiting"  # full, busy, greylisted: try again
    REFUSED = "refused"  # this address will never take it
    FAILED = "failed"  # this message will never be taken, the address may be fine


class Unreachable(Exception):
    """The other side does not answer at all, so the whole batch waits."""


class Sender(Protocol):
    """An open way to send."""

    def send(self, parcel: Parcel) -> Outcome:
        """Send one message. Raises Unreachable."""


class Channel(Protocol):
    """A way to send."""

    def is_on(self) -> bool:
        """Tell whether the operator has set it up."""

    def opened(self) -> AbstractContextManager[Sender]:
        """Open it for a batch. Raises Unreachable."""
