"""A replica of the database, from which public pages are read while it answers; all else reads the primary.

Whoever edits reads what he wrote: in the admin, in commands and in the shell nothing comes from the replica.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import Error, InterfaceError, OperationalError, ProgrammingError, connections

from npa_portal.environment import PRIMARY, REPLICA

logger = logging.getLogger(__name__)
# By these one knows that it is of no use: gone, too far behind with a query, or without a table that a migration made.
FAULTS = (OperationalError, InterfaceError, ProgrammingError)
# How often one that is lost is looked for.
SECONDS = 1.0

_read: ContextVar[str] = ContextVar("the database that is read", default=PRIMARY)
_lost = threading.Event()


class Router:
    """Tells Django which database to use: the one that is read at the time, and the primary for all that is written."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _read.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both hold the same."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica follows by itself."""
        return db == PRIMARY


@contextmanager
def reading_from(database: str) -> Iterator[None]:
    """While it lasts, all that is read comes from there."""
    token = _read.set(database)
    try:
        yield
    finally:
        _read.reset(token)


def pieces_from(database: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of an answer, each read from there, whatever is read between them."""
    end = object()
    while True:
        with reading_from(database):
            piece: Any = next(pieces, end)
        if piece is end:
            return
        yield piece


def is_read() -> bool:
    """Whether it is the replica that is read at the time."""
    return _read.get() == REPLICA


def is_lost() -> bool:
    """Whether it is waited for."""
    return _lost.is_set()


def readable() -> str:
    """The database that a public page is to be read from: the replica, unless it is lost."""
    if is_lost():
        return PRIMARY
    try:
        # Where the connection was not used for a request yet, Django sees whether it still stands, and makes it anew.
        connections[REPLICA].cursor().close()
    except FAULTS as error:
        lose(error)
        return PRIMARY
    return REPLICA


def lose(error: Exception) -> None:
    """Read from the primary from now on, until the replica is back; a thread of its own looks for that."""
    connections[REPLICA].close()
    if not _lost.is_set():
        _lost.set()
        reason = " ".join(str(error).split())
        logger.warning("The replica is lost (%s). Pages come from the primary until it answers.", reason)
        threading.Thread(target=wait_for_it, name="replica", daemon=True).start()


def wait_for_it() -> None:
    """Return when the replica is to be read again."""
    while not is_back():
        time.sleep(SECONDS)
    _lost.clear()
    logger.warning("The replica answers again.")


def is_back() -> bool:
    """Whether it answers, and holds what the primary holds: readers have seen that, and are not to see it undone."""
    held = token_in(REPLICA)
    return held is not None and token_in(PRIMARY) in {held, None}


def token_in(database: str) -> str | None:
    """The revision there, by a connection of its own; None where it does not answer."""
    connection = connections[database]
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM records_revision")
            row = cursor.fetchone()
    except Error:
        return None
    finally:
        connection.close()
    return row[0] if row else None
