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
from .options import GAIN_POINTS, Flags, Options, narrowed, weigh
from .reasons import Nothing, Reason, ReasonKind
from .record import SkillRecord, record_at
from .state import LearnerState

EXPLORED = 0.05  # design: at least 5% of choices by chance
OUT = -(2**62)  # score of what may not be chosen: below every real one


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


def next_activity(state: LearnerState, catalogue: Catalogue, past: Past, context: Context, draw: Draw) -> Plan:
    """Choose the next activity; `draw` is `draw_for(learner, state.events)`."""
    options = weigh(state, catalogue, past, context)
    return fixed_choice(options, past, context, draw) or choose(options, draw)


def fixed_choice(options: Options, past: Past, context: Context, draw: Draw) -> Plan | None:
    """Return what the person's own wish decides: order instead of choice, or a check of a claim; else None."""
    if not context.personalised:
        return _in_order(options)
    return _check(options, past, context, draw)


def choose(options: Options, draw: Draw, *, among: Flags | None = None) -> Plan:
    """Choose by score, or one time in twenty by chance, or say why there is nothing.

    With `among` the wishes are kept to within those candidates.
    """
    allowed = _allowed(options, among)
    rows = np.flatnonzero(allowed)
    if not len(rows):
        return Plan(activity=None, reason=None, nothing=_nothing(options, among))
    contest = _contest(options, allowed)
    explored = draw.lane("explore").unit() < EXPLORED
    if explored:
        chosen = int(rows[draw.lane("chance").below(len(rows))])
    else:
        best = contest.winners(draw.lane("gain").below(contest.cases))
        chosen = int(best[draw.lane("tie").below(len(best))])
    middle = options.micro[len(GAIN_POINTS) // 2]
    others = rows[rows != chosen]
    second = int(others[middle[others].argmax()]) if len(others) else None
    return Plan(
        activity=activity_at(options, chosen),
        reason=_reason(options, chosen, explored=explored),
        score=int(middle[chosen]),
        propensity=(1.0 - EXPLORED) * contest.share(chosen) + EXPLORED / len(rows),
        explored=explored,
        runner_up=None if second is None else activity_at(options, second),
        runner_up_score=0 if second is None else int(middle[second]),
    )


def chances(options: Options, *, among: Flags | None = None) -> Floats:
    """Return the exact probability with which `choose` takes each candidate; sums to 1, or all 0."""
    allowed = _allowed(options, among)
    result = np.zeros(len(allowed))
    rows = np.flatnonzero(allowed)
    if len(rows):
        contest = _contest(options, allowed)
        result[rows] = [(1.0 - EXPLORED) * contest.share(row) + EXPLORED / len(rows) for row in rows.tolist()]
    return result


def ranked(options: Options, *, most: int = 3) -> tuple[Plan, ...]:
    """Return the best activity of each of the best skills, by score alone: a list to show, not a choice.

    No chance enters, so `propensity` is 0 and no reason is BY_CHANCE.
    """
    middle = options.micro[len(GAIN_POINTS) // 2]
    best: dict[int, int] = {}
    rows = np.flatnonzero(options.allowed)
    for row in rows[np.argsort(-middle[rows], kind="stable")].tolist():
        best.setdefault(int(options.place[row]), row)
    return tuple(
        Plan(
            activity=activity_at(options, row),
            reason=_reason(options, row, explored=False),
            score=int(middle[row]),
        )
        for row in list(best.values())[:most]
    )


def _allowed(options: Options, among: Flags | None) -> Flags:
    if among is None:
        return options.allowed
    return narrowed(options.exists & options.reachable & options.fits & among, options.wishes)


@dataclass(frozen=True, slots=True, eq=False)
class _Contest:
    """Who wins by score in each case: a case pairs a gain point of lessons with one of tasks, all equally likely.

    `best[i]` flags the best lessons at point i and the best tasks at point i; `top` are their scores (lessons,
    tasks) and `count` their numbers.
    """

    best: Flags
    lessons: int
    top: tuple[list[int], list[int]]
    count: tuple[list[int], list[int]]

    @property
    def cases(self) -> int:
        return len(self.best) ** 2

    def winners(self, case: int) -> NDArray[np.intp]:
        """Return the rows that share the win of a case."""
        at_lesson, at_task = divmod(case, len(self.best))
        found = np.zeros(self.best.shape[1], dtype=bool)
        if self.top[0][at_lesson] >= self.top[1][at_task]:
            found[: self.lessons] = self.best[at_lesson, : self.lessons]
        if self.top[1][at_task] >= self.top[0][at_lesson]:
            found[self.lessons :] = self.best[at_task, self.lessons :]
        return np.flatnonzero(found)

    def share(self, row: int) -> float:
        """Return the share of all cases that a row wins, ties counted in parts."""
        mine, other = (0, 1) if row < self.lessons else (1, 0)
        won = 0.0
        for point, top in enumerate(self.top[mine]):
            if not self.best[point, row]:
                continue
            for rival, count in zip(self.top[other], self.count[other], strict=True):
                if top >= rival:
                    won += 1.0 / (self.count[mine][point] + (count if top == rival else 0))
        return won / self.cases


def _contest(options: Options, allowed: Flags) -> _Contest:
    lessons = len(options.catalogue.lessons)
    micro = np.where(allowed, options.micro, OUT)
    best = np.zeros(micro.shape, dtype=bool)
    tops, counts = [], []
    for part in (slice(0, lessons), slice(lessons, None)):
        top = micro[:, part].max(axis=1, initial=OUT)
        best[:, part] = (micro[:, part] == top[:, None]) & allowed[part]
        tops.append(top.tolist())
        counts.append(best[:, part].sum(axis=1).tolist())
    return _Contest(best, lessons, (tops[0], tops[1]), (counts[0], counts[1]))


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


def _in_order(options: Options) -> Plan:
    """Take the next lesson in teaching order, prerequisites first; no model is asked."""
    order = {place: rank for rank, place in enumerate(options.catalogue.graph.topological)}
    lessons = np.arange(len(options.place)) < len(options.catalogue.lessons)
    rows = np.flatnonzero(options.meant & options.waiting & options.reachable & options.fits & lessons)
    if not len(rows):
        return Plan(activity=None, reason=None, nothing=_nothing(options, lessons & options.waiting))
    row = int(min(rows.tolist(), key=lambda one: (order[int(options.place[one])], one)))
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


def _nothing(options: Options, among: Flags | None) -> Nothing:
    """Say why none of some candidates (None: of all) can be chosen."""
    if not options.meant.any():
        return Nothing.NO_CONTENT
    waiting = options.exists if among is None else options.exists & among
    if not waiting.any():
        return Nothing.ALL_DONE
    return Nothing.NO_TIME if (waiting & options.reachable).any() else Nothing.NO_LINK


def _reason(options: Options, row: int, *, explored: bool) -> Reason:
    """Read the reason off the largest term of the score."""
    graph, place = options.catalogue.graph, int(options.place[row])
    record = record_at(options.seen.state.records, place)
    kind = ReasonKind.BY_CHANCE if explored else _largest(options, row, record)
    for_skill = ""
    if kind is ReasonKind.MISSING_PREREQUISITE:
        for_skill = graph.ids[int(options.inherited_from[place])]
    return Reason(
        kind=kind,
        skill=graph.ids[place],
        for_skill=for_skill,
        last_day=record.day if record and kind is ReasonKind.DUE_REVIEW else None,
        successes=record.successes if record else 0,
        tries=record.tries if record else 0,
    )


def _largest(options: Options, row: int, record: SkillRecord | None) -> ReasonKind:
    """Name the largest term as the person may hear it."""
    terms = {
        "review": float(options.review[row]),
        "evidence": float(options.evidence[row]),
        "learning": float(options.learning[len(GAIN_POINTS) // 2, row]),
        "information": float(options.information[row]),
    }
    largest = max(terms, key=lambda term: terms[term])
    if largest == "review":
        return ReasonKind.DUE_REVIEW
    if largest == "learning":
        return _growth(options, int(options.place[row]), untouched=record is None)
    if record is None or not record.tries:
        return ReasonKind.NOT_TESTED_YET
    near = options.seen.probability[options.place[row]] >= options.seen.state.parameters.nearly
    return ReasonKind.NEARLY_THERE if near and largest == "evidence" else ReasonKind.BUILD_UP


def _growth(options: Options, place: int, *, untouched: bool) -> ReasonKind:
    """Say more of a choice that is worth most for what it teaches."""
    if options.inherited_from[place] != place:
        return ReasonKind.MISSING_PREREQUISITE
    if options.goal[place]:
        return ReasonKind.CHOSEN_GOAL
    return ReasonKind.FIRST_STEP if untouched else ReasonKind.BUILD_UP
