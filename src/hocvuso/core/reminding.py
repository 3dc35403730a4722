"""Whether somebody is reminded, of what and when: never in work, on the way or in sleep, at most twice in seven days.

Pure: who agreed, what was told before, his hours and his time zone come in; one moment with its reason goes out, or why
there is none. Texts are written by people elsewhere; here only the reason is chosen.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from hocvuso.core import quiet_hours
from hocvuso.core.quiet_hours import NothingOpen, Shift

MOST = 2  # published: product.md 2.22, at most 2 reminders a week
WEEK = timedelta(
    days=7
)  # any seven days in a row, not a calendar week: decided, so that Sunday and Monday are not four
APART = timedelta(hours=20)  # decided: never two in a day, and the same hour next day stays possible
SAME_APART = timedelta(days=6)  # decided: the same sentence twice in a week is read by nobody
_LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)  # decided: before anything was told
_LOOKS = 6  # decided: two at most are needed (work, sleep); a clock that is put back or forward asks for one more each


@dataclass(frozen=True, slots=True)
class Reason:
    """Something to remind of: `about` is the occasion, the heaviest `weight` comes first, at `until` it is too late.

    `is_date`: each occasion is a date of its own (a class), so the same words may come again within days.
    """

    kind: str
    about: str
    weight: int
    facts: Mapping[str, object] = field(default_factory=dict)
    until: datetime | None = None
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that was sent, or waits to be."""

    at: datetime
    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reachable:
    """One person: does he agree, when does he work and sleep by the clock there, what was told, what there is.

    `expects_date`: a date that he waits for lies ahead, so one of the reminders of a week is kept for it.
    """

    agreed: bool
    hours: Shift
    zone: tzinfo
    told: Sequence[Told] = ()
    reasons: Sequence[Reason] = ()
    expects_date: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """Send this reason at that moment (aware)."""

    at: datetime
    reason: Reason


class Silence(enum.Enum):
    """Why nobody is reminded now."""

    NOT_AGREED = "not agreed, or stopped"
    NOTHING = "no reason, or each was told lately"
    WAITING = "one is on its way already"
    ENOUGH = "two in seven days, or one within twenty hours"
    LATER = "the next open minute lies beyond this plan"
    NEVER = "his hours leave no minute open"


def plan(person: Reachable, now: datetime, until: datetime) -> Reminder | Silence:
    """Return the one reminder that goes between `now` and before `until` (aware moments), or why there is none.

    Reasons are tried by weight, the heaviest first, then by kind; one that is too late by then gives way to the next.
    """
    if not person.agreed:
        return Silence.NOT_AGREED
    if any(told.at > now for told in person.told):
        return Silence.WAITING
    if not person.reasons:
        return Silence.NOTHING
    try:
        free = _first_open(person, max(now, _spaced(told.at for told in person.told)))
    except NothingOpen:
        return Silence.NEVER
    if free >= until:
        return Silence.ENOUGH if _first_open(person, now) < until else Silence.LATER
    fitting = [
        reason
        for reason in person.reasons
        if (reason.until is None or free < reason.until)
        and not _was_told(reason, person.told, free)
        and (reason.is_date or not _is_kept(person, free))
    ]
    if not fitting:
        return Silence.NOTHING
    return Reminder(free, min(fitting, key=lambda each: (-each.weight, each.kind, each.about)))


def _spaced(told: Iterable[datetime]) -> datetime:
    """Return from when on the next one keeps its distance from those before."""
    newest = sorted(told, reverse=True)
    free = [newest[0] + APART] if newest else []
    free += [newest[MOST - 1] + WEEK] if len(newest) >= MOST else []
    return max(free, default=_LONG_AGO)


def _is_kept(person: Reachable, at: datetime) -> bool:
    """Tell whether what is left of this week's reminders is kept for a date that lies ahead."""
    lately = [told for told in person.told if at - told.at < WEEK]
    return person.expects_date and len(lately) >= MOST - 1


def _was_told(reason: Reason, told: Sequence[Told], at: datetime) -> bool:
    """Tell whether this very occasion was told once, or its kind lately."""
    of_kind = [each for each in told if each.kind == reason.kind]
    return any(each.about == reason.about or (at - each.at < SAME_APART and not reason.is_date) for each in of_kind)


def _first_open(person: Reachable, at: datetime) -> datetime:
    """Return the first moment from `at` on that is open by the clock of the person's place. Raises NothingOpen."""
    whole = at.replace(second=0, microsecond=0)
    moment = whole if whole == at else whole + timedelta(minutes=1)
    for _ in range(_LOOKS):
        local = moment.astimezone(person.zone)
        wait = quiet_hours.minutes_until_open(person.hours, local.hour * 60 + local.minute)
        if not wait:
            return moment
        moment += timedelta(minutes=wait)
    raise NothingOpen
