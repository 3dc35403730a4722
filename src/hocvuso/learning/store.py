"""The few statements behind the two hottest doors, written out because building them by the ORM costs more
than running them (an answer: 2.1 ms with the ORM, 0.4 ms with two plain statements; figures in docs/adr/0011).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings

from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.learning.fold import PLAYED, Happened
from hocvuso.learning.intake import Checked
from hocvuso.plumbing.driver import as_moment, as_uuid, is_sqlite, key, moment, run, run_each
from hocvuso.plumbing.ids import uuid7

EVENT_COLUMNS = (
    "home_store, id, learner, device, counter, kind, content_id, version, variant, context, response, score, "
    "hints, ms, client_at, received_at, batch, plan"
)
INSERT_EVENT = (
    f"INSERT INTO learning_event ({EVENT_COLUMNS}) VALUES ({', '.join(['%s'] * 18)}) "  # noqa: S608 - constants
    "ON CONFLICT (home_store, id) DO NOTHING"
)
UPSERT_STATE = (
    "INSERT INTO learning_learnerstate (person, blob, trail, model_version, events, folded_to, updated_at) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (person) DO UPDATE SET blob = excluded.blob, "
    "trail = excluded.trail, model_version = excluded.model_version, events = excluded.events, "
    "folded_to = excluded.folded_to, updated_at = excluded.updated_at"
)
PLAN_COLUMNS = (
    "id, person, made_at, activity_kind, activity, minutes, session, reason, facts, runner_up, score, propensity, "
    "form, is_current"
)
INSERT_PLAN = f"INSERT INTO learning_planrow ({PLAN_COLUMNS}) VALUES ({', '.join(['%s'] * 14)})"  # noqa: S608
PLAN_NO_MORE = "UPDATE learning_planrow SET is_current = %s WHERE person = %s AND is_current = %s"
# One row for everybody, also for somebody of whom nothing is kept yet.
SOMEBODY = (
    "FROM (SELECT %s AS id) p LEFT JOIN learning_learnerstate s ON s.person = p.id "
    "LEFT JOIN learning_planrow r ON r.person = p.id AND r.is_current = %s "
)
STAMP = (
    "s.folded_to, r.id, "
    "EXISTS (SELECT 1 FROM learning_stuck k WHERE k.person = p.id AND k.closed_at IS NULL)"
)  # fmt: skip
KEPT = (
    f"SELECT {STAMP}, s.blob, s.trail, c.goal, c.minutes, c.audience, c.personalise, c.dropped, "  # noqa: S608 - constants
    f"(SELECT MAX(o.id) FROM learning_readout o WHERE o.speaks AND o.model_version = {MODEL_VERSION}) {SOMEBODY} "
    "LEFT JOIN learning_choices c ON c.person = p.id"
)
UPSERT_STANDING = (
    "INSERT INTO learning_skillstanding (id, person, skill, band, due_on, since) VALUES (%s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (person, skill) DO UPDATE SET band = excluded.band, due_on = excluded.due_on, since = excluded.since"
)


Used = set[tuple[uuid.UUID, int]]  # device and counter


@dataclass(frozen=True, slots=True)
class Numbered:
    """A checked event with the place at which it will be folded."""

    checked: Checked
    counter: int
    client_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the planner needs of a learner's own choices; the defaults are those of a new learner."""

    goal: str = ""
    minutes: int = 5
    audience: str = "worker"
    personalise: bool = True
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as it is stored."""

    id: uuid.UUID
    kind: str
    activity: str = ""
    minutes: int = 5
    session: tuple[dict[str, Any], ...] = ()
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    runner_up: str = ""
    score: float = 0.0
    propensity: float = 1.0
    form: Mapping[str, Any] = field(default_factory=dict)


def lock(person: uuid.UUID) -> None:
    """Let one request at a time change this learner; SQLite's transaction has done so already."""
    if not is_sqlite():
        run("SELECT pg_advisory_xact_lock(%s)", [person.int & 0x7FFFFFFFFFFFFFFF])


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one learner: state, trail and choices, read by one statement."""

    blob: bytes | None  # None for somebody new
    trail: str
    folded_to: int  # batch folded last
    chosen: Chosen
    is_stuck: bool  # has an open request for help, asked for or noticed
    stamp: tuple[Any, ...]  # differs whenever any of this, or the plan in force, has been changed
    readout: int | None = None  # the read-out that speaks on this site, see `speaking`


def kept(person: uuid.UUID) -> Kept:
    """Return what is kept of a learner."""
    row = run(KEPT, [key(person), True])[0]
    folded_to, _, is_stuck, blob, trail, goal, minutes, audience, personalise, dropped, readout = row
    chosen = Chosen()
    if minutes is not None:
        dropped = orjson.loads(dropped) if isinstance(dropped, str) else dropped
        chosen = Chosen(goal, int(minutes), audience, bool(personalise), tuple(dropped))
    blob = bytes(blob) if blob is not None else None
    return Kept(blob, trail or "{}", folded_to or 0, chosen, bool(is_stuck), row[:3], readout)


def _where_known(ids: Sequence[uuid.UUID], numbers: Used) -> list[tuple[str, list[Any]]]:
    """Return the conditions, each with its values, under which an event stands in the way of new ones."""
    found: list[tuple[str, list[Any]]] = [
        (f"home_store = %s AND id IN ({_marks(ids)})", [settings.HOME_STORE, *map(key, ids)])
    ]
    for device in {device for device, _ in numbers}:
        counters = [number for of, number in numbers if of == device]
        found.append((f"device = %s AND counter IN ({_marks(counters)})", [key(device), *counters]))
    return found


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def known(ids: Sequence[uuid.UUID], numbers: Used) -> tuple[set[uuid.UUID], Used]:
    """Return which of these event ids, and which of these (device, counter) pairs, are stored already."""
    where = _where_known(ids, numbers)
    rows = run(
        " UNION ALL ".join(f"SELECT id, device, counter FROM learning_event WHERE {each}" for each, _ in where),  # noqa: S608 - placeholders
        [value for _, values in where for value in values],
    )
    return (
        {as_uuid(row[0]) for row in rows}.intersection(ids),
        {(as_uuid(row[1]), int(row[2])) for row in rows},
    )


def is_still(person: uuid.UUID, before: Kept, fresh: Sequence[Numbered]) -> bool:
    """Tell whether a learner is as `before`, and no event stored since stands in the way of the fresh ones."""
    where = _where_known(
        [each.checked.incoming.id for each in fresh], {(each.checked.incoming.device, each.counter) for each in fresh}
    )
    taken = " OR ".join(f"EXISTS (SELECT 1 FROM learning_event WHERE {each})" for each, _ in where)  # noqa: S608
    row = run(
        f"SELECT {STAMP}, {taken} {SOMEBODY}",
        [*(value for _, values in where for value in values), key(person), True],
    )[0]
    return row[:3] == before.stamp and not row[3]


def highest_counter(device: uuid.UUID) -> int:
    """Return the highest counter of a device, 0 for a new one."""
    return int(run("SELECT MAX(counter) FROM learning_event WHERE device = %s", [key(device)])[0][0] or 0)


def insert_events(learner: uuid.UUID, numbered: Iterable[Numbered], *, batch: int, received_at: datetime) -> None:
    """Store events; an id that is stored already is left as it is."""
    at = moment(received_at)
    rows = [
        [
            settings.HOME_STORE, key(each.checked.incoming.id), key(learner), key(each.checked.incoming.device),
            each.counter, each.checked.incoming.kind, each.checked.incoming.content_id, each.checked.version,
            each.checked.incoming.variant, each.checked.incoming.context,
            orjson.dumps(each.checked.response).decode(), each.checked.score, each.checked.incoming.hints,
            each.checked.incoming.ms, moment(each.client_at), at, batch, key(each.checked.incoming.plan),
        ]
        for each in numbered
    ]  # fmt: skip
    run_each(INSERT_EVENT, rows)


def bands(person: uuid.UUID) -> dict[str, list[str | None]]:
    """Return [band, due day] of each skill that has a standing."""
    rows = run("SELECT skill, band, due_on FROM learning_skillstanding WHERE person = %s", [key(person)])
    return {skill: [band, str(due) if due else None] for skill, band, due in rows}


def upsert_state(
    person: uuid.UUID, blob: bytes, trail: str, *, version: int, events: int, folded_to: int, now: datetime
) -> None:
    """Write the packed state and the trail."""
    run(UPSERT_STATE, [key(person), blob, trail, version, events, folded_to, moment(now)])


def replace_plan(person: uuid.UUID, plan: Planned, now: datetime) -> None:
    """Make this plan the one in force; earlier ones stay, with their propensities."""
    values = [
        key(plan.id), key(person), moment(now), plan.kind, plan.activity, plan.minutes,
        orjson.dumps(plan.session).decode(), plan.reason, orjson.dumps(plan.facts).decode(), plan.runner_up,
        plan.score, plan.propensity, orjson.dumps(plan.form).decode(), True,
    ]  # fmt: skip
    run(PLAN_NO_MORE, [False, key(person), True])
    run(INSERT_PLAN, values)


@dataclass(frozen=True, slots=True)
class Changed:
    """A standing that is to be written."""

    skill: str
    band: str
    due_on: str | None  # the day as written: 2026-11-23
    is_other_band: bool = True  # else only the day has moved


def upsert_standings(person: uuid.UUID, changed: Sequence[Changed], now: datetime) -> None:
    """Write the standings that changed."""
    at = moment(now)
    rows = [(key(uuid7()), key(person), each.skill, each.band, each.due_on, at) for each in changed]
    if rows:
        run_each(UPSERT_STANDING, rows)


def happened(learners: Sequence[uuid.UUID], *, contexts: Sequence[str] = ()) -> list[Happened]:
    """Return the events of these ids in folding order; with `contexts` only those made there."""
    where = f" AND context IN ({_marks(contexts)})" if contexts else ""
    rows = run(
        "SELECT kind, content_id, version, context, score, hints, ms, response, client_at, variant, batch "  # noqa: S608
        f"FROM learning_event WHERE learner IN ({_marks(learners)}){where} ORDER BY batch, device, counter",
        [*map(key, learners), *contexts],
    )
    return [
        Happened(
            kind, content_id, version, context, score, hints, ms,
            '"dont_know"' in response if isinstance(response, str) else "dont_know" in response, as_moment(at), variant,
            batch, _lost(response) if kind in PLAYED else (),
        )
        for kind, content_id, version, context, score, hints, ms, response, at, variant, batch in rows
    ]  # fmt: skip


def _lost(response: Any) -> tuple[str, ...]:
    read = orjson.loads(response) if isinstance(response, str | bytes) else response
    return tuple(read.get("lost", ()))


def current_plan(person: uuid.UUID) -> tuple[Any, ...] | None:
    """Return (id, kind, activity, session, reason, facts, minutes chosen, goal) of the plan in force, the set of
    updates that his past was held against, whether he is owed one, and what decides in which form its lesson opens.
    """
    rows = run(
        "SELECT p.id, p.activity_kind, p.activity, p.session, p.reason, p.facts, p.minutes, c.goal, l.stamp, "
        "EXISTS (SELECT 1 FROM learning_stepupdate u WHERE u.person = p.person AND u.done_at IS NULL), "
        "p.form, c.form, c.easy, c.personalise, c.device "
        "FROM learning_planrow p LEFT JOIN learning_choices c ON c.person = p.person "
        "LEFT JOIN learning_updatelook l ON l.person = p.person "
        "WHERE p.person = %s AND p.is_current = %s ORDER BY p.made_at DESC LIMIT 1",
        [key(person), True],
    )
    return rows[0] if rows else None
