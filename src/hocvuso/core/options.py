"""What could be done next, and what speaks for each: the score terms of the planner.

Value of an activity j per minute (design, practice rule):
    [ Σ_k ω_k·(E ΔP(mastery_k) + γ·evidence_k) + α·review(k) + β·information ] / minutes_j
subject to prerequisites known, a fair chance of success, and the minutes at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bank import Forecast, forecast
from .catalogue import Catalogue, Context, Kind, Past
from .draw import MICRO
from .graph import Floats
from .outlook import Outlook, outlook, phi
from .state import LearnerState

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

PREREQUISITES_KNOWN = 0.7  # design: P(prerequisites mastered)
WINDOW = (0.6, 0.9)  # design: chance of success in practice
GENTLE, GENTLE_FOR = 0.8, 3  # design: the first three items are easier
NEARLY_EASIEST = 0.05  # assumed: so that the first tasks are not always the same one
HOPELESS = 0.35  # design (diagnostic rule), used for reviews too
REVIEW_SHARE = 0.4  # design: at most 40% reviews
REVIEW_WINDOW = 5  # assumed: share counted over the last five activities
REVIEW_WORTH = 1.0  # assumed: α
CRITICAL_WORTH = 1.5  # assumed: forgetting a safety skill costs more
INFORMATION_WORTH = 0.01  # assumed: β, per logit² of variance removed, summed over skills
EVIDENCE_WORTH = 0.5  # assumed: γ, one of the two successes that the rule asks for
INHERITED = 0.8  # assumed: a prerequisite is worth this share of the skill that waits for it, per step
BACKGROUND = 0.2  # assumed: worth of skills that are not chosen when goals are
SHORTEST_TASK = 0.25  # assumed: minutes, so that a very short item does not look endlessly valuable
ROUNDING = 1e-9  # minutes, so that sums of thirds still fit
GAIN_POINTS = (-1.2247448713915890, 0.0, 1.2247448713915890)  # published: equal thirds with mean 0 and sd 1
_GAINS = np.array(GAIN_POINTS)[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """All candidates, lessons first, then tasks, and what speaks for each; make one with `weigh`.

    Terms are worth per minute; `learning` and `micro` (the sum, in millionths) have one row per gain point.
    `meant` for this person; `waiting`: not done, and for lessons the first such of its skill; `exists`: both, and
    not mastered unless due; `reachable`: works here; `fits`: within the minutes; `open`: all three; `wishes`:
    what the choice keeps to while it can, most important first; `allowed`: what is left after all that.
    """

    catalogue: Catalogue
    seen: Outlook
    place: Places
    minutes: Floats
    first_step: Places
    steps: Places
    p: Floats
    due: Flags
    learning: Floats
    evidence: Floats
    review: Floats
    information: Floats
    micro: NDArray[np.int64]
    meant: Flags
    waiting: Flags
    exists: Flags
    reachable: Flags
    fits: Flags
    wishes: tuple[Flags, ...]
    open: Flags
    inherited_from: Places
    goal: Flags

    @property
    def allowed(self) -> Flags:
        """Return the candidates that are open and keep to the wishes."""
        return narrowed(self.open, self.wishes)


def weigh(
    state: LearnerState,
    catalogue: Catalogue,
    past: Past,
    context: Context,
    *,
    seen: Outlook | None = None,
    lesson_minutes: float | None = None,
) -> Options:
    """Weigh every lesson and task for one person and moment; about 180 µs for 200 tasks.

    `seen` saves the outlook when the caller has it. Lessons are cut to `lesson_minutes` when given.
    """
    seen = outlook(state, day=context.day) if seen is None else seen
    worth, inherited_from = _worth(seen, catalogue, context)
    hopes = forecast(catalogue.bank, seen, worth)
    parts = _lesson_parts(catalogue, past, context.minutes if lesson_minutes is None else lesson_minutes)
    lessons = len(catalogue.lessons)
    minutes = np.concatenate((parts.minutes, np.maximum(catalogue.task_minutes, SHORTEST_TASK)))
    place = catalogue.place
    p = np.concatenate((np.ones(lessons), hopes.p))
    due = due_now(seen, catalogue)[place]
    due[:lessons] = False
    meant = catalogue.meant_for(context.audience)[place]
    waiting = np.concatenate((parts.waiting, np.ones(len(catalogue.bank.tasks), dtype=bool)))
    exists = meant & waiting & (~seen.mastered[place] | due)
    reachable, fits = _reachable(catalogue, context), minutes <= context.minutes + ROUNDING
    learning = _learning(seen, catalogue, hopes, parts, worth) / minutes
    evidence = _evidence(seen, catalogue, hopes, worth) / minutes
    review = _review(seen, catalogue, worth)[place] * due / minutes
    information = _information(catalogue, hopes) / minutes
    wishes = _wishes(seen, catalogue, past, place, p, due)
    return Options(
        catalogue=catalogue,
        seen=seen,
        place=place,
        minutes=minutes,
        first_step=parts.first_step,
        steps=parts.steps,
        p=p,
        due=due,
        learning=learning,
        evidence=evidence,
        review=review,
        information=information,
        micro=np.floor((learning + (evidence + review + information)) * MICRO + 0.5).astype(np.int64),
        meant=meant,
        waiting=waiting,
        exists=exists,
        reachable=reachable,
        fits=fits,
        wishes=wishes,
        open=exists & reachable & fits,
        inherited_from=inherited_from,
        goal=_goal(catalogue, context),
    )


def narrowed(start: Flags, wishes: tuple[Flags, ...]) -> Flags:
    """Narrow candidates wish by wish, the most important first; a wish that would leave nothing is dropped."""
    allowed = start
    for wish in wishes:
        narrower = allowed & wish
        if np.count_nonzero(narrower):  # `any` takes 1.5 µs longer, and a session asks some twenty times
            allowed = narrower
    return allowed


def due_now(seen: Outlook, catalogue: Catalogue) -> Flags:
    """Return by skill position what once succeeded and is remembered less well than wanted."""
    result: Flags = (seen.evidence > 0.0) & (seen.recall < catalogue.recall_wanted)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class LessonParts:
    """For every lesson the part that comes next: `share` of the lesson, `waiting` when it may be started."""

    minutes: Floats
    first_step: Places
    steps: Places
    share: Floats
    waiting: Flags


def _lesson_parts(catalogue: Catalogue, past: Past, minutes: float) -> LessonParts:
    """Cut each lesson to whole steps that fit the minutes; only the first unfinished one of a skill waits."""
    count, rows = len(catalogue.lessons), catalogue.lesson_rows
    first, waiting = np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool)
    for lesson, done in past.steps_done.items():
        if lesson in rows:
            first[rows[lesson]] = done
    waiting[[rows[lesson] for lesson in past.lessons_done if lesson in rows]] = False
    unfinished = np.flatnonzero(waiting)
    places = catalogue.lesson_place[unfinished]
    waiting[unfinished[1:][places[1:] == places[:-1]]] = False
    total = catalogue.lesson_steps
    first = np.minimum(first, total - 1)
    each = catalogue.lesson_minutes / total
    steps = np.minimum(np.maximum(((minutes + ROUNDING) / each).astype(np.int64), 1), total - first)
    return LessonParts(steps * each, first, steps, steps / total, waiting)


def _goal(catalogue: Catalogue, context: Context) -> Flags:
    goal = np.zeros(len(catalogue.graph), dtype=bool)
    goal[[catalogue.graph.positions[skill] for skill in context.goals if skill in catalogue.graph.positions]] = True
    return goal


def _worth(seen: Outlook, catalogue: Catalogue, context: Context) -> tuple[Floats, Places]:
    """Return ω by skill, and from which skill each has it: prerequisites inherit from goals."""
    graph = catalogue.graph
    own = np.full(len(graph), BACKGROUND if context.goals else 1.0)
    for skill, weight in context.goals.items():
        if skill in graph.positions:
            own[graph.positions[skill]] = max(weight, BACKGROUND)
    own *= catalogue.meant_for(context.audience)
    lacking = own * np.where(seen.mastered, 0.0, 1.0 - seen.probability)
    passed = lacking[:, None] * graph.steps_up_worth(INHERITED)
    passed.reshape(-1)[:: len(graph) + 1] = own
    best = passed.argmax(axis=0)
    return passed[best, catalogue.every_place], best


def _reachable(catalogue: Catalogue, context: Context) -> Flags:
    here = np.ones(len(catalogue.lessons) + len(catalogue.bank.tasks), dtype=bool)
    for away in context.out_of_reach:
        if away in catalogue.lesson_rows:
            here[catalogue.lesson_rows[away]] = False
        if away in catalogue.bank.rows:
            here[len(catalogue.lessons) + catalogue.bank.rows[away]] = False
    return here


def _learning(seen: Outlook, catalogue: Catalogue, hopes: Forecast, parts: LessonParts, worth: Floats) -> Floats:
    """Return ω-weighted rise of P(mastery) by what is learnt, one row per gain point."""
    parameters = seen.state.parameters
    factors = 1.0 + parameters.gain_spread * _GAINS
    room = 1.0 / (1.0 + np.exp(seen.mean[catalogue.lesson_place]))
    by_lesson = parameters.lesson_gain * parts.share * room
    by_pair = parameters.answer_gain * (1.0 - hopes.p)[catalogue.pair_task] * catalogue.pair_weight
    where = catalogue.learnt_place
    gain = np.concatenate((by_lesson, by_pair))
    moved = seen.mean[where] + factors * gain
    rise = phi((moved - parameters.threshold) / seen.sd[where]) - seen.probability[where]
    rise *= worth[where]
    lessons, tasks = len(catalogue.lessons), len(catalogue.bank.tasks)
    if len(catalogue.pair_task) == tasks:  # one skill a task: the pairs are the tasks
        return rise
    result = np.empty((len(factors), lessons + tasks))
    result[:, :lessons] = rise[:, :lessons]
    for row in range(len(factors)):
        result[row, lessons:] = np.bincount(catalogue.pair_task, rise[row, lessons:], minlength=tasks)
    return result


def _evidence(seen: Outlook, catalogue: Catalogue, hopes: Forecast, worth: Floats) -> Floats:
    """Return the worth of the success that the rule of mastery still asks for and a task can bring."""
    place, task = catalogue.pair_place, catalogue.pair_task
    had = seen.evidence[place]
    # An item print of 0 means that any item will do.
    other_item = (seen.first_item[place] == 0) | (seen.first_item[place] != catalogue.prints[task])
    later_day = seen.day != seen.first_day[place]
    brings = (had == 0.0) | ((had < 1.0) & other_item & later_day)
    value = EVIDENCE_WORTH * worth[place] * hopes.p[task] * seen.probability[place] * brings
    tasks = np.bincount(task, value, minlength=len(catalogue.bank.tasks))
    return np.concatenate((np.zeros(len(catalogue.lessons)), tasks))


def _review(seen: Outlook, catalogue: Catalogue, worth: Floats) -> Floats:
    critical = np.where(catalogue.critical, CRITICAL_WORTH, 1.0)
    result: Floats = REVIEW_WORTH * np.maximum(worth, BACKGROUND) * critical * (1.0 - seen.recall)
    return result


def _information(catalogue: Catalogue, hopes: Forecast) -> Floats:
    return np.concatenate((np.zeros(len(catalogue.lessons)), INFORMATION_WORTH * hopes.shift))


def _wishes(seen: Outlook, catalogue: Catalogue, past: Past, place: Places, p: Floats, due: Flags) -> tuple[Flags, ...]:
    """Return what the choice keeps to while it can: ready, fresh, taught first, fair, not too many reviews."""
    lessons, count = len(catalogue.lessons), len(place)
    is_lesson = catalogue.is_lesson
    known = np.where(seen.mastered | catalogue.untaught, 1.0, seen.probability)
    weakest = np.minimum.reduce(np.where(catalogue.graph.needs(), known, 1.0), axis=1, initial=1.0)
    ready = weakest[place]
    if len(catalogue.pair_task) > count - lessons:
        np.minimum.at(ready, lessons + catalogue.pair_task, weakest[catalogue.pair_place])
    fresh = np.ones(count, dtype=bool)
    fresh[[lessons + catalogue.bank.rows[task] for task in past.recent_tasks if task in catalogue.bank.rows]] = False
    taught = np.ones(lessons + 1, dtype=bool)
    taught[:lessons] = False
    taught[[catalogue.lesson_rows[one] for one in past.lessons_done if one in catalogue.lesson_rows]] = True
    prepared = due | (seen.probability[place] >= seen.state.parameters.nearly)
    prepared[:lessons] = True
    prepared[lessons:] |= taught[catalogue.teaching]
    low, high = WINDOW
    if past.activities < GENTLE_FOR:
        # Where no task is that gentle, the easiest ones are gentle enough.
        candidates = p[(ready >= PREREQUISITES_KNOWN) & ~is_lesson]
        low, high = min(GENTLE, float(candidates.max(initial=0.0)) - NEARLY_EASIEST), 1.0
    reviews = past.recent_kinds[-REVIEW_WINDOW:].count(Kind.REVIEW)
    wishes = (
        due | (ready >= PREREQUISITES_KNOWN),
        fresh,
        prepared,
        is_lesson | (p >= HOPELESS),
        is_lesson | due | (p >= low),
        is_lesson | due | (p <= high),
    )
    return (*wishes, ~due) if reviews >= REVIEW_SHARE * REVIEW_WINDOW else wishes
