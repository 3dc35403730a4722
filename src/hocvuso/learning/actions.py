"""What changes learning: storing what somebody did, and what follows from it at once.

One door for phones and plain forms: `record` takes a list, stores each event once, folds the new ones into the
state, projects the bands that changed and stores the next plan. All of it is one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction

from hocvuso.core import outlook, packing
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.state import LearnerState
from hocvuso.learning import fold, planning, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.fold import Happened
from hocvuso.learning.intake import Checked, Incoming, Refused, check, tidy_time
from hocvuso.learning.models import Choices, Event, PlanRow, Stuck
from hocvuso.learning.trail import SOLVED, Trail
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.turns import Turns

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one event: `stored`, `duplicate`, or `refused` with a short reason."""

    id: uuid.UUID
    status: str
    reason: str = ""


def record(learner: uuid.UUID, incoming: Sequence[Incoming], *, now: datetime) -> list[Result]:
    """Store what a learner did and bring state, standing and plan up to date.

    Results come in the order given. The same event twice counts once; one bad event spoils none of the others.

    What follows is worked out before the turn to write comes, because others wait for it meanwhile; whoever was
    overtaken works it out once more. On SQLite, answers that arrive together are written together.
    """
    asked = Asked(learner, incoming, now)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _turns.take(asked)
    else:
        _carry_out([asked])
    return asked.results


@dataclass(slots=True)
class Asked:
    """What one request wants stored, and in the end what became of it."""

    learner: uuid.UUID
    incoming: Sequence[Incoming]
    now: datetime
    results: list[Result] = field(default_factory=list)


def _carry_out(group: Sequence[Asked]) -> None:
    drafts = [_drafted(each.learner, each.incoming, each.now) for each in group]
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
        draft = _drafted(asked.learner, asked.incoming, asked.now)
    if draft.follows is not None:
        store.insert_events(asked.learner, draft.fresh, batch=draft.follows.batch, received_at=asked.now)
        _write(asked.learner, draft.follows, asked.now)
    return draft


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of the events that arrived, and what follows from the fresh ones; None when none is fresh."""

    results: list[Result]
    fresh: list[store.Numbered]
    follows: Follows | None


@dataclass(frozen=True, slots=True)
class Follows:
    """What is to be written once events are folded: `stuck` says of steps whether a request opens or closes."""

    mind: Mind
    batch: int
    standings: list[store.Changed]
    plan: store.Planned
    stuck: list[tuple[str, bool]]


def _drafted(learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime) -> Draft:
    results, fresh = _sorted_out(learner, incoming, now)
    if not fresh:
        return Draft(results, fresh, None)
    mind = _mind(learner)
    for each in fresh:
        mind.take_in(_happened(each.checked, each.client_at))
    batch = max(clock.microseconds(), mind.kept.folded_to + 1)
    return Draft(results, fresh, _following(learner, mind, batch, now, _stuck(mind, fresh)))


def rebuild(person: uuid.UUID, *, now: datetime) -> LearnerState:
    """Replay all events of a person, also those from before he was known, and write what follows from them."""
    with transaction.atomic():
        store.lock(person)
        ids = people.ids_of(person)
        mind = _replayed(person, store.kept(person))
        last = Event.objects.filter(learner__in=ids).order_by("-batch").values_list("batch", flat=True).first()
        _write(person, _following(person, mind, last or 0, now, []), now)
    return mind.state


def current_mind(person: uuid.UUID) -> Mind:
    """Return what is believed and remembered of a person; replayed when it was stored by an older model."""
    return _mind(person)


def choose(person: uuid.UUID, *, now: datetime, **chosen: object) -> None:
    """Keep what the learner chose (goal, minutes, easy, device, personalise) and plan anew."""
    with transaction.atomic():
        store.lock(person)
        Choices.objects.update_or_create(person=person, defaults=chosen)
        _replan(person, now)


def turn_down(person: uuid.UUID, plan: uuid.UUID, *, now: datetime) -> None:
    """Propose something else than this plan; turning the same plan down twice changes nothing more."""
    with transaction.atomic():
        store.lock(person)
        row = PlanRow.objects.filter(id=plan, person=person, is_current=True).first()
        if row is None:
            return
        choices, _ = Choices.objects.get_or_create(person=person)
        choices.dropped = [*choices.dropped, row.activity][-planning.REMEMBER_DROPPED :]
        choices.save(update_fields=["dropped"])
        _replan(person, now)


def ask_person(person: uuid.UUID, step: str, *, now: datetime) -> None:
    """Note that somebody wants a person to help with a step; asking twice is one request."""
    row, _ = Stuck.objects.get_or_create(
        person=person, step=step, closed_at=None, defaults={"opened_at": now, "asked_for_person": True}
    )
    if not row.asked_for_person:
        row.asked_for_person = True
        row.save(update_fields=["asked_for_person"])


@dataclass(slots=True)
class Mind:
    """What is believed (state) and remembered (trail) of one learner while events are taken in."""

    catalogue: Catalogue
    state: LearnerState
    trail: Trail
    kept: store.Kept

    def take_in(self, event: Happened) -> None:
        """Fold one event."""
        self.state = fold.fold(self.catalogue, self.state, [event])
        self.trail.note(event, self.catalogue)


def _mind(person: uuid.UUID) -> Mind:
    catalogue, row = current_catalogue(), store.kept(person)
    if row.blob is None:
        return Mind(catalogue, fold.blank(catalogue), Trail(), row)
    try:
        state = packing.unpack(row.blob, catalogue.graph)
    except packing.UnreadableState:
        return _replayed(person, row)
    return Mind(catalogue, state, Trail.from_json(row.trail), row)


def _replayed(person: uuid.UUID, row: store.Kept) -> Mind:
    catalogue = current_catalogue()
    mind = Mind(catalogue, fold.blank(catalogue), Trail(), row)
    for event in store.happened(people.ids_of(person)):
        mind.take_in(event)
    # What is written already stays known, so that replaying writes only what has changed.
    mind.trail.bands = store.bands(person)
    return mind


def _sorted_out(
    learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime
) -> tuple[list[Result], list[store.Numbered]]:
    known: set[uuid.UUID] = set()
    used: store.Used = set()
    if incoming:
        numbers = {(each.device, each.counter) for each in incoming if each.counter is not None}
        known, used = store.known([each.id for each in incoming], numbers)
    results, fresh = [], []
    for each in incoming:
        if each.id in known:
            results.append(Result(each.id, "duplicate"))
            continue
        try:
            checked = check(each)
            _same_person(learner, each)
            counter = _counter(each, used)
        except Refused as problem:
            results.append(Result(each.id, "refused", problem.reason))
            continue
        known.add(each.id)
        used.add((each.device, counter))
        fresh.append(store.Numbered(checked, counter, tidy_time(each.client_at, now)))
        results.append(Result(each.id, "stored"))
    return results, fresh


def _same_person(learner: uuid.UUID, incoming: Incoming) -> None:
    if incoming.person in (None, learner):
        return
    if people.canonical(incoming.person) != people.canonical(learner):
        # Two people on one phone: this answer waits on the phone until the one who gave it is back.
        raise Refused("other_person")


def _counter(incoming: Incoming, used: store.Used) -> int:
    """Return the counter of an event; plain forms have none and get the next one of their device."""
    if incoming.counter is None:
        numbered = [number for device, number in used if device == incoming.device]
        return max([store.highest_counter(incoming.device), *numbered]) + 1
    if (incoming.device, incoming.counter) in used:
        raise Refused("counter_used")
    return incoming.counter


def _happened(checked: Checked, at: datetime) -> Happened:
    given = checked.incoming
    return Happened(
        given.kind, given.content_id, checked.version, given.context, checked.score, given.hints, given.ms,
        "dont_know" in checked.response, at,
    )  # fmt: skip


def _following(person: uuid.UUID, mind: Mind, batch: int, now: datetime, stuck: list[tuple[str, bool]]) -> Follows:
    """Work out which bands changed and what comes next; the belief on the day is computed once for both."""
    seen = outlook.outlook(mind.state, day=clock.day_number(now))
    standings = _changed(mind, outlook.bands(seen, critical=mind.catalogue.options.critical))
    plan = planning.plan(person, mind.state, mind.trail, mind.kept.chosen, mind.catalogue, now, seen=seen)
    return Follows(mind, batch, standings, plan, stuck)


def _changed(mind: Mind, found: Sequence[tuple[str, int | None]]) -> list[store.Changed]:
    """Return the standings that differ from those written last, and note them in the trail."""
    written, changed = mind.trail.bands, []
    for skill, (band, due) in zip(mind.state.graph.ids, found, strict=True):
        old = written.get(skill)
        due_on = _day_text(due)
        if (band == "unknown") if old is None else (old[0] == band and old[1] == due_on):
            continue
        written[skill] = [band, due_on]
        changed.append(store.Changed(skill, band, due_on))
    return changed


@lru_cache(maxsize=4096)  # some ten years of review days; 41 of them are compared with every answer
def _day_text(day: int | None) -> str | None:
    return None if day is None else (EPOCH + timedelta(days=day)).isoformat()


def _write(person: uuid.UUID, follows: Follows, now: datetime) -> None:
    """Write the bands that changed, state and trail, and put the next plan in force."""
    mind = follows.mind
    store.upsert_standings(person, follows.standings, now)
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


def _replan(person: uuid.UUID, now: datetime) -> None:
    mind = _mind(person)
    store.replace_plan(
        person, planning.plan(person, mind.state, mind.trail, mind.kept.chosen, mind.catalogue, now), now
    )


def _stuck(mind: Mind, fresh: Sequence[store.Numbered]) -> list[tuple[str, bool]]:
    """Return the steps with which somebody cannot go on (True), and those of which he has solved a task (False)."""
    found = []
    for each in fresh:
        given = each.checked.incoming
        task = mind.catalogue.tasks.get(given.content_id) if given.kind == "answer" else None
        if task is None:
            continue
        solved = (each.checked.score or 0.0) >= SOLVED
        if not solved and mind.trail.is_stuck(task.step, given.ms):
            found.append((task.step, True))
        elif solved and mind.kept.is_stuck:
            found.append((task.step, False))
    return found
