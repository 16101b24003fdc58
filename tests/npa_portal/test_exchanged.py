"""Another file of SQLite in the place of the one that is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseWrapper

from npa_portal import exchanged
from npa_portal.exchanged import let_go, note
from npa_portal.outages import DamagedError

pytestmark = pytest.mark.django_db


def write(path: Path, name: str) -> None:
    """A database in a file, with this name in it."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE names AS SELECT ? AS name", [name])
        database.commit()


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseWrapper]:
    """A connection of Django to a file, the only one there is."""
    write(tmp_path / "portal.sqlite3", "first")
    settings = {**connections["default"].settings_dict, "NAME": tmp_path / "portal.sqlite3", "OPTIONS": {}}
    settings["ENGINE"] = "django.db.backends.sqlite3"
    made = DatabaseWrapper(settings, "default")
    monkeypatch.setattr(connections, "all", lambda *, initialized_only: [made])
    monkeypatch.setattr(exchanged, "_opened", {})
    connection_created.connect(note)
    with closing(made):
        made.connect()
        yield made
    connection_created.disconnect(note)


def name_in(connection: DatabaseWrapper) -> str:
    let_go()
    with connection.cursor() as cursor:
        return str(cursor.execute("SELECT name FROM names").fetchone()[0])


def test_it_is_read_from_the_next_request_on(connection: DatabaseWrapper, tmp_path: Path) -> None:
    assert name_in(connection) == "first"
    write(tmp_path / "backup.sqlite3", "of the backup")
    (tmp_path / "backup.sqlite3").replace(tmp_path / "portal.sqlite3")
    assert name_in(connection) == "of the backup"


def test_nothing_is_written_to_one_that_is_gone(connection: DatabaseWrapper, tmp_path: Path) -> None:
    file = tmp_path / "portal.sqlite3"
    # As every connection of the server's is made: none makes a file.
    connection.settings_dict["OPTIONS"] = {"database": f"{file.as_uri()}?mode=rw"}
    file.unlink()
    let_go()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("UPDATE names SET name = 'lost'")
    assert not file.exists()


def test_a_file_that_stays_keeps_its_connection(connection: DatabaseWrapper) -> None:
    opened = connection.connection
    write_again = sqlite3.connect(connection.settings_dict["NAME"])
    with closing(write_again), write_again:
        write_again.execute("UPDATE names SET name = 'second'")
    assert name_in(connection) == "second"
    assert connection.connection is opened


def test_nothing_is_read_from_one_that_is_not_whole(connection: DatabaseWrapper, tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite3"
    write(whole, "whole")
    with (tmp_path / "cut.sqlite3").open("wb") as cut:
        cut.write(whole.read_bytes()[:5000])
    (tmp_path / "cut.sqlite3").replace(tmp_path / "portal.sqlite3")
    for _ in range(2):
        with pytest.raises(DamagedError):
            name_in(connection)
        assert connection.connection is None
    whole.replace(tmp_path / "portal.sqlite3")
    assert name_in(connection) == "whole"
