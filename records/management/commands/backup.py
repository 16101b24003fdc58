"""Makes a backup of all that the database holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from records.backup.making import make_backup
from records.management.plain import PlainCommand
from records.management.words import in_plain_words


class Command(PlainCommand):
    """``backup``: one file that either database restores, while the portal serves and editors save."""

    help = "Back up records, versions, change log, accounts and former addresses into one file of BACKUP_DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--directory", type=Path, default=settings.BACKUP_DIR, help="Where to (BACKUP_DIR).")
        parser.add_argument("--keep", type=int, default=settings.BACKUP_KEEP, help="How many to keep (BACKUP_KEEP).")

    def handle(self, *, directory: Path, keep: int, verbosity: int, **options: Any) -> None:
        with in_plain_words("No backup was made."):
            made = make_backup(directory, max(1, keep))
        if verbosity:
            rows = sum(table.rows for table in made.manifest.tables)
            self.stdout.write(f"Wrote {made.path}: {made.size:,} bytes, {rows:,} rows; read again, and whole.")
            for name in made.removed:
                self.stdout.write(f"Removed {name}, the oldest beyond {keep}.")
