"""Ids as text and days as numbers straight from the database, for millions of rows.

Making a UUID and an aware datetime of each value costs 10 µs a row; these columns come as they are, 1 µs a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, TextField
from django.db.models.functions import Cast

VIETNAM = "Asia/Ho_Chi_Minh"
ROWS = 5000  # read at once; more are not faster


class DayNumber(Func):
    """The days since 1970-01-01 of a date, or of a moment in Viet Nam (`of_moment`)."""

    output_field = IntegerField()

    def __init__(self, column: str, *, of_moment: bool = False) -> None:
        super().__init__(F(column))
        self.of_moment = of_moment

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """Write it for SQLite, where moments are text in UTC; 7 h are added, as there is no daylight saving."""
        # Half a second against what floating days lose at midnight.
        shift = ", '+420 minutes', '+0.0005 seconds'" if self.of_moment else ", '+720 minutes'"
        template = f"CAST(julianday(%(expressions)s{shift}) - 2440587.5 AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """Write it for PostgreSQL."""
        template = "(%(expressions)s - DATE '1970-01-01')"
        if self.of_moment:
            template = f"((%(expressions)s AT TIME ZONE '{VIETNAM}')::date - DATE '1970-01-01')"
        return super().as_sql(compiler, connection, template=template, **more)


class Unordered(Func):
    """A text column such that no index is read for its order.

    To save sorting some thousand rows SQLite walks along an index of all, 500,000 of them.
    """

    output_field = TextField()
    template = "(%(expressions)s || '')"


def text_id(column: str) -> Any:
    """Return an id column as text: 32 hex digits on SQLite, with dashes on PostgreSQL; equal ids are equal texts."""
    return Cast(F(column), output_field=TextField())


def columns(found: QuerySet[Any, Any]) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Give the columns of a query set of values, some thousand rows at a time, as the driver reads them.

    Without what the ORM does to each value, which took half of the time of counting everything anew.
    """
    if asked := _statement(found):
        with connection.chunked_cursor() as cursor:
            cursor.execute(*asked)
            while rows := cursor.fetchmany(ROWS):
                yield tuple(zip(*rows, strict=True))


def column(found: QuerySet[Any, Any]) -> list[Any]:
    """Return a query set of single values whole, as the driver reads them.

    For some thousand rows of a page: PostgreSQL plans it once and needs no cursor that outlives the statement.
    """
    if asked := _statement(found):
        with connection.cursor() as cursor:
            cursor.execute(*asked)
            return [value for (value,) in cursor.fetchall()]
    return []


def _statement(found: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """Return the SQL and its values; None where Django knows without asking that there is nothing."""
    try:
        return found.query.sql_with_params()
    except EmptyResultSet:
        return None
