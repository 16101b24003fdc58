"""What keeps the database from answering a request: told to the visitor, and to the log without an end of lines."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from enum import StrEnum

from django.db import Error, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)
# What was told once is not told again for so many seconds.
QUIET = 10.0


class Outage(StrEnum):
    """Why there is no answer, in the words of `/healthz/` and the log."""

    GONE = "the database does not answer"
    DAMAGED = "the database is damaged"
    EMPTY = "the database does not hold the tables of the records"
    FULL = "there is no room left where the database is kept"
    READ_ONLY = "the database cannot be written to"
    BUSY = "the database is busy with what others write"
    LATE = "the answer would have taken too long"


# The first byte of SQLite's result codes (https://www.sqlite.org/rescode.html).
OF_SQLITE = {
    sqlite3.SQLITE_PERM: Outage.GONE,
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_INTERRUPT: Outage.LATE,
    sqlite3.SQLITE_IOERR: Outage.GONE,
    sqlite3.SQLITE_CORRUPT: Outage.DAMAGED,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_CANTOPEN: Outage.GONE,
    sqlite3.SQLITE_NOTADB: Outage.DAMAGED,
}
# The beginnings of PostgreSQL's error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
OF_POSTGRESQL = {
    "25006": Outage.READ_ONLY,
    "40": Outage.BUSY,
    "42P01": Outage.EMPTY,
    "53100": Outage.FULL,
    "55P03": Outage.BUSY,
    "57014": Outage.LATE,
    "XX": Outage.DAMAGED,
}
_told: dict[Outage, float] = {}


class DamagedError(OperationalError):
    """A file of SQLite that is not whole."""


class LateError(Exception):
    """A request has had its time."""

    def __str__(self) -> str:
        return "REQUEST_SECONDS are over"


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage that an exception came of, or another one while which it was raised; None where it is a fault."""
    return next((found for one in behind(error) if (found := _outage_of(one))), None)


def behind(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, and those that led to it."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _outage_of(error: BaseException) -> Outage | None:
    if isinstance(error, DamagedError):
        return Outage.DAMAGED
    if isinstance(error, LateError):
        return Outage.LATE
    if not isinstance(error, Error):
        return None
    told = error.__cause__
    if code := getattr(told, "sqlite_errorcode", None):
        return Outage.EMPTY if str(error).startswith("no such table") else OF_SQLITE.get(code & 0xFF)
    state = getattr(told, "sqlstate", None) or ""
    known = (outage for beginning, outage in OF_POSTGRESQL.items() if state.startswith(beginning))
    of_another_kind = Outage.GONE if isinstance(error, OperationalError | InterfaceError) else None
    return next(known, of_another_kind)


def tell(outage: Outage, error: BaseException | None) -> None:
    """Put it on the log, unless it was just now."""
    now = time.monotonic()
    if now - _told.get(outage, -QUIET) >= QUIET:
        _told[outage] = now
        reason = " ".join(str(error).split())
        logger.warning("Answered 503: %s (%s).", outage, reason)


def let_go() -> None:
    """Close what connections this thread has, so that the next request begins with new ones."""
    for connection in connections.all(initialized_only=True):
        # Whoever is in a transaction sees to it himself.
        if not connection.in_atomic_block:
            connection.close()


class NoOutages(logging.Filter):
    """Keeps Django from telling of each 503, with a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != 503
