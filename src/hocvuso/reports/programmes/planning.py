"""From the answers of an official and what the site knows of his unit to a plan, and from a plan to a programme."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import translation

from hocvuso.campaigns import kits
from hocvuso.core import hotspot
from hocvuso.core.programmes import answers
from hocvuso.core.programmes import plan as plans
from hocvuso.core.programmes.plan import Audience, Plan, Setting
from hocvuso.hotspots import queries as hotspots
from hocvuso.programmes import library
from hocvuso.programmes.actions import PLAN, NewGoal, NewProgramme, NewTask
from hocvuso.programmes.queries import Shown
from hocvuso.reports import figures, targets
from hocvuso.reports.figures import Figure
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Made:
    """A plan with what it was made from, and the programme that saving it begins."""

    plan: Plan
    told: answers.Answers
    programme: NewProgramme


def in_language(vietnamese: str, english: str) -> str:
    """Return one of two texts of the content, in the language of the page."""
    return english if translation.get_language() == "en" and english else vietnamese


def make(desk: Desk, kept: Mapping[str, str]) -> Made:
    """Make the plan of a unit from what was answered so far; every question has a default."""
    held, start = library.library(), desk.day
    told = answers.answers(held.questions, kept, start)
    found = figures.of_units(desk.unit.id, targets.on(desk.day, desk.unit.id), desk.day)
    setting = Setting(
        audiences=tuple(_audience(each) for each in found),
        is_upper=not desk.is_grassroots,
        units=len(unions.leaf_paths(desk.unit.id, desk.day)),
        kits=tuple(each.id for each in kits.library().kits),
        days_off=plans.off(held.yearly_off, held.away, start, max(told.ends_on, start)),
    )
    plan = plans.plan(held.goals, held.owners, told, setting, start)
    goals = [
        NewGoal(
            in_language(goal.title, goal.title_en),
            [
                NewTask(
                    in_language(task.title, task.title_en), task.owner, task.due_on, task.measure, task.wanted,
                    follows=task.measure.startswith("target:"),  # the headcount may be declared anew
                )
                for task in goal.tasks
            ],
        )
        for goal in plan.goals
    ]  # fmt: skip
    programme = NewProgramme(
        in_language(*held.titles), plan.start, plan.end, PLAN, goals, origin=held.origin, plan=_kept(plan, told, found)
    )
    return Made(plan, told, programme)


def _audience(figure: Figure) -> Audience:
    known = figure.share.share is not None
    return Audience(
        figure.target.id, figure.target.title, figure.target.share, figure.share.people if known else None,
        figure.share.reached if known and not figure.is_hidden else None,
        counts_people=figure.target.counts == targets.PEOPLE,
    )  # fmt: skip


def _kept(plan: Plan, told: answers.Answers, found: Sequence[Figure]) -> dict[str, Any]:
    """Return what the programme remembers of its plan, as JSON."""
    titles = {each.id: each.title for each in kits.library().kits}
    return {
        "targets": [
            {
                "title": each.target.title, "share": each.target.share, "counts": each.target.counts,
                "people": each.share.people if each.share.share is not None else None, "goal": each.goal_people,
                "reached": None if each.is_hidden or each.share.share is None else each.share.reached,
                "unknown": len(each.share.unknown), "by": each.target.deadline.isoformat(),
            }
            for each in found
        ],
        "sessions": [[each.number, each.on.isoformat(), each.at, each.group, each.time] for each in plan.sessions],
        "kits": [[titles[each.kit], each.on.isoformat()] for each in plan.kits],
        "numbers": dict(plan.numbers),
        "channels": list(told.channels), "head": told.head, "seats": told.seats, "phones": told.phones,
        "made_on": plan.start.isoformat(), "template": library.library().id,
    }  # fmt: skip


def again(shown: Shown) -> NewProgramme:
    """Return a live programme as the papers write it: with the tasks that it has now."""
    goals = [
        NewGoal(
            goal.title,
            [
                NewTask(each.row.title, each.row.owner, each.row.due_on, each.row.measure, each.work.goal)
                for each in goal.tasks
            ],
        )
        for goal in shown.goals
    ]
    row = shown.row
    return NewProgramme(row.title, row.starts_on, row.ends_on, row.way, goals, row.origin, row.plan)


def suggested(desk: Desk) -> dict[str, str]:
    """Return answers that the site knows better than the default: no wifi point is lacking where one works."""
    has_wifi = hotspots.counts(unions.subtree_ids(desk.unit.id, desk.day))[hotspot.WORKING]
    return {"wifi": "0"} if has_wifi else {}


def last_day(kept: Mapping[str, str], day: date) -> date:
    """Return the last day of a plan as answered so far."""
    return answers.day_of(kept.get("ends_on", "")) or answers.last_day(day)


def number_of(unit: uuid.UUID, by: uuid.UUID, kept: Mapping[str, Any]) -> uuid.UUID:
    """Return the id of the programme that a draft will be, so that saving the same draft twice is once."""
    return uuid.uuid5(unit, f"{by} {kept.get('begun', '')}")


def weeks(start: date, end: date) -> int:
    """Return how many whole weeks a plan has."""
    return (end - start) // timedelta(days=7)
