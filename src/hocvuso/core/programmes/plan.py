"""From ten answers, the declared headcounts and a template to a plan: targets in people, tasks, classes, kits.

Every number follows from what was declared or answered. A headcount that nobody declared leaves what hangs on it
unknown (None), and the plan says so instead of guessing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core.indicators import still_needed
from hocvuso.core.programmes.answers import Answers

OF_TEN = 10  # the question about smartphones asks of ten people (convention)
INVITING_DAYS = 7  # decided: a week between the plan and the first class, to invite and to get the room
# Days of classes, Monday = 0, by classes a week; decided: never on Saturday, when shifts are made up.
CLASS_DAYS: Mapping[int, tuple[int, ...]] = {1: (3,), 2: (1, 3), 3: (0, 2, 4)}
KIT_DAYS = 14  # decided: one kit every two weeks is read, one a week is not
UNKNOWN_WEEKS = 4  # decided: without a headcount, classes are planned for the first month
TIMES = 3  # decided: classes a person: begin, practise what money depends on, practise again some weeks later
MOST_SESSIONS = 300  # decided: three classes a week for two years; more is no calendar
GOAL, PEOPLE = "goal:", "people:"  # beginnings of names that speak of one target


@dataclass(frozen=True, slots=True)
class Audience:
    """One target of the unit: whom it counts, how many were declared, how many have reached it, the share in 0…1."""

    target: str
    title: str
    share: float
    people: int | None = None
    reached: int | None = None
    counts_people: bool = True

    @property
    def goal(self) -> int | None:
        """How many the target means: ceil(share x people), None while nobody has declared people."""
        return still_needed(self.share, people=self.people, reached=0)

    @property
    def needed(self) -> int | None:
        """How many are still to reach it; where nobody knows how many have, all of the goal."""
        return still_needed(self.share, people=self.people, reached=self.reached or 0)


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """One task of a template.

    `at` in 0…1 is where in the period it is due; `wanted` names a number, `needs` a condition; `measure` what the site
    counts for it, "" for nothing. `owner` is a key of the template's owners, or "head".
    """

    id: str
    title: str
    title_en: str
    owner: str
    at: float
    measure: str = ""
    wanted: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class GoalTemplate:
    """One content of the movement with its tasks."""

    id: str
    title: str
    title_en: str
    origin: str
    tasks: tuple[TaskTemplate, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the unit beside the answers: targets, unions below, kits that are ready, days off."""

    audiences: tuple[Audience, ...]
    is_upper: bool = False
    units: int = 1
    kits: tuple[str, ...] = ()
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task of a plan: who, by when, what is counted, up to which number (None: not known, or none)."""

    id: str
    title: str
    title_en: str
    owner: str
    due_on: date
    measure: str
    wanted: int | None


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """One content of a plan."""

    title: str
    title_en: str
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One class of the calendar: number from 1, day, time of day; which group of learners, for which time."""

    number: int
    on: date
    at: str
    group: int = 1
    time: int = 1


@dataclass(frozen=True, slots=True)
class KitDay:
    """A kit and the day by which it is posted."""

    kit: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `numbers` are the names that tasks speak of, None for what is not known."""

    start: date
    end: date
    goals: tuple[PlannedGoal, ...]
    sessions: tuple[Session, ...]
    kits: tuple[KitDay, ...]
    numbers: Mapping[str, int | None]

    @property
    def tasks(self) -> list[PlannedTask]:
        """All tasks, goal by goal."""
        return [task for goal in self.goals for task in goal.tasks]


def plan(
    goals: Sequence[GoalTemplate], owners: Mapping[str, str], told: Answers, setting: Setting, start: date
) -> Plan:
    """Return the plan of a unit that begins on `start` and ends on the answered day, both days included."""
    end = max(told.ends_on, start)
    people = _sum(each.needed for each in setting.audiences if each.counts_people)
    sessions = calendar(told, people, setting.days_off, start, end)
    kits = kit_days(setting.kits, start, end)
    numbers = _numbers(told, setting, people, sessions, len(kits))
    names = {**owners, "head": told.head}
    if not told.group:
        names["group"] = names["trainer"] = told.head  # nobody else is there to do it
    planned = []
    for goal in goals:
        tasks = tuple(
            PlannedTask(
                each.id, each.title, each.title_en, names.get(each.owner, each.owner),
                due(each.at, start, end, setting.days_off), each.measure, numbers.get(each.wanted),
            )
            for each in goal.tasks
            if _holds(each.needs, told, setting, numbers)
        )  # fmt: skip
        if tasks:
            planned.append(PlannedGoal(goal.title, goal.title_en, tasks))
    return Plan(start, end, tuple(planned), tuple(sessions), tuple(kits), numbers)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [each for each in values if each is not None]
    return sum(known) if known else None


def _numbers(
    told: Answers, setting: Setting, people: int | None, sessions: Sequence[Session], kits: int
) -> dict[str, int | None]:  # fmt: skip
    without, groups = OF_TEN - told.phones, len({each.group for each in sessions})
    goals = {f"{GOAL}{each.target}": each.goal for each in setting.audiences}
    return {
        **goals,
        "people": people,
        "goal_people": _sum(each.goal for each in setting.audiences if each.counts_people),
        "devices": math.ceil(told.seats * without / OF_TEN),
        "without_phone": None if people is None else math.ceil(people * without / OF_TEN),
        "sessions": len(sessions),
        "alone": None if people is None else max(people - groups * told.seats, 0),
        "posts": kits,
        "group": told.group * (setting.units if setting.is_upper else 1),
        "groups": setting.units if setting.is_upper else 1,
        "families": told.families,
        "wifi": told.wifi,
        "units": setting.units,
    }


def _holds(needs: str, told: Answers, setting: Setting, numbers: Mapping[str, int | None]) -> bool:
    """Tell whether a task is for this unit: always, above grassroots only, or where a number is not nothing."""
    if needs == "upper":
        return setting.is_upper
    if needs.startswith(PEOPLE):
        # Nobody declared is not nobody there: only a declared zero leaves the task out, and nothing declared does too
        # for audiences that most units do not have.
        return any(each.target == needs.removeprefix(PEOPLE) and each.people for each in setting.audiences)
    return not needs or bool(numbers.get(needs))


def due(at: float, start: date, end: date, days_off: frozenset[date]) -> date:
    """Return the day at a share `at` (0…1) of the period, moved to the working day before it where there is one."""
    day = start + timedelta(days=round(min(max(at, 0.0), 1.0) * (end - start).days))
    while day > start and (day.weekday() > 4 or day in days_off):  # Saturday is 5 (Python's convention)
        day -= timedelta(days=1)
    return day


def calendar(told: Answers, people: int | None, days_off: frozenset[date], start: date, end: date) -> list[Session]:
    """Return the classes: TIMES for each group of `told.seats` learners, all groups once before any comes again.

    As many groups as there are days for; whoever is in none learns on his own phone. Without a headcount the classes
    of UNKNOWN_WEEKS are planned for one group, and no more.
    """
    days = _class_days(told, days_off, start, end)
    if people is None:
        first = days[: UNKNOWN_WEEKS * told.weekly]
        return [Session(number, on, told.class_at, 1, number) for number, on in enumerate(first, 1)]
    groups = min(math.ceil(people / max(told.seats, 1)), max(len(days) // TIMES, min(len(days), 1)))
    turns = [(group, time) for time in range(1, TIMES + 1) for group in range(1, groups + 1)]
    return [
        Session(number, on, told.class_at, group, time)
        for number, (on, (group, time)) in enumerate(zip(days, turns, strict=False), 1)
    ]


def _class_days(told: Answers, days_off: frozenset[date], start: date, end: date) -> list[date]:
    weekdays = CLASS_DAYS[min(max(told.weekly, 1), max(CLASS_DAYS))]
    first = start + timedelta(days=INVITING_DAYS)
    every = (first + timedelta(days=number) for number in range((end - first).days + 1))
    return [day for day in every if day.weekday() in weekdays and day not in days_off][:MOST_SESSIONS]


def kit_days(kits: Sequence[str], start: date, end: date) -> list[KitDay]:
    """Return which kit is posted by when: one every KIT_DAYS, in their order, each once."""
    first = start + timedelta(days=INVITING_DAYS)
    days = (first + timedelta(days=KIT_DAYS * number) for number in range(len(kits)))
    return [KitDay(kit, day) for kit, day in zip(kits, days, strict=True) if day <= end]


def off(
    yearly: Iterable[tuple[int, int]], away: Iterable[tuple[date, date]], start: date, end: date
) -> frozenset[date]:
    """Return the days without class in a period: (month, day) of every year, and stretches with both ends included."""
    found = set()
    for month, day in yearly:
        for year in range(start.year, end.year + 1):
            found.add(date(year, month, day))
    for first, last in away:
        found |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return frozenset(day for day in found if start <= day <= end)
