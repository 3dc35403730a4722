"""The figure of one unit: who is counted, what was declared, what is unknown, what is hidden, where it is heading.

The core computes; the numbers come from the tallies. A person counts once, and only if he has agreed to be counted.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from hocvuso.core import indicators, pace, retention
from hocvuso.core.indicators import Share
from hocvuso.core.pace import Forecast
from hocvuso.core.retention import Kept
from hocvuso.groups.help_desk import queries as help_requests
from hocvuso.reports import facts
from hocvuso.reports.rollups import closing, counting, reading
from hocvuso.reports.rollups.reading import Counted
from hocvuso.reports.targets import UNITS, Target, day_index
from hocvuso.reports.targets.target import EVERYBODY
from hocvuso.unions import access
from hocvuso.unions import queries as unions

SIGNED_SHOWN = 12  # declarations listed one by one; an upper unit says how many there are
DAYS_AHEAD = 7  # "this week"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page says about a target in a unit."""

    target: Target
    at: datetime
    share: Share
    needed: int | None
    needed_today: float
    forecast: float | None
    signed: tuple[unions.Declared, ...]
    is_hidden: bool
    to_invite: int | None = None
    outlook: Forecast | None = None
    weeks: tuple[tuple[date, float], ...] = ()
    on_record: int = 0
    started: int | None = None
    kept: Kept | None = None
    checks: int | None = None
    units: int = 0

    @property
    def goal_people(self) -> int | None:
        """How many people (or units) the target is, or None while that is unknown."""
        return indicators.still_needed(self.target.share, people=self.share.people or None, reached=0)

    @property
    def is_behind(self) -> bool:
        """Whether the share is known and below what is needed by today."""
        return self.share.share is not None and self.share.share < self.needed_today

    @property
    def missing_share(self) -> float | None:
        """How much the forecast lacks at the deadline, 0 where it does not; None without one."""
        ahead = self.outlook.share if self.outlook else self.forecast
        return None if ahead is None else max(self.target.share - ahead, 0.0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the people of a unit have come; None where a number would point at single persons."""

    people: int
    invited: int
    not_started: int
    started: int | None
    asking: int


def of_unit(unit_id: uuid.UUID, target: Target, day: date) -> Figure:
    """Return where a unit stands against a target on `day`."""
    return of_units(unit_id, [target], day)[0]


def of_units(unit_id: uuid.UUID, targets: Sequence[Target], day: date) -> list[Figure]:
    """Return where a unit stands against several targets; the tree is read once."""
    leaves = [path[-32:] for path in unions.leaf_paths(unit_id, day)]
    at = counting.as_of()
    return [_figure(unit_id, leaves, target, day, at) for target in targets]


def _figure(unit_id: uuid.UUID, leaves: Sequence[str], target: Target, day: date, at: datetime) -> Figure:
    devices = facts.units_that_say(facts.DEVICES, day) if target.device_skill else ()
    counted = reading.tallies(leaves, target.measure, day, devices)
    share = indicators.share(reading.figures(leaves, target, day, counted))
    known = share.people if share.share is not None else None
    course, today = target.course, day_index(day)
    weeks = closing.weekly_shares(unit_id, target, day)
    reached = share.reached if known else None
    hidden = target.counts != UNITS and access.is_hidden(known)
    checks = sum(each.checks for each in counted)
    return Figure(
        target=target,
        at=at,
        share=replace(share, unknown=_ids(share.unknown), exceeds=_ids(share.exceeds)),
        needed=indicators.still_needed(target.share, people=known, reached=reached),
        needed_today=indicators.needed_by(course, today),
        forecast=indicators.forecast(course, share_now=share.share, day=today),
        signed=_signed(leaves, target, day),
        is_hidden=hidden,
        to_invite=indicators.to_invite(course, people=known, reached=reached, day=today, days_ahead=DAYS_AHEAD),
        outlook=_outlook(share.share, weeks, course.deadline - today),
        weeks=weeks,
        on_record=sum(each.people for each in counted),
        started=None if hidden else sum(each.started for each in counted),
        kept=None if hidden else _kept(counted),
        checks=None if hidden else checks,
        units=len(leaves),
    )


def _ids(leaves: Sequence[str]) -> tuple[str, ...]:
    # Cut by hand: thousands of UUID objects would take longer than reading the tallies.
    return tuple(f"{leaf[:8]}-{leaf[8:12]}-{leaf[12:16]}-{leaf[16:20]}-{leaf[20:]}" for leaf in leaves)


def _outlook(share: float | None, weeks: Sequence[tuple[date, float]], days_left: int) -> Forecast | None:
    if share is None:
        return None
    return pace.forecast([each for _, each in weeks], now=share, weeks_left=days_left / 7)


def _kept(counted: Sequence[Counted]) -> Kept | None:
    checks = sum(each.checks for each in counted)
    return retention.kept(passed=min(sum(each.kept for each in counted), checks), checks=checks)


def _signed(leaves: Sequence[str], target: Target, day: date) -> tuple[unions.Declared, ...]:
    if target.counts == UNITS or len(leaves) > SIGNED_SHOWN:
        return ()
    ids = [uuid.UUID(leaf) for leaf in leaves]
    declared = unions.headcounts(ids, target.audience, day)
    return tuple(declared[each] for each in ids if each in declared)


def counts(unit_id: uuid.UUID, day: date) -> Counts:
    """Return how many of the unit's people were invited, have started, wait for help."""
    leaves = [path[-32:] for path in unions.leaf_paths(unit_id, day)]
    counted = reading.tallies(leaves, EVERYBODY, day)
    people = sum(each.people for each in counted)
    return Counts(
        people=people,
        invited=sum(each.invited for each in counted),
        not_started=sum(each.waiting for each in counted),
        started=None if access.is_hidden(people) else sum(each.started for each in counted),
        asking=unions.present_count(help_requests.asking_ids(), unit_id, day),
    )
