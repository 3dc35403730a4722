"""What changes learning: storing what somebody did, and what follows from it at once.

One door for phones and plain forms: `record` takes a list, stores each event once, folds the new ones into the
state, projects the bands that changed and stores the next plan. All of it is one transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

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
from hocvuso.plumbing.ids import uuid7

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
    """
    with transaction.atomic():
        store.lock(learner)
        results, fresh = _sorted_out(learner, incoming, now)
        if fresh:
            mind = _mind(learner)
            batch = max(clock.microseconds(), mind.kept.folded_to + 1)
            store.insert_events(learner, fresh, batch=batch, received_at=now)
            for each in fresh:
                mind.take_in(_happened(each.checked, each.client_at))
            _write(learner, mind, batch, now)
            _notice_stuck(learner, mind, fresh, now)
    return results


def rebuild(person: uuid.UUID, *, now: datetime) -> LearnerState:
    """Replay all events of a person, also those from before he was known, and write what follows from them."""
    with transaction.atomic():
        store.lock(person)
        ids = people.ids_of(person)
        mind = _replayed(person, store.kept(person))
        last = Event.objects.filter(learner__in=ids).order_by("-batch").values_list("batch", flat=True).first()
        _write(person, mind, last or 0, now)
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
        numbers = [(each.device, each.counter) for each in incoming if each.counter is not None]
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


def _write(person: uuid.UUID, mind: Mind, batch: int, now: datetime) -> None:
    """Project the bands that changed, store state and trail, and put the next plan in force."""
    for standing in outlook.standings(mind.state, day=clock.day_number(now), critical=mind.catalogue.critical):
        old = mind.trail.bands.get(standing.skill)
        due_on = EPOCH + timedelta(days=standing.due_on) if standing.due_on is not None else None
        new = [standing.band, due_on.isoformat() if due_on else None]
        if old == new or (old is None and standing.band == "unknown"):
            continue
        mind.trail.bands[standing.skill] = new
        store.upsert_standing(person, uuid7(), standing.skill, standing.band, due_on, now)
    store.upsert_state(
        person, packing.pack(mind.state), mind.trail.to_json(), version=MODEL_VERSION, events=mind.state.events,
        folded_to=batch, now=now,
    )  # fmt: skip
    store.replace_plan(
        person, planning.plan(person, mind.state, mind.trail, mind.kept.chosen, mind.catalogue, now), now
    )


def _replan(person: uuid.UUID, now: datetime) -> None:
    mind = _mind(person)
    store.replace_plan(
        person, planning.plan(person, mind.state, mind.trail, mind.kept.chosen, mind.catalogue, now), now
    )


def _notice_stuck(person: uuid.UUID, mind: Mind, fresh: Sequence[store.Numbered], now: datetime) -> None:
    """Open a request when somebody cannot go on with a step, close it when he has solved a task of it."""
    for each in fresh:
        given = each.checked.incoming
        task = mind.catalogue.tasks.get(given.content_id) if given.kind == "answer" else None
        if task is None:
            continue
        solved = (each.checked.score or 0.0) >= SOLVED
        if not solved and mind.trail.is_stuck(task.step, given.ms):
            Stuck.objects.get_or_create(person=person, step=task.step, closed_at=None, defaults={"opened_at": now})
        elif solved and mind.kept.is_stuck:
            Stuck.objects.filter(person=person, step=task.step, closed_at=None).update(closed_at=now)
