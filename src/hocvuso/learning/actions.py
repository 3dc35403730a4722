"""What changes learning: storing what somebody did, and what follows from it at once.

One door for phones and plain forms: `record` takes a list, stores each event once, folds the new ones into the
state, projects the bands that changed and stores the next plan. All of it is one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from hocvuso.core import packing
from hocvuso.core.catalogue import Kind
from hocvuso.core.form import Form
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.state import LearnerState
from hocvuso.learning import bandlog, carried, planning, store, updating
from hocvuso.learning.drafting import Draft, Follows, Mind, Result, drafted, following, read_mind, replayed
from hocvuso.learning.intake import Incoming, Refused
from hocvuso.learning.models import Choices, Event, PlanRow, Stuck
from hocvuso.people import queries as people
from hocvuso.plumbing.driver import is_sqlite
from hocvuso.plumbing.turns import Turns

__all__ = [
    "Result", "choose", "choose_form", "choose_words", "current_mind", "note_form", "rebuild", "record", "turn_down",
]  # fmt: skip


def record(learner: uuid.UUID, incoming: Sequence[Incoming], *, now: datetime) -> list[Result]:
    """Store what a learner did and bring state, standing and plan up to date.

    Results come in the order given. The same event twice counts once; one bad event spoils none of the others.

    Whoever was overtaken between draft and transaction works it out once more. On SQLite, answers that arrive
    together are written together.
    """
    if any(each.kind in carried.KINDS for each in incoming):
        return _with_carried(learner, incoming, now)
    asked = Asked(learner, incoming, now)
    if is_sqlite() and not connection.in_atomic_block:
        _turns.take(asked)
    else:
        _carry_out([asked])
    return asked.results


def _with_carried(learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime) -> list[Result]:
    """Take out what phones carry for other rooms, and store the rest; results in the order given."""
    told = [_taken(learner, each, now) if each.kind in carried.KINDS else None for each in incoming]
    events = [each for each in incoming if each.kind not in carried.KINDS]
    stored = iter(record(learner, events, now=now) if events else ())
    return [each or next(stored) for each in told]


def _taken(learner: uuid.UUID, incoming: Incoming, now: datetime) -> Result:
    try:
        return Result(incoming.id, carried.take(learner, incoming, now=now))
    except Refused as problem:
        return Result(incoming.id, "refused", problem.reason)


@dataclass(slots=True)
class Asked:
    """What one request wants stored, and in the end what became of it."""

    learner: uuid.UUID
    incoming: Sequence[Incoming]
    now: datetime
    results: list[Result] = field(default_factory=list)


def _carry_out(group: Sequence[Asked]) -> None:
    drafts = [drafted(each.learner, each.incoming, each.now) for each in group]
    if any(draft.follows for draft in drafts):
        with transaction.atomic():
            drafts = [_kept(each, draft) for each, draft in zip(group, drafts, strict=True)]
    for each, draft in zip(group, drafts, strict=True):
        each.results = draft.results


_turns = Turns(_carry_out)


def _kept(asked: Asked, draft: Draft) -> Draft:
    """Write what was worked out, or work it out again where somebody else has written for this learner since."""
    if draft.follows is None:
        return draft
    store.lock(asked.learner)
    if not store.is_still(asked.learner, draft.follows.mind.kept, draft.fresh):
        draft = drafted(asked.learner, asked.incoming, asked.now, anew=True)
    if draft.follows is not None:
        store.insert_events(asked.learner, draft.fresh, batch=draft.follows.batch, received_at=asked.now)
        _write(asked.learner, draft.follows, asked.now)
        updating.follow(asked.learner, draft.fresh, asked.now)
    return draft


def rebuild(person: uuid.UUID, *, now: datetime) -> LearnerState:
    """Replay all events of a person, also those from before he was known, and write what follows from them."""
    with transaction.atomic():
        store.lock(person)
        ids = people.ids_of(person)
        mind = replayed(person, store.kept(person))
        last = Event.objects.filter(learner__in=ids).order_by("-batch").values_list("batch", flat=True).first()
        _write(person, following(person, mind, last or 0, now, [], []), now)
    return mind.state


def current_mind(person: uuid.UUID) -> Mind:
    """Return what is believed and remembered of a person; replayed when it was stored by an older model."""
    return read_mind(person)


def choose(person: uuid.UUID, *, now: datetime, **chosen: object) -> None:
    """Keep what the learner chose (goal, minutes, easy, form, device, personalise) and plan anew."""
    with transaction.atomic():
        store.lock(person)
        Choices.objects.update_or_create(person=person, defaults=chosen)
        _replan(person, now)


def choose_form(person: uuid.UUID, form: Form | None, *, now: datetime) -> None:
    """Keep how lessons are to open, None to let the system choose; either kind of letters also chooses the words."""
    words = {"easy": form is Form.EASY} if form in (Form.TEXT, Form.EASY) else {}
    choose(person, now=now, form=str(form or ""), **words)


def choose_words(person: uuid.UUID, *, easy: bool, now: datetime) -> None:
    """Keep easier or fuller words; who had chosen letters has chosen these letters now."""
    before = Choices.objects.filter(person=person).values_list("form", "easy").first() or ("", False)
    came_by_itself = not easy and before == ("", False)  # the system had opened the lesson in easy words
    is_letters = before[0] in (Form.TEXT, Form.EASY) or came_by_itself
    choose(person, now=now, easy=easy, **({"form": str(Form.EASY if easy else Form.TEXT)} if is_letters else {}))


def note_form(plan: uuid.UUID, kept: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    """Write with a plan how its lesson opens and why, as it is shown to the learner."""
    PlanRow.objects.filter(id=plan).update(form={**kept, "shown": shown})


def turn_down(person: uuid.UUID, plan: uuid.UUID, *, now: datetime) -> None:
    """Propose something else than this plan; turning the same plan down twice changes nothing more."""
    with transaction.atomic():
        store.lock(person)
        row = PlanRow.objects.filter(id=plan, person=person, is_current=True).first()
        if row is None:
            return
        if row.activity_kind == str(Kind.UPDATE):
            updating.close(person, [row.activity], "declined", now)
            _replan(person, now)
            return
        choices, _ = Choices.objects.get_or_create(person=person)
        choices.dropped = [*choices.dropped, row.activity][-planning.REMEMBER_DROPPED :]
        choices.save(update_fields=["dropped"])
        _replan(person, now)


def _write(person: uuid.UUID, follows: Follows, now: datetime) -> None:
    """Write the bands that changed, state and trail, and put the next plan in force."""
    mind = follows.mind
    store.upsert_standings(person, follows.standings, now)
    bandlog.write(person, follows.standings, follows.checks, now, is_first=mind.kept.blob is None)
    store.upsert_state(
        person, packing.pack(mind.state), mind.trail.to_json(), version=MODEL_VERSION, events=mind.state.events,
        folded_to=follows.batch, now=now,
    )  # fmt: skip
    store.replace_plan(person, follows.plan, now)
    for step, is_stuck in follows.stuck:
        if is_stuck:
            Stuck.objects.get_or_create(person=person, step=step, closed_at=None, defaults={"opened_at": now})
        else:
            Stuck.objects.filter(person=person, step=step, closed_at=None).update(closed_at=now)


def put_update_first(person: uuid.UUID, now: datetime, *, looked: bool) -> None:
    """Plan anew with the update that somebody is owed, if there is one; `looked` says that his past was looked at."""
    with transaction.atomic():
        store.lock(person)
        if not looked:
            updating.look(person, now)
        if updating.first(person, now):
            _replan(person, now)


def _replan(person: uuid.UUID, now: datetime) -> None:
    mind, update = read_mind(person), updating.first(person, now)
    planned = planning.plan(person, mind.state, mind.trail, mind.kept, mind.catalogue, now, update=update)
    store.replace_plan(person, planned, now)
