"""The few statements behind the two hottest doors, written out because building them by the ORM costs more
than running them (an answer: 2.1 ms with the ORM, 0.4 ms with two plain statements; figures in docs/adr/0011).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

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
    "INSERT INTO learning_learnerstate (person, blob, model_version, events, folded_to, updated_at) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (person) DO UPDATE SET blob = excluded.blob, "
    "model_version = excluded.model_version, events = excluded.events, folded_to = excluded.folded_to, "
    "updated_at = excluded.updated_at"
)
UPSERT_STANDING = (
    "INSERT INTO learning_skillstanding (id, person, skill, band, due_on, since) VALUES (%s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (person, skill) DO UPDATE SET band = excluded.band, due_on = excluded.due_on, since = excluded.since"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A checked event with the place at which it will be folded."""

    checked: Checked
    counter: int
    client_at: datetime


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


def state_row(person: uuid.UUID) -> tuple[bytes, int] | None:
    """Return (packed state, batch folded last), None for somebody new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT blob, folded_to FROM learning_learnerstate WHERE person = %s", [key(person)])
        row = cursor.fetchone()
    return None if row is None else (bytes(row[0]), int(row[1]))


def known_events(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return those ids that are stored already."""
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM learning_event WHERE home_store = %s AND id IN ({marks})",  # noqa: S608 - placeholders
            [settings.HOME_STORE, *map(key, ids)],
        )
        return {as_uuid(row[0]) for row in cursor.fetchall()}


def counters(device: uuid.UUID) -> tuple[set[int], int]:
    """Return the newest hundred counters of a device and the highest one (0 for a new device)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT counter FROM learning_event WHERE device = %s ORDER BY counter DESC LIMIT 100", [key(device)]
        )
        used = {int(row[0]) for row in cursor.fetchall()}
    return used, max(used, default=0)


def insert_events(learner: uuid.UUID, numbered: Iterable[Numbered], *, batch: int, received_at: datetime) -> None:
    """Store events; an id that is stored already is left as it is."""
    at = moment(received_at)
    rows = [
        [
            settings.HOME_STORE, key(each.checked.incoming.id), key(learner), key(each.checked.incoming.device),
            each.counter, each.checked.incoming.kind, each.checked.incoming.content_id, each.checked.version,
            each.checked.incoming.variant, each.checked.incoming.context,
            json.dumps(each.checked.response, ensure_ascii=False), each.checked.score, each.checked.incoming.hints,
            each.checked.incoming.ms, moment(each.client_at), at, batch, key(each.checked.incoming.plan),
        ]
        for each in numbered
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(INSERT_EVENT, rows)


def upsert_state(person: uuid.UUID, blob: bytes, *, version: int, events: int, folded_to: int, now: datetime) -> None:
    """Write the packed state."""
    with connection.cursor() as cursor:
        cursor.execute(UPSERT_STATE, [key(person), blob, version, events, folded_to, moment(now)])


def standing_bands(person: uuid.UUID) -> dict[str, tuple[str, date | None]]:
    """Return band and due day of each skill that has a standing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT skill, band, due_on FROM learning_skillstanding WHERE person = %s", [key(person)])
        rows = cursor.fetchall()
    return {skill: (band, date.fromisoformat(due) if isinstance(due, str) else due) for skill, band, due in rows}


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
            "SELECT kind, content_id, version, score, hints, ms, response, client_at FROM learning_event "  # noqa: S608
            f"WHERE learner IN ({marks}){where} ORDER BY batch, device, counter",
            [*map(key, learners), *contexts],
        )
        rows = cursor.fetchall()
    return [
        Happened(
            kind, content_id, version, score, hints, ms,
            '"dont_know"' in response if isinstance(response, str) else "dont_know" in response, as_moment(at),
        )
        for kind, content_id, version, score, hints, ms, response, at in rows
    ]  # fmt: skip


def trail(learners: Sequence[uuid.UUID]) -> list[tuple[str, str, str]]:
    """Return (kind, content id, context) of every event of these ids, in folding order."""
    marks = ", ".join(["%s"] * len(learners))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, content_id, context FROM learning_event WHERE learner IN ({marks}) "  # noqa: S608
            "ORDER BY batch, device, counter",
            [*map(key, learners)],
        )
        return list(cursor.fetchall())


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
