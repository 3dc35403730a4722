"""Many rows at once: one prepared INSERT on SQLite, COPY on PostgreSQL; 100,000 rows take a second or two.

`bulk_create` builds and checks an object for each row, which costs more than the insertion itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from hocvuso.plumbing.driver import is_sqlite, key, moment, run_each


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows into a model's table inside the present transaction.

    `names` are the fields that rows carry, in order (foreign keys by their `…_id`); every other field gets its
    default, the same for all rows, so a primary key must be among the names.
    """
    if not rows:
        return
    fields: dict[str, models.Field[Any, Any]] = {field.attname: field for field in model._meta.concrete_fields}
    rest = {name: _stored(field)(field.get_default()) for name, field in fields.items() if name not in names}
    columns = [str(fields[name].column) for name in [*names, *rest]]
    forms = [_stored(fields[name]) for name in names]
    constants = list(rest.values())
    made = ([form(value) for form, value in zip(forms, row, strict=True)] + constants for row in rows)
    _write(str(model._meta.db_table), columns, list(made))


def keep_unmapped() -> None:
    """Let SQLite read its file page by page in this connection: a long run over the whole file would otherwise count
    up to 128 MB of it as memory of this process.
    """
    if is_sqlite():
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


def _write(table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    if is_sqlite():
        places = ", ".join(["%s"] * len(columns))
        run_each(f'INSERT INTO "{table}" ({named}) VALUES ({places})', rows)  # noqa: S608 - names of our own tables
        return
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=4096)
def day(value: date | None) -> Any:
    """Return a calendar day as this database stores it."""
    return value.isoformat() if value is not None and is_sqlite() else value


@lru_cache(maxsize=256)  # rows of one batch share their moment
def _moment(value: datetime | None) -> Any:
    return moment(value) if value is not None else None


def _stored(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """Return the function that turns a value into what this database stores."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField):
        return key
    if isinstance(target, models.DateTimeField):
        return _moment
    return day if isinstance(target, models.DateField) else _same
