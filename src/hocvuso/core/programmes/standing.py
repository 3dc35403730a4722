"""Where the tasks of a programme stand: done, late, how far; and the figures of many tasks together.

A task is measured (the site counts something that has a goal) or told (somebody writes how far it is). What is not
known stays unknown: it is left out of the average and counted beside it, never taken for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

OPEN, DOING, DONE, DROPPED = "open", "doing", "done", "dropped"
STATES = (OPEN, DOING, DONE, DROPPED)
SOON_DAYS = 7  # decided: a week is what can still be arranged
# Kinds of deadline.
MET, MET_LATE, OVERDUE, SOON, AHEAD, NO_DAY, GIVEN_UP = (
    "met", "met_late", "overdue", "soon", "ahead", "no_day", "given_up",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of one task.

    `is_measured`: something is counted for it; `counted` and `goal` are None while not known. `told` is a share in
    0…1 that somebody wrote down. `done_on` is the day on which it was called done, None for a task that is not.
    """

    state: str = OPEN
    due_on: date | None = None
    done_on: date | None = None
    is_measured: bool = False
    counted: int | None = None
    goal: int | None = None
    told: float | None = None

    @property
    def has_reached(self) -> bool:
        """Whether what is counted has come to its goal; a goal of nothing is reached by nobody."""
        return self.is_measured and self.counted is not None and bool(self.goal) and self.counted >= (self.goal or 0)

    @property
    def is_done(self) -> bool:
        """Whether it is done: somebody says so, or the count has reached the goal."""
        return self.state == DONE or (self.state != DROPPED and self.has_reached)

    @property
    def is_only_told(self) -> bool:
        """Whether it is called done while the count says that the goal is not reached."""
        known = self.is_measured and self.counted is not None and bool(self.goal)
        return self.state == DONE and known and not self.has_reached

    @property
    def share(self) -> float | None:
        """How far it is, in 0…1; None while nobody knows.

        A measured task is as far as its count, whatever somebody says of it; where nothing is counted yet and for a
        told task, done is 1, a share that was told is itself, and a task not begun is 0, for that is known.
        """
        if self.is_measured and self.counted is not None and self.goal:
            return min(max(self.counted, 0) / self.goal, 1.0)
        if self.state == DONE:
            return 1.0
        if self.is_measured:
            return None
        if self.told is not None:
            return min(max(self.told, 0.0), 1.0)
        return 0.0 if self.state == OPEN else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a task stands to its day: the kind, and days late (OVERDUE, MET_LATE) or left (SOON, AHEAD)."""

    kind: str
    days: int = 0


def deadline(work: Work, day: date) -> Deadline:
    """Return how a task stands to its deadline on `day`. A deadline ends with its day."""
    if work.state == DROPPED:
        return Deadline(GIVEN_UP)
    if work.is_done:
        late = (work.done_on - work.due_on).days if work.done_on and work.due_on else 0
        return Deadline(MET_LATE, late) if late > 0 else Deadline(MET)
    if work.due_on is None:
        return Deadline(NO_DAY)
    left = (work.due_on - day).days
    if left < 0:
        return Deadline(OVERDUE, -left)
    return Deadline(SOON if left <= SOON_DAYS else AHEAD, left)


@dataclass(frozen=True, slots=True)
class Progress:
    """Many tasks together; given-up ones are counted apart and in nothing else.

    `share` is the mean of the tasks whose share is known, None when none is; `unknown` is the number of the others.
    """

    tasks: int = 0
    done: int = 0
    overdue: int = 0
    soon: int = 0
    dropped: int = 0
    unknown: int = 0
    share: float | None = None


def progress(works: Iterable[Work], day: date) -> Progress:
    """Return the figures of some tasks on `day`."""
    kept = list(works)
    live = [each for each in kept if each.state != DROPPED]
    kinds = [deadline(each, day).kind for each in live]
    shares = [each.share for each in live]
    known = [each for each in shares if each is not None]
    return Progress(
        tasks=len(live),
        done=sum(each.is_done for each in live),
        overdue=kinds.count(OVERDUE),
        soon=kinds.count(SOON),
        dropped=len(kept) - len(live),
        unknown=len(shares) - len(known),
        share=sum(known) / len(known) if known else None,
    )
