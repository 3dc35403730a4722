"""The next activity and its reason, chosen among the options that `options` has weighed.

The unknown learning gain is drawn (Thompson) from three equally likely values per kind of activity, and one
choice in twenty is drawn among everything allowed, so that every propensity is known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .catalogue import Activity, Catalogue, Context, Kind, Past
from .draw import MICRO, Draw
from .graph import Floats
from .options import GAIN_POINTS, Flags, Options, weigh
from .reasons import Nothing, Reason, ReasonKind
from .record import record_at
from .state import LearnerState

EXPLORED = 0.05  # design: at least 5% of choices by chance


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do next and why; store it as it is. `activity` None means `nothing` says why.

    `score` and `runner_up_score` are millionths per minute at the mean gain; `propensity` is the exact chance
    with which the draw chose this activity; `explored` when it was drawn by chance, not by score.
    """

    activity: Activity | None
    reason: Reason | None
    nothing: Nothing | None = None
    score: int = 0
    propensity: float = 0.0
    explored: bool = False
    runner_up: Activity | None = None
    runner_up_score: int = 0


def next_activity(
    state: LearnerState, catalogue: Catalogue, past: Past, context: Context, draw: Draw
) -> Plan:
    """Choose the next activity; `draw` is `draw_for(learner, state.events)`."""
    options = weigh(state, catalogue, past, context)
    if not context.personalised:
        return _in_order(options)
    check = _check(options, past, context, draw)
    return check or choose(options, draw)


def choose(options: Options, draw: Draw, *, among: Flags | None = None) -> Plan:
    """Choose among the allowed candidates (and `among`), or say why there is nothing."""
    allowed = options.allowed if among is None else options.allowed & among
    if not allowed.any():
        return Plan(activity=None, reason=None, nothing=_nothing(options))
    micro = options.micro
    shares = _greedy_shares(micro, allowed, len(options.catalogue.lessons))
    rows = np.flatnonzero(allowed)
    explored = draw.lane("explore").unit() < EXPLORED
    if explored:
        chosen = int(rows[draw.lane("chance").below(len(rows))])
    else:
        case = shares[draw.lane("gain").below(len(shares))]
        chosen = int(np.flatnonzero(case)[draw.lane("tie").below(int(np.count_nonzero(case)))])
    middle = micro[len(GAIN_POINTS) // 2]
    others = rows[rows != chosen]
    second = int(others[np.argmax(middle[others])]) if len(others) else None
    return Plan(
        activity=activity_at(options, chosen),
        reason=_reason(options, chosen, explored=explored),
        score=int(middle[chosen]),
        propensity=float(_chances(shares, allowed)[chosen]),
        explored=explored,
        runner_up=None if second is None else activity_at(options, second),
        runner_up_score=0 if second is None else int(middle[second]),
    )


def chances(options: Options, *, among: Flags | None = None) -> Floats:
    """Return the exact probability with which `choose` takes each candidate; sums to 1, or all 0."""
    allowed = options.allowed if among is None else options.allowed & among
    if not allowed.any():
        return np.zeros(len(allowed))
    return _chances(_greedy_shares(options.micro, allowed, len(options.catalogue.lessons)), allowed)


def activity_at(options: Options, row: int) -> Activity:
    """Return the candidate of one row."""
    catalogue = options.catalogue
    skill = catalogue.graph.ids[int(options.place[row])]
    if row < len(catalogue.lessons):
        return Activity(
            kind=Kind.LESSON,
            id=catalogue.lessons[row].id,
            skill=skill,
            minutes=float(options.minutes[row]),
            first_step=int(options.first_step[row]),
            steps=int(options.steps[row]),
        )
    return Activity(
        kind=Kind.REVIEW if options.due[row] else Kind.PRACTICE,
        id=catalogue.bank.tasks[row - len(catalogue.lessons)].id,
        skill=skill,
        minutes=float(options.minutes[row]),
        p=float(options.p[row]),
    )


def _greedy_shares(micro: NDArray[np.int64], allowed: Flags, lessons: int) -> Floats:
    """Return one row per pair of gain points (lesson, task): equal shares on the best of that case."""
    points = len(micro)
    cases = np.concatenate(
        (np.repeat(micro[:, :lessons], points, axis=0), np.tile(micro[:, lessons:], (points, 1))), axis=1
    )
    cases = np.where(allowed, cases, np.iinfo(np.int64).min)
    best = cases == cases.max(axis=1, keepdims=True)
    shares: Floats = best / best.sum(axis=1, keepdims=True)
    return shares


def _chances(shares: Floats, allowed: Flags) -> Floats:
    result: Floats = (1.0 - EXPLORED) * shares.mean(axis=0) + EXPLORED * allowed / allowed.sum()
    return result


def _in_order(options: Options) -> Plan:
    """Take the next lesson in teaching order, prerequisites first; no model is asked."""
    order = {place: rank for rank, place in enumerate(options.catalogue.graph.topological)}
    lessons = np.flatnonzero(
        (options.exists & options.reachable & options.fits)[: len(options.catalogue.lessons)]
    )
    if not len(lessons):
        return Plan(activity=None, reason=None, nothing=_nothing(options))
    row = int(min(lessons.tolist(), key=lambda one: (order[int(options.place[one])], one)))
    activity = activity_at(options, row)
    return Plan(activity=activity, reason=Reason(ReasonKind.NEXT_IN_ORDER, activity.skill), propensity=1.0)


def _check(options: Options, past: Past, context: Context, draw: Draw) -> Plan | None:
    """Choose one task, at about the threshold of mastery, for the first skill claimed as known."""
    lessons = len(options.catalogue.lessons)
    bank = options.catalogue.bank
    usable = (options.exists & options.reachable & options.fits)[lessons:]
    for skill in context.claimed:
        fresh = usable & (bank.main == options.catalogue.graph.index(skill))
        fresh[[bank.rows[task] for task in past.recent_tasks if task in bank.rows]] = False
        if not fresh.any():
            continue
        # A guess proves little, so it counts as distance from the threshold.
        off = np.abs(bank.difficulty - options.seen.state.parameters.threshold) + bank.guess
        micro = np.floor(off * MICRO + 0.5)
        rows = np.flatnonzero(fresh & (micro == micro[fresh].min()))
        chosen = int(rows[draw.lane("check").below(len(rows))])
        activity = replace(activity_at(options, lessons + chosen), kind=Kind.CHECK)
        return Plan(activity, Reason(ReasonKind.CHECK_KNOWN, skill), propensity=1.0 / len(rows))
    return None


def _nothing(options: Options) -> Nothing:
    if not len(options.place):
        return Nothing.NO_CONTENT
    if not options.exists.any():
        return Nothing.ALL_DONE
    return Nothing.NO_TIME if (options.exists & options.reachable).any() else Nothing.NO_LINK


def _reason(options: Options, row: int, *, explored: bool) -> Reason:
    """Read the reason off the largest term of the score."""
    graph, place = options.catalogue.graph, int(options.place[row])
    record = record_at(options.seen.state.records, place)
    tries, successes = (record.tries, record.successes) if record else (0, 0)
    kind = ReasonKind.BY_CHANCE if explored else _largest(options, row)
    if kind is not ReasonKind.BUILD_UP:
        for_skill = ""
    elif options.inherited_from[place] != place:
        kind, for_skill = ReasonKind.MISSING_PREREQUISITE, graph.ids[int(options.inherited_from[place])]
    else:
        kind, for_skill = _growth(options, place, untouched=record is None), ""
    last_day = record.day if record and kind is ReasonKind.DUE_REVIEW else None
    return Reason(kind, graph.ids[place], for_skill, last_day, successes, tries)


def _largest(options: Options, row: int) -> ReasonKind:
    """Name the largest term; BUILD_UP stands for learning and is refined by the caller."""
    terms = {
        ReasonKind.DUE_REVIEW: float(options.review[row]),
        ReasonKind.NEARLY_THERE: float(options.evidence[row]),
        ReasonKind.BUILD_UP: float(options.learning[len(GAIN_POINTS) // 2, row]),
        ReasonKind.NOT_TESTED_YET: float(options.information[row]),
    }
    return max(terms, key=lambda kind: terms[kind])


def _growth(options: Options, place: int, *, untouched: bool) -> ReasonKind:
    """Say more of a choice that is worth most for what it teaches."""
    if options.goal[place]:
        return ReasonKind.CHOSEN_GOAL
    return ReasonKind.FIRST_STEP if untouched else ReasonKind.BUILD_UP
