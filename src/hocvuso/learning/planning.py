"""The plan: composed when an answer is saved, stored with its reason, runner-up and propensity; pages only read it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from hocvuso.core import catalogue as core
from hocvuso.core import outlook, session
from hocvuso.core.draw import draw_for
from hocvuso.core.outlook import Outlook
from hocvuso.core.planner import Plan, Terms
from hocvuso.core.reasons import Nothing, ReasonKind
from hocvuso.core.state import LearnerState
from hocvuso.curriculum import updates
from hocvuso.learning import fold, goals, playing, speaking
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.store import Kept, Planned
from hocvuso.learning.trail import Trail
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

UPDATE_MINUTES = 1.0  # decided: issue 5, part 6
REMEMBER_DROPPED = 6  # "Đổi bài" pressed six times shows six other lessons before the first comes back


def plan(
    person: uuid.UUID,
    state: LearnerState,
    trail: Trail,
    kept: Kept,
    catalogue: Catalogue,
    now: datetime,
    *,
    seen: Outlook | None = None,
    update: str = "",
) -> Planned:
    """Compose the next session for a learner; `seen`, the outlook of the day, saves computing it again.

    `update`: what changed in a step that he learnt; it comes first and takes one of his minutes. Where a read-out
    speaks on this site, it says how likely he is to do a task right.
    """
    chosen = kept.chosen
    if not catalogue.tasks and not catalogue.lessons:
        return Planned(uuid7(), "done", minutes=chosen.minutes, reason=str(Nothing.NO_CONTENT))
    wanted = goals.weights(chosen.goal)
    context = core.Context(
        day=clock.day_number(now),
        minutes=float(chosen.minutes) - (UPDATE_MINUTES if update else 0.0),
        goals={skill: weight for skill, weight in wanted.items() if skill in catalogue.graph.positions},
        audience=chosen.audience,
        claimed=tuple(skill for skill in trail.claimed if skill in catalogue.graph.positions),
        doubted=tuple(skill for skill in trail.doubted if skill in catalogue.graph.positions),
        out_of_reach=frozenset(chosen.dropped),
        personalised=chosen.personalise,
    )
    draw = draw_for(fold.key(person), state.events + len(chosen.dropped))
    seen = outlook.outlook(state, day=context.day) if seen is None else seen
    foresight = speaking.foresight(kept.readout, catalogue)
    chances = foresight.chances(seen, trail.traces) if foresight else None
    composed = session.compose(
        state, catalogue.options, trail.past(catalogue), context, draw, seen=seen, chances=chances
    )
    planned = replace(_planned(composed, chosen.minutes), form=trail.habits())
    if context.personalised and not context.claimed and not context.doubted:
        planned = playing.with_simulator(planned, trail, context)
    if foresight and planned.facts:
        planned = replace(planned, facts={**planned.facts, "readout": kept.readout})
    return _with_update(planned, update, catalogue) if update else planned


def _with_update(planned: Planned, update: str, catalogue: Catalogue) -> Planned:
    """Return a session that begins with an update and, where it has one, its question; nothing else is lost."""
    told = updates.of(catalogue.curriculum).by_id[update]
    skill, parts = told.step.skill, [part for part in planned.session if part["id"] != told.update.item]
    head = [{"kind": str(core.Kind.UPDATE), "id": update, "skill": skill, "minutes": UPDATE_MINUTES,
             "first": 0, "steps": 0}]  # fmt: skip
    if told.update.item in catalogue.tasks:
        minutes = round(catalogue.tasks[told.update.item].seconds / 60.0, 2)
        head.append({"kind": str(core.Kind.PRACTICE), "id": told.update.item, "skill": skill, "minutes": minutes,
                     "first": 0, "steps": 0})  # fmt: skip
    return replace(
        planned,
        kind=str(core.Kind.UPDATE),
        activity=update,
        session=(*head, *parts),
        reason=str(ReasonKind.CHANGED),
        facts={"skill": skill, "what": told.update.what, "on": told.update.on.isoformat()},
        runner_up=planned.activity,
        propensity=1.0,
    )


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
    facts: dict[str, Any] = {
        "skill": plan.reason.skill,
        "for_skill": plan.reason.for_skill,
        "last_day": plan.reason.last_day,
        "successes": plan.reason.successes,
        "tries": plan.reason.tries,
        "explored": plan.explored,
        "runner_up_score": plan.runner_up_score / 1e6,
    }
    if plan.activity is not None and plan.activity.p is not None:
        facts["p"] = round(plan.activity.p, 3)
    if plan.terms is not None:
        facts["terms"] = _told(plan.terms)
    if plan.runner_up_terms is not None:
        facts["runner_up_terms"] = _told(plan.runner_up_terms)
    return facts


def _told(terms: Terms) -> dict[str, float]:
    """Return the terms of a score that are not nothing, in the digits of a score."""
    return {name: round(value, 6) for name, value in terms._asdict().items() if round(value, 6)}


def _part(activity: core.Activity) -> dict[str, Any]:
    return {
        "kind": str(activity.kind),
        "id": activity.id,
        "skill": activity.skill,
        "minutes": round(activity.minutes, 2),
        "first": activity.first_step,
        "steps": activity.steps,
    }
