"""What comes now for one learner: the plan that was stored with his last answer, ready to be shown or told."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from hocvuso.core.catalogue import Kind
from hocvuso.core.form import Form, Link, Term
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, forming, showing, skillmap, store, updating, ways
from hocvuso.learning.queries import Chosen
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
    lesson: str = ""  # the lesson in it, if there is one, and how it opens
    form: Form = Form.TEXT
    kb: int = 0  # what that form fetches beyond the page
    form_reason: str = ""
    letters: str = ""  # where the session begins when there is no link: what is read is kept on the phone


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan that was stored with the last answer."""

    id: uuid.UUID
    kind: str
    activity: str
    parts: list[dict[str, Any]]
    reason: str
    facts: dict[str, Any]
    minutes: int
    goal: str
    form: dict[str, Any]  # habits, and how its lesson was shown to open
    chosen: Chosen


def in_force(person: uuid.UUID, now: datetime) -> Plan:
    """Return the plan in force; one query, for it was made when the last answer was saved.

    It is made now for somebody who has not answered anything yet, or whose plans were erased with his data.
    """
    row = store.current_plan(person)
    if row is None:
        actions.choose(person, now=now)
        row = store.current_plan(person)
    if row is None:
        raise RuntimeError("a plan was just made and is not there")
    row = _with_update(person, row, now)
    plan, kind, activity, stored, reason, facts, minutes, goal, _stamp, _owed, form, *own = row
    parts, known, form = (orjson.loads(each) if isinstance(each, str) else each for each in (stored, facts, form))
    return Plan(as_uuid(plan), kind, activity, parts, reason, known, minutes, goal or "", form, _chosen(*own))


def _chosen(form: str | None, easy: object, personalise: object, device: str | None) -> Chosen:
    """Return what decides about forms; whoever has chosen nothing has no row."""
    if form is None:
        return Chosen()
    return Chosen(device=device or "", easy=bool(easy), personalise=bool(personalise), form=form)


def _with_update(person: uuid.UUID, row: tuple[Any, ...], now: datetime) -> tuple[Any, ...]:
    """Return the plan in force once what changed for this learner stands in it; nearly always it is the row itself."""
    kind, stamp, is_owed = row[1], row[8], bool(row[9])
    must_look = updating.is_due_look(stamp)
    if not must_look and (not is_owed or kind == str(Kind.UPDATE)):
        return row
    actions.put_update_first(person, now, looked=not must_look)
    return store.current_plan(person) or row


def session(person: uuid.UUID, now: datetime, link: Link | None = None) -> Session:
    """Return what comes now; `link` is what the phone says of its connection, None where it is no page that asks."""
    plan = in_force(person, now)
    if plan.kind == "done":
        return Session(plan.minutes, nothing=plan.reason or "done")
    published, own = curriculum.current(), str(plan.id)
    lesson = next((part["id"] for part in plan.parts if part["kind"] == "lesson"), "")
    shown = _form(plan, lesson, link) if lesson else {}
    form = Form(shown.get("form", Form.TEXT))
    letters = forming.pick(plan.id, plan.form, plan.chosen, lesson, Link.NONE).form
    return Session(
        plan.minutes,
        plan=own,
        title=skillmap.activity_title(published, plan.kind, plan.activity),
        parts=showing.parts(plan.parts) + ".",
        minutes=round(sum(float(part["minutes"]) for part in plan.parts)) or 1,
        pages=showing.pages(plan.parts),
        reason=showing.reason(plan.reason, plan.facts, published, plan.goal),
        start=ways.part_url(published, plan.parts, own, 0, form),
        ahead=tuple(ways.part_url(published, plan.parts, own, part, letters) for part in range(1, len(plan.parts))),
        lesson=lesson,
        form=form,
        kb=int(shown.get("kb", 0)),
        form_reason=forming.sentence(form, Term(shown["term"]), Link(shown["link"])) if shown else "",
        letters=ways.part_url(published, plan.parts, own, 0, letters),
    )


def _form(plan: Plan, lesson: str, link: Link | None) -> dict[str, Any]:
    """Return how the lesson of a plan opens, and keep it with the plan when it is new or the link has changed."""
    kept: dict[str, Any] = plan.form.get("shown", {})
    if kept and link is None:
        return kept
    link = link or Link.UNKNOWN
    shown = forming.told(forming.pick(plan.id, plan.form, plan.chosen, lesson, link), link)
    if shown != kept:
        actions.note_form(plan.id, plan.form, shown)
    return shown
