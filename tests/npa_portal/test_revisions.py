"""The look-up of the revision past Django: never older than who asked, and None where nobody knows."""

from __future__ import annotations

import asyncio
import gc
import math
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from npa_portal import revisions
from npa_portal.environment import PRIMARY, REPLICA
from npa_portal.page_cache.asking import GONE
from npa_portal.revisions import SqliteLookup, lookup_of_pages


def write(path: Path, token: str) -> None:
    """A database in a file, with this token for its revision."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE IF NOT EXISTS records_revision (id INTEGER PRIMARY KEY, token TEXT)")
        database.execute("REPLACE INTO records_revision VALUES (1, ?)", [token])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file whose name an address would have to quote."""
    path = tmp_path / "a portal? 100%.sqlite3"
    write(path, "first")
    return path


def test_it_gives_the_token_as_it_is_now(path: Path) -> None:
    lookup = SqliteLookup(path).lookup
    assert (lookup(), lookup()) == ("first", "first")
    write(path, "second")
    assert lookup() == "second"


def test_it_is_asked_for_only_where_something_was_written(path: Path) -> None:
    looked_up = SqliteLookup(path)
    looked_up.lookup()
    assert looked_up.connection
    asked: list[str] = []
    looked_up.connection.set_trace_callback(asked.append)
    looked_up.due = math.inf
    assert {looked_up.lookup() for _ in range(10)} == {"first"}
    assert asked == []
    write(path, "second")
    assert {looked_up.lookup() for _ in range(10)} == {"second"}
    assert asked == [revisions.QUERY]
    # Once in a while it is asked for in any case.
    looked_up.due = 0
    assert looked_up.lookup() == "second"
    assert len(asked) == 2


@pytest.mark.parametrize("checkpoint", ["", "PASSIVE", "RESTART", "TRUNCATE"])
def test_every_commit_is_seen_however_often_what_was_written_is_put_in_its_place(path: Path, checkpoint: str) -> None:
    looked_up = SqliteLookup(path)
    looked_up.lookup()
    looked_up.due = math.inf
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        for token in map(str, range(100)):
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE records_revision SET token = ?", [token])
            assert looked_up.lookup() != token
            writer.execute("COMMIT")
            assert looked_up.lookup() == token
            if checkpoint:
                writer.execute(f"PRAGMA wal_checkpoint({checkpoint})")
                assert looked_up.lookup() == token


def test_what_another_process_writes_is_seen_at_once(path: Path) -> None:
    looked_up = SqliteLookup(path)
    looked_up.lookup()
    looked_up.due = math.inf
    for token in ("second", "third"):
        statement = f"UPDATE records_revision SET token = '{token}'"
        assert in_another_process(path, statement) == ""
        assert looked_up.lookup() == token


def test_looking_takes_no_lock_from_who_writes_in_the_same_process(path: Path) -> None:
    """A process that closes any descriptor of a file loses all its locks on it."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE records_revision SET token = 'second'")
        for _ in range(2):
            looked_up = SqliteLookup(path)
            assert looked_up.lookup() == "first"
            assert looked_up.index
        gc.collect()
        assert "locked" in in_another_process(path, "UPDATE records_revision SET token = 'third'")
        writer.execute("COMMIT")
        assert looked_up.lookup() == "second"


def in_another_process(path: Path, statement: str) -> str:
    """Run a statement there; what it complained about."""
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0).execute(sys.argv[2])"
    command = [sys.executable, "-c", script, str(path), statement]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_where_no_index_is_shared_it_is_asked_for_each_time(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    looked_up = SqliteLookup(path)
    assert looked_up.lookup() == "first"
    assert looked_up.index is None
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE records_revision SET token = 'second'")
    assert looked_up.lookup() == "second"


def test_another_file_in_its_place_is_seen(path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    write(backup, "of the backup")
    looked_up = SqliteLookup(path)
    assert looked_up.lookup() == "first"
    backup.replace(path)
    looked_up.due = 0
    assert looked_up.lookup() == "of the backup"


def test_without_a_file_it_is_gone_until_there_is_one(tmp_path: Path) -> None:
    looked_up = SqliteLookup(tmp_path / "portal.sqlite3")
    assert looked_up.lookup() == GONE
    assert not list(tmp_path.iterdir())
    write(tmp_path / "portal.sqlite3", "first")
    looked_up.due = 0
    assert looked_up.lookup() == "first"


def test_a_file_that_goes_is_gone_each_time(path: Path) -> None:
    looked_up = SqliteLookup(path)
    assert looked_up.lookup() == "first"
    path.unlink()
    looked_up.due = 0
    assert {looked_up.lookup() for _ in range(5)} == {GONE}


def test_a_file_that_cannot_be_opened_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "portal.sqlite3"
    path.mkdir()
    looked_up = SqliteLookup(path)
    for _ in range(2):
        looked_up.due = 0
        assert looked_up.lookup() == GONE
    path.rmdir()
    write(path, "first")
    looked_up.due = 0
    assert looked_up.lookup() == "first"


@pytest.mark.parametrize(
    ("statement", "known"), [("DELETE FROM records_revision", None), ("DROP TABLE records_revision", GONE)]
)
def test_without_a_row_nobody_knows_it(path: Path, statement: str, known: str | None) -> None:
    looked_up = SqliteLookup(path)
    assert looked_up.lookup() == "first"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(statement)
    assert looked_up.lookup() == known


def test_it_waits_for_no_writer_and_holds_up_none(path: Path) -> None:
    looked_up = SqliteLookup(path)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE records_revision SET token = 'second'")
        assert looked_up.lookup() == "first"
        writer.execute("COMMIT")
        assert looked_up.lookup() == "second"
        # Nothing that it reads is still in the way of what was written.
        busy, _, _ = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert busy == 0


def test_it_writes_nothing(path: Path) -> None:
    looked_up = SqliteLookup(path)
    looked_up.lookup()
    assert looked_up.connection
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        looked_up.connection.execute("DELETE FROM records_revision")


@pytest.mark.parametrize(
    ("of_the_replica", "is_lost", "given", "loses"),
    [
        ("replica’s", False, "replica’s", 0),
        # Pages are made from the primary then: they are not to be kept as the replica's, nor is that to be looked up.
        ("replica’s", True, "primary’s", 0),
        (None, False, "primary’s", 1),
        (None, True, "primary’s", 0),
    ],
)
def test_it_is_the_replicas_and_where_that_is_lost_the_primarys(
    of_the_replica: str | None, is_lost: bool, given: str, loses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Known(NamedTuple):
        token: str | None

        async def lookup(self) -> str | None:
            return self.token

    lost: list[Exception] = []
    known = {PRIMARY: Known("primary’s"), REPLICA: Known(of_the_replica)}
    monkeypatch.setattr(revisions, "connections", known)
    monkeypatch.setattr(revisions, "lookup_in", lambda database: database.lookup)
    monkeypatch.setattr(revisions, "is_lost", lambda: is_lost)
    monkeypatch.setattr(revisions, "lose", lost.append)
    assert asyncio.run(lookup_of_pages()()) == given
    assert len(lost) == loses
