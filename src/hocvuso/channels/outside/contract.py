"""What an adapter must offer, and how a channel outside may refuse. Nothing here knows Zalo or TikTok."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from hocvuso.channels.outside.sealing import Pair
from hocvuso.core.posting import Rendered


class Why(enum.Enum):
    """Why a channel refused; what follows differs, the words are pages' affair (`words`)."""

    TOKEN = "token"  # noqa: S105 - a reason: expired or revoked: refreshed once, then asked again
    LOGIN = "login"  # the refresh token is worth nothing any more: a person must connect the channel anew
    QUOTA = "quota"  # used up until tomorrow
    RATE = "rate"  # too fast: wait a little
    WINDOW = "window"  # this person may not be written to now
    GONE = "gone"  # this person will never take it: left, blocked, no account
    BUSY = "busy"  # the other side is broken, or works on it
    DOWN = "down"  # it does not answer at all
    UNSURE = "unsure"  # it went out and no answer came: perhaps it was taken
    NEVER = "never"  # this message will not be taken as it is
    RIGHT = "right"  # the account has no right to do that (plan, scope)


AGAIN = frozenset({Why.QUOTA, Why.RATE, Why.BUSY, Why.DOWN, Why.TOKEN, Why.LOGIN})  # worth another try later


class Refused(Exception):
    """A channel refused; `code` is its own word for it."""

    def __init__(self, why: Why, code: str = "", detail: str = "") -> None:
        super().__init__(f"{why.value} {code} {detail}".strip())
        self.why, self.code, self.detail = why, code[:40], detail[:200]


@dataclass(frozen=True, slots=True)
class Posted:
    """How far a post is: done with its address, or what is known so far and when to look again."""

    is_done: bool
    where: str = ""
    progress: Mapping[str, Any] = field(default_factory=dict)
    look_again: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Files:
    """Where picture and video of a post lie: an address on this site, a file below the data folder."""

    picture_url: str = ""
    video: str = ""


class Adapter(Protocol):
    """A channel outside that posts can be sent to."""

    name: str
    posts_as: tuple[str, ...]  # names in core.posting.CHANNELS

    def is_on(self) -> bool:
        """Tell whether the operator has set it up."""

    def a_day(self) -> int:
        """Return how many things it may send a day, 0 for no limit of ours."""

    def refresh(self, refresh_token: str) -> Pair:
        """Return a new pair of tokens; the old refresh token is used up by it. Raises Refused."""

    def post(self, rendered: Rendered, files: Files, progress: Mapping[str, Any], broadcast: bool) -> Posted:
        """Do the next step of a post; called again with the progress that it returned until it is done.

        Every step may be done twice without a second post. Raises Refused.
        """
