"""The few skills to learn first, each with the reason that the planner itself would give; in the usual order for
whoever has switched the choice off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.core import catalogue as core
from hocvuso.core.options import weigh
from hocvuso.core.planner import Plan, in_order, ranked
from hocvuso.learning import goals
from hocvuso.learning.drafting import Mind
from hocvuso.plumbing import clock

MINUTES = 10.0  # the longest session offered: a suggestion must not depend on how hurried somebody is now


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill to learn first."""

    skill: str
    reason: str
    facts: dict[str, Any]
    minutes: int


def first_skills(mind: Mind, now: datetime, most: int) -> list[Suggestion]:
    """Return at most `most` skills, best first."""
    if not mind.catalogue.tasks and not mind.catalogue.lessons:
        return []
    wanted, graph = goals.weights(mind.kept.chosen.goal), mind.catalogue.graph
    context = core.Context(
        day=clock.day_number(now),
        minutes=MINUTES,
        goals={skill: weight for skill, weight in wanted.items() if skill in graph.positions},
        audience=mind.kept.chosen.audience,
        personalised=mind.kept.chosen.personalise,
    )  # fmt: skip
    options = weigh(mind.state, mind.catalogue.options, mind.trail.past(mind.catalogue), context)
    plans = ranked(options, most=most) if context.personalised else in_order(options, most=most)
    return [found for each in plans if (found := _suggestion(each)) is not None]


def _suggestion(plan: Plan) -> Suggestion | None:
    if plan.activity is None or plan.reason is None:
        return None
    facts = {
        "skill": plan.reason.skill, "for_skill": plan.reason.for_skill, "last_day": plan.reason.last_day,
        "successes": plan.reason.successes, "tries": plan.reason.tries,
    }  # fmt: skip
    return Suggestion(plan.activity.skill, str(plan.reason.kind), facts, max(round(plan.activity.minutes), 1))
