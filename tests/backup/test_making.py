"""A backup stands under its name only once it is whole; a number of them is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from records.backup import making
from records.backup.databases import known_migrations, refuse_newer
from tests.backup.portals import OWN, Portal
from tests.sampling import thorough

Edited = Callable[[str], tuple[Portal, Path]]
Empty = Callable[[str], Portal]


@thorough
def test_it_is_its_owners_alone(edited: Edited) -> None:
    _, backup = edited(OWN)
    assert backup.stat().st_mode & 0o077 == 0
    assert backup.parent.stat().st_mode & 0o077 == 0


@thorough
def test_so_is_a_new_file_of_sqlite(edited: Edited) -> None:
    portal, _ = edited("sqlite")
    assert portal.database.stat().st_mode & 0o077 == 0


@thorough
def test_only_the_newest_are_kept(edited: Edited, tmp_path: Path) -> None:
    portal, _ = edited(OWN)
    for number in range(2):
        (tmp_path / f"npa-portal-2026010{number + 1}T000000.000000Z.zip").touch()
    (tmp_path / "another.zip").touch()
    said = portal.do("backup", BACKUP_DIR=str(tmp_path), BACKUP_KEEP="2")
    assert "Removed npa-portal-20260101T000000.000000Z.zip" in said
    kept = sorted(path.name for path in tmp_path.glob("*.zip"))
    assert kept[:2] == ["another.zip", "npa-portal-20260102T000000.000000Z.zip"]
    assert len(kept) == 3


def test_the_one_just_made_stays_whatever_the_clock_says(tmp_path: Path) -> None:
    newest = tmp_path / "npa-portal-20000101T000000.000000Z.zip"
    others = [tmp_path / f"npa-portal-2026010{number}T000000.000000Z.zip" for number in (1, 2)]
    for path in (newest, *others):
        path.touch()
    assert making._remove_older(tmp_path, newest, 1) == [path.name for path in others]
    assert newest.exists()


@thorough
def test_where_there_is_nothing_nothing_is_made(empty: Empty) -> None:
    portal = empty("sqlite")
    returncode, said = portal.run("backup")
    assert returncode == 1
    assert "There is nothing to back up" in said
    assert not portal.database.exists()


@thorough
def test_a_newer_database_is_refused_by_older_code(restored: Edited) -> None:
    """It may have what this code would misread: no start, no backup."""
    portal, _ = restored(OWN)
    run_sql(
        portal, "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '0099_future', '2030-01-01')"
    )
    try:
        for command in ("prepare", "backup", "verify"):
            returncode, said = portal.run(command)
            assert returncode == 1
            assert "that of a newer portal than this code: it has records.0099_future" in said
            assert "Traceback" not in said
    finally:
        run_sql(portal, "DELETE FROM django_migrations WHERE name = '0099_future'")


def run_sql(portal: Portal, sql: LiteralString) -> None:
    if OWN == "sqlite":
        with closing(sqlite3.connect(portal.database)) as file, file:
            file.execute(sql)
        return
    with psycopg.connect(portal.environment["DATABASE_URL"]) as server:
        server.execute(sql)


@thorough
def test_an_instance_without_the_admin_makes_no_half_of_a_backup(restored: Edited) -> None:
    portal, _ = restored(OWN)
    returncode, said = portal.run("backup", ADMIN_ENABLED="off")
    assert returncode == 1
    assert "back up with ADMIN_ENABLED=on" in said


def test_what_this_code_knows_is_no_newer() -> None:
    refuse_newer(known_migrations())
    refuse_newer(set())


@pytest.mark.django_db
def test_a_setting_that_does_not_fit_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CommandError, match=r"No backup was made\. .*file"):
        call_command("backup", directory=file / "backups", keep=settings.BACKUP_KEEP)
