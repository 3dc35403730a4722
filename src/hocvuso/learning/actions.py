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
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

EPOCH = date(1970, 1, 1)
STUCK_FAILURES = 4  # foundations.md 18
STUCK_MS = 180_000  # foundations.md 18: three minutes without progress


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
            row = store.state_row(learner)
            batch = max(clock.microseconds(), row[1] + 1 if row else 0)
            store.insert_events(learner, fresh, batch=batch, received_at=now)
            new = [_happened(each.checked, each.client_at) for each in fresh]
            state = _advance(learner, row, new, batch, now)
            planning.replan(learner, state, now)
            _notice_stuck(learner, fresh, now)
    return results


def rebuild(person: uuid.UUID, *, now: datetime) -> LearnerState:
    """Replay all events of a person, also those from before he was known, and write what follows from them."""
    with transaction.atomic():
        store.lock(person)
        catalogue = current_catalogue()
        ids = people.ids_of(person)
        state = fold.fold(catalogue, fold.blank(catalogue), store.happened(ids))
        last = Event.objects.filter(learner__in=ids).order_by("-batch").values_list("batch", flat=True).first()
        _write(person, catalogue, state, last or 0, now)
        planning.replan(person, state, now)
    return state


def current_state(person: uuid.UUID) -> LearnerState:
    """Return the stored belief about a person; replayed when it was made by an older model."""
    catalogue = current_catalogue()
    row = store.state_row(person)
    if row is None:
        return fold.blank(catalogue)
    return _unpacked(person, catalogue, row)


def choose(person: uuid.UUID, *, now: datetime, **chosen: object) -> Choices:
    """Keep what the learner chose (goal, minutes, easy, device, personalise) and plan anew."""
    with transaction.atomic():
        store.lock(person)
        choices, _ = Choices.objects.update_or_create(person=person, defaults=chosen)
        planning.replan(person, current_state(person), now)
    return choices


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
        planning.replan(person, current_state(person), now)


def ask_person(person: uuid.UUID, step: str, *, now: datetime) -> None:
    """Note that somebody wants a person to help with a step; asking twice is one request."""
    row, _ = Stuck.objects.get_or_create(
        person=person, step=step, closed_at=None, defaults={"opened_at": now, "asked_for_person": True}
    )
    if not row.asked_for_person:
        row.asked_for_person = True
        row.save(update_fields=["asked_for_person"])


def _sorted_out(
    learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime
) -> tuple[list[Result], list[store.Numbered]]:
    known = store.known_events([each.id for each in incoming]) if incoming else set()
    used: dict[uuid.UUID, set[int]] = {}
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
        fresh.append(store.Numbered(checked, counter, tidy_time(each.client_at, now)))
        results.append(Result(each.id, "stored"))
    return results, fresh


def _same_person(learner: uuid.UUID, incoming: Incoming) -> None:
    if incoming.person in (None, learner):
        return
    if people.canonical(incoming.person) != people.canonical(learner):
        # Two people on one phone: this answer waits on the phone until the one who gave it is back.
        raise Refused("other_person")


def _counter(incoming: Incoming, used: dict[uuid.UUID, set[int]]) -> int:
    if incoming.device not in used:
        used[incoming.device] = store.counters(incoming.device)[0]
    taken = used[incoming.device]
    counter = max(taken, default=0) + 1 if incoming.counter is None else incoming.counter
    if counter in taken:
        raise Refused("counter_used")
    taken.add(counter)
    return counter


def _happened(checked: Checked, at: datetime) -> Happened:
    given = checked.incoming
    return Happened(
        given.kind, given.content_id, checked.version, checked.score, given.hints, given.ms,
        "dont_know" in checked.response, at,
    )  # fmt: skip


def _advance(
    person: uuid.UUID, row: tuple[bytes, int] | None, new: Sequence[Happened], batch: int, now: datetime
) -> LearnerState:
    catalogue = current_catalogue()
    before = _unpacked(person, catalogue, row) if row else fold.blank(catalogue)
    # Rows just written are among the events when the blob had to be replayed: then nothing is left to fold.
    replayed = row is not None and _is_unreadable(row, catalogue)
    state = before if replayed else fold.fold(catalogue, before, new)
    _write(person, catalogue, state, batch, now)
    return state


def _is_unreadable(row: tuple[bytes, int], catalogue: Catalogue) -> bool:
    try:
        packing.unpack(row[0], catalogue.graph)
    except packing.UnreadableState:
        return True
    return False


def _unpacked(person: uuid.UUID, catalogue: Catalogue, row: tuple[bytes, int]) -> LearnerState:
    try:
        return packing.unpack(row[0], catalogue.graph)
    except packing.UnreadableState:
        return fold.fold(catalogue, fold.blank(catalogue), store.happened(people.ids_of(person)))


def _write(person: uuid.UUID, catalogue: Catalogue, state: LearnerState, batch: int, now: datetime) -> None:
    blob = packing.pack(state)
    store.upsert_state(person, blob, version=MODEL_VERSION, events=state.events, folded_to=batch, now=now)
    written = store.standing_bands(person)
    critical = frozenset(skill.id for skill in catalogue.curriculum.skills.values() if skill.critical)
    for standing in outlook.standings(state, day=clock.day_number(now), critical=critical):
        due_on = EPOCH + timedelta(days=standing.due_on) if standing.due_on is not None else None
        old = written.get(standing.skill)
        if old is None and standing.band == "unknown":
            continue
        if old is None or old[0] != standing.band or (old[1] != due_on and standing.band != "inferred"):
            store.upsert_standing(person, uuid7(), standing.skill, standing.band, due_on, now)


def _notice_stuck(person: uuid.UUID, fresh: Sequence[store.Numbered], now: datetime) -> None:
    for each in fresh:
        given, score = each.checked.incoming, each.checked.score
        if given.kind != "answer":
            continue
        item = current_catalogue().tasks.get(given.content_id)
        if item is None:
            continue
        if score is not None and score >= 0.8:
            Stuck.objects.filter(person=person, step=item.step, closed_at=None).update(closed_at=now)
        elif given.ms > STUCK_MS or _failures(person, item.step) >= STUCK_FAILURES:
            Stuck.objects.get_or_create(person=person, step=item.step, closed_at=None, defaults={"opened_at": now})


def _failures(person: uuid.UUID, step: str) -> int:
    ids = [task.id for task in current_catalogue().tasks.values() if task.step == step]
    scores = (
        Event.objects.filter(learner=person, kind="answer", content_id__in=ids)
        .order_by("-batch").values_list("score", flat=True)[:STUCK_FAILURES]
    )  # fmt: skip
    return sum(1 for score in scores if score is not None and score < 0.5)
