"""What an instance that only reads (READ_ONLY) finds ready: an editing instance on the same database made it."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from records.backup.databases import applied_migrations, refuse_newer
from records.management.database_roles import public_tables
from records.models import LoadedRow
from records.search import index

ADVICE = "This instance may only read (READ_ONLY=on): start the editing instance first, in the same version."


UNREAD = (
    "A file of SQLite is read without the right to write its folder only while an editing instance has it open, or "
    "once it is out of WAL mode (PRAGMA journal_mode=DELETE)."
)


def refuse_unprepared(database: str) -> None:
    """Raises CommandError where something is to be written first, or may not be read."""
    try:
        # Where the table of migrations may not be read, Django takes none of them to have been applied.
        refuse_unreadable(database)
        refuse_unfinished(database)
    except DatabaseError as error:
        advice = UNREAD if connection.vendor == "sqlite" else "Check DATABASE_URL, and that PostgreSQL runs."
        raise CommandError(f"The database ({database}) cannot be read: {error}. {advice}") from error


def refuse_unfinished(database: str) -> None:
    """Raises CommandError where something is to be written first."""
    refuse_newer(applied_migrations())
    executor = MigrationExecutor(connection)
    if missing := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        raise CommandError(f"The database ({database}) lacks {missing} migrations. {ADVICE}")
    if not LoadedRow.objects.exists():
        raise CommandError(f"The database ({database}) holds no records. {ADVICE}")
    if not index.is_current():
        raise CommandError(f"The search in the database ({database}) is to be made anew. {ADVICE}")


def refuse_unreadable(database: str) -> None:
    """Raises CommandError where this user of PostgreSQL may not read a table that is there."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(%s)"
            " AND NOT has_table_privilege(format('%%I.%%I', schemaname, tablename), 'SELECT') ORDER BY tablename",
            [list(public_tables())],
        )
        tables = [name for (name,) in cursor.fetchall()]
    if tables:
        raise CommandError(
            f"This user may not read {', '.join(tables)} in the database ({database}). Run what make roles writes once "
            "more: a table is newer than the roles."
        )
