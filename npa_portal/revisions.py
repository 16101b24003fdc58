"""The cheapest ways to ask for the revision of the records (`records.models.Revision`), past Django.

What was made of the records is to be kept by the revision that Django found before it made it, not by one that was
looked up here: between the two a file may be exchanged, or a replica fall back.

No connection listens (LISTEN) for a change instead: on a replica PostgreSQL does not let it, and one that is lost
unnoticed would go on serving what is out of date.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from mmap import mmap
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from npa_portal.environment import PRIMARY, REPLICA
from npa_portal.exchanged import File, file_at
from npa_portal.page_cache.asking import GONE
from npa_portal.replica import is_lost, lose
from npa_portal.wal_index import HEAD, index_of

QUERY = "SELECT token FROM records_revision"
# How often a file is looked at, whether another one stands in its place.
LOOKED_AT = 1.0


def lookup_of_pages() -> Callable[[], Any]:
    """What gives the token of the revision that public pages are made of: that of the replica, where there is one.

    Where that does not answer, it is lost for the pages as well: they and their revision come from the primary until it
    is back. Either has the same name for the same records.
    """
    primary = lookup_in(connections[PRIMARY])
    if REPLICA not in connections:
        return primary
    replica = lookup_in(connections[REPLICA])

    async def lookup() -> str | None:
        if is_lost():
            return await primary()
        if token := await replica():
            return token
        # What it closes is a thread's own, and not the event loop's to close.
        await asyncio.to_thread(lose, OperationalError("the look-up of the revision has no answer"))
        return await primary()

    return lookup


def lookup_in(database: BaseDatabaseWrapper) -> Callable[[], Any]:
    """What gives the token of the revision in ``database``, None or `GONE`: on PostgreSQL a coroutine function."""
    if database.vendor == "sqlite":
        return SqliteLookup(Path(database.settings_dict["NAME"])).lookup
    # Only where it is used: SQLite needs none of it.
    from npa_portal.postgresql_revisions import PostgresqlLookup, conninfo_of

    return PostgresqlLookup(conninfo_of(database), QUERY).lookup


class Seen(NamedTuple):
    """The token, and the head of the index of what was written, as it was before the token was asked for."""

    shared: mmap
    head: bytes
    token: str


class SqliteLookup:
    """Asks a file of SQLite, by a connection of its own, and only where it was written to: else it takes half a
    microsecond, and four with the question. It never waits for a writer. For any thread.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: File = None
        self.connection: sqlite3.Connection | None = None
        self.index: mmap | None = None
        self.seen: Seen | None = None
        self.due = 0.0
        self.lock = threading.Lock()

    def lookup(self) -> str | None:
        """The token; None where there is none, `GONE` where the file is of no use."""
        seen = self.seen
        if seen and seen.shared[:HEAD] == seen.head and monotonic() < self.due:
            return seen.token
        with self.lock:
            return self.ask()

    def ask(self) -> str | None:
        """The token, asked for, and noted for as long as nothing is written."""
        if monotonic() >= self.due:
            self.look_at_file()
        head = self.index[:HEAD] if self.index else b""
        self.seen = None
        if self.connection is None:
            return GONE
        try:
            row = self.connection.execute(QUERY).fetchone()
        except sqlite3.Error as error:
            return None if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} else GONE
        token: str | None = row[0] if row else None
        self.seen = Seen(self.index, head, token) if self.index and token else None
        return token

    def look_at_file(self) -> None:
        """Open the file that stands at the path now, where it is not the one that is open."""
        self.due = monotonic() + LOOKED_AT
        file = file_at(self.path)
        if file == self.file:
            return
        if self.connection:
            self.connection.close()
        self.file = self.connection = self.index = None
        if file:
            address = f"{self.path.resolve().as_uri()}?mode=ro"
            try:
                self.connection = sqlite3.connect(
                    address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
                )
                self.connection.execute(QUERY).fetchone()
                self.index = index_of(self.connection, self.path)
            except sqlite3.Error:
                # It went meanwhile, or may not be read; so it is tried again.
                return
            self.file = file
