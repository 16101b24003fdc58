"""The same rows as a database for Datasette: what ``edition.sql`` makes of the portal's SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.plan import FOLDER


def make_edition(portal: Path, path: Path) -> None:
    """Write ``path`` anew; it is only there once it is whole."""
    begun = path.with_suffix(".begun")
    begun.unlink(missing_ok=True)
    # In autocommit, so that the script's own statements stand as they are; and waiting for no disk.
    with closing(sqlite3.connect(begun, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = off")
        database.execute("PRAGMA journal_mode = off")
        database.execute("ATTACH DATABASE ? AS portal", [str(portal)])
        database.executescript((FOLDER / "edition.sql").read_text())
    begun.replace(path)
