"""The few statements behind the two hottest doors, written out because building them by the ORM costs more
than running them (an answer: 2.1 ms with the ORM, 0.4 ms with two plain statements; figures in docs/adr/0011).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from hocvuso.learning.fold import Happened
from hocvuso.learning.intake import Checked

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
    "is_current"
)
INSERT_PLAN = f"INSERT INTO learning_planrow ({PLAN_COLUMNS}) VALUES ({', '.join(['%s'] * 13)})"  # noqa: S608
CHOICE_COLUMNS = "c.goal, c.minutes, c.audience, c.personalise, c.dropped"
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


def key(value: uuid.UUID | None) -> Any:
    """Return a UUID as this database stores it."""
    if value is None or connection.vendor == "postgresql":
        return value
    return value.hex


def moment(value: datetime) -> Any:
    """Return a moment as this database stores it."""
    return connection.ops.adapt_datetimefield_value(value)


def as_uuid(value: Any) -> uuid.UUID:
    """Return a stored id as a UUID."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def as_moment(value: Any) -> datetime:
    """Return a stored moment, aware."""
    read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def lock(person: uuid.UUID) -> None:
    """Let one request at a time change this learner; SQLite's transaction has done so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [person.int & 0x7FFFFFFFFFFFFFFF])


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one learner: state, trail and choices, read by one statement."""

    blob: bytes | None  # None for somebody new
    trail: str
    folded_to: int  # batch folded last
    chosen: Chosen
    is_stuck: bool  # has an open request for help, asked for or noticed


def kept(person: uuid.UUID) -> Kept:
    """Return what is kept of a learner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.blob, s.trail, s.folded_to, "  # noqa: S608 - constants
            "EXISTS (SELECT 1 FROM learning_stuck k WHERE k.person = s.person "
            f"AND k.closed_at IS NULL), {CHOICE_COLUMNS} FROM learning_learnerstate s "
            "LEFT JOIN learning_choices c ON c.person = s.person WHERE s.person = %s",
            [key(person)],
        )
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                f"SELECT NULL, '{{}}', 0, 0, {CHOICE_COLUMNS} FROM learning_choices c WHERE c.person = %s",  # noqa: S608
                [key(person)],
            )
            row = cursor.fetchone() or (None, "{}", 0, False, None, None, None, None, None)
    goal, minutes, audience, personalise, dropped = row[4:]
    chosen = Chosen()
    if minutes is not None:
        chosen = Chosen(goal, int(minutes), audience, bool(personalise), tuple(orjson.loads(dropped)))
    return Kept(bytes(row[0]) if row[0] is not None else None, row[1], int(row[2]), chosen, bool(row[3]))


def known(ids: Sequence[uuid.UUID], numbers: Sequence[tuple[uuid.UUID, int]]) -> tuple[set[uuid.UUID], Used]:
    """Return which of these event ids, and which of these (device, counter) pairs, are stored already."""
    marks = ", ".join(["%s"] * len(ids))
    pairs = " OR ".join(["(device = %s AND counter = %s)"] * len(numbers)) or "1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, device, counter FROM learning_event "  # noqa: S608 - placeholders
            f"WHERE home_store = %s AND id IN ({marks}) UNION ALL "
            f"SELECT id, device, counter FROM learning_event WHERE {pairs}",
            [
                settings.HOME_STORE,
                *map(key, ids),
                *(part for device, number in numbers for part in (key(device), number)),
            ],
        )
        rows = cursor.fetchall()
    found = {as_uuid(row[0]) for row in rows}
    return found.intersection(ids), {(as_uuid(row[1]), int(row[2])) for row in rows}


def highest_counter(device: uuid.UUID) -> int:
    """Return the highest counter of a device, 0 for a new one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(counter) FROM learning_event WHERE device = %s", [key(device)])
        return int(cursor.fetchone()[0] or 0)


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
    with connection.cursor() as cursor:
        cursor.executemany(INSERT_EVENT, rows)


def bands(person: uuid.UUID) -> dict[str, list[str | None]]:
    """Return [band, due day] of each skill that has a standing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT skill, band, due_on FROM learning_skillstanding WHERE person = %s", [key(person)])
        rows = cursor.fetchall()
    return {skill: [band, str(due) if due else None] for skill, band, due in rows}


def upsert_state(
    person: uuid.UUID, blob: bytes, trail: str, *, version: int, events: int, folded_to: int, now: datetime
) -> None:
    """Write the packed state and the trail."""
    with connection.cursor() as cursor:
        cursor.execute(UPSERT_STATE, [key(person), blob, trail, version, events, folded_to, moment(now)])


def replace_plan(person: uuid.UUID, plan: Planned, now: datetime) -> None:
    """Make this plan the one in force; earlier ones stay, with their propensities."""
    values = [
        key(plan.id), key(person), moment(now), plan.kind, plan.activity, plan.minutes,
        orjson.dumps(plan.session).decode(), plan.reason, orjson.dumps(plan.facts).decode(), plan.runner_up,
        plan.score, plan.propensity, True,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE learning_planrow SET is_current = %s WHERE person = %s AND is_current", [False, key(person)]
        )
        cursor.execute(INSERT_PLAN, values)


def upsert_standing(
    person: uuid.UUID, standing_id: uuid.UUID, skill: str, band: str, due_on: date | None, now: datetime
) -> None:
    """Write one standing."""
    due = connection.ops.adapt_datefield_value(due_on) if due_on else None
    with connection.cursor() as cursor:
        cursor.execute(UPSERT_STANDING, [key(standing_id), key(person), skill, band, due, moment(now)])


def happened(learners: Sequence[uuid.UUID], *, contexts: Sequence[str] = ()) -> list[Happened]:
    """Return the events of these ids in folding order; with `contexts` only those made there."""
    marks = ", ".join(["%s"] * len(learners))
    where = f" AND context IN ({', '.join(['%s'] * len(contexts))})" if contexts else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, content_id, version, context, score, hints, ms, response, client_at FROM learning_event "  # noqa: S608
            f"WHERE learner IN ({marks}){where} ORDER BY batch, device, counter",
            [*map(key, learners), *contexts],
        )
        rows = cursor.fetchall()
    return [
        Happened(
            kind, content_id, version, context, score, hints, ms,
            '"dont_know"' in response if isinstance(response, str) else "dont_know" in response, as_moment(at),
        )
        for kind, content_id, version, context, score, hints, ms, response, at in rows
    ]  # fmt: skip


def current_plan(person: uuid.UUID) -> tuple[Any, ...] | None:
    """Return (id, kind, activity, session, reason, facts, minutes chosen, easy) of the plan in force."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.activity_kind, p.activity, p.session, p.reason, p.facts, p.minutes, c.easy "
            "FROM learning_planrow p LEFT JOIN learning_choices c ON c.person = p.person "
            "WHERE p.person = %s AND p.is_current ORDER BY p.made_at DESC LIMIT 1",
            [key(person)],
        )
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
