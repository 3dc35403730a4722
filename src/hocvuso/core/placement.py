"""The entry diagnosis: which task next, when to stop, how many are left, and what was found.

Rule (design, diagnostic rule): the task whose answer is expected to shrink the goal-weighted variance of the
abilities most per minute, drawn at random among the best few. Everything is a function of the events so far,
so that a diagnosis resumes anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .bank import Forecast, TaskBank, forecast
from .draw import MICRO, Draw
from .evidence import Event, Evidence
from .graph import Floats, SkillGraph
from .outlook import Outlook, Standing, outlook, standings
from .state import LearnerState

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mode:
    """Limits of one kind of diagnosis."""

    tasks: int
    seconds: float
    fewest: int  # before that nothing is judged, so that the group prior alone never decides


FIRST = Mode(tasks=8, seconds=240.0, fewest=4)  # decided: README.md 7; fewest assumed
FULL = Mode(tasks=24, seconds=720.0, fewest=8)  # decided: README.md 7, 12 minutes by the design; fewest assumed

EASY_FIRST = 0.75  # design: the first task is easy
HARDEST = 0.35  # design: never a task that is nearly hopeless
IN_A_ROW = 2  # design: at most two in a row on one skill
AMONG = 5  # design: drawn among the top 3 to 5
AMONG_AT_LEAST = 3  # design
CLOSE_ENOUGH = 0.6  # assumed: beyond the third, only tasks worth 60% of the best
DECIDED = (0.2, 0.8)  # design: P(mastery) outside this is decided
PRECISE_SD = 0.55  # design
PRECISE_SHARE = 0.9  # design
LITTLE = 0.01  # assumed: ε, expected fall of mean variance (logits²) by all tasks that are left
PACE_PRIOR = 60.0  # assumed: seconds of planned time after which the learner's own pace counts half
IDLE = 2.0  # assumed: time beyond twice the planned seconds is a pause, not work


class Stop(StrEnum):
    """Why a diagnosis ends."""

    DECIDED = "decided"  # every target is known or unknown clearly enough, and enough was seen to say so
    PRECISE = "precise"  # abilities are measured well enough
    LITTLE_GAIN = "little_gain"  # the tasks left would tell nearly nothing
    TASKS = "tasks"  # as many tasks as allowed
    TIME = "time"  # no task fits the time left
    EMPTY = "empty"  # no task left to ask


@dataclass(frozen=True, slots=True)
class Progress:
    """What was asked so far, in order: task ids and the seconds worked; made by `progress`."""

    asked: tuple[str, ...] = ()
    seconds: float = 0.0
    planned: float = 0.0


@dataclass(frozen=True, slots=True)
class NextTask:
    """The next task, or `task` None with `stop` set.

    `propensity` is the probability with which the draw chose it; `about_left` counts tasks still to come,
    this one included; `score` is in millionths per minute; `p` the chance of a right answer.
    """

    task: str | None
    stop: Stop | None
    about_left: int
    score: int = 0
    propensity: float = 0.0
    p: float = 0.0
    runner_up: str | None = None


def progress(events: Iterable[Event]) -> Progress:
    """Return the progress of a diagnosis from its own events, in order."""
    asked: list[str] = []
    seconds = planned = 0.0
    for event in events:
        if isinstance(event, Evidence):
            asked.append(event.task.id)
            worked = event.ms / 1000.0 if event.ms else event.task.seconds
            seconds += min(worked, IDLE * event.task.seconds)
            planned += event.task.seconds
    return Progress(tuple(asked), seconds, planned)


def worth_of(graph: SkillGraph, targets: Mapping[str, float] | None = None) -> Floats:
    """Return ω by skill position: the weights (≥ 0) of targets, 0 elsewhere; all 1 without targets."""
    worth = np.zeros(len(graph))
    for skill, weight in (targets or {}).items():
        worth[graph.index(skill)] = weight
    return worth if worth.any() else np.ones(len(graph))


def next_task(
    state: LearnerState,
    bank: TaskBank,
    done: Progress,
    draw: Draw,
    *,
    day: int,
    worth: Floats | None = None,
    mode: Mode = FIRST,
) -> NextTask:
    """Choose the next task, or say why the diagnosis ends. `draw` is `draw_for(learner, state.events)`."""
    weights = worth_of(state.graph) if worth is None else worth
    seen = outlook(state, day=day)
    hopes = forecast(bank, seen, weights)
    open_tasks = _open(bank, done, mode)
    stop = _stop(seen, hopes, open_tasks, weights, done, mode, bank)
    if stop is not None:
        return NextTask(task=None, stop=stop, about_left=0)
    allowed = _allowed(bank, hopes, open_tasks, done)
    scores = hopes.shift / bank.seconds * 60.0 / weights.sum()
    micro = np.floor(scores * MICRO + 0.5).astype(np.int64)
    best = _best(micro, allowed)
    chosen = best[draw.lane("exposure").below(len(best))]
    others = [row for row in best if row != chosen]
    return NextTask(
        task=bank.tasks[chosen].id,
        stop=None,
        about_left=_about_left(seen, hopes, open_tasks, weights, done, mode, bank),
        score=int(micro[chosen]),
        propensity=1.0 / len(best),
        p=float(hopes.p[chosen]),
        runner_up=bank.tasks[others[0]].id if others else None,
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one target. When not `enough` is known, say "chưa đủ dữ liệu" and no level."""

    standing: Standing
    enough: bool


def findings(
    state: LearnerState, *, day: int, targets: Sequence[str] = (), critical: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what was found for the target skills (all without targets), in teaching order."""
    wanted = set(targets or state.graph.ids)
    return tuple(
        Finding(standing, standing.sd <= state.parameters.too_wide)
        for standing in standings(state, day=day, critical=critical)
        if standing.skill in wanted
    )


def _pace(done: Progress) -> float:
    """Return seconds worked per second planned: the learner's own speed, leaning on 1 at the start."""
    return (done.seconds + PACE_PRIOR) / (done.planned + PACE_PRIOR)


def _open(bank: TaskBank, done: Progress, mode: Mode) -> Flags:
    fits = done.seconds + _pace(done) * bank.seconds <= mode.seconds
    fits[[bank.rows[task] for task in done.asked if task in bank.rows]] = False
    return fits


def _stop(
    seen: Outlook,
    hopes: Forecast,
    open_tasks: Flags,
    worth: Floats,
    done: Progress,
    mode: Mode,
    bank: TaskBank,
) -> Stop | None:
    if len(done.asked) >= mode.tasks:
        return Stop.TASKS
    if not open_tasks.any():
        unasked = len(set(bank.rows).difference(done.asked))
        return Stop.TIME if unasked else Stop.EMPTY
    if len(done.asked) < mode.fewest:
        return None
    targets = worth > 0.0
    probability, sd = seen.probability[targets], seen.sd[targets]
    # What `findings` would call too little known is not decided, however far the prior lies from the threshold.
    clear = (probability < DECIDED[0]) | (probability > DECIDED[1])
    if (clear & (sd <= seen.state.parameters.too_wide)).all():
        return Stop.DECIDED
    if worth[targets][sd <= PRECISE_SD].sum() >= PRECISE_SHARE * worth.sum():
        return Stop.PRECISE
    best = float(hopes.shift[open_tasks].max()) / float(worth.sum())
    return Stop.LITTLE_GAIN if best * (mode.tasks - len(done.asked)) < LITTLE else None


def _allowed(bank: TaskBank, hopes: Forecast, open_tasks: Flags, done: Progress) -> Flags:
    """Narrow the open tasks wish by wish, the most important first; a wish that leaves nothing is dropped."""
    last = [int(bank.main[bank.rows[task]]) for task in done.asked[-IN_A_ROW:] if task in bank.rows]
    wishes = []
    if len(last) == IN_A_ROW and len(set(last)) == 1:
        wishes.append(bank.main != last[0])
    wishes.append(hopes.p >= HARDEST)
    if not done.asked:
        easiest = float(hopes.p[open_tasks].max())
        wishes.append(hopes.p >= min(EASY_FIRST, easiest))
    allowed = open_tasks
    for wish in wishes:
        narrower = allowed & wish
        allowed = narrower if narrower.any() else allowed
    return allowed


def _best(micro: NDArray[np.int64], allowed: Flags) -> list[int]:
    """Return the rows to draw among, best first: three, and up to five that are nearly as good."""
    rows = np.flatnonzero(allowed)
    top = rows[np.argsort(-micro[rows], kind="stable")][:AMONG].tolist()
    floor = CLOSE_ENOUGH * int(micro[top[0]])
    return [row for place, row in enumerate(top) if place < AMONG_AT_LEAST or micro[row] >= floor]


def _about_left(
    seen: Outlook,
    hopes: Forecast,
    open_tasks: Flags,
    worth: Floats,
    done: Progress,
    mode: Mode,
    bank: TaskBank,
) -> int:
    """Estimate the tasks still to come: by number, by time at the learner's pace, by precision wanted."""
    by_number = mode.tasks - len(done.asked)
    seconds = bank.seconds[open_tasks]
    usual = _pace(done) * float(np.partition(seconds, len(seconds) // 2)[len(seconds) // 2])  # median; np.median: 25 µs
    by_time = int((mode.seconds - done.seconds) / max(usual, 1.0))
    now, wanted = float(worth @ seen.sd**2), float(worth @ np.minimum(seen.sd, PRECISE_SD) ** 2)
    # Each answer tells less than the one before: variance falls as 1/(1 + n·rate).
    rate = max(float(hopes.shift[open_tasks].max()), 1e-9) / now
    by_precision = math.ceil((now / wanted - 1.0) / rate)
    return max(1, min(by_number, by_time, by_precision, int(open_tasks.sum())))
