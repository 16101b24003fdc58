"""What commands say of the database, and of what the machine refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from records.backup.archive import BackupError
from records.backup.databases import NewerError


def database_in_words() -> str:
    """Which database it is, without its password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite file {database['NAME']}"
    return f"PostgreSQL {database['NAME']} at {database['HOST'] or 'the local socket'}"


@contextmanager
def in_plain_words(undone: str = "") -> Iterator[None]:
    """Turn what the machine may refuse into a CommandError that says what to do; ``undone`` says what was not done."""
    before = f"{undone} " if undone else ""
    try:
        yield
    except (BackupError, NewerError) as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        advice = (
            "Check that this user may write the file and its folder, and that the disk is not full."
            if connection.vendor == "sqlite"
            else "Check DATABASE_URL, that PostgreSQL runs, and that the user owns the database."
        )
        raise CommandError(
            f"{before}The database ({database_in_words()}) cannot be used: {reason}. {advice}"
        ) from error
    except OSError as error:
        raise CommandError(
            f"{before}{error.filename or settings.DATA_DIR} cannot be used: {error.strerror}. Make {settings.DATA_DIR} "
            "writable for this user, or name another folder with DATA_DIR, and see that the disk is not full."
        ) from error
