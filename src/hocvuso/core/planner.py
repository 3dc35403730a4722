"""The next activity and its reason, chosen among the options that `options` has weighed.

The unknown learning gain is drawn (Thompson) from three equally likely values per kind of activity, and one
choice in twenty is drawn among everything allowed, so that every propensity is known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .catalogue import Activity, Catalogue, Context, Kind, Past
from .draw import MICRO, Draw
from .graph import Floats
from .options import GAIN_POINTS, Flags, Options, Places, best_of, weigh
from .outlook import Outlook
from .reasons import Nothing, Reason, ReasonKind
from .record import SkillRecord, record_at
from .state import LearnerState

EXPLORED = 0.05  # design: at least 5% of choices by chance
OUT = -(2**62)  # sentinel: score of an empty group, below every real one


class Terms(NamedTuple):
    """What speaks for an activity, in worth per minute at the mean gain; together they are its score."""

    learning: float
    evidence: float
    review: float
    information: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do next and why; store it as it is. `activity` None means `nothing` says why.

    `score` and `runner_up_score` are millionths per minute at the mean gain; `propensity` is the exact chance
    with which the draw chose this activity; `explored` when it was drawn by chance, not by score. `terms` say what
    the scores are made of; an activity that no score chose has none.
    """

    activity: Activity | None
    reason: Reason | None
    nothing: Nothing | None = None
    score: int = 0
    propensity: float = 0.0
    explored: bool = False
    runner_up: Activity | None = None
    runner_up_score: int = 0
    terms: Terms | None = None
    runner_up_terms: Terms | None = None


def next_activity(
    state: LearnerState,
    catalogue: Catalogue,
    past: Past,
    context: Context,
    draw: Draw,
    *,
    seen: Outlook | None = None,
) -> Plan:
    """Choose the next activity; `draw` is `draw_for(learner, state.events)`, `seen` saves the outlook."""
    options = weigh(state, catalogue, past, context, seen=seen)
    return fixed_choice(options, past, context, draw) or choose(options, draw)


def fixed_choice(options: Options, past: Past, context: Context, draw: Draw) -> Plan | None:
    """Return what the person's own wish decides: a check of what he said of a skill, or order instead of choice.

    The check comes first: it is his own wish too, and asks no model.
    """
    check = _check(options, past, context, draw)
    if check is not None or context.personalised:
        return check
    return next(iter(in_order(options, most=1)), None) or _nothing_in_order(options)


def choose(options: Options, draw: Draw, *, among: Flags | None = None) -> Plan:
    """Choose by score, or one time in twenty by chance, or say why there is nothing.

    With `among` the wishes are kept to within those candidates.
    """
    found = _open_rows(options, among)
    if not len(found):
        return Plan(activity=None, reason=None, nothing=_nothing(options, among))
    contest = _contest(options, found)
    explored = draw.lane("explore").unit() < EXPLORED
    if explored:
        chosen = draw.lane("chance").below(len(found))
    else:
        best = contest.winners(draw.lane("gain").below(contest.cases))
        chosen = best.item(draw.lane("tie").below(len(best)))
    middle = contest.scores[len(GAIN_POINTS) // 2]
    second = _best_but(middle, chosen)
    row = found.item(chosen)
    return Plan(
        activity=activity_at(options, row),
        reason=_reason(options, row, explored=explored),
        score=middle.item(chosen),
        propensity=(1.0 - EXPLORED) * contest.share(chosen) + EXPLORED / len(found),
        explored=explored,
        runner_up=None if second is None else activity_at(options, found.item(second)),
        runner_up_score=0 if second is None else middle.item(second),
        terms=_terms(options, row),
        runner_up_terms=None if second is None else _terms(options, found.item(second)),
    )


def _best_but(scores: Places, chosen: int) -> int | None:
    """Return where the best of all other scores stands, the first of equals; None when there is no other."""
    if len(scores) == 1:
        return None
    others = scores.copy()
    others[chosen] = OUT
    return others.argmax().item()


def chances(options: Options, *, among: Flags | None = None) -> Floats:
    """Return the exact probability with which `choose` takes each candidate; sums to 1, or all 0."""
    result = np.zeros(len(options.place))
    rows = _open_rows(options, among)
    if len(rows):
        contest = _contest(options, rows)
        shares = [contest.share(one) for one in range(len(rows))]
        result[rows] = [(1.0 - EXPLORED) * share + EXPLORED / len(rows) for share in shares]
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


def _open_rows(options: Options, among: Flags | None) -> Places:
    return best_of(options.rank, options.open if among is None else options.open & among)


@dataclass(frozen=True, slots=True, eq=False)
class _Contest:
    """Who wins by score in each case: a case pairs a gain point of lessons with one of tasks, all as likely.

    `scores[i]` are the scores of all candidates at gain point i, the first `lessons` of them lessons;
    `top[i]` the best of the lessons and of the tasks there, `count[i]` how many share it. Scores are an array:
    with 1,000 candidates lists of them took 200 µs.
    """

    scores: Places
    lessons: int
    top: list[tuple[int, int]]
    count: list[tuple[int, int]]

    @property
    def cases(self) -> int:
        return len(self.scores) ** 2

    def winners(self, case: int) -> Places:
        """Return the candidates that share the win of a case."""
        at_lesson, at_task = divmod(case, len(self.scores))
        (of_lesson, _), (_, of_task) = self.top[at_lesson], self.top[at_task]
        best = max(of_lesson, of_task)
        won = self.scores[at_task] == best
        won[: self.lessons] = self.scores[at_lesson, : self.lessons] == best
        found: Places = won.nonzero()[0]
        return found

    def share(self, one: int) -> float:
        """Return the share of all cases that a candidate wins, ties counted in parts."""
        mine, other = (0, 1) if one < self.lessons else (1, 0)
        won = 0.0
        for score, top, count in zip(self.scores[:, one].tolist(), self.top, self.count, strict=True):
            if score == top[mine]:
                for rival, rivals in zip(self.top, self.count, strict=True):
                    if top[mine] >= rival[other]:
                        won += 1.0 / (count[mine] + (rivals[other] if top[mine] == rival[other] else 0))
        return won / self.cases


def _contest(options: Options, rows: Places) -> _Contest:
    scores = options.micro.take(rows, axis=1)
    lessons = int(rows.searchsorted(len(options.catalogue.lessons)))
    top, count = [], []
    for part in (scores[:, :lessons], scores[:, lessons:]):
        best = np.maximum.reduce(part, axis=1, initial=OUT)
        top.append(best.tolist())
        count.append(np.add.reduce(part == best[:, None], axis=1).tolist())
    return _Contest(scores, lessons, list(zip(*top, strict=True)), list(zip(*count, strict=True)))


def activity_at(options: Options, row: int) -> Activity:
    """Return the candidate of one row."""
    catalogue = options.catalogue
    skill = catalogue.graph.ids[options.place.item(row)]
    if row < len(catalogue.lessons):
        return Activity(
            kind=Kind.LESSON,
            id=catalogue.lessons[row].id,
            skill=skill,
            minutes=options.minutes.item(row),
            first_step=options.first_step.item(row),
            steps=options.steps.item(row),
        )
    return Activity(
        kind=Kind.REVIEW if options.due[row] else Kind.PRACTICE,
        id=catalogue.bank.tasks[row - len(catalogue.lessons)].id,
        skill=skill,
        minutes=options.minutes.item(row),
        p=options.p.item(row),
    )


def in_order(options: Options, *, most: int) -> tuple[Plan, ...]:
    """Return the next lessons in teaching order, prerequisites first, one a skill; no model is asked."""
    order = {place: rank for rank, place in enumerate(options.catalogue.graph.topological)}
    lessons = options.catalogue.is_lesson
    rows = np.flatnonzero(options.meant & options.waiting & options.reachable & options.fits & lessons).tolist()
    first: dict[int, int] = {}
    for row in sorted(rows, key=lambda one: (order[int(options.place[one])], one)):
        first.setdefault(int(options.place[row]), row)
    chosen = [activity_at(options, row) for row in list(first.values())[:most]]
    return tuple(Plan(each, Reason(ReasonKind.NEXT_IN_ORDER, each.skill), propensity=1.0) for each in chosen)


def _nothing_in_order(options: Options) -> Plan:
    waiting = options.catalogue.is_lesson & options.waiting
    return Plan(activity=None, reason=None, nothing=_nothing(options, waiting))


def _check(options: Options, past: Past, context: Context, draw: Draw) -> Plan | None:
    """Choose one task, at about the threshold of mastery, for the first skill claimed as known, or else doubted."""
    lessons = len(options.catalogue.lessons)
    bank = options.catalogue.bank
    here = (options.meant & options.waiting & options.reachable & options.fits)[lessons:]
    for skill in (*context.claimed, *context.doubted):
        # What he doubts may be mastered, in which case nothing of it is proposed otherwise.
        usable = here if skill in context.doubted else here & options.exists[lessons:]
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
        kind = ReasonKind.CHECK_KNOWN if skill in context.claimed else ReasonKind.CHECK_UNSURE
        return Plan(activity, Reason(kind, skill), propensity=1.0 / len(rows))
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
    graph, place = options.catalogue.graph, options.place.item(row)
    record = record_at(options.seen.state.records, place)
    kind = ReasonKind.BY_CHANCE if explored else _largest(options, row, record)
    for_skill = ""
    if kind is ReasonKind.MISSING_PREREQUISITE:
        for_skill = graph.ids[options.inherited_from.item(place)]
    return Reason(
        kind=kind,
        skill=graph.ids[place],
        for_skill=for_skill,
        last_day=record.day if record and kind is ReasonKind.DUE_REVIEW else None,
        successes=record.successes if record else 0,
        tries=record.tries if record else 0,
    )


def _terms(options: Options, row: int) -> Terms:
    minutes = options.minutes.item(row)
    return Terms(
        options.learning.item(len(GAIN_POINTS) // 2, row) / minutes,
        options.evidence.item(row) / minutes,
        options.review.item(row) / minutes,
        options.information.item(row) / minutes,
    )


def _largest(options: Options, row: int, record: SkillRecord | None) -> ReasonKind:
    """Name the largest term as the person may hear it."""
    terms = {
        "review": options.review.item(row),
        "evidence": options.evidence.item(row),
        "learning": options.learning.item(len(GAIN_POINTS) // 2, row),
        "information": options.information.item(row),
    }
    largest = max(terms, key=lambda term: terms[term])
    if largest == "review":
        return ReasonKind.DUE_REVIEW
    if largest == "learning":
        return _growth(options, options.place.item(row), untouched=record is None)
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
