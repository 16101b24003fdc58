"""What a backup holds: every table of the database, row by row, in a form that both databases read.

A row is a list of plain values in the order of its columns. The same rows give the same bytes on either database. Left
out are those tables that are made anew of the others.
"""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection, models
from msgspec import Struct

# Who is logged in is not kept. What is searched, summed up and named is made anew of the records, by triggers of the
# database and by `records.search.index`: a backup has one source of each fact.
SESSIONS, REVISION = "sessions.session", "records.revision"
DERIVED = ("records.searchdocument", "records.searchword", "records.tally")
LEFT_OUT = frozenset({SESSIONS, REVISION, *DERIVED})
# Rows at a time, so that memory does not grow with the tables.
BATCH = 500

Model = type[models.Model]


class Described(Struct, frozen=True):
    """A table as the manifest of a backup describes it."""

    name: str
    columns: list[str]
    rows: int
    # The highest primary key that was ever given; 0 where the database counts none. Those of withdrawn records are
    # never given again.
    last_key: int


def all_models() -> list[Model]:
    """Every table of every app, those that join two others too, by name."""
    found = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)
    return sorted((model for model in found if not model._meta.proxy), key=name_of)


def kept_models() -> list[Model]:
    """Those that a backup holds."""
    return [model for model in all_models() if model._meta.label_lower not in LEFT_OUT]


def name_of(model: Model) -> str:
    """The name of the table."""
    return str(model._meta.db_table)


def fields_of(model: Model) -> list[Any]:
    """What is written of a row, column by column; what the database computes itself is not."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def columns_of(model: Model) -> list[str]:
    """The names of what is written, in its order."""
    return [str(field.column) for field in fields_of(model)]


def rows_of(model: Model, fields: list[Any]) -> Iterator[list[Any]]:
    """All rows with these fields, by primary key; few of them in memory."""
    names = [field.attname for field in fields]
    values = model._base_manager.order_by("pk").values_list(*names)
    return map(list, values.iterator(chunk_size=BATCH))


def line_of(row: list[Any]) -> bytes:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:
    """What JSON has no word for. Raises TypeError for what no field of the portal holds."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    raise TypeError(f"A backup cannot hold {value!r}.")


def write_rows(model: Model, rows: Iterable[list[Any]]) -> None:
    """Put rows of plain values into the table as they are: no signal, no default, no time of its own."""
    fields, quote = fields_of(model), connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(name_of(model))} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    given = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(given, BATCH)):
            cursor.executemany(sql, [_prepared(fields, row) for row in batch])


def _prepared(fields: list[Any], row: list[Any]) -> list[Any]:
    """The values as the database takes them."""
    return [
        field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(fields, row, strict=True)
    ]


def last_keys() -> dict[str, int]:
    """The highest primary key that each table ever gave, of those that are there and count."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        counting = [model for model in _counting_models() if name_of(model) in there]
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            known = dict(cursor.fetchall())
            return {name_of(model): known.get(name_of(model), 0) for model in counting}
        found = {}
        for model in counting:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", _sequence_of(model))
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
            (found[name_of(model)],) = cursor.fetchone()
        return found


def set_last_keys(keys: dict[str, int]) -> None:
    """Let each table go on counting behind the key that it gave last, and behind every one that it holds."""
    set_one = _set_in_sqlite if connection.vendor == "sqlite" else _set_in_postgresql
    with connection.cursor() as cursor:
        for model in _counting_models():
            set_one(cursor, model, keys.get(name_of(model), 0))


def _set_in_sqlite(cursor: Any, model: Model, key: int) -> None:
    cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [key, name_of(model)])
    if key and not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name_of(model), key])


def _set_in_postgresql(cursor: Any, model: Model, key: int) -> None:
    quote = connection.ops.quote_name
    highest = f"greatest({int(key)}, (SELECT max({quote(_key_of(model))}) FROM {quote(name_of(model))}))"  # noqa: S608
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest({highest}, 1), {highest} > 0)",
        _sequence_of(model),
    )


def _counting_models() -> list[Model]:
    """The tables whose primary keys the database counts."""
    return [model for model in kept_models() if isinstance(model._meta.pk, models.AutoField)]


def _key_of(model: Any) -> str:
    return str(model._meta.pk.column)


def _sequence_of(model: Model) -> list[str]:
    """Table and column, as PostgreSQL asks for them."""
    return [connection.ops.quote_name(name_of(model)), _key_of(model)]
