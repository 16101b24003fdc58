"""A file of SQLite that is not whole is known for it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from npa_portal import whole
from npa_portal.outages import DamagedError
from npa_portal.whole import check_whole, damage_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT)")
        database.execute("CREATE INDEX by_name ON names (name)")
        fill(database, 2000)
    return path


def fill(database: sqlite3.Connection, rows: int) -> None:
    database.executemany("INSERT INTO names (name) VALUES (?)", ((f"name {row}" * 5,) for row in range(rows)))


@pytest.fixture
def database(path: Path) -> Iterator[DatabaseWrapper]:
    settings = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.sqlite3"}
    with closing(DatabaseWrapper({**settings, "NAME": path, "OPTIONS": {}}, "default")) as database:
        yield database


def test_a_file_that_is_whole_passes(path: Path) -> None:
    assert damage_of(path) == ""


def test_what_was_cut_short_or_written_over_does_not(path: Path) -> None:
    content = path.read_bytes()
    for damaged in (content[: len(content) // 2], b"x" * 5000, content[:20_000] + bytes(40_000) + content[60_000:]):
        path.write_bytes(damaged)
        assert damage_of(path)


def test_an_older_copy_beside_a_newer_log_is_told_and_left_as_it_is(path: Path, tmp_path: Path) -> None:
    older = shutil.copy(path, tmp_path / "older.sqlite3")
    with closing(sqlite3.connect(path)) as database:
        with database:
            fill(database, 3000)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with database:
            database.execute("DELETE FROM names WHERE id > 4900")
        log = Path(f"{path}-wal").read_bytes()
    Path(older).replace(path)
    Path(f"{path}-wal").write_bytes(log)
    before = path.read_bytes()
    assert damage_of(path)
    assert path.read_bytes() == before
    Path(f"{path}-wal").unlink()
    Path(f"{path}-shm").unlink(missing_ok=True)
    assert damage_of(path) == ""


def test_of_a_file_that_cannot_be_read_nothing_is_said(path: Path) -> None:
    assert damage_of(path.with_name("none.sqlite3")) == ""


def test_where_there_is_too_little_time_nothing_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "OPCODES", 1)
    assert damage_of(path, -1) == ""


def test_a_file_is_read_anew_only_where_it_was_written_to(
    path: Path, database: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_whole(database)
    monkeypatch.setattr(whole, "damage_of", lambda *_: "damage")
    check_whole(database)
    with path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(DamagedError):
        check_whole(database)


def test_a_file_that_is_gone_is_told(path: Path, database: DatabaseWrapper) -> None:
    path.unlink()
    with pytest.raises(OperationalError):
        check_whole(database)
