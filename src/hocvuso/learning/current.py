"""What comes now for one learner: the plan that was stored with his last answer, ready to be shown or told."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import orjson

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, showing, skillmap, store, ways
from hocvuso.plumbing.driver import as_uuid


@dataclass(frozen=True, slots=True)
class Session:
    """The plan in force. Without anything to do only `nothing` (why) and `chosen_minutes` are there."""

    chosen_minutes: int
    nothing: str = ""
    plan: str = ""
    title: str = ""
    parts: str = ""  # "1 câu ôn, 2 bước mới."
    minutes: int = 0
    pages: int = 0
    reason: str = ""
    start: str = ""
    ahead: tuple[str, ...] = ()


def session(person: uuid.UUID, now: datetime) -> Session:
    """Return what comes now; one query, for the plan was made when the last answer was saved."""
    row = store.current_plan(person)
    if row is None:
        # Somebody who has not answered anything yet, or whose plans were erased with his data.
        actions.choose(person, now=now)
        row = store.current_plan(person)
    if row is None:
        raise RuntimeError("a plan was just made and is not there")
    plan_id, kind, activity, stored, reason, facts, minutes, goal = row
    if kind == "done":
        return Session(minutes, nothing=reason or "done")
    parts = orjson.loads(stored) if isinstance(stored, str) else stored
    known_facts = orjson.loads(facts) if isinstance(facts, str) else facts
    published, plan = curriculum.current(), str(as_uuid(plan_id))
    return Session(
        minutes,
        plan=plan,
        title=skillmap.activity_title(published, kind, activity),
        parts=showing.parts(parts) + ".",
        minutes=round(sum(float(part["minutes"]) for part in parts)) or 1,
        pages=showing.pages(parts),
        reason=showing.reason(reason, known_facts, published, goal or ""),
        start=ways.part_url(published, parts, plan, 0),
        ahead=tuple(ways.part_url(published, parts, plan, part) for part in range(1, len(parts))),
    )
