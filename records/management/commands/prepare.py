"""Makes database and static files ready to serve; does nothing where they already are."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from npa_portal import fragments, prepared
from npa_portal.styles import SCRIPTS, STYLES
from npa_portal.whole import damage_of
from records.api import described
from records.backup import from_0_1_0
from records.backup.databases import applied_migrations, refuse_newer
from records.management.locks import only_start
from records.management.only_reading import refuse_unprepared
from records.management.words import database_in_words, in_plain_words


class Command(BaseCommand):
    """Migrates, loads the fixtures into an empty database and collects static files, one start at a time."""

    help = "Make database and static files ready. Loads the fixtures into an empty database only; keeps every edit."

    def handle(self, *args: Any, **options: Any) -> None:
        with in_plain_words(), only_start(settings.DATA_DIR, self.say):
            made_from = prepared.basis()
            prepared.forget(settings.DATA_DIR)
            check_file()
            if settings.READ_ONLY:
                refuse_unprepared(database_in_words())
            else:
                self.prepare_database()
            if not settings.DEBUG:
                self.collect_static_files()
                described.keep()
                fragments.keep_compiled()
                # What is amiss with the settings is told by every start: none of them may pass over the checks.
                if not checks.run_checks():
                    # On SQLite, what was written stands in the file itself then.
                    connection.close()
                    prepared.remember(settings.DATA_DIR, made_from)

    def say(self, line: str) -> None:
        """One line a step, at once."""
        self.stdout.write(line)
        self.stdout.flush()

    def prepare_database(self) -> None:
        """Bring the tables up to date, and fill those that are empty."""
        make_private_file()
        self.bring_over()
        self.migrate()
        call_command("load_records", if_empty=True, stdout=self.stdout, stderr=self.stderr)
        call_command("rebuild_search", if_needed=True, stdout=self.stdout, stderr=self.stderr)

    def bring_over(self) -> None:
        """Bring the database of 0.1.0 over, and refuse that of a newer portal."""
        applied = applied_migrations()
        if from_0_1_0.is_0_1_0(applied):
            self.say(f"Database ({database_in_words()}): bringing over what 0.1.0 holds, with its edits")
            kept = from_0_1_0.bring_over(settings.DATA_DIR)
            self.say(f"The database of 0.1.0 is kept, as it was, in {kept}")
        else:
            refuse_newer(applied)

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


def make_private_file() -> None:
    """Let a file of SQLite that is not there yet be readable by its owner alone, wherever it stands."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        # Where it cannot be made, SQLite says so.
        with suppress(OSError):
            os.close(os.open(connection.settings_dict["NAME"], os.O_RDONLY | os.O_CREAT, 0o600))


def check_file() -> None:
    """Raises CommandError where the file of SQLite is damaged, before anything is written to it."""
    path = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not path.exists() or not (damage := damage_of(path)):
        return
    raise CommandError(
        f"The database ({database_in_words()}) is damaged: {damage}. Nothing was changed. Where an older copy was put "
        f"in its place, {path.name}-wal and {path.name}-shm beside it belong to the file before: take them away. "
        "Where it broke by itself, bring back a backup by make restore."
    )


def static_files_digest() -> str:
    """Name, size and time of every static file, and which go together, as one number in hexadecimal."""
    found = sorted(
        (name, Path(storage.path(name)).stat()) for finder in get_finders() for name, storage in finder.list([])
    )
    lines = [*STYLES, *SCRIPTS, *(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
