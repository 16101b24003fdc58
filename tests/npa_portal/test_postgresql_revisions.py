"""The look-up of the revision on PostgreSQL: one question at a time for all, and no answer is older than who asked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from inspect import iscoroutinefunction
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq.abc import PGconn

from npa_portal import postgresql_revisions
from npa_portal.page_cache.asking import GONE
from npa_portal.postgresql_revisions import PostgresqlLookup, conninfo_of
from npa_portal.revisions import QUERY, lookup_in
from records.models import Revision

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL, named by DATABASE_URL"
    ),
]

SCHEMA = "looked_up"


@pytest.fixture
def server() -> Iterator[psycopg.Connection]:
    """A connection to the test's database, with a revision in a schema of its own."""
    with closing(psycopg.connect(conninfo_of(connection), autocommit=True)) as server:
        server.execute(f"CREATE SCHEMA {SCHEMA} CREATE TABLE records_revision (token text)")
        server.execute(f"SET search_path = {SCHEMA}")
        server.execute("INSERT INTO records_revision VALUES ('first')")
        try:
            yield server
        finally:
            server.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def change(server: psycopg.Connection, token: str) -> None:
    server.execute("UPDATE records_revision SET token = %s", [token])


def looked_up() -> PostgresqlLookup:
    """A look-up of that revision."""
    return PostgresqlLookup(make_conninfo(conninfo_of(connection), options=f"-csearch_path={SCHEMA}"), QUERY)


def run(ask: Callable[[PostgresqlLookup], Coroutine[Any, Any, None]], asking: PostgresqlLookup | None = None) -> None:
    """Let ``ask`` run, and close the connection behind it."""

    async def asked() -> None:
        lookup = asking or looked_up()
        try:
            await ask(lookup)
        finally:
            lookup.lose()

    asyncio.run(asked())


async def in_the_end(asking: PostgresqlLookup) -> str | None:
    """What it gives once it is connected again; until then nobody waits."""
    began = monotonic()
    while not (token := await asking.lookup()) and monotonic() < began + 10:
        await asyncio.sleep(0.02)
    return token


def test_it_gives_the_token_as_it_is_now(server: psycopg.Connection) -> None:
    async def ask(asking: PostgresqlLookup) -> None:
        assert [await asking.lookup(), await asking.lookup()] == ["first", "first"]
        change(server, "second")
        assert await asking.lookup() == "second"
        server.execute("DELETE FROM records_revision")
        assert await asking.lookup() is None

    run(ask)


def test_all_who_are_there_share_a_question(server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = []
    send = PostgresqlLookup.send

    def counted(asking: PostgresqlLookup, pgconn: PGconn) -> None:
        questions.append(pgconn)
        send(asking, pgconn)

    monkeypatch.setattr(PostgresqlLookup, "send", counted)

    async def ask(asking: PostgresqlLookup) -> None:
        await asking.lookup()
        assert await asyncio.gather(*(asking.lookup() for _ in range(50))) == ["first"] * 50
        assert len(questions) == 2

    run(ask)


def test_who_comes_while_a_question_is_under_way_has_the_answer_of_the_next(server: psycopg.Connection) -> None:
    async def ask(asking: PostgresqlLookup) -> None:
        await asking.lookup()
        early = asyncio.create_task(asking.lookup())
        while not asking.asked:
            await asyncio.sleep(0)
        change(server, "second")
        late = [asyncio.create_task(asking.lookup()) for _ in range(3)]
        assert await early in {"first", "second"}
        assert await asyncio.gather(*late) == ["second"] * 3

    run(ask)


def test_who_hangs_up_takes_the_answer_from_nobody(server: psycopg.Connection) -> None:
    async def ask(asking: PostgresqlLookup) -> None:
        gone, staying = asyncio.create_task(asking.lookup()), asyncio.create_task(asking.lookup())
        await asyncio.sleep(0)
        gone.cancel()
        assert await staying == "first"
        assert await asking.lookup() == "first"

    run(ask)


def test_a_connection_that_is_closed_is_made_anew(server: psycopg.Connection) -> None:
    async def ask(asking: PostgresqlLookup) -> None:
        await asking.lookup()
        assert asking.connection
        server.execute("SELECT pg_terminate_backend(%s)", [asking.connection.pgconn.backend_pid])
        # Whoever asks before that is noticed has the answer of the new one.
        assert await asking.lookup() == "first"
        assert await asking.lookup() == "first"

    run(ask)


def test_what_does_not_answer_is_not_waited_for(server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_revisions, "SECONDS", 0.3)

    async def ask(asking: PostgresqlLookup) -> None:
        assert await asking.lookup() == "first"
        with server.transaction():
            server.execute("LOCK TABLE records_revision")
            assert await asking.lookup() is None
        assert await in_the_end(asking) == "first"

    run(ask)


def test_where_none_listens_nobody_knows_it_until_one_does(server: psycopg.Connection) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = PostgresqlLookup(f"host=127.0.0.1 port={unused.getsockname()[1]} dbname=portal", QUERY)

        async def ask(asking: PostgresqlLookup) -> None:
            assert set(await asyncio.gather(asking.lookup(), asking.lookup())) == {GONE}
            assert await asking.lookup() == GONE
            asking.conninfo = looked_up().conninfo
            assert await in_the_end(asking) == "first"

        run(ask, nowhere)


def test_a_table_that_was_altered_is_asked_anew(server: psycopg.Connection) -> None:
    async def ask(asking: PostgresqlLookup) -> None:
        await asking.lookup()
        server.execute("ALTER TABLE records_revision ALTER token TYPE varchar(40)")
        assert await asking.lookup() in {None, "first"}
        assert await asking.lookup() == "first"

    run(ask)


def test_it_asks_the_portals_own_database() -> None:
    lookup = lookup_in(connection)
    assert iscoroutinefunction(lookup)

    token = Revision.objects.get().token

    async def ask(asking: PostgresqlLookup) -> None:
        assert await asking.lookup() == token

    run(ask, lookup.__self__)  # type: ignore[attr-defined]
