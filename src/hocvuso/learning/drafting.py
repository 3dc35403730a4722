"""What would follow from events that arrive, worked out without writing anything.

Drafts are made before the turn to write comes, because others wait for it meanwhile: of an answer's time only a
fifth is spent inside the transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from hocvuso.core import outlook, packing, retention
from hocvuso.core.mastery import Foreseen
from hocvuso.core.state import LearnerState
from hocvuso.learning import bandlog, fold, planning, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.fold import Happened
from hocvuso.learning.intake import Checked, Incoming, Refused, check, tidy_time
from hocvuso.learning.models import PRINT, Event
from hocvuso.learning.trail import SOLVED, Trail
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

EPOCH = date(1970, 1, 1)
LEAST_TELLING = 6  # assumed: lines of a log; two people who take fewer may do so in the same milliseconds


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one event: `stored`, `duplicate`, or `refused` with a short reason."""

    id: uuid.UUID
    status: str
    reason: str = ""


@dataclass(slots=True)
class Mind:
    """What is believed (state) and remembered (trail) of one learner while events are taken in."""

    catalogue: Catalogue
    state: LearnerState
    trail: Trail
    kept: store.Kept

    def take_in(self, event: Happened) -> Foreseen | None:
        """Fold one event and return what was expected of a marked answer.

        Hearing a step again teaches nothing that hearing it once did not.
        """
        if self.trail.has_heard(event):
            return None
        self.state, foreseen = fold.folded(self.catalogue, self.state, event)
        if foreseen is not None:
            self.trail.foretold(event, foreseen.p, clock.day_number(event.at))
        self.trail.note(event, self.catalogue)
        return foreseen


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
    checks: list[bandlog.Check]


def drafted(learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime, *, anew: bool = False) -> Draft:
    """Work out what follows from these events.

    Nearly always all of them are new, so that is supposed without asking; `store.is_still` finds it out before
    anything is written, and then the draft is made `anew`.
    """
    results, fresh = _sorted_out(learner, incoming, now, set(), set())
    if anew or len(fresh) < len(incoming):
        numbers = {(each.device, each.counter) for each in incoming if each.counter is not None}
        results, fresh = _sorted_out(learner, incoming, now, *store.known([each.id for each in incoming], numbers))
    if not fresh:
        return Draft(results, fresh, None)
    # As a replay reads them: a phone's outbox need not send in the order in which things happened.
    fresh.sort(key=lambda each: (each.checked.incoming.device.int, each.counter))
    mind = read_mind(learner)
    # Known before they are folded: which set of fitted items held is read off it, here as in a replay.
    batch = max(clock.microseconds(), mind.kept.folded_to + 1)
    for each in fresh:
        mind.take_in(_happened(each.checked, each.client_at, batch))
    checks = _checks(mind, fresh)
    return Draft(results, fresh, following(learner, mind, batch, now, _stuck(mind, fresh), checks))


def read_mind(person: uuid.UUID) -> Mind:
    """Return what is believed and remembered of a person; replayed when it was stored by an older model."""
    catalogue, row = current_catalogue(), store.kept(person)
    if row.blob is None:
        return Mind(catalogue, fold.blank(catalogue), Trail(), row)
    try:
        state = packing.unpack(row.blob, catalogue.graph)
    except packing.UnreadableState:
        return replayed(person, row)
    return Mind(catalogue, state, Trail.from_json(row.trail), row)


def replayed(person: uuid.UUID, row: store.Kept) -> Mind:
    """Return the same from all events of a person, also those from before he was known."""
    catalogue = current_catalogue()
    mind = Mind(catalogue, fold.blank(catalogue), Trail(), row)
    for event in store.happened(people.ids_of(person)):
        mind.take_in(event)
    # What is written already stays known, so that replaying writes only what has changed.
    mind.trail.bands = store.bands(person)
    mind.trail.solid = bandlog.unchecked(person)
    return mind


def _sorted_out(
    learner: uuid.UUID, incoming: Sequence[Incoming], now: datetime, known: set[uuid.UUID], used: store.Used
) -> tuple[list[Result], list[store.Numbered]]:
    """Check and mark the events; `known` ids and `used` numbers are taken."""
    results: list[Result] = []
    fresh: list[store.Numbered] = []
    for each in incoming:
        if each.id in known:
            results.append(Result(each.id, "duplicate"))
            continue
        try:
            checked = check(each)
            _same_person(learner, each)
            _not_replayed(learner, checked, fresh)
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


def _not_replayed(learner: uuid.UUID, checked: Checked, fresh: Sequence[store.Numbered]) -> None:
    """Refuse the log of a simulator that was handed in before, by himself or by somebody else.

    No two runs have the same milliseconds; only a log of very few lines may be alike by chance, and counts for others.
    """
    given, stamp = checked.incoming, checked.response.get("print")
    if stamp is None:
        return
    before = Event.objects.filter(kind="scenario").alias(stamp=PRINT)
    owners = set(before.filter(stamp=stamp).exclude(id=given.id).values_list("learner", flat=True))
    if owners & set(people.ids_of(learner)) or any(one.checked.response.get("print") == stamp for one in fresh):
        raise Refused("log_replayed_0")
    if owners and len(checked.response["log"]) >= LEAST_TELLING:
        raise Refused("log_copied_0")


def _counter(incoming: Incoming, used: store.Used) -> int:
    """Return the counter of an event; plain forms have none and get the next one of their device."""
    if incoming.counter is None:
        numbered = [number for device, number in used if device == incoming.device]
        return max([store.highest_counter(incoming.device), *numbered]) + 1
    if (incoming.device, incoming.counter) in used:
        raise Refused("counter_used")
    return incoming.counter


def _happened(checked: Checked, at: datetime, batch: int) -> Happened:
    given = checked.incoming
    return Happened(
        given.kind, given.content_id, checked.version, given.context, checked.score, given.hints, given.ms,
        "dont_know" in checked.response, at, given.variant, batch, tuple(checked.response.get("lost", ())),
    )  # fmt: skip


def following(
    person: uuid.UUID,
    mind: Mind,
    batch: int,
    now: datetime,
    stuck: list[tuple[str, bool]],
    checks: list[bandlog.Check],
) -> Follows:
    """Work out which bands changed and what comes next; the belief on the day is computed once for both."""
    seen = outlook.outlook(mind.state, day=clock.day_number(now))
    standings = _changed(mind, outlook.bands(seen, critical=mind.catalogue.options.critical), seen.day)
    plan = planning.plan(person, mind.state, mind.trail, mind.kept, mind.catalogue, now, seen=seen)
    return Follows(mind, batch, standings, plan, stuck, checks)


def _changed(mind: Mind, found: Sequence[tuple[str, int | None]], today: int) -> list[store.Changed]:
    """Return the standings that differ from those written last, and note them in the trail."""
    written, changed = mind.trail.bands, []
    for skill, (band, due) in zip(mind.state.graph.ids, found, strict=True):
        old = written.get(skill)
        due_on = _day_text(due)
        if (band == "unknown") if old is None else (old[0] == band and old[1] == due_on):
            continue
        written[skill] = [band, due_on]
        is_other = old is None or old[0] != band
        if is_other and band == outlook.BANDS[outlook.LEARNT]:
            mind.trail.solid[skill] = today
        changed.append(store.Changed(skill, band, due_on, is_other))
    return changed


@lru_cache(maxsize=4096)  # some ten years of review days; 41 of them are compared with every answer
def _day_text(day: int | None) -> str | None:
    return None if day is None else (EPOCH + timedelta(days=day)).isoformat()


def _checks(mind: Mind, fresh: Sequence[store.Numbered]) -> list[bandlog.Check]:
    """Return which skills were found again, or not, long enough after they had been mastered."""
    found, solid = [], mind.trail.solid
    for each in fresh:
        given = each.checked.incoming
        since = solid.get(given.content_id.partition("/")[0]) if solid and given.kind == "answer" else None
        if since is None or given.hints or each.checked.score is None:
            continue
        if clock.day_number(each.client_at) - since >= retention.DAYS:
            skill = given.content_id.partition("/")[0]
            del solid[skill]
            found.append(bandlog.Check(skill, each.checked.score >= SOLVED))
    return found


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
