"""Filling the tables of a database from a backup, in one transaction: all that was there goes, all of the backup comes.

Triggers of the database sum up what comes, and renew the revision, so that no kept page outlives a restore; the search
is made anew of the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from records.backup.archive import Backup, BackupError
from records.backup.tables import REVISION, all_models, columns_of, kept_models, name_of, set_last_keys, write_rows
from records.models import AuditLine, Revision, Tally
from records.search import index


def fill(backup: Backup) -> None:
    """Make the database, whose tables are those of this code, hold what the backup holds. Raises BackupError."""
    models = {name_of(model): model for model in kept_models()}
    tables = {table.name: table for table in backup.manifest.tables}
    if tables.keys() != models.keys():
        odd = ", ".join(sorted(tables.keys() ^ models.keys())[:3])
        raise BackupError(f"The backup does not fit this portal: {odd} is not in both.")
    for name, table in tables.items():
        if table.columns != columns_of(models[name]):
            raise BackupError(f"The backup does not fit this portal: {name} has other columns.")
    try:
        with transaction.atomic():
            _empty()
            for name, model in models.items():
                write_rows(model, backup.rows(name))
            set_last_keys({name: table.last_key for name, table in tables.items()})
            index.rebuild()
            connection.check_constraints()
        # What this process knows of them by number is of before.
        ContentType.objects.clear_cache()
    except IntegrityError as error:
        reason = " ".join(str(error).split())
        raise BackupError(f"Nothing was restored: the rows of the backup do not fit each other. {reason}") from error


def _empty() -> None:
    """Take every row out, with everyone else's writing kept out; who reads does not wait."""
    Revision.objects.hold()
    models = [model for model in all_models() if model._meta.label_lower != REVISION]
    # Last of all the sums, which each row that goes changes: whatever they were, they begin with nothing.
    models.sort(key=lambda model: model is Tally)
    tables = [connection.ops.quote_name(name_of(model)) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        with _changeable(cursor):
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608


@contextmanager
def _changeable(cursor: Any) -> Iterator[None]:
    """Let the lines of the audit log go, which the database lets nobody delete; all others stay kept out of it."""
    table = name_of(AuditLine)
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        cursor.execute(sql)
