"""What could be done next, and what speaks for each: the score terms of the planner.

Value of an activity j per minute (design, practice rule):
    [ Σ_k ω_k·(E ΔP(mastery_k) + γ·evidence_k) + α·review(k) + β·information ] / minutes_j
subject to prerequisites known, a fair chance of success, and the minutes at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .bank import Forecast, forecast
from .catalogue import Catalogue, Context, Kind, Past
from .draw import MICRO
from .graph import Floats
from .memory import RECALL_WANTED, RECALL_WANTED_CRITICAL
from .outlook import Outlook, outlook, phi
from .state import LearnerState

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

PREREQUISITES_KNOWN = 0.7  # design: P(prerequisites mastered)
WINDOW = (0.6, 0.9)  # design: chance of success in practice
GENTLE, GENTLE_FOR = 0.8, 3  # design: the first three items are easier
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
GAIN_POINTS = (-1.2247448713915890, 0.0, 1.2247448713915890)  # published: equal thirds with mean 0 and sd 1


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """All candidates, lessons first, then tasks, and what speaks for each; make one with `weigh`.

    Terms are worth per minute; `learning` has one row per gain point. `exists`: meant for this person and not
    done; `reachable`: works here; `fits`: within the minutes; `allowed`: may be chosen now.
    """

    catalogue: Catalogue
    seen: Outlook
    place: NDArray[np.int64]
    minutes: Floats
    first_step: NDArray[np.int64]
    steps: NDArray[np.int64]
    p: Floats
    due: Flags
    learning: Floats
    evidence: Floats
    review: Floats
    information: Floats
    exists: Flags
    reachable: Flags
    fits: Flags
    allowed: Flags
    inherited_from: NDArray[np.int64]
    goal: Flags

    @property
    def micro(self) -> NDArray[np.int64]:
        """Scores in millionths per minute, one row per gain point."""
        total = self.learning + (self.evidence + self.review + self.information)
        return np.floor(total * MICRO + 0.5).astype(np.int64)


def weigh(state: LearnerState, catalogue: Catalogue, past: Past, context: Context) -> Options:
    """Weigh every lesson and task for one person and moment; about 300 µs for 200 tasks."""
    seen = outlook(state, day=context.day)
    worth, inherited_from = _worth(seen, catalogue, context)
    hopes = forecast(catalogue.bank, seen, worth)
    due = _due(seen, catalogue)
    parts = _lesson_parts(catalogue, past, context)
    minutes = np.concatenate((parts.minutes, np.maximum(catalogue.bank.seconds / 60.0, SHORTEST_TASK)))
    place = np.concatenate((catalogue.lesson_place, catalogue.bank.main))
    p = np.concatenate((np.ones(len(catalogue.lessons)), hopes.p))
    is_due = due[place]
    is_due[: len(catalogue.lessons)] = False
    exists = _exists(seen, catalogue, context, place, is_due) & np.concatenate(
        (parts.waiting, np.ones(len(catalogue.bank.tasks), dtype=bool))
    )
    reachable = _reachable(catalogue, context)
    fits = minutes <= context.minutes + 1e-9
    options = Options(
        catalogue=catalogue,
        seen=seen,
        place=place,
        minutes=minutes,
        first_step=parts.first_step,
        steps=parts.steps,
        p=p,
        due=is_due,
        learning=_learning(seen, catalogue, hopes, parts, worth) / minutes,
        evidence=_evidence(seen, catalogue, hopes, worth) / minutes,
        review=_review(seen, catalogue, worth)[place] * is_due / minutes,
        information=_information(catalogue, hopes) / minutes,
        exists=exists,
        reachable=reachable,
        fits=fits,
        allowed=exists & reachable & fits,
        inherited_from=inherited_from,
        goal=_goal(catalogue, context),
    )
    return replace(options, allowed=_narrowed(options, past))


@dataclass(frozen=True, slots=True, eq=False)
class LessonParts:
    """For every lesson the part that comes next: `share` of the lesson, `waiting` when it may be started."""

    minutes: Floats
    first_step: Places
    steps: Places
    share: Floats
    waiting: Flags


def _lesson_parts(catalogue: Catalogue, past: Past, context: Context) -> LessonParts:
    """Cut each lesson to whole steps that fit the minutes; only the first unfinished one of a skill waits."""
    count = len(catalogue.lessons)
    minutes, share = np.zeros(count), np.zeros(count)
    first, steps = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    waiting = np.zeros(count, dtype=bool)
    open_skills: set[str] = set()
    for row, lesson in enumerate(catalogue.lessons):
        each = lesson.minutes / lesson.steps
        done = min(past.steps_done.get(lesson.id, 0), lesson.steps - 1)
        left = lesson.steps - done
        taken = max(1, min(left, int((context.minutes + 1e-9) / each)))
        first[row], steps[row] = done, taken
        minutes[row], share[row] = taken * each, taken / lesson.steps
        if lesson.id not in past.lessons_done and lesson.skill not in open_skills:
            waiting[row] = True
            open_skills.add(lesson.skill)
    return LessonParts(minutes, first, steps, share, waiting)


def _goal(catalogue: Catalogue, context: Context) -> Flags:
    goal = np.zeros(len(catalogue.graph), dtype=bool)
    goal[[catalogue.graph.index(skill) for skill in context.goals]] = True
    return goal


def _worth(seen: Outlook, catalogue: Catalogue, context: Context) -> tuple[Floats, Places]:
    """Return ω by skill, and from which skill each has it: prerequisites inherit from goals."""
    graph = catalogue.graph
    own = np.full(len(graph), BACKGROUND if context.goals else 1.0)
    for skill, weight in context.goals.items():
        own[graph.index(skill)] = max(weight, BACKGROUND)
    own[~_for_audience(catalogue, context)] = 0.0
    steps = graph.steps_up()
    lacking = np.where(seen.mastered, 0.0, 1.0 - seen.probability)
    passed = (own * lacking)[:, None] * INHERITED**steps
    np.fill_diagonal(passed, own)
    best = passed.argmax(axis=0)
    return passed.max(axis=0), best


def _for_audience(catalogue: Catalogue, context: Context) -> Flags:
    if not context.audience:
        return np.ones(len(catalogue.graph), dtype=bool)
    return np.array(
        [
            skill not in catalogue.audiences or context.audience in catalogue.audiences[skill]
            for skill in catalogue.graph.ids
        ]
    )


def _due(seen: Outlook, catalogue: Catalogue) -> Flags:
    wanted = np.where(catalogue.critical, RECALL_WANTED_CRITICAL, RECALL_WANTED)
    result: Flags = (seen.evidence > 0.0) & (seen.recall < wanted)
    return result


def _exists(seen: Outlook, catalogue: Catalogue, context: Context, place: Places, is_due: Flags) -> Flags:
    """Tell what is meant for this person and still useful: skills not mastered, or due for review."""
    result: Flags = _for_audience(catalogue, context)[place] & (~seen.mastered[place] | is_due)
    return result


def _reachable(catalogue: Catalogue, context: Context) -> Flags:
    here = np.ones(len(catalogue.lessons) + len(catalogue.bank.tasks), dtype=bool)
    for away in context.out_of_reach:
        if away in catalogue.lesson_rows:
            here[catalogue.lesson_rows[away]] = False
        if away in catalogue.bank.rows:
            here[len(catalogue.lessons) + catalogue.bank.rows[away]] = False
    return here


def _learning(
    seen: Outlook, catalogue: Catalogue, hopes: Forecast, parts: LessonParts, worth: Floats
) -> Floats:
    """Return ω-weighted rise of P(mastery) by what is learnt, one row per gain point."""
    parameters = seen.state.parameters
    factors = 1.0 + parameters.gain_spread * np.array(GAIN_POINTS)
    room = 1.0 / (1.0 + np.exp(seen.mean[catalogue.lesson_place]))
    by_lesson = parameters.lesson_gain * parts.share * room
    by_pair = parameters.answer_gain * (1.0 - hopes.p)[catalogue.pair_task] * catalogue.pair_weight
    where = np.concatenate((catalogue.lesson_place, catalogue.pair_place))
    gain = np.concatenate((by_lesson, by_pair))
    moved = seen.mean[where] + factors[:, None] * gain
    rise = phi((moved - parameters.threshold) / seen.sd[where]) - seen.probability[where]
    rise *= worth[where]
    lessons, tasks = len(catalogue.lessons), len(catalogue.bank.tasks)
    result = np.empty((len(factors), lessons + tasks))
    result[:, :lessons] = rise[:, :lessons]
    for row in range(len(factors)):
        result[row, lessons:] = np.bincount(catalogue.pair_task, rise[row, lessons:], minlength=tasks)
    return result


def _evidence(seen: Outlook, catalogue: Catalogue, hopes: Forecast, worth: Floats) -> Floats:
    """Return the worth of the success that the rule of mastery still asks for and a task can bring."""
    place, task = catalogue.pair_place, catalogue.pair_task
    had = seen.evidence[place]
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


def _narrowed(options: Options, past: Past) -> Flags:
    """Narrow wish by wish, the most important first; a wish that would leave nothing is dropped."""
    allowed = options.allowed
    for wish in _wishes(options, past):
        narrower = allowed & wish
        allowed = narrower if narrower.any() else allowed
    return allowed


def _wishes(options: Options, past: Past) -> tuple[Flags, ...]:
    catalogue, seen = options.catalogue, options.seen
    lessons = len(catalogue.lessons)
    is_lesson = np.arange(len(options.place)) < lessons
    review = options.due
    known = np.where(seen.mastered, 1.0, seen.probability)
    weakest = np.where(catalogue.graph.needs(), known, 1.0).min(axis=1, initial=1.0)
    ready = weakest[options.place]
    np.minimum.at(ready, lessons + catalogue.pair_task, weakest[catalogue.pair_place])
    fresh = np.ones(len(options.place), dtype=bool)
    fresh[
        [lessons + catalogue.bank.rows[task] for task in past.recent_tasks if task in catalogue.bank.rows]
    ] = False
    untaught = np.array([lesson.id not in past.lessons_done for lesson in catalogue.lessons] + [False])
    taught = np.concatenate((np.ones(lessons, dtype=bool), ~untaught[catalogue.teaching]))
    sure = seen.probability[options.place] >= seen.state.parameters.nearly
    low, high = (GENTLE, 1.0) if past.activities < GENTLE_FOR else WINDOW
    fair = np.where(review, options.p >= HOPELESS, (options.p >= low) & (options.p <= high))
    reviews = past.recent_kinds[-REVIEW_WINDOW:].count(Kind.REVIEW)
    enough_reviews = reviews >= REVIEW_SHARE * REVIEW_WINDOW
    return (
        review | (ready >= PREREQUISITES_KNOWN),
        fresh,
        review | taught | sure,
        is_lesson | fair,
        ~review if enough_reviews else np.ones(len(review), dtype=bool),
    )
