"""Loads the fixtures into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from records.fixture_files.loading import EditedError, load
from records.fixture_files.reading import FixtureError
from records.management.plain import PlainCommand


class Command(PlainCommand):
    """``load_records``: all the fixtures, or nothing."""

    help = "Makes the database hold the records of the fixtures: all of them, or none where one is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--directory", type=Path, default=settings.FIXTURES_DIR, help="Where the fixtures are (default: fixtures)."
        )
        filled = parser.add_mutually_exclusive_group()
        filled.add_argument("--if-empty", action="store_true", help="Do nothing where the database holds any record.")
        filled.add_argument("--replace", action="store_true", help="Overwrite what was edited since the last load.")

    def handle(self, *, directory: Path, if_empty: bool, replace: bool, verbosity: int, **options: Any) -> None:
        try:
            loaded = load(directory, if_empty=if_empty, replace=replace)
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. The fixtures need mending:\n{error}") from error
        except EditedError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was loaded. The database says: {str(error).strip()} Is it migrated? "
                "Is there room on its disk?"
            ) from error
        if verbosity:
            self.stdout.write(str(loaded or "The database holds records already; nothing was loaded."))
