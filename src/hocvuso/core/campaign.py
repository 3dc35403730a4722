"""Awareness work as rules: the way of a post, when each place is due, who is late with what was asked of him.

A *post* is written once and goes to several *places*: a Zalo group, the site's own news, a channel. Days and moments
are given; nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hocvuso.core import quiet_hours

DRAFT, WAITING, APPROVED, ENDED = "draft", "waiting", "approved", "ended"
STATES = (DRAFT, WAITING, APPROVED, ENDED)

# act → (states in which it may be done, state after it); decided: what is approved is changed only by reopening it.
ACTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "ask": ((DRAFT,), WAITING),
    "return": ((WAITING,), DRAFT),
    "approve": ((WAITING,), APPROVED),
    "reopen": ((WAITING, APPROVED), DRAFT),
    "end": ((DRAFT, WAITING, APPROVED), ENDED),
    "restore": ((ENDED,), DRAFT),
}

GROUP, WEBSITE = "zalo-group", "website"  # names of `posting.CHANNELS`
# Decided: what makes a phone ring waits for an open hour; a page and a video app ring nobody.
RINGING = frozenset({GROUP, "zalo-article", "email"})

NOT_YET, COMING, DUE, STOPPED = "not_yet", "coming", "due", "stopped"
SENT, MARKED, REFUSED = "sent", "marked", "refused"


class NoSuchStep(ValueError):
    """This act does not belong to the state in which the post is."""


def after(state: str, act: str) -> str:
    """Return the state of a post after an act. Raises NoSuchStep."""
    allowed, then = ACTS.get(act, ((), ""))
    if state not in allowed:
        raise NoSuchStep(f"{state} {act}")
    return then


def acts(state: str) -> tuple[str, ...]:
    """Return what may be done with a post in this state."""
    return tuple(act for act, (allowed, _then) in ACTS.items() if state in allowed)


def due_at(planned: datetime, channel: str, shift: str) -> datetime:
    """Return when a post goes out on a channel: as planned, or at the end of the quiet hours of those whom it rings.

    `planned` must be in Vietnamese time; `shift` is a name of `quiet_hours.SHIFTS`, anything else one of whom nothing
    is known.
    """
    if channel not in RINGING:
        return planned
    minute = planned.hour * 60 + planned.minute
    return planned + timedelta(minutes=quiet_hours.minutes_until_open(quiet_hours.shift(shift), minute))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post is put: when it is due there and what became of it."""

    channel: str
    due_at: datetime | None
    posted_on: date | None
    is_sent: bool = False  # by a program, not marked by hand
    refusal: str = ""


def place_state(post: str, place: Place, now: datetime) -> str:
    """Return how far a post is in one place; what is out stays out, whatever becomes of the post."""
    if place.posted_on is not None:
        return SENT if place.is_sent else MARKED
    if post == ENDED:
        return STOPPED
    if place.refusal:
        return REFUSED
    if post != APPROVED or place.due_at is None:
        return NOT_YET
    return DUE if place.due_at <= now else COMING


AROUND = timedelta(days=1)  # decided: reminders come on the day before the last one and on the day after
OPEN, LATE, DONE, DONE_LATE = "open", "late", "done", "done_late"


def standing(due_on: date, done_on: date | None, today: date) -> str:
    """Return how a unit stands to what it was asked for; the last day belongs to it to its end."""
    if done_on is not None:
        return DONE if done_on <= due_on else DONE_LATE
    return LATE if today > due_on else OPEN


def reminder_days(due_on: date) -> tuple[date, date]:
    """Return the days on which whoever has not posted is reminded: the day before the last one, and the day after."""
    return due_on - AROUND, due_on + AROUND


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many pages were opened, and how many people began, kept their results, mastered the skill."""

    opened: int = 0
    begun: int = 0
    kept: int = 0
    mastered: int = 0


def total(parts: Iterable[Funnel]) -> Funnel:
    """Add funnels up; each person came by one link, so nobody is counted twice."""
    rows = list(parts)
    return Funnel(
        sum(each.opened for each in rows),
        sum(each.begun for each in rows),
        sum(each.kept for each in rows),
        sum(each.mastered for each in rows),
    )
