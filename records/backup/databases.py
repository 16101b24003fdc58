"""Which database is worked on, at which moment of it, and how far its tables are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migrations = set[tuple[str, str]]


class NewerError(Exception):
    """The tables are those of a newer portal than this one."""


@contextmanager
def instead(**settings: Any) -> Iterator[None]:
    """Work on another database, or by another connection: what all else takes for the one database of the portal."""
    usual: Any = connections[DEFAULT_DB_ALIAS]
    other = usual.copy()
    other.settings_dict.update(settings)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = usual


@contextmanager
def snapshot() -> Iterator[None]:
    """All is read as it stands at one moment; nobody who writes meanwhile waits for it, or is waited for."""
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "transaction_mode"}
    with instead(OPTIONS=options), transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # The moment is that of the first question.
            cursor.execute("SELECT count(*) FROM django_migrations")
        yield


def applied_migrations() -> Migrations:
    """Those that made the tables; none where there are no tables yet."""
    return set(MigrationRecorder(connection).applied_migrations())


def known_migrations() -> Migrations:
    """Those of this portal."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def is_current() -> bool:
    """Whether the tables are those of this portal."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def refuse_newer(applied: Migrations) -> None:
    """Raises NewerError where this code does not know all of the migrations, so that it would misread the tables."""
    # The tables of the admin are another instance's, where this one has none.
    absent = set() if settings.ADMIN_PATH else {AppConfig.create(name).label for name in settings.ADMIN_APPS}
    unknown = sorted(one for one in applied - known_migrations() if one[0] not in absent)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:3]) + (", ..." if len(unknown) > 3 else "")
        raise NewerError(
            f"The database is that of a newer portal than this code: it has {names}, of which this code does not know. "
            "Nothing was changed. Start the newer code, or restore a backup that this code wrote."
        )
