"""Makes database and static files ready to serve; does nothing where they already are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from npa_portal import prepared
from npa_portal.styles import STYLES
from records.api import described
from records.management.locks import only_start


class Command(BaseCommand):
    """Migrates, loads the fixtures into an empty database and collects static files, one start at a time."""

    help = "Make database and static files ready. Loads the fixtures into an empty database only; keeps every edit."

    def handle(self, *args: Any, **options: Any) -> None:
        with in_plain_words(), only_start(settings.DATA_DIR, self.say):
            made_from = prepared.basis()
            prepared.forget(settings.DATA_DIR)
            self.migrate()
            call_command("load_records", if_empty=True, stdout=self.stdout, stderr=self.stderr)
            call_command("rebuild_search", if_needed=True, stdout=self.stdout, stderr=self.stderr)
            if not settings.DEBUG:
                self.collect_static_files()
                described.keep()
                # What is amiss with the settings is told by every start: none of them may pass over the checks.
                if not checks.run_checks():
                    prepared.remember(settings.DATA_DIR, made_from)

    def say(self, line: str) -> None:
        """One line a step, at once."""
        self.stdout.write(line)
        self.stdout.flush()

    def migrate(self) -> None:
        """Bring the tables up to date."""
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if missing:
            self.say(f"Database ({database_in_words()}): applying {missing} migrations")
        else:
            self.say(f"Database ({database_in_words()}): up to date")
        call_command("migrate", verbosity=0, interactive=False)

    def collect_static_files(self) -> None:
        """Gather and compress the static files, where any has changed since the last time."""
        stamp = settings.DATA_DIR / "static.stamp"
        wanted = static_files_digest()
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
            return
        self.say("Static files: collecting and compressing")
        try:
            call_command("collectstatic", verbosity=0, interactive=False)
        except ValueError as error:  # A stylesheet that names a file which is not there.
            raise CommandError(f"The static files do not fit together: {error}") from error
        stamp.write_text(wanted)


def static_files_digest() -> str:
    """Name, size and time of every static file, and which go together, as one number in hexadecimal."""
    found = sorted(
        (name, Path(storage.path(name)).stat()) for finder in get_finders() for name, storage in finder.list([])
    )
    lines = [*STYLES, *(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def database_in_words() -> str:
    """Which database it is, without its password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite file {database['NAME']}"
    return f"PostgreSQL {database['NAME']} at {database['HOST'] or 'the local socket'}"


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn what the machine may refuse into a CommandError that says what to do."""
    try:
        yield
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        advice = (
            "Check that this user may write the file and its folder, and that the disk is not full."
            if connection.vendor == "sqlite"
            else "Check DATABASE_URL, that PostgreSQL runs, and that the user owns the database."
        )
        raise CommandError(f"The database ({database_in_words()}) cannot be used: {reason}. {advice}") from error
    except OSError as error:
        raise CommandError(
            f"{error.filename or settings.DATA_DIR} cannot be used: {error.strerror}. Make {settings.DATA_DIR} "
            "writable for this user, or name another folder with DATA_DIR, and see that the disk is not full."
        ) from error
