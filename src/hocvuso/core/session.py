"""A break of 3, 5 or 10 minutes: one review, one new step or lesson, one task; ends on time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .catalogue import Catalogue, Context, Kind, Past
from .draw import Draw
from .options import Flags, Options, weigh
from .planner import Plan, choose, next_activity
from .reasons import Nothing
from .state import LearnerState

REVIEW_PART = 0.4  # decided: personalisation.md 3, at most 40% reviews; here of the minutes
TASK_PART = 0.3  # assumed: minutes kept for trying out, when a lesson stands before it


@dataclass(frozen=True, slots=True)
class Session:
    """Parts in order and their minutes together, within the context's. Empty: `nothing` says why."""

    parts: tuple[Plan, ...]
    minutes: float
    nothing: Nothing | None = None


def compose(state: LearnerState, catalogue: Catalogue, past: Past, context: Context, draw: Draw) -> Session:
    """Compose a session for `context.minutes`. Parts that do not fit are left out, the best of them stay.

    A claim ("Tôi đã biết") or a switched-off choice comes first and alone decides the first part.
    """
    first = next_activity(state, catalogue, past, context, draw)
    if first.activity is None:
        return Session((), 0.0, first.nothing)
    if not context.personalised or first.activity.kind is Kind.CHECK:
        return Session((first,), first.activity.minutes)
    parts: list[Plan] = []
    for kind, most in (
        (Kind.REVIEW, REVIEW_PART * context.minutes),
        (Kind.LESSON, context.minutes),
        (Kind.PRACTICE, context.minutes),
    ):
        left = context.minutes - sum(part.activity.minutes for part in parts if part.activity)
        if kind is Kind.LESSON:
            most = left - TASK_PART * context.minutes
        part = _part(state, catalogue, past, replace(context, minutes=min(left, most)), draw, kind, parts)
        if part is not None:
            parts.append(part)
    if not parts:
        parts = [first]
    return Session(tuple(parts), sum(part.activity.minutes for part in parts if part.activity))


def _part(
    state: LearnerState,
    catalogue: Catalogue,
    past: Past,
    context: Context,
    draw: Draw,
    kind: Kind,
    parts: list[Plan],
) -> Plan | None:
    options = weigh(state, catalogue, past, context)
    among = _of_kind(options, kind)
    for part in parts:
        if part.activity and part.activity.kind is not Kind.LESSON:
            among[len(catalogue.lessons) + catalogue.bank.rows[part.activity.id]] = False
    plan = choose(options, draw.lane(kind), among=among)
    return plan if plan.activity else None


def _of_kind(options: Options, kind: Kind) -> Flags:
    is_lesson = np.arange(len(options.place)) < len(options.catalogue.lessons)
    if kind is Kind.LESSON:
        return is_lesson
    return ~is_lesson & (options.due if kind is Kind.REVIEW else ~options.due)
