"""Only one start at a time prepares a database, on this machine and on any other that shares it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# The first eight bytes of "npa-portal", a number that no other program is likely to lock in the same database.
ADVISORY_LOCK = int.from_bytes(b"npa-port")
WAITING = "Another start is preparing this portal; waiting for it"


@contextmanager
def only_start(data_dir: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Hold the lock of ``data_dir`` and, on PostgreSQL, that of the database; ``say`` tells that it has to wait.

    Both go when the process goes, however it ends. Raises OSError or django.db.Error where there is no getting them.
    """
    with _file_lock(data_dir / "start.lock", say), _database_lock(say):
        yield


@contextmanager
def _file_lock(path: Path, say: Callable[[str], object]) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(WAITING)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _database_lock(say: Callable[[str], object]) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    # A connection of its own: the lock belongs to the session, and a migration may close the usual one.
    session = connection.copy()
    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
            if cursor.fetchone() != (True,):
                say(WAITING)
                cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        yield
    finally:
        session.close()
