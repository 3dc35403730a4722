"""Many rows at once: one prepared statement on SQLite, COPY on PostgreSQL.

`bulk_create` builds an object and a statement of placeholders for every few rows; measured on a table of 24 columns
it takes 150 µs a row, this takes 12. What a table has beyond the columns given is filled with the defaults of its
model, so that a new column changes nothing here.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any

from django.db import connection, models

from hocvuso.plumbing.driver import is_sqlite, moment, run_each

Adapt = Callable[[Any], Any]
_ON_SQLITE_WHILE_LOADING = {"synchronous": "1", "cache_size": "-65536"}  # NORMAL; 64 MiB
_WHILE_LOADING = {"synchronous_commit": "off"}


@contextmanager
def loading() -> Iterator[None]:
    """Let SQLite wait less for the disk and remember more while many rows are written.

    A power cut then takes the last transactions, never the database: only for rows that the same command makes again.
    The same for a session on PostgreSQL.
    """
    if connection.in_atomic_block:  # too late to change: the outer transaction decides what lasts
        yield
        return
    settings = _ON_SQLITE_WHILE_LOADING if is_sqlite() else _WHILE_LOADING
    before = {name: _setting(name) for name in settings}
    for name, value in settings.items():
        _set(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            _set(name, value)


def keep_unmapped() -> None:
    """Let SQLite read its file page by page in this connection: a long run over the whole file would otherwise count
    up to 128 MB of it as memory of this process.
    """
    if is_sqlite():
        _set("mmap_size", "0")


@lru_cache(maxsize=4096)
def day(value: Any) -> Any:
    """Return a calendar day as this database stores it; one that is written out already stays."""
    return value.isoformat() if isinstance(value, date) and is_sqlite() else value


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" if is_sqlite() else f"SHOW {name}")
        return str(cursor.fetchone()[0])


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}={value}" if is_sqlite() else f"SET {name} = {value}")


def insert(table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Insert `rows`, each with a value for every one of `columns`; `same` are columns equal in all rows.

    Columns are named as the fields of the model, foreign keys with `_id`; an id may also be its 32 hex digits. Call it
    inside a transaction, with no more rows than memory should hold. Values are trusted: no validation, no conflict is
    resolved.
    """
    fields = {field.attname: field for field in table._meta.concrete_fields}
    constants = {**_defaults(fields, {*columns, *same}), **same}
    given = list(zip(*rows, strict=True))
    if not given:
        return
    ready = [
        *(_adapted(fields[name], column) for name, column in zip(columns, given, strict=True)),
        *(repeat(next(iter(_adapted(fields[name], (value,)))), len(given[0])) for name, value in constants.items()),
    ]
    names = ", ".join(f'"{fields[name].column}"' for name in (*columns, *constants))
    if is_sqlite():
        marks = ", ".join(["%s"] * len(ready))
        statement = f'INSERT INTO "{table._meta.db_table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own tables
        run_each(statement, list(zip(*ready, strict=True)))
        return
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in zip(*ready, strict=True):
            copy.write_row(row)


def _defaults(fields: Mapping[str, Any], given: set[str]) -> dict[str, Any]:
    """Return what the columns not given hold; numbers that the database counts itself stay out."""
    return {
        name: field.get_default()
        for name, field in fields.items()
        if name not in given and not isinstance(field, (models.AutoField, models.CompositePrimaryKey))
    }


def _hex(value: Any) -> Any:
    return value.hex if isinstance(value, uuid.UUID) else value


def _moment(value: Any) -> Any:
    return None if value is None else moment(value)


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_EVERYWHERE: dict[str, Adapt] = {"JSONField": _json}
_ON_SQLITE: dict[str, Adapt] = {"UUIDField": _hex, "DateTimeField": _moment, "DateField": day}


def _adapted(field: Any, column: Sequence[Any]) -> Iterable[Any]:
    """Return a column as the driver stores it; most kinds of field need nothing, and cost nothing."""
    kind = str((field.target_field if field.is_relation else field).get_internal_type())
    ours = {**_EVERYWHERE, **(_ON_SQLITE if is_sqlite() else {})}
    return map(ours[kind], column) if kind in ours else column


def delete(rows: models.QuerySet[Any]) -> None:
    """Delete rows with everything that hangs on them, one statement a table; call it inside a transaction.

    Django's own `delete` reads each row that has something hanging on it: of 22,000 people and 800 units that took
    twenty times as long. What says SET_NULL forgets the row, everything else goes with it.
    """
    model = rows.model
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or not (relation.one_to_many or relation.one_to_one):
            continue
        column = relation.field.name
        hanging = relation.related_model._base_manager.filter(**{f"{column}__in": rows.order_by().values("pk")})
        if relation.on_delete is models.SET_NULL:
            hanging.update(**{column: None})
        elif relation.related_model is not model:
            delete(hanging)
        elif (others := hanging.exclude(pk__in=rows.order_by().values("pk"))).exists():
            delete(others)
    rows.order_by()._raw_delete(rows.db)  # what `delete` itself calls once it knows that nothing hangs on the rows
