"""Whether a file of SQLite is whole: it may have been cut short, written over, or put beside the log of another one."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from npa_portal.outages import DamagedError

# A monitor is not to wait longer, whatever the size of the file.
SECONDS = 0.5
OPCODES = 10_000
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# What was found whole, by its number, time and length: it is read anew only when it was written to.
_whole: set[tuple[int, int, int]] = set()


def check_whole(database: BaseDatabaseWrapper, seconds: float = SECONDS) -> None:
    """Raises DamagedError where the file of that database is not whole, as far as can be told in that time."""
    if database.vendor != "sqlite" or database.is_in_memory_db():  # type: ignore[attr-defined]
        return
    path = Path(database.settings_dict["NAME"])
    try:
        status = path.stat()
    except OSError as error:
        raise OperationalError(f"{path}: {error.strerror}") from error
    known = status.st_ino, status.st_mtime_ns, status.st_size
    if known in _whole:
        return
    if damage := damage_of(path, seconds):
        raise DamagedError(f"{path}: {damage}")
    _whole.clear()
    _whole.add(known)


def damage_of(path: Path, seconds: float | None = None) -> str:
    """What SQLite says is amiss with the file, together with the log beside it; empty where nothing is.

    It is read alone, so that the file stays as it is, whatever that log holds. Of one that cannot be read, or not in
    that time, nothing is said: whoever uses it meets the same.
    """
    deadline = time.monotonic() + seconds if seconds is not None else None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            if deadline is not None:
                connection.set_progress_handler(lambda: time.monotonic() > deadline, OPCODES)
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error) if error.sqlite_errorcode & 0xFF in DAMAGED else ""
    return "" if said == "ok" else " ".join(str(said).split())
