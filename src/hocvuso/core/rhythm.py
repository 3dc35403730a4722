"""The rhythm of learning: three days a week, weeks from Monday to Sunday, and a pause that breaks nothing.

A day is a Vietnamese day. For whoever works at night it lasts until he goes to bed: what he learns at two in the
morning belongs to the day on which his shift began.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core.quiet_hours import Shift

DAYS_A_WEEK = 3  # decided: product.md 48, a rhythm that goes together with shifts
WEEK = timedelta(days=7)  # standard
LONGEST_PAUSE = 60  # days, decided: after two months one begins anew without being asked why
LOOK_BACK = 30  # days, decided: somebody who was ill says so when he is well again
KEPT, RESTED, MISSED = "kept", "rested", "missed"


@dataclass(frozen=True, slots=True)
class Pause:
    """From when until when somebody rests, both days included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many weeks in a row were kept up to now, and this week: days so far, whether it is kept or rested."""

    weeks: int
    days: int
    is_kept: bool
    rests: bool

    @property
    def missing(self) -> int:
        """Return how many days this week still lacks."""
        return max(DAYS_A_WEEK - self.days, 0)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def study_day(day: date, minute: int, shift: Shift | None) -> date:
    """Return the day to which something done on `day` at `minute` (0…1439) belongs; `shift` None: not known.

    For a shift that crosses midnight, what is done before going to bed belongs to the day before.
    """
    if shift is None or shift.work[0] <= shift.work[1]:
        return day
    bed = shift.sleep[0] if shift.work[1] <= shift.sleep[0] < shift.work[0] else shift.work[1]
    return day - timedelta(days=1) if minute < bed else day


def problem_of_pause(pause: Pause, today: date) -> str:
    """Return what is wrong with a pause, "" when nothing is: order, long, old."""
    if pause.until < pause.since:
        return "order"
    if (pause.until - pause.since).days >= LONGEST_PAUSE:
        return "long"
    return "old" if (today - pause.since).days > LOOK_BACK else ""


def week_of(monday_: date, days: Collection[date], pauses: Sequence[Pause]) -> str:
    """Return whether a week was kept, rested (a pause touches it), or missed."""
    end = monday_ + WEEK
    if sum(monday_ <= each < end for each in days) >= DAYS_A_WEEK:
        return KEPT
    return RESTED if any(each.since < end and each.until >= monday_ for each in pauses) else MISSED


def rhythm(days: Collection[date], pauses: Sequence[Pause], today: date) -> Rhythm:
    """Return the rhythm on a day: kept weeks in a row back to the last missed one.

    Rested weeks neither count nor break. The week that runs counts as soon as it is kept, and never
    breaks anything before it is over.
    """
    known = set(days)
    this = monday(today)
    now = week_of(this, {each for each in known if each <= today}, pauses)
    weeks = int(now == KEPT)
    first = monday(min(known, default=today))
    at = this - WEEK
    while at >= first:
        found = week_of(at, known, pauses)
        if found == MISSED:
            break
        weeks += found == KEPT
        at -= WEEK
    return Rhythm(weeks, sum(this <= each <= today for each in known), now == KEPT, now == RESTED)


@dataclass(frozen=True, slots=True)
class BadgeRule:
    """What a badge asks from a day on: all of these skills mastered, or so many kept weeks in a row; 0: not asked."""

    valid_from: date
    skills: tuple[str, ...] = ()
    weeks: int = 0


def badge_rule(rules: Sequence[BadgeRule], day: date) -> BadgeRule | None:
    """Return the rule that holds on a day, the one that began last; None before the first."""
    begun = [each for each in rules if each.valid_from <= day]
    return max(begun, key=lambda each: each.valid_from) if begun else None


def is_earned(rule: BadgeRule, mastered: Collection[str], weeks: int) -> bool:
    """Tell whether a badge is earned by what somebody can do now and how long he has kept his rhythm."""
    if not rule.skills and not rule.weeks:
        return False
    return set(rule.skills) <= set(mastered) and weeks >= rule.weeks
