"""The plan: composed when an answer is saved, stored with its reason, runner-up and propensity; pages only read it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from hocvuso.core import catalogue as core
from hocvuso.core import session
from hocvuso.core.draw import draw_for
from hocvuso.core.outlook import Outlook
from hocvuso.core.planner import Plan
from hocvuso.core.reasons import Nothing
from hocvuso.core.state import LearnerState
from hocvuso.learning import fold, goals
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.store import Chosen, Planned
from hocvuso.learning.trail import Trail
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

REMEMBER_DROPPED = 6  # "Đổi bài" pressed six times shows six other lessons before the first comes back


def plan(
    person: uuid.UUID,
    state: LearnerState,
    trail: Trail,
    chosen: Chosen,
    catalogue: Catalogue,
    now: datetime,
    *,
    seen: Outlook | None = None,
) -> Planned:
    """Compose the next session for a learner; `seen`, the outlook of the day, saves computing it again."""
    if not catalogue.tasks and not catalogue.lessons:
        return Planned(uuid7(), "done", minutes=chosen.minutes, reason=str(Nothing.NO_CONTENT))
    wanted = goals.weights(chosen.goal)
    context = core.Context(
        day=clock.day_number(now),
        minutes=float(chosen.minutes),
        goals={skill: weight for skill, weight in wanted.items() if skill in catalogue.graph.positions},
        audience=chosen.audience,
        claimed=tuple(skill for skill in trail.claimed if skill in catalogue.graph.positions),
        out_of_reach=frozenset(chosen.dropped),
        personalised=chosen.personalise,
    )
    draw = draw_for(fold.key(person), state.events + len(chosen.dropped))
    composed = session.compose(state, catalogue.options, trail.past(catalogue), context, draw, seen=seen)
    return _planned(composed, chosen.minutes)


def _planned(composed: session.Session, minutes: int) -> Planned:
    parts = tuple(_part(each.activity) for each in composed.parts if each.activity)
    lead = _lead(composed.parts)
    if lead is None or lead.activity is None:
        return Planned(uuid7(), "done", minutes=minutes, reason=str(composed.nothing or "all_done"))
    return Planned(
        uuid7(),
        str(lead.activity.kind),
        activity=lead.activity.id,
        minutes=minutes,
        session=parts,
        reason=str(lead.reason.kind) if lead.reason else "",
        facts=_facts(lead),
        runner_up=lead.runner_up.id if lead.runner_up else "",
        score=lead.score / 1e6,
        propensity=lead.propensity,
    )


def _lead(parts: tuple[Plan, ...]) -> Plan | None:
    """Return the part that gives the session its name: the lesson if there is one, else the first part."""
    real = [each for each in parts if each.activity]
    lessons = [each for each in real if each.activity and each.activity.kind is core.Kind.LESSON]
    return next(iter(lessons or real), None)


def _facts(plan: Plan) -> dict[str, Any]:
    if plan.reason is None:
        return {}
    return {
        "skill": plan.reason.skill,
        "for_skill": plan.reason.for_skill,
        "last_day": plan.reason.last_day,
        "successes": plan.reason.successes,
        "tries": plan.reason.tries,
        "explored": plan.explored,
        "runner_up_score": plan.runner_up_score / 1e6,
    }


def _part(activity: core.Activity) -> dict[str, Any]:
    return {
        "kind": str(activity.kind),
        "id": activity.id,
        "skill": activity.skill,
        "minutes": round(activity.minutes, 2),
        "first": activity.first_step,
        "steps": activity.steps,
    }
