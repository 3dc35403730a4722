"""Certificates: rules with a first day, who fulfils one, how long a paper holds, what counts from elsewhere.

What "able" means is not decided here but by the one rule of mastery (`mastery.rule_of_mastery`): a rule names skills,
and, where it wants a proctor, that each of them was shown again in a room not long ago. A changed rule has a later day;
what was issued before keeps the rule of its day. Days are calendar days.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .draw import Draw

MOST_SKILLS = 12  # decided: what one sitting of half an hour can ask about
MOST_MONTHS = 120  # decided: ten years; a digital skill that is older says nothing
MOST_EACH = 4  # decided: questions a skill in one sitting
LIVE, REVOKED, REPLACED, GONE = "live", "revoked", "replaced", "gone"  # what became of a paper
VALID, EXPIRED = "valid", "expired"  # how a live one stands on a day
GRASSROOTS, UPPER = "grassroots", "upper"  # the lowest union that may sign
DECLARED, VERIFIED, REFUSED, WITHDRAWN = (
    "declared",
    "verified",
    "refused",
    "withdrawn",
)  # of a certificate from elsewhere


@dataclass(frozen=True, slots=True)
class Rule:
    """When a certificate may be issued, from a day on. `months` 0: it holds without an end.

    With `proctored`, each skill must have been shown in a room within `sitting_days`; a sitting asks `each` questions a
    skill and lasts `minutes`. Raises ValueError for a rule that nobody, or everybody, fulfils.
    """

    id: str
    valid_from: date
    skills: tuple[str, ...]
    months: int = 24
    proctored: bool = False
    issuer: str = GRASSROOTS
    each: int = 2
    minutes: int = 20
    sitting_days: int = 90

    def __post_init__(self) -> None:
        if not 1 <= len(set(self.skills)) == len(self.skills) <= MOST_SKILLS:
            raise ValueError(f"{self.id}: 1 to {MOST_SKILLS} different skills")
        if not 0 <= self.months <= MOST_MONTHS:
            raise ValueError(f"{self.id}: it holds for 0 to {MOST_MONTHS} months")
        if self.issuer not in (GRASSROOTS, UPPER):
            raise ValueError(f"{self.id}: {GRASSROOTS} or {UPPER} signs")
        if not (1 <= self.each <= MOST_EACH and 1 <= self.minutes <= 240 and 1 <= self.sitting_days <= 3660):
            raise ValueError(f"{self.id}: questions a skill, minutes or days of a sitting are out of range")


def in_force(rules: Iterable[Rule], on: date) -> dict[str, Rule]:
    """Return by id the newest version of each rule that has begun on a day."""
    begun = sorted((each for each in rules if each.valid_from <= on), key=lambda each: each.valid_from)
    return {each.id: each for each in begun}


@dataclass(frozen=True, slots=True)
class Found:
    """What of a rule is still missing: skills that are not mastered, and skills not shown in a room lately."""

    unlearnt: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.unlearnt and not self.unseen


def find(rule: Rule, mastered: Collection[str], sat: Mapping[str, date], on: date) -> Found:
    """Return what somebody lacks on a day; `mastered` by the one rule, `sat` the last day he showed a skill in a room.

    Another skill, or another sitting, never takes anything away.
    """
    unlearnt = tuple(skill for skill in rule.skills if skill not in mastered)
    if not rule.proctored:
        return Found(unlearnt, ())
    since = on - timedelta(days=rule.sitting_days)
    unseen = tuple(skill for skill in rule.skills if not (skill in sat and since <= sat[skill] <= on))
    return Found(unlearnt, unseen)


def holds_until(on: date, months: int) -> date | None:
    """Return the last day on which a paper of a day holds, None for 0 months: no end.

    The same day of the month; where that month has none, its last day.
    """
    if not months:
        return None
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def standing(state: str, until: date | None, on: date) -> str:
    """Return how a paper stands on a day: VALID or EXPIRED while it is LIVE, else what became of it."""
    if state != LIVE:
        return state
    return EXPIRED if until is not None and on > until else VALID


def form(pools: Mapping[str, Sequence[str]], each: int, seen: Collection[str], draw: Draw) -> list[str]:
    """Return the tasks of one sitting: `each` a skill, in turns; those never met before come first.

    `pools` are the tasks of each skill. Fewer where a pool has fewer. The same draw gives the same form.
    """
    picked = [_picked(skill, pool, each, seen, draw) for skill, pool in pools.items()]
    return [tasks[turn] for turn in range(each) for tasks in picked if turn < len(tasks)]


def _picked(skill: str, pool: Sequence[str], each: int, seen: Collection[str], draw: Draw) -> list[str]:
    lane = draw.lane(skill)
    shuffled = [pool[place] for place in lane.shuffle(len(pool))]
    return sorted(shuffled, key=lambda task: task in seen)[:each]


def ends_at(started: datetime, minutes: int, closes: datetime) -> datetime:
    """Return when a sitting ends by the server's clock: after its minutes, at the latest when the room closes."""
    return min(started + timedelta(minutes=minutes), closes)


def does_count(state: str, counts: str) -> bool:
    """Tell whether a certificate from elsewhere counts; `counts` is what the federation lets count on that day."""
    return state == VERIFIED or (state == DECLARED and counts == DECLARED)
