"""Whether an account of a messenger may write to somebody now: free, at a price, by an approved template, not at all.

After each message of a person the account may answer a number of times for nothing, for some hours; later, up to some
days, a message costs money; after that only templates go. The numbers are settings, because sources differ
(docs/manuals/channels.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Fare = Literal["free", "paid", "closed"]


@dataclass(frozen=True, slots=True)
class Rules:
    """For how long and how often somebody may be answered; both spans begin with his last message."""

    free_for: timedelta
    free_replies: int
    open_for: timedelta


def fare(wrote_at: datetime | None, replies: int, now: datetime, rules: Rules) -> Fare:
    """Return what a message costs now; `replies` counts those since the person wrote last, None: he never did."""
    if wrote_at is None or now - wrote_at > max(rules.open_for, rules.free_for):
        return "closed"
    if now - wrote_at <= rules.free_for and replies < rules.free_replies:
        return "free"
    return "paid" if now - wrote_at <= rules.open_for else "closed"
