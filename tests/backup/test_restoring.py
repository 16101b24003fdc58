"""A backup brings all of it back, on either database, and what it replaces is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from records.backup.archive import Backup
from tests.backup.portals import AVAILABLE, OWN, STATE, Portal, rows_in
from tests.sampling import thorough

Shared = Callable[[str], tuple[Portal, Path]]
SAVING = """
import itertools
from records.models import Topic
for number in itertools.count(1):
    for topic in Topic.objects.all():
        topic.description = f"Saved {number} times."
        topic.save()
    if number == 1:
        print("Saved", flush=True)
"""
COUNT = "from records.models import Topic; print(Topic.objects.filter(name='Edited').count())"
ADD_AND_EDIT = """
from records.models import Topic
from tests.factories import make_event
topic = Topic.objects.first()
topic.name = "Edited"
topic.save()
print(make_event().history.count())
"""


@thorough
@pytest.mark.parametrize("target", AVAILABLE)
def test_a_backup_restores_all_on_either_database(target: str, edited: Shared, restored: Shared) -> None:
    (before, backup), (after, _) = edited(OWN), restored(target)
    check_that_all_came(before, backup, after)


@thorough
@pytest.mark.postgresql
@pytest.mark.skipif(OWN == "sqlite", reason="needs PostgreSQL, named by DATABASE_URL")
def test_one_of_sqlite_restores_on_postgresql(edited: Shared, empty: Callable[[str], Portal]) -> None:
    (before, backup), after = edited("sqlite"), empty(OWN)
    after.do("restore", str(backup))
    check_that_all_came(before, backup, after)


def check_that_all_came(before: Portal, backup: Path, after: Portal) -> None:
    """Row by row, table by table, and the records byte for byte as the fixtures have them."""
    again = after.back_up()
    rows = rows_in(again)
    assert rows == rows_in(backup)
    assert Backup(again).manifest.tables == Backup(backup).manifest.tables
    assert rows["tables/auth_user.jsonl"].count(b"\n") == 2
    assert b"another-address" in rows["tables/records_formeraddress.jsonl"]
    assert b"Budapest Convention" in rows["tables/records_historicaltreaty.jsonl"]
    assert rows["tables/records_auditline.jsonl"]
    returncode, said = after.run("shell", "--command", "from records.models import *; AuditLine.objects.all().delete()")
    assert (returncode, "the audit log is only added to" in said) == (1, True)
    assert after.dumped("records") == before.dumped("records")
    assert "are whole" in after.do("verify")
    (old, sessions), (new, none) = before.ask(STATE).split(), after.ask(STATE).split()
    assert old != new
    assert (sessions, none) == ("1", "0")


@thorough
def test_what_it_replaces_is_kept(restored: Shared) -> None:
    portal, backup = restored(OWN)
    # The event that was withdrawn had the highest key: no other is to get its history.
    assert portal.ask(ADD_AND_EDIT) == "1"
    refused, said = portal.run("restore", str(backup))
    assert refused == 1
    assert "It would replace" in said
    assert "Nothing was restored: say --yes" in said
    assert portal.ask(COUNT) == "1"
    said = portal.do("restore", "--yes", str(backup))
    assert portal.ask(COUNT) == "0"
    kept = Path(said.partition("What was there is kept in ")[2].partition("\n")[0].removesuffix("."))
    if OWN == "sqlite":
        with closing(sqlite3.connect(kept)) as file:
            assert file.execute("SELECT count(*) FROM records_topic WHERE name = 'Edited'").fetchone() == (1,)
    else:
        assert b'"Edited"' in rows_in(kept)["tables/records_topic.jsonl"]
    assert kept.stat().st_mode & 0o077 == 0


@thorough
def test_a_damaged_backup_is_refused_and_nothing_touched(restored: Shared, tmp_path: Path) -> None:
    portal, backup = restored(OWN)
    damaged, before = tmp_path / "damaged.zip", portal.ask(STATE)
    damaged.write_bytes(backup.read_bytes()[:-1000])
    returncode, said = portal.run("restore", "--yes", str(damaged))
    assert returncode == 1
    assert said.strip() == (
        f"CommandError: {damaged} is no backup of the portal, or not whole: it was cut short or damaged."
    )
    assert portal.ask(STATE) == before


@thorough
def test_a_file_that_a_portal_has_open_is_not_replaced(restored: Shared) -> None:
    """What an editor saved there meanwhile would go into a file without a name."""
    portal, backup = restored("sqlite")
    before = portal.ask(STATE)
    with closing(sqlite3.connect(portal.database)) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("SELECT * FROM records_topic").fetchall()
        returncode, said = portal.run("restore", "--yes", str(backup))
    assert returncode == 1
    assert "another process has" in said
    assert portal.ask(STATE) == before


@thorough
@pytest.mark.postgresql
@pytest.mark.skipif(OWN != "postgresql", reason="needs PostgreSQL, named by DATABASE_URL")
def test_who_reads_meanwhile_is_not_kept_waiting(restored: Shared) -> None:
    portal, backup = restored(OWN)
    with closing(psycopg.connect(portal.environment["DATABASE_URL"])) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        before = reader.execute("SELECT * FROM records_topic ORDER BY id").fetchall()
        portal.do("restore", "--yes", str(backup))
        assert reader.execute("SELECT * FROM records_topic ORDER BY id").fetchall() == before


@thorough
def test_a_damaged_database_is_told_and_restored(restored: Shared) -> None:
    portal, backup = restored("sqlite")
    content = portal.database.read_bytes()
    portal.database.write_bytes(b"\0" * 4096 + content[4096:])
    returncode, said = portal.run("verify")
    assert returncode == 1
    assert "make restore BACKUP=" in said
    assert "what cannot be read" in portal.do("restore", "--yes", str(backup))
    assert "are whole" in portal.do("verify")


@thorough
def test_a_backup_while_editors_save_is_of_one_moment(restored: Shared) -> None:
    portal, backup = restored(OWN)
    with portal.start("shell", "--verbosity", "0", "--command", SAVING) as editor:
        try:
            assert editor.stdout
            assert editor.stdout.readline() == "Saved\n"
            made = [portal.back_up() for _ in range(3)]
            assert editor.poll() is None
        finally:
            editor.kill()
    assert len({rows_in(one)["tables/records_historicaltopic.jsonl"] for one in made}) > 1
    for one in (*made[-2:], backup):
        portal.do("restore", "--yes", str(one))
        assert "are whole" in portal.do("verify")
