"""What speaks for each lesson and task: the terms of the planner's score.

Value of an activity j per minute (design, practice rule):
    [ Σ_k ω_k·(E ΔP(mastery_k) + κ·(1 − P_k)·E gain_k + γ·evidence_k) + α·review(k) + β·information ] / minutes_j
The κ term is ours: ΔP alone is nothing far below the threshold, so whoever knows least would not be taught.
Terms here are worth of the whole activity; `options` sums them and divides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .bank import Forecast, Places
from .catalogue import Catalogue, Past
from .graph import Floats
from .outlook import Outlook, phi

Flags = NDArray[np.bool_]

REVIEW_WORTH = 1.0  # assumed: α
CRITICAL_WORTH = 1.5  # assumed: forgetting a safety skill costs more
INFORMATION_WORTH = 0.01  # assumed: β, per logit² of variance removed, summed over skills
EVIDENCE_WORTH = 0.5  # assumed: γ, one of the two successes that the rule asks for
GROWTH_WORTH = 1.0  # measured: κ per logit (ADR 0049); 3 took more minutes, 0 about as many
INHERITED = 0.8  # assumed: a prerequisite is worth this share of the skill that waits for it, per step
BACKGROUND = 0.2  # assumed: worth of skills that are not chosen when goals are
ROUNDING = 1e-9  # minutes, so that sums of thirds still fit
GAIN_POINTS = (-1.2247448713915890, 0.0, 1.2247448713915890)  # published: equal thirds with mean 0 and sd 1
_GAINS = np.array(GAIN_POINTS)[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class Aims:
    """What does not depend on the learner's abilities.

    By skill position `worth` before inheritance, `goal`, and `reminder`, what a review of a forgotten skill is
    worth; `meant` (for this audience) by candidate.
    """

    worth: Floats
    goal: Flags
    reminder: Floats
    meant: Flags


@lru_cache(maxsize=64)  # a site has a handful of goals and audiences
def aims(catalogue: Catalogue, audience: str, goals: tuple[tuple[str, float], ...]) -> Aims:
    """Return what somebody with these goals (skill, weight) is after."""
    positions, meant = catalogue.graph.positions, catalogue.meant_for(audience)
    worth, goal = np.full(len(meant), BACKGROUND if goals else 1.0), np.zeros(len(meant), dtype=bool)
    for skill, weight in goals:
        if skill in positions:
            worth[positions[skill]] = max(weight, BACKGROUND)
            goal[positions[skill]] = True
    reminder = REVIEW_WORTH * np.where(catalogue.critical, CRITICAL_WORTH, 1.0)
    return Aims(worth * meant, goal, reminder, meant[catalogue.place])


def inherited(seen: Outlook, catalogue: Catalogue, own: Floats) -> tuple[Floats, Places]:
    """Return ω by skill, and from which skill each has it: prerequisites inherit from goals."""
    graph = catalogue.graph
    lacking = own * (1.0 - seen.probability) * ~seen.mastered
    passed = lacking[:, None] * graph.steps_up_worth(INHERITED)
    passed.reshape(-1)[:: len(graph) + 1] = own
    best = passed.argmax(axis=0)
    return passed[best, catalogue.every_place], best


@dataclass(frozen=True, slots=True, eq=False)
class LessonParts:
    """For every lesson the part that comes next: `share` of the lesson, `waiting` when it may be started."""

    minutes: Floats
    first_step: Places
    steps: Places
    share: Floats
    waiting: Flags


def lesson_parts(catalogue: Catalogue, past: Past, minutes: float) -> LessonParts:
    """Cut each lesson to whole steps that fit the minutes; only the first unfinished one of a skill waits."""
    count, rows, total = len(catalogue.lessons), catalogue.lesson_rows, catalogue.lesson_steps
    waiting = np.ones(count, dtype=bool)
    waiting[[rows[lesson] for lesson in past.lessons_done if lesson in rows]] = False
    unfinished = waiting.nonzero()[0]
    places = catalogue.lesson_place.take(unfinished)
    waiting[unfinished[1:][places[1:] == places[:-1]]] = False
    first = np.zeros(count, dtype=np.int64)
    for lesson, done in past.steps_done.items():
        if lesson in rows:
            first[rows[lesson]] = done
    first = np.minimum(first, total - 1)
    each = catalogue.step_minutes
    steps = np.minimum(np.maximum(((minutes + ROUNDING) / each).astype(np.int64), 1), total - first)
    return LessonParts(steps * each, first, steps, steps / total, waiting)


def learning(seen: Outlook, catalogue: Catalogue, hopes: Forecast, parts: LessonParts, worth: Floats) -> Floats:
    """Return ω-weighted rise of P(mastery) by what is learnt, and growth far below it, one row per gain point."""
    parameters, where = seen.state.parameters, catalogue.learnt_place
    lessons, tasks = len(catalogue.lessons), len(catalogue.bank.tasks)
    gain = np.empty(len(where))
    room = 1.0 / (1.0 + np.exp(seen.mean.take(catalogue.lesson_place)))
    gain[:lessons] = parameters.lesson_gain * parts.share * room
    is_single = len(catalogue.pair_task) == tasks  # one skill a task: the pairs are the tasks
    if is_single:
        gain[lessons:] = parameters.answer_gain * (1.0 - hopes.p)
    else:
        gain[lessons:] = parameters.answer_gain * (1.0 - hopes.p)[catalogue.pair_task] * catalogue.pair_weight
    # Standardised by skill, which are fewer: z now, and how far a logit moves it.
    reach = 1.0 / seen.sd
    now = (seen.mean - parameters.threshold) * reach
    step = (1.0 + parameters.gain_spread * _GAINS) * gain
    rise = phi(now.take(where) + step * reach.take(where))
    rise -= seen.probability.take(where)
    step *= GROWTH_WORTH * (1.0 - seen.probability).take(where)
    rise += step
    rise *= worth.take(where)
    if is_single:
        return rise
    result = np.empty((len(rise), lessons + tasks))
    result[:, :lessons] = rise[:, :lessons]
    for row in range(len(rise)):
        result[row, lessons:] = np.bincount(catalogue.pair_task, rise[row, lessons:], minlength=tasks)
    return result


def evidence(seen: Outlook, catalogue: Catalogue, hopes: Forecast, worth: Floats) -> Floats:
    """Return for each task the worth of the success that the rule of mastery still asks for and it can bring."""
    place, task = catalogue.pair_place, catalogue.pair_task
    is_wanted = (seen.evidence == 0.0) | ((seen.evidence < 1.0) & (seen.day != seen.first_day))
    value = EVIDENCE_WORTH * worth * seen.probability * is_wanted
    # An item print is never 0, so where any item will do (0) all of them are others.
    brings = value.take(place) * (seen.first_item.take(place) != catalogue.pair_print)
    if len(task) == len(catalogue.bank.tasks):
        return np.asarray(brings * hopes.p, dtype=np.float64)
    summed: Floats = np.bincount(task, brings * hopes.p.take(task), minlength=len(catalogue.bank.tasks)).astype(float)
    return summed


def review(seen: Outlook, reminder: Floats, worth: Floats) -> Floats:
    """Return by skill what it is worth to be reminded now."""
    result: Floats = reminder * np.maximum(worth, BACKGROUND) * (1.0 - seen.recall)
    return result
