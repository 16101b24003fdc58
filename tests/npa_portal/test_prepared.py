"""What was prepared is not prepared again, and whatever changed since is noticed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from npa_portal import environment, prepared
from npa_portal.prepared import basis, forget, is_prepared, remember

Change = Callable[[Path], object]
# How a setting is read, and those of which nothing that is prepared depends.
READ_BY = r"environment\.\w+|text|flag|number|choice|endpoint|words|folder|address|environ\.get"
NAMES_OF = re.compile(rf'(?:{READ_BY})\(\s*"([A-Z_]+)"')
APART = ("BACKUP_DIR", "BACKUP_KEEP", "DEBUG", "PORT", "WORKERS")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository, with packages and a prepared DATA_DIR beside it."""
    for folder in (*prepared.FOLDERS, "packages", "var", "var/static", "records/__pycache__"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("fixtures/topics.json", "records/models.py", "static/page.css", "var/static/staticfiles.json"):
        (tmp_path / file).write_text("{}")
    run(tmp_path, "CREATE TABLE django_migrations (id INTEGER)", "CREATE TABLE records_revision (token TEXT)")
    run(tmp_path, "INSERT INTO django_migrations VALUES (1), (2)", "INSERT INTO records_revision VALUES ('a')")
    for name in prepared.SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(prepared, "BASE_DIR", tmp_path)
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path / "packages"))
    remember(tmp_path / "var", basis())
    return tmp_path


def run(place: Path, *statements: str) -> None:
    with closing(sqlite3.connect(place / "var" / "portal.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_what_was_prepared_is_known_again(place: Path) -> None:
    assert is_prepared(place / "var")
    (place / "records/__pycache__/models.pyc").touch()
    assert is_prepared(place / "var")


CHANGES: dict[str, Change] = {
    "another migration": lambda place: (place / "records/0002.py").touch(),
    "another fixture": lambda place: (place / "fixtures/topics.json").write_text("[]"),
    "another style": lambda place: (place / "static/page.css").write_text("a {}"),
    "another fragment": lambda place: (place / "templates/fragments/table.jinja").touch(),
    "a style less": lambda place: (place / "static/page.css").unlink(),
    "another version of a package": lambda place: (place / "packages/django-5.2.20.dist-info").mkdir(),
    "no collected files": lambda place: (place / "var/static/staticfiles.json").unlink(),
    "a correction": lambda place: run(place, "UPDATE records_revision SET token = 'b'"),
    "a table less": lambda place: run(place, "DROP TABLE records_revision"),
    "nobody knows the state": lambda place: run(place, "DELETE FROM records_revision"),
    "a migration taken back": lambda place: run(place, "DELETE FROM django_migrations WHERE id = 2"),
    "no database": lambda place: (place / "var/portal.sqlite3").unlink(),
    "a damaged database": lambda place: (place / "var/portal.sqlite3").write_bytes(b"x" * 10_000),
    "a mark taken away": lambda place: forget(place / "var"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(place: Path, change: Change) -> None:
    change(place)
    assert not is_prepared(place / "var")


@pytest.mark.parametrize("name", prepared.SETTINGS)
def test_another_setting_is_noticed(place: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "sqlite:////nowhere" if name == "DATABASE_URL" else "other")
    assert not is_prepared(place / "var")


def test_every_setting_of_the_environment_is_in_it() -> None:
    """But where to listen, with how many processes, and DEBUG, with which no mark is left."""
    read = "".join((Path(environment.__file__).parent / name).read_text() for name in ("settings.py", "environment.py"))
    assert {*NAMES_OF.findall(read)} == {*prepared.SETTINGS, *APART}


def test_no_mark_is_left_where_the_state_is_not_known(place: Path) -> None:
    forget(place / "var")
    run(place, "DELETE FROM records_revision")
    remember(place / "var", basis())
    assert not (place / "var/prepared").exists()


def test_the_mark_is_its_owners_alone(place: Path) -> None:
    assert (place / "var/prepared").stat().st_mode & 0o077 == 0


def test_an_address_of_sqlite_is_read_as_django_reads_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "var/portal.sqlite3").rename(place / "my data.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{place}/my%20data.sqlite3")
    named = str(environment.database(place)["NAME"])
    assert Path(named).exists()
    remember(place / "var", basis())
    assert is_prepared(place / "var")
