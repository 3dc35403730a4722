"""A break of 3, 5 or 10 minutes: one review, one new step or lesson, tasks in the time left; ends on time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .catalogue import Activity, Catalogue, Context, Past
from .draw import Draw
from .graph import Floats
from .options import ROUNDING, Flags, Options, due_now, weigh
from .outlook import Outlook, outlook
from .planner import Plan, choose, fixed_choice
from .reasons import Nothing
from .settling import RIGHT_ENOUGH, streaks
from .state import LearnerState

REVIEW_PART = 0.4  # decided: personalisation.md 3, at most 40% reviews; here of the minutes
TASK_PART = 0.3  # assumed: minutes kept for trying out, when a lesson stands before it
USUAL_REVIEW = 1.0  # assumed: minutes that a review takes from the lesson
TASKS = 3  # measured: fewer took more minutes in the simulation (ADR 0049); what does not fit is left out


@dataclass(frozen=True, slots=True)
class Session:
    """Parts in order and their minutes together, within the context's. Empty: `nothing` says why."""

    parts: tuple[Plan, ...]
    minutes: float
    nothing: Nothing | None = None


def compose(
    state: LearnerState,
    catalogue: Catalogue,
    past: Past,
    context: Context,
    draw: Draw,
    *,
    seen: Outlook | None = None,
    chances: Floats | None = None,
) -> Session:
    """Compose a session for `context.minutes`; `draw` is `draw_for(learner, state.events)`, `seen` saves
    the outlook, `chances` by task stand in for what the state foresees.

    What does not fit is left out. A claim ("Tôi đã biết") or a switched-off choice is the whole session. A lesson is
    in it only when somebody is ready for it: until then the tasks go to what it needs.
    """
    seen = outlook(state, day=context.day) if seen is None else seen
    has_reviews = np.count_nonzero(due_now(seen, catalogue, streaks(catalogue, past))) > 0  # `any` takes 0.6 µs longer
    review_part = REVIEW_PART * context.minutes if has_reviews else 0.0
    for_lesson = context.minutes * (1.0 - TASK_PART) - min(review_part, USUAL_REVIEW)
    options = weigh(state, catalogue, past, context, seen=seen, lesson_minutes=for_lesson, chances=chances)
    fixed = fixed_choice(options, past, context, draw)
    if fixed is not None:
        return _session([fixed])
    parts: list[Plan] = []
    if has_reviews:
        _add(parts, options, draw.lane("review"), options.due, most=review_part)
    _add(parts, options, draw.lane("lesson"), catalogue.is_lesson & options.ready, most=context.minutes)
    lesson = next((part.activity for part in parts if part.activity and part.activity.steps), None)
    tasks = catalogue.is_task & ~options.due
    for number in range(TASKS):
        left = context.minutes - _minutes(parts)
        # So many right answers let the new skill rest: one task more of it would tell little.
        _add(
            parts,
            options,
            draw.lane(f"task {number}"),
            _near(options, tasks, lesson if number < RIGHT_ENOUGH else None, left),
            most=left,
        )
    return _session(parts or [choose(options, draw)])


def _session(parts: list[Plan]) -> Session:
    nothing = next((part.nothing for part in parts if part.nothing), None)
    real = tuple(part for part in parts if part.activity)
    return Session(real, _minutes(parts), None if real else nothing)


def _minutes(parts: list[Plan]) -> float:
    return sum(part.activity.minutes for part in parts if part.activity)


def _add(parts: list[Plan], options: Options, draw: Draw, among: Flags, *, most: float) -> None:
    """Append the best of some candidates that takes at most so many minutes and is not in the session yet."""
    among = among & (options.minutes <= most + ROUNDING)
    for part in parts:
        if part.activity and not part.activity.steps:
            among[len(options.catalogue.lessons) + options.catalogue.bank.rows[part.activity.id]] = False
    plan = choose(options, draw, among=among)
    if plan.activity is not None:
        parts.append(plan)


def _near(options: Options, tasks: Flags, lesson: Activity | None, left: float) -> Flags:
    """Return the tasks of the lesson before, else of its skill, else all, as far as any of them can be chosen."""
    if lesson is None:
        return tasks
    catalogue = options.catalogue
    lessons = len(catalogue.lessons)
    usable = tasks & options.exists & options.reachable & (options.minutes <= left + ROUNDING)
    of_lesson, of_skill = usable.copy(), usable & (options.place == catalogue.graph.index(lesson.skill))
    of_lesson[lessons:] &= catalogue.teaching == catalogue.lesson_rows[lesson.id]
    return next((some for some in (of_lesson, of_skill) if np.count_nonzero(some)), tasks)
