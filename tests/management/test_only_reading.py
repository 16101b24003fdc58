"""An instance that only reads a file of SQLite: it shows what an editing instance made, and can write nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from npa_portal import environment
from tests.addresses import PUBLIC
from tests.sampling import thorough
from tools.scratch_portal import environment_in, scratch_portal

NOBODY = 65_534


@pytest.fixture
def edited(prepared_folder: Path, tmp_path: Path) -> Path:
    """The file of an editing instance that is not running."""
    return Path(shutil.copy(prepared_folder / "portal.sqlite3", tmp_path / "edited.sqlite3"))


def manage(file: Path, folder: Path, *command: str, **also: str) -> tuple[int, str]:
    """Run a command of an instance that only reads that file, and has its own folder."""
    reading = {"DATABASE_URL": f"sqlite:///{file}", "READ_ONLY": "on"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment_in(str(folder)) | reading | also,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout


@thorough
def test_it_serves_every_public_page_and_what_is_edited_meanwhile(edited: Path, prepared_folder: Path) -> None:
    reading = {"DATABASE_URL": f"sqlite:///{edited}", "READ_ONLY": "on", "WORKERS": "1"}
    before = edited.read_bytes()
    with scratch_portal(prepared_folder, **reading) as portal:
        for address in PUBLIC:
            with urllib.request.urlopen(portal.url + address, timeout=60) as answer:
                assert answer.status == 200
        assert edited.read_bytes() == before
        with closing(sqlite3.connect(edited)) as editing, editing:
            editing.execute("UPDATE records_topic SET name = 'Edited elsewhere' WHERE slug = 'drugs'")
        with urllib.request.urlopen(f"{portal.url}/topics/drugs/", timeout=60) as answer:
            assert b"Edited elsewhere" in answer.read()


def test_nothing_can_be_written(edited: Path, tmp_path: Path) -> None:
    for change in ("Topic.objects.update(name='x')", "Topic.objects.all().delete()", "Topic(name='x').save()"):
        code, said = manage(edited, tmp_path, "shell", "--command", f"from records.models import *; {change}")
        assert code == 1
        assert "attempt to write a readonly database" in said


def test_it_does_not_start_where_something_is_to_be_made_first(edited: Path, tmp_path: Path) -> None:
    def prepared(*changes: str) -> tuple[int, str]:
        with closing(sqlite3.connect(edited)) as editing, editing:
            for change in changes:
                editing.execute(change)
        return manage(edited, tmp_path / "var", "prepare", DEBUG="on")

    assert prepared()[0] == 0
    code, said = prepared("UPDATE records_searchdocument SET rules = rules - 1")
    assert (code, "The search in the database" in said) == (1, True)
    code, said = prepared("DELETE FROM records_loadedrow")
    assert (code, "holds no records. This instance may only read (READ_ONLY=on)" in said) == (1, True)
    newest = "SELECT max(id) FROM django_migrations WHERE app = 'records'"
    code, said = prepared(f"DELETE FROM django_migrations WHERE id = ({newest})")
    assert (code, "lacks 1 migrations. This instance may only read" in said) == (1, True)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, said = manage(tmp_path / "none.sqlite3", tmp_path / "var", "prepare", DEBUG="on")
    assert (code, "cannot be read: unable to open database file" in said) == (1, True)
    assert not (tmp_path / "none.sqlite3").exists()


# Without the right to write the folder


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who owns nothing, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file in WAL mode that this user may read alone, with its folder."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "portal.sqlite3"
        with closing(sqlite3.connect(file)) as editing:
            editing.executescript("PRAGMA journal_mode=WAL; CREATE TABLE one (x); INSERT INTO one VALUES (1)")
        file.chmod(0o444)
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
        monkeypatch.setenv("READ_ONLY", "on")
        Path(folder).chmod(0o555)
        yield file
        Path(folder).chmod(0o755)


def read() -> Any:
    """What is read as Django's settings have it."""
    address = environment.database(Path("/nowhere"))["OPTIONS"]["database"]
    with without_rights(), closing(sqlite3.connect(address, uri=True)) as connection:
        return connection.execute("SELECT x FROM one").fetchone()


def test_it_is_read_while_an_editing_instance_has_it_open(guarded: Path) -> None:
    guarded.parent.chmod(0o755)
    guarded.chmod(0o644)
    with closing(sqlite3.connect(guarded)) as editing:
        editing.execute("INSERT INTO one VALUES (2)")
        editing.commit()
        guarded.parent.chmod(0o555)
        assert read() == (1,)


def test_it_is_not_read_once_nobody_has_it_open_unless_it_is_out_of_wal_mode(guarded: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        read()
    guarded.parent.chmod(0o755)
    guarded.chmod(0o644)
    with closing(sqlite3.connect(guarded)) as editing:
        editing.execute("PRAGMA journal_mode=DELETE")
    guarded.parent.chmod(0o555)
    assert read() == (1,)
