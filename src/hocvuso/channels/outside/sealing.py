"""Tokens at rest: encrypted, so that a copy of the database opens no channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hocvuso.plumbing.sealing import Ring, Unreadable

__all__ = ["Pair", "Unreadable", "opened", "seal"]
_ring = Ring("hocvuso.channels.tokens", "CHANNELS_KEY")
seal, opened = _ring.seal, _ring.opened


@dataclass(frozen=True, slots=True)
class Pair:
    """What a channel gave: a token to work with, one to get the next pair with, and until when both are good."""

    access: str
    refresh: str
    expires_at: datetime
    refresh_until: datetime | None = None
    who: str = ""
