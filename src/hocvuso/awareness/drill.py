"""The drill of the week: one announced story for everybody, played inside the product and nowhere else.

Counted are people by unit, whoever played without help; the first run counts, so that trying again is free. Who it was
is looked up while counting and kept nowhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from hocvuso.awareness.models import DrillCount
from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.core.proportion import wilson
from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.weekly import Story
from hocvuso.learning import runs
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice
from hocvuso.unions import belonging
from hocvuso.unions import queries as unions

SHOWN_WEEKS = 8
COUNTED_AGAIN = 2  # weeks; decided: a phone that was away over a weekend still counts
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Drill:
    """The story of a week."""

    week: int
    story: Story
    scenario: Scenario

    @property
    def days(self) -> tuple[date, date]:
        """The first day of the week and the first day after it."""
        return weekly.span(self.week)


@dataclass(frozen=True, slots=True)
class Resisted:
    """One week of a unit and those below: None where fewer than SMALLEST_GROUP played, or where the share would say
    what each of them did."""

    week: int
    played: int | None
    safe: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None


def of_week(week: int) -> Drill | None:
    """Return the drill of a week, None where no story is published."""
    scenarios = practice.current()
    told = weekly.stories(scenarios.values())
    if not told:
        return None
    story = weekly.story_of(week, told)
    return Drill(week, story, scenarios[story.scenario])


def own(person: uuid.UUID, drill: Drill) -> runs.Run | None:
    """Return the first run of a person, None before it."""
    return next((run for run in runs.own(person, drill.story.scenario, *drill.days) if _is_of(drill, run)), None)


def _is_of(drill: Drill, run: runs.Run) -> bool:
    return run.seed % len(drill.scenario.variants) == drill.story.place


def players(drill: Drill) -> set[uuid.UUID]:
    """Return who has played the story of a week, for reminders alone; told to no official."""
    return set(_as_known_now(_first_runs(drill)))


def count_up() -> int:
    """Count this week and the one before anew; return how many people played."""
    this_week = weekly.number(clock.today())
    return sum(_count(week) for week in range(this_week - COUNTED_AGAIN + 1, this_week + 1))


def _count(week: int) -> int:
    drill = of_week(week)
    if drill is None:
        return 0
    by_person = _as_known_now(_first_runs(drill))
    sums: dict[uuid.UUID, list[int]] = {}
    for ids in _portions(list(by_person)):
        for person, unit in _units(ids).items():
            mine = sums.setdefault(unit, [0, 0])
            mine[0] += 1
            mine[1] += by_person[person]
    with transaction.atomic():
        DrillCount.objects.filter(week=week).delete()
        DrillCount.objects.bulk_create(
            DrillCount(unit_id=unit, week=week, played=played, safe=safe) for unit, (played, safe) in sums.items()
        )
    return len(by_person)


def _first_runs(drill: Drill) -> dict[uuid.UUID, bool]:
    """Return by id whether the first run of the week was safe."""
    first: dict[uuid.UUID, bool] = {}
    for run in runs.of_everybody(drill.story.scenario, *drill.days):
        if _is_of(drill, run):
            first.setdefault(run.learner, run.is_safe)
    return first


def _as_known_now(first: dict[uuid.UUID, bool]) -> dict[uuid.UUID, bool]:
    """Return the first runs under the ids of today; the oldest of several ids of somebody counts."""
    found: dict[uuid.UUID, bool] = {}
    for ids in _portions(list(first)):
        now = people.canonical_of(ids)
        for each in ids:
            found.setdefault(now.get(each, each), first[each])
    return found


def _portions(ids: Sequence[uuid.UUID]) -> list[Sequence[uuid.UUID]]:
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]


def _units(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the one unit in which each of these people counts, so that sums over the tree count nobody twice."""
    found = belonging.units_by_person(people.those(ids), clock.today())
    return {person: min(units) for person, units in found.items() if units}


def resisted(units: unions.Ids, today: date) -> list[Resisted]:
    """Return the last weeks of these units together, the newest first; weeks that nobody played are absent."""
    since = weekly.number(today) - SHOWN_WEEKS
    rows = DrillCount.objects.filter(unit__in=units, week__gt=since).values("week")
    sums = rows.annotate(all=Sum("played"), good=Sum("safe")).order_by("-week")
    return [shown(row["week"], row["all"], row["good"]) for row in sums]


def shown(week: int, played: int, safe: int) -> Resisted:
    """Return a week as it may be shown.

    Fewer than SMALLEST_GROUP are hidden. Where everybody did the same, the share says what each did; then it is told
    only among twice as many, where who played is no longer known at a glance.
    """
    if played < SMALLEST_GROUP:
        return Resisted(week, None)
    if safe in {0, played} and played < 2 * SMALLEST_GROUP:
        return Resisted(week, played)
    return Resisted(week, played, safe, safe / played, *wilson(safe, played))


def forget_old() -> int:
    """Delete counts older than a year; return how many."""
    return DrillCount.objects.filter(week__lt=weekly.number(clock.today()) - 53).delete()[0]
