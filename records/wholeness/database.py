"""Whether the database itself is whole: its pages, its indexes, what its rows refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, OperationalError, connection

from records.backup.databases import applied_migrations, is_current, refuse_newer
from records.backup.tables import all_models, fields_of, name_of
from records.models.search import INDEX

RESTORE = "Restore the newest backup that is whole: make restore BACKUP=file."
REINDEX = "Run REINDEX DATABASE in psql; where that fails, restore a backup: make restore BACKUP=file."
MOST_TOLD = 10


def findings() -> Iterator[str]:
    """What is wrong, a sentence each with what to do. Raises NewerError."""
    refuse_newer(applied_migrations())
    if not is_current():
        yield "The tables are not those of this code. Run .venv/bin/python manage.py prepare."
        return
    yield from _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()


def _of_sqlite() -> Iterator[str]:
    for (said,) in rows(f"PRAGMA integrity_check({MOST_TOLD})"):
        if said != "ok":
            yield f"The file is damaged: {said}. {RESTORE}"
    for table, row, parent, _ in rows("PRAGMA foreign_key_check")[:MOST_TOLD]:
        yield f"Row {row} of {table} refers to a row of {parent} that is not there. {RESTORE}"


def index_findings() -> Iterator[str]:
    """Whether SQLite's index of the search holds what it was made of. Outside of any transaction: it asks to write."""
    if connection.vendor != "sqlite":
        return
    try:
        rows(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")  # noqa: S608
    except OperationalError:
        return  # A file that may only be read, or somebody writes for long.
    except DatabaseError as error:
        yield f"The index of the search is damaged ({error}). Run .venv/bin/python manage.py rebuild_search."


def _of_postgresql() -> Iterator[str]:
    ours = "relnamespace = current_schema()::regnamespace"
    for (name,) in rows(
        f"SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.{ours}"  # noqa: S608
    ):
        yield f"The index {name} is not valid. {REINDEX}"
    for name, table in rows(
        "SELECT conname, conrelid::regclass FROM pg_constraint WHERE NOT convalidated "
        "AND connamespace = current_schema()::regnamespace"
    ):
        yield f"The rows of {table} were never held to {name}. In psql: ALTER TABLE {table} VALIDATE CONSTRAINT {name}."
    yield from _dangling()
    if rows("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"):
        yield from _checked_indexes(ours)


def _checked_indexes(ours: str) -> Iterator[str]:
    """What the extension amcheck finds, where it is installed."""
    trees = rows(
        "SELECT c.oid, c.relname FROM pg_class c JOIN pg_am a ON a.oid = c.relam "  # noqa: S608
        f"WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.{ours}"
    )
    for number, name in trees:
        try:
            rows("SELECT bt_index_check(%s, true)", [number])
        except DatabaseError as error:
            yield f"The index {name} is damaged: {' '.join(str(error).split())}. {REINDEX}"
            return  # In a transaction that failed, nothing more can be asked.


def _dangling() -> Iterator[str]:
    """Rows that refer to none, which PostgreSQL lets in only where somebody turned its triggers off."""
    quote = connection.ops.quote_name
    for model in all_models():
        for field in fields_of(model):
            if field.related_model is None or not getattr(field, "db_constraint", False):
                continue
            parent: Any = field.related_model
            found = rows(
                f"SELECT count(*) FROM {quote(name_of(model))} a LEFT JOIN {quote(name_of(parent))} b "  # noqa: S608
                f"ON a.{quote(field.column)} = b.{quote(field.target_field.column)} "
                f"WHERE a.{quote(field.column)} IS NOT NULL AND b.{quote(field.target_field.column)} IS NULL"
            )[0][0]
            if found:
                yield (
                    f"{found} rows of {name_of(model)} refer to rows of {name_of(parent)} that are not there. {RESTORE}"
                )


def rows(sql: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []
