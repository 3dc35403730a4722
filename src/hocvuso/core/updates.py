"""Who is owed a one-minute update: whoever learnt a step the old way and has not met the new one. Pure.

A step was learnt when it was read, or when a question about it was answered right. What was read is told by its
meaning number, so a phone that sends late is judged by what stood on it; an answer, by when it was given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

READ, SOLVED = "read", "solved"


@dataclass(frozen=True, slots=True)
class Owing:
    """One update: of which step, from which meaning on, and when that meaning was first published here."""

    id: str
    step: str
    since: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """One time that somebody met a step; `meaning` is that of what he read, None when it is not known."""

    kind: str
    step: str
    at: datetime
    meaning: int | None = None

    def is_before(self, update: Owing) -> bool:
        """Tell whether that was the old way."""
        if self.kind == READ and self.meaning is not None:
            return self.meaning < update.since
        return self.at < update.changed_at


def id_of(step: str, since: int) -> str:
    """Return the id of an update: kns.4.3/three-questions#who-sent-it@2."""
    return f"{step}@{since}"


def owed(updates: Iterable[Owing], met: Sequence[Met], given: Collection[str]) -> list[str]:
    """Return the updates that somebody is to get, in the order given; never one that he was `given` already."""
    found = []
    for update in updates:
        mine = [one for one in met if one.step == update.step]
        before = [one for one in mine if one.is_before(update)]
        has_read_anew = any(one.kind == READ for one in mine if not one.is_before(update))
        if before and not has_read_anew and update.id not in given:
            found.append(update.id)
    return found
