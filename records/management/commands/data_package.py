"""Writes the data package into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from records.data_package.keeping import Package, current_package
from records.management.plain import PlainCommand


class Command(PlainCommand):
    """``data_package``: the same bytes as the portal hands out at /data/npa-portal.zip."""

    help = "Writes all records, the reconciliation and the change log as a Data Package (ZIP with CSV files)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--file", type=Path, default=Path("npa-portal.zip"), help="Where to write it (default: npa-portal.zip)."
        )

    def handle(self, *, file: Path, verbosity: int, **options: Any) -> None:
        try:
            package = current_package()
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was written. The database says: {str(error).strip()} Is it migrated?"
            ) from error
        try:
            write(package, file)
        except OSError as error:
            raise CommandError(f"The package cannot be written to {file}: {error.strerror}.") from error
        if verbosity:
            rows = sum(written.rows for written in package.tables)
            self.stdout.write(f"Wrote {file}: {package.size:,} bytes, {len(package.tables)} tables of {rows:,} rows.")
            self.stdout.write(f"SHA-256 {package.sha256}")


def write(package: Package, file: Path) -> None:
    """Write the package beside ``file`` and put it in its place, so that no half of it ever stands there."""
    unfinished = file.parent / f"{file.name}.part"
    try:
        with unfinished.open("wb") as target:
            target.writelines(package.pieces())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
