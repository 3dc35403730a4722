"""What could be done next, and what of it may be proposed: candidates, weighed by the terms of `terms`.

The choice keeps to prerequisites known, a fair chance of success, and the minutes at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import settling, terms
from .bank import Forecast, Places, forecast
from .catalogue import Catalogue, Context, Kind, Past
from .draw import MICRO
from .graph import Floats
from .outlook import Outlook, outlook
from .state import LearnerState
from .terms import GAIN_POINTS, ROUNDING, Flags

__all__ = ["GAIN_POINTS", "ROUNDING", "Flags", "Options", "Places", "best_of", "due_now", "weigh"]

PREREQUISITES_KNOWN = 0.7  # design: P(prerequisites mastered)
WINDOW = (0.6, 0.9)  # design: chance of success in practice
GENTLE, GENTLE_FOR = 0.8, 3  # design: the first three items are easier
NEARLY_EASIEST = 0.05  # assumed: so that the first tasks are not always the same one
HOPELESS = 0.35  # design (diagnostic rule), used for reviews too
REVIEW_SHARE = 0.4  # design: at most 40% reviews
REVIEW_WINDOW = 5  # assumed: share counted over the last five activities
READY = 128  # decided: the first and highest bit of a rank
WISHES = 8  # decided: bits of a rank, one byte


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """All candidates, lessons first, then tasks, and what speaks for each; make one with `weigh`.

    Terms are worth of the whole activity, `micro` their sum per minute, in millionths; `learning` and `micro` have
    one row per gain point. `meant` for this person; `waiting`: not done, and for lessons the first such of its
    skill; `exists`: both, and not mastered unless due; `reachable`: works here; `fits`: within the minutes;
    `open`: all three; `rank`: the wishes that a candidate meets, one bit each, the most important highest.
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
    rank: NDArray[np.uint8]
    open: Flags
    inherited_from: Places
    goal: Flags

    @property
    def ready(self) -> Flags:
        """Return the candidates whose prerequisites are known, or that are due."""
        result: Flags = self.rank >= READY
        return result

    @property
    def allowed(self) -> Flags:
        """Return the candidates that are open and keep to the wishes."""
        result = np.zeros(len(self.place), dtype=bool)
        result[best_of(self.rank, self.open)] = True
        return result


def weigh(
    state: LearnerState,
    catalogue: Catalogue,
    past: Past,
    context: Context,
    *,
    seen: Outlook | None = None,
    lesson_minutes: float | None = None,
    chances: Floats | None = None,
) -> Options:
    """Weigh every lesson and task for one person and moment; about 120 µs for 160 of them.

    `seen` saves the outlook. When given, lessons are cut to `lesson_minutes`, `chances` by task replace the state's.
    """
    seen = outlook(state, day=context.day) if seen is None else seen
    aims = terms.aims(catalogue, context.audience, tuple(context.goals.items()))
    worth, inherited_from = terms.inherited(seen, catalogue, aims.worth)
    hopes, row = _hopes(catalogue, seen, worth, chances), settling.streaks(catalogue, past)
    parts = terms.lesson_parts(catalogue, past, context.minutes if lesson_minutes is None else lesson_minutes)
    lessons, place = len(catalogue.lessons), catalogue.place
    minutes, p, waiting = catalogue.minutes.copy(), np.empty(len(place)), catalogue.is_task.copy()
    minutes[:lessons], p[:lessons], waiting[:lessons] = parts.minutes, 1.0, parts.waiting
    p[lessons:] = hopes.p
    due = due_now(seen, catalogue, row).take(place) & catalogue.is_task
    exists = aims.meant & waiting & (due | ~seen.mastered.take(place))
    exists[:lessons] &= settling.needed_lessons(seen, catalogue, past, row)
    reachable, fits = _reachable(catalogue, context), minutes <= context.minutes + ROUNDING
    learning = terms.learning(seen, catalogue, hopes, parts, worth)
    evidence, information = np.zeros(len(place)), np.zeros(len(place))
    evidence[lessons:] = terms.evidence(seen, catalogue, hopes, worth)
    information[lessons:] = terms.INFORMATION_WORTH * hopes.shift
    review = terms.review(seen, aims.reminder, worth).take(place) * due
    value = learning + (evidence + review + information)
    value /= minutes  # and so on in place: three rows of all candidates
    value *= MICRO
    np.floor(value + 0.5, out=value)
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
        micro=value.astype(np.int64),
        meant=aims.meant,
        waiting=waiting,
        exists=exists,
        reachable=reachable,
        fits=fits,
        rank=_rank(seen, catalogue, past, hopes.p, due[lessons:], row),
        open=exists & reachable & fits,
        inherited_from=inherited_from,
        goal=aims.goal,
    )


def _hopes(catalogue: Catalogue, seen: Outlook, worth: Floats, chances: Floats | None) -> Forecast:
    """Return the forecast, with other chances of a right answer where there are any (see `foresight`)."""
    hopes = forecast(catalogue.bank, seen, worth)
    return hopes if chances is None else Forecast(p=chances, shift=hopes.shift)


def best_of(rank: NDArray[np.uint8], start: Flags) -> Places:
    """Return the rows that keep to the wishes among `start`.

    That is narrowing wish by wish, the most important first, where a wish that would leave nothing is dropped:
    what remains are those whose wishes, read as one number, are highest.
    """
    rows = start.nonzero()[0]
    if not len(rows):
        return rows
    found = rank.take(rows)
    highest: Flags = found == np.maximum.reduce(found)
    return rows[highest]


def due_now(seen: Outlook, catalogue: Catalogue, row: Places) -> Flags:
    """Return by skill position what once succeeded and is remembered less well than wanted; `row` are the streaks.

    What went wrong last is not reviewed but practised, which is not limited to so many a session.
    """
    result: Flags = (seen.evidence > 0.0) & (seen.recall < catalogue.recall_wanted) & (row >= 0)
    return result


def _reachable(catalogue: Catalogue, context: Context) -> Flags:
    here = np.ones(len(catalogue.place), dtype=bool)
    for away in context.out_of_reach:
        if away in catalogue.lesson_rows:
            here[catalogue.lesson_rows[away]] = False
        if away in catalogue.bank.rows:
            here[len(catalogue.lessons) + catalogue.bank.rows[away]] = False
    return here


def _rank(seen: Outlook, catalogue: Catalogue, past: Past, p: Floats, due: Flags, row: Places) -> NDArray[np.uint8]:
    """Return what the choice keeps to while it can: ready, fresh, taught first, unsettled, fair, not too many reviews.

    `p` and `due` are of tasks, `row` are the streaks of skills; lessons only need to be ready.
    """
    lessons, bank = len(catalogue.lessons), catalogue.bank
    settled = settling.settled(row)
    known = np.where(seen.mastered | settled | catalogue.untaught, 1.0, seen.probability)
    weakest = np.minimum.reduce(np.where(catalogue.graph.needs(), known, 1.0), axis=1, initial=1.0)
    is_ready = weakest >= PREREQUISITES_KNOWN
    ready = is_ready.take(bank.main)
    if len(catalogue.pair_task) > len(p):
        np.logical_and.at(ready, catalogue.pair_task, is_ready[catalogue.pair_place])
    low, high = WINDOW
    if past.activities < GENTLE_FOR:
        # Where no task is that gentle, the easiest ones are gentle enough.
        low, high = min(GENTLE, float(p[ready].max(initial=0.0)) - NEARLY_EASIEST), 1.0
    wishes = np.ones((len(catalogue.place), WISHES), dtype=bool)
    wishes[:lessons, 0] = is_ready.take(catalogue.lesson_place)
    of_tasks = wishes[lessons:]
    of_tasks[:, 0] = due | ready
    of_tasks[[bank.rows[task] for task in past.recent_tasks if task in bank.rows], 1] = False
    near = seen.probability >= seen.state.parameters.nearly
    of_tasks[:, 2] = due | near.take(bank.main) | _taught(catalogue, past)
    of_tasks[:, 3] = due | ~settled.take(bank.main)
    of_tasks[:, 4] = p >= HOPELESS
    of_tasks[:, 5] = due | (p >= low)
    of_tasks[:, 6] = due | (p <= high)
    if past.recent_kinds[-REVIEW_WINDOW:].count(Kind.REVIEW) >= REVIEW_SHARE * REVIEW_WINDOW:
        of_tasks[:, 7] = ~due
    return np.packbits(wishes)


def _taught(catalogue: Catalogue, past: Past) -> Flags:
    """Return the tasks whose lesson is done, or that no lesson teaches."""
    done = np.zeros(len(catalogue.lessons) + 1, dtype=bool)
    done[-1] = True
    done[[catalogue.lesson_rows[one] for one in past.lessons_done if one in catalogue.lesson_rows]] = True
    return done.take(catalogue.teaching)
