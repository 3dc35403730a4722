"""The plan: composed when an answer is saved, stored with its reason, runner-up and propensity; pages only read it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hocvuso.core import catalogue as core
from hocvuso.core import session
from hocvuso.core.draw import draw_for
from hocvuso.core.planner import Plan
from hocvuso.core.state import LearnerState
from hocvuso.learning import fold, goals, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.models import Choices, PlanRow
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

REMEMBER_DROPPED = 6  # "Đổi bài" pressed six times shows six other lessons before the first comes back
RECENT = 30  # answers that are not asked again while others are left


@dataclass(frozen=True, slots=True)
class Memory:
    """What the planner needs of the past, and the claims ("Tôi đã biết") that still wait for their check task."""

    past: core.Past
    claimed: tuple[str, ...]


def replan(person: uuid.UUID, state: LearnerState, now: datetime) -> PlanRow:
    """Compose the next session and make it the current plan."""
    catalogue = current_catalogue()
    choices = Choices.objects.filter(person=person).first() or Choices(person=person)
    remembered = remember(person, catalogue)
    context = core.Context(
        day=clock.day_number(now),
        minutes=float(choices.minutes),
        goals=goals.weights(choices.goal),
        audience=choices.audience,
        claimed=remembered.claimed,
        out_of_reach=frozenset(choices.dropped),
        personalised=choices.personalise,
    )
    draw = draw_for(fold.key(person), state.events + len(choices.dropped))
    composed = session.compose(state, catalogue.options, remembered.past, context, draw)
    PlanRow.objects.filter(person=person, is_current=True).update(is_current=False)
    return PlanRow.objects.create(id=uuid7(), person=person, made_at=now, **_row(composed, choices.minutes))


def remember(person: uuid.UUID, catalogue: Catalogue) -> Memory:
    """Read the past of a person off his events."""
    steps: dict[str, set[str]] = {}
    tasks: list[str] = []
    kinds: list[core.Kind] = []
    claimed: dict[str, None] = {}
    activities = 0
    for kind, content_id, context in store.trail(people.ids_of(person)):
        if kind == "step_done":
            steps.setdefault(content_id.partition("#")[0], set()).add(content_id)
        elif kind == "known":
            claimed[content_id] = None
        elif kind == "answer":
            tasks.append(content_id)
            activities += 1
            kinds.append(core.Kind.REVIEW if context == "review" else core.Kind.PRACTICE)
            if context == "check":
                claimed.pop(content_id.partition("/")[0], None)
    done = {lesson: _in_order(catalogue, lesson, seen) for lesson, seen in steps.items()}
    return Memory(
        core.Past(
            lessons_done=frozenset(
                lesson for lesson, count in done.items()
                if lesson in catalogue.curriculum.lessons and count >= len(catalogue.curriculum.lessons[lesson].steps)
            ),
            steps_done={lesson: count for lesson, count in done.items() if lesson in catalogue.curriculum.lessons},
            recent_tasks=tuple(tasks[-RECENT:]),
            recent_kinds=tuple(kinds[-RECENT:]),
            activities=activities,
        ),
        tuple(skill for skill in claimed if skill in catalogue.graph.positions),
    )  # fmt: skip


def _in_order(catalogue: Catalogue, lesson_id: str, seen: set[str]) -> int:
    """Count the steps seen from the first one on without a gap, which is where the lesson goes on."""
    lesson = catalogue.curriculum.lessons.get(lesson_id)
    count = 0
    for step in lesson.steps if lesson else ():
        if step.id not in seen:
            break
        count += 1
    return count


def _row(composed: session.Session, minutes: int) -> dict[str, Any]:
    parts = [_part(plan.activity) for plan in composed.parts if plan.activity]
    lead = _lead(composed.parts)
    if lead is None or lead.activity is None:
        nothing = next((plan.nothing for plan in composed.parts if plan.nothing), None)
        return {"activity_kind": "done", "reason": str(nothing or "all_done"), "minutes": minutes, "session": []}
    return {
        "activity_kind": str(lead.activity.kind),
        "activity": lead.activity.id,
        "minutes": minutes,
        "session": parts,
        "reason": str(lead.reason.kind) if lead.reason else "",
        "facts": _facts(lead),
        "runner_up": lead.runner_up.id if lead.runner_up else "",
        "score": lead.score / 1e6,
        "propensity": lead.propensity,
    }


def _lead(parts: tuple[Plan, ...]) -> Plan | None:
    """Return the part that gives the session its name: the lesson if there is one, else the first part."""
    real = [plan for plan in parts if plan.activity]
    lessons = [plan for plan in real if plan.activity and plan.activity.kind is core.Kind.LESSON]
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
