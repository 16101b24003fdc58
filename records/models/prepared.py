"""Queries whose SQL is made once for the process: making it takes Django longer than the database takes to answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, QuerySet, Subquery

Row = tuple[Any, ...]
Made = tuple[str, list[tuple[int, Any]], list[tuple[int, Callable[[Any], Any]]]]


class Prepared:
    """A query for rows of values, asked again and again with other values in the same places.

    It is made of a queryset in which samples stand for them, texts or whole numbers that stand nowhere else in it.
    """

    def __init__(self, queryset: QuerySet[Any, Any], *samples: str | int, converting: bool = True) -> None:
        """Where it is not ``converting``, the values come as the database gives them: days and JSON may be text."""
        self.queryset, self.samples, self.converting = queryset, samples, converting
        self._made: dict[str, Made] = {}

    def __call__(self, *values: str | int, using: str | None = None) -> list[Row]:
        """The rows; one query, of the database ``using`` where it is named."""
        alias = using or router.db_for_read(self.queryset.model)
        sql, params, converters = self._made.get(alias) or self._make(alias)
        rows = fetched(connections[alias], sql, [values[place] if place >= 0 else own for place, own in params])
        return [converted(row, converters) for row in rows] if converters else rows

    def _make(self, alias: str) -> Made:
        compiler = self.queryset.query.get_compiler(alias)
        sql, params = compiler.as_sql()
        if not set(self.samples) <= set(params):
            # Django leaves out what it sees to be always true, or never, such as a negative position.
            raise ValueError(f"The query does not depend on all of {self.samples}.")
        places = [(self.samples.index(value) if value in self.samples else -1, value) for value in params]
        found: dict[int, Any] = compiler.get_converters([expression for expression, *_ in compiler.select])
        converters = [
            (place, one(found[place][0], found[place][1], compiler.connection)) for place in found if self.converting
        ]
        self._made[alias] = (sql, places, converters)
        return self._made[alias]


def fetched(connection: BaseDatabaseWrapper, sql: str, params: list[Any]) -> list[Row]:
    """What the database answers.

    SQLite is asked without a cursor of Django's, which takes longer than most answers, unless somebody looks on.
    """
    looked_on = connection.queries_logged or connection.execute_wrappers
    if connection.vendor != "sqlite" or not connection.connection or looked_on:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    with connection.wrap_database_errors:
        rows: list[Row] = connection.connection.execute(for_sqlite(sql), params).fetchall()
    return rows


@functools.lru_cache(maxsize=256)
def for_sqlite(sql: str) -> str:
    """With the marks that SQLite itself knows where values stand."""
    return sql.replace("%s", "?").replace("%%", "%")


def one(converters: list[Any], expression: Any, connection: Any) -> Callable[[Any], Any]:
    """What Django makes of a value of a column, step by step."""

    def convert(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return value

    return convert


def converted(row: Row, converters: list[tuple[int, Callable[[Any], Any]]]) -> Row:
    """The row as Django's own querysets give it."""
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return tuple(values)


class Listed(Subquery):
    """The keys that a list of a record holds, in one text, parted by commas; empty (NULL) where it holds none."""

    template = "(SELECT GROUP_CONCAT(listed) FROM (%(subquery)s) _keys)"

    def __init__(self, keys: QuerySet[Any, Any], column: str) -> None:
        super().__init__(keys.values(listed=F(column)), output_field=models.TextField())

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "(SELECT STRING_AGG(listed::text, ',') FROM (%(subquery)s) _keys)"
        return self.as_sql(compiler, connection, template, **context)


def keys_listed(text: str | None) -> list[int]:
    """The keys out of such a text."""
    return [int(key) for key in text.split(",")] if text else []
