"""What keeps the database from answering is told apart from a fault of the portal's."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db.utils import DatabaseErrorWrapper, OperationalError, ProgrammingError

from npa_portal import outages
from npa_portal.outages import DamagedError, LateError, NoOutages, Outage, outage_of, tell


def raised(library: object, use: Callable[[], object]) -> BaseException:
    """What Django raises where its library does."""

    class Wrapper:
        Database = library
        errors_occurred = False

    try:
        with DatabaseErrorWrapper(Wrapper()):
            use()
    except Exception as error:  # noqa: BLE001
        return error
    raise AssertionError


def opened(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=0, isolation_level=None)


def ask(path: Path, statement: str = "SELECT * FROM names", mode: str = "rw") -> Callable[[], object]:
    def use() -> object:
        with closing(opened(path, mode)) as connection:
            connection.set_progress_handler(lambda: 1, 1_000_000)
            return connection.execute(statement).fetchall()

    return use


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE names AS SELECT 'a' AS name")
    return path


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_what_sqlite_says_is_told_apart(path: Path) -> None:
    broken = path.with_name("broken.sqlite3")
    broken.write_bytes(b"x" * 10_000)
    empty = path.with_name("empty.sqlite3")
    empty.touch()
    assert outage_of(raised(sqlite3, ask(path.with_name("none.sqlite3")))) == Outage.GONE
    assert outage_of(raised(sqlite3, ask(broken))) == Outage.DAMAGED
    assert outage_of(raised(sqlite3, ask(empty))) == Outage.EMPTY
    assert outage_of(raised(sqlite3, ask(path, "DELETE FROM names", "ro"))) == Outage.READ_ONLY
    assert outage_of(raised(sqlite3, ask(path, ENDLESS))) == Outage.LATE
    with closing(opened(path)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert outage_of(raised(sqlite3, ask(path))) == Outage.BUSY


def test_a_statement_that_is_wrong_is_a_fault(path: Path) -> None:
    for wrong in ("SELEC", "SELECT none FROM names"):
        assert outage_of(raised(sqlite3, ask(path, wrong))) is None
    assert outage_of(ProgrammingError("no cause")) is None
    assert outage_of(RuntimeError()) is None
    assert outage_of(None) is None


@pytest.mark.parametrize(
    ("state", "outage"),
    [
        ("57P01", Outage.GONE),
        ("57014", Outage.LATE),
        ("53100", Outage.FULL),
        ("XX001", Outage.DAMAGED),
        ("42P01", Outage.EMPTY),
        ("40P01", Outage.BUSY),
        ("25006", Outage.READ_ONLY),
        ("42601", None),
        ("22003", None),
    ],
)
def test_what_postgresql_says_is_told_apart(state: str, outage: Outage | None) -> None:
    def use() -> None:
        raise psycopg.errors.lookup(state)

    assert outage_of(raised(psycopg, use)) == outage


def test_a_connection_that_is_refused_is_an_outage() -> None:
    def use() -> None:
        raise psycopg.OperationalError("connection refused")

    assert outage_of(raised(psycopg, use)) == Outage.GONE


def test_what_was_raised_while_an_outage_was_handled_is_one() -> None:
    error = AttributeError()
    error.__context__ = OperationalError()
    assert outage_of(error) == Outage.GONE
    assert outage_of(LateError()) == Outage.LATE
    assert outage_of(DamagedError()) == Outage.DAMAGED


def test_it_is_on_the_log_once_in_a_while(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "_told", {})
    for _ in range(100):
        tell(Outage.GONE, OperationalError("no\nserver"))
    tell(Outage.FULL, None)
    assert [record.getMessage() for record in caplog.records] == [
        "Answered 503: the database does not answer (no server).",
        "Answered 503: there is no room left where the database is kept (None).",
    ]
    monkeypatch.setattr(outages, "_told", {Outage.GONE: time.monotonic() - outages.QUIET})
    tell(Outage.GONE, None)
    assert len(caplog.records) == 3


def test_django_tells_of_all_but_503() -> None:
    told = [logging.makeLogRecord({"status_code": status}) for status in (500, 503, 404)]
    assert [NoOutages().filter(record) for record in [*told, logging.makeLogRecord({})]] == [True, False, True, True]
