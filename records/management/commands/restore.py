"""Puts what a backup holds in the place of what the database holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from npa_portal import prepared
from records.backup.archive import Backup
from records.backup.restoring import held, refuse_unfit, restore
from records.management.locks import only_start
from records.management.plain import PlainCommand
from records.management.words import database_in_words, in_plain_words


class Command(PlainCommand):
    """``restore``: checks the file first, asks, and keeps what it replaces."""

    help = "Restore a backup, made on either database. Checks it first, asks before it replaces anything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The backup.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *, file: Path, yes: bool, **options: Any) -> None:
        with in_plain_words("Nothing was restored; all is as it was."):
            backup = Backup(file)
            try:
                backup.check()
                refuse_unfit(backup)
                self.ask(backup, yes=yes)
                with only_start(settings.DATA_DIR, self.stdout.write):
                    # Whoever starts meanwhile prepares first, and so waits.
                    prepared.forget(settings.DATA_DIR)
                    kept = restore(backup, settings.BACKUP_DIR)
            finally:
                backup.close()
        if kept:
            self.stdout.write(f"What was there is kept in {kept}.")
        self.stdout.write("Restored. All who were logged in have to log in again.")

    def ask(self, backup: Backup, *, yes: bool) -> None:
        """Say what would be replaced by what, and go on only where that is wanted. Raises CommandError."""
        manifest = backup.manifest
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(f"{backup.path} is whole: {rows:,} rows of {manifest.made}, from {manifest.database}.")
        there = held()
        if not there:
            return
        self.stdout.write(f"It would replace what the database ({database_in_words()}) holds: {there}.")
        if yes:
            return
        if not (sys.stdin and sys.stdin.isatty()):
            raise CommandError("Nothing was restored: say --yes (make: YES=1) where nobody can be asked.")
        if input("Replace it? [y/N] ").strip().lower() not in {"y", "yes"}:
            raise CommandError("Nothing was restored.")
