"""Asking PostgreSQL for the revision from the event loop, once for all requests that are there.

By libpq itself: psycopg's AsyncConnection takes three times the work.
"""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from npa_portal.page_cache.asking import GONE

NAME = "revision"
# How long an answer, or a connection, is waited for; and how long until one that failed is tried again.
SECONDS, PAUSE = 2.0, 0.5


def conninfo_of(database: BaseDatabaseWrapper) -> str:
    """What Django connects by, as libpq has it."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    given: dict[str, Any] = database.get_connection_params()
    return make_conninfo(**{name: value for name, value in given.items() if name in known})


async def opened(conninfo: str, query: str) -> psycopg.AsyncConnection[Any]:
    """A connection on which the question is prepared. Raises psycopg.Error and OSError."""
    connection = await psycopg.AsyncConnection.connect(conninfo, autocommit=True)
    try:
        await connection.execute(f"PREPARE {NAME} AS {query}")
    except BaseException:
        await connection.close()
        raise
    return connection


class PostgresqlLookup:
    """Asks PostgreSQL by a connection of its own, which it opens when it is first needed, and anew where it was lost.

    Whoever asks while a question is under way waits for the next one, for that one may have been answered before he
    came. So no answer is older than who asked for it, and however many ask, there is one question at a time.
    """

    def __init__(self, conninfo: str, query: str) -> None:
        self.conninfo, self.query = conninfo, query
        self.connection: psycopg.AsyncConnection[Any] | None = None
        self.socket = -1
        # Whether the server did not answer the last time: then it is tried again without letting anybody wait; and
        # whether it could not even be reached.
        self.failed = self.gone = False
        # Whether those who ask have lost a connection already.
        self.again = False
        # Whether a question or a connection is under way; whom it is for; who came since.
        self.busy = False
        self.asked: list[asyncio.Future[str | None]] = []
        self.waiting: list[asyncio.Future[str | None]] = []
        self.result: PGresult | None = None
        self.limit: asyncio.TimerHandle | None = None
        self.connecting: asyncio.Task[None] | None = None

    async def lookup(self) -> str | None:
        """The token; None where it cannot be had, `GONE` where the server cannot be reached."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[str | None] = loop.create_future()
        self.waiting.append(waiter)
        if not self.busy and len(self.waiting) == 1:
            # Once the loop has run what is to be run now: so one question is for all who are there already.
            loop.call_soon(self.ask)
        return await waiter

    def ask(self) -> None:
        """Ask for all who wait, unless a question is under way."""
        if self.busy or not self.waiting:
            return
        self.busy = True
        self.asked, self.waiting = self.waiting, []
        if self.connection:
            self.send(self.connection.pgconn)
            return
        if self.connecting is None:
            self.connecting = asyncio.get_running_loop().create_task(self.connect())
        if self.failed:
            self.answer(GONE if self.gone else None)

    async def connect(self) -> None:
        """Open the connection, and ask for those who wait for it."""
        try:
            if self.failed:
                await asyncio.sleep(PAUSE)
            async with asyncio.timeout(SECONDS):
                self.connection = await opened(self.conninfo, self.query)
        except (psycopg.Error, OSError, TimeoutError):
            self.failed = self.gone = True
            self.answer(GONE)
            return
        finally:
            self.connecting = None
        self.failed = self.gone = False
        pgconn = self.connection.pgconn
        # Kept, for a connection that is lost does not tell its number any more.
        self.socket = pgconn.socket
        asyncio.get_running_loop().add_reader(self.socket, self.read)
        if self.asked:
            self.send(pgconn)

    def send(self, pgconn: PGconn) -> None:
        """Put the question."""
        self.limit = asyncio.get_running_loop().call_later(SECONDS, self.give_up)
        try:
            pgconn.send_query_prepared(NAME.encode(), None)
            pgconn.flush()
        except psycopg.Error:
            self.lose()

    def read(self) -> None:
        """Take what the server says; without having been asked, it says that it closes the connection."""
        if self.connection is None:
            return
        pgconn = self.connection.pgconn
        try:
            pgconn.consume_input()
            # What comes last is None; before that has come, another call would wait for it.
            while not pgconn.is_busy():
                if (said := pgconn.get_result()) is None:
                    self.take()
                    return
                self.result = said
        except psycopg.Error:
            self.lose()

    def take(self) -> None:
        """Take what was said for the answer, where anything was."""
        result, self.result = self.result, None
        if result is None:
            return
        if result.status == ExecStatus.TUPLES_OK:
            token = result.get_value(0, 0)
            self.answer(token.decode() if token else None)
        else:
            self.lose()

    def answer(self, token: str | None) -> None:
        """Tell all who asked, and ask for those who came since."""
        if self.limit:
            self.limit.cancel()
        asked, self.asked, self.busy, self.again = self.asked, [], False, False
        for waiter in asked:
            # Who hung up waits no more.
            if not waiter.done():
                waiter.set_result(token)
        self.ask()

    def give_up(self) -> None:
        """Wait no longer for a server that does not answer."""
        self.failed = True
        self.lose()

    def lose(self) -> None:
        """Let go of a connection that is of no use any more; who asks has the answer of another, where there is one."""
        lost, self.connection, self.result = self.connection, None, None
        if lost:
            asyncio.get_running_loop().remove_reader(self.socket)
            lost.pgconn.finish()
        if self.failed or self.again or not self.asked:
            self.answer(None)
            return
        if self.limit:
            self.limit.cancel()
        self.waiting[:0], self.asked, self.busy, self.again = self.asked, [], False, True
        self.ask()
