"""Writes the database's records back into the fixtures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from records.fixture_files.dumping import dump
from records.kinds import ALL_KINDS
from records.management.plain import PlainCommand


class Command(PlainCommand):
    """``dump_records``: every kind's file, byte for byte the same where nothing was edited."""

    help = "Writes all records into the fixtures, so that corrections can be reviewed as a diff."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--directory", type=Path, default=settings.FIXTURES_DIR, help="Where to write them (default: fixtures)."
        )

    def handle(self, *, directory: Path, verbosity: int, **options: Any) -> None:
        try:
            changed = dump(directory)
        except OSError as error:
            raise CommandError(f"The fixtures cannot be written into {directory}: {error.strerror}.") from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was written. The database says: {str(error).strip()} Is it migrated? "
                "Is there room on its disk?"
            ) from error
        if verbosity:
            named = f": {', '.join(changed)}" if changed else ""
            self.stdout.write(f"Dumped {len(ALL_KINDS)} kinds of record; {len(changed)} file(s) changed{named}.")
