"""Putting what a backup holds in the place of what the database holds: at once, or not at all.

On PostgreSQL that is one transaction: who reads meanwhile reads what was there before, who writes waits, and when it is
over, the revision is another one, so that no kept page is sent any more. So a portal may go on serving.

On SQLite a new file is made beside the old one and takes its name. Nobody may have the old one open: what he saved
there would be lost. So it is refused while a portal serves, or any other process has the file open. A file that is
damaged, or missing, is restored just so.
"""

from __future__ import annotations

import datetime
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from records.backup.archive import Backup, BackupError
from records.backup.databases import applied_migrations, instead, is_current, known_migrations, refuse_newer
from records.backup.filling import fill
from records.backup.making import make_backup, sync_folder
from records.corrections.versions import ADDED
from records.kinds import ALL_KINDS

# Of an SQLite file, the bytes that its readers and writers lock, and how many (its file format, "Locking").
LOCKED_FROM, LOCKED = 0x40000000, 512
COMPANIONS = ("-wal", "-shm", "-journal")


def refuse_unfit(backup: Backup) -> None:
    """Raises BackupError where the tables of the backup are not those of this code."""
    written, known = set(backup.manifest.migrations), {f"{app}.{name}" for app, name in known_migrations()}
    if unknown := sorted(written - known):
        raise BackupError(
            f"This backup was written by a newer portal: it has {unknown[0]}. Restore it with that code, and "
            "ADMIN_ENABLED=on."
        )
    if missing := sorted(known - written):
        raise BackupError(
            f"This backup was written by an older portal: it does not have {missing[0]}. Restore it with the code that "
            "wrote it (git checkout), then start this code, which brings the tables up to date."
        )


def held() -> str:
    """What the database holds now, in words; empty where it holds nothing. Raises nothing: it may be damaged."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return ""
    try:
        if not applied_migrations():
            return ""
        records = sum(kind.objects.count() for kind in ALL_KINDS)
        edits = sum(kind.history.exclude(history_type=ADDED).count() for kind in ALL_KINDS)
    except DatabaseError as error:
        return f"what cannot be read ({' '.join(str(error).split())})"
    finally:
        connection.close()
    return f"{records:,} records with {edits:,} later versions"


def restore(backup: Backup, folder: Path) -> str:
    """Restore a backup that was checked; says where what it replaced is kept, empty where there was nothing.

    ``folder`` is where backups are kept. Raises BackupError, NewerError, OSError and DatabaseError; then all is as it
    was.
    """
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        if path.exists():
            # Told at once, not after all the work.
            _bring_home(path)
        with made_beside(path, lambda: fill(backup)) as draft:
            return put_in_place(draft, path)
    applied = applied_migrations()
    refuse_newer(applied)
    kept = ""
    if applied:
        if not is_current():
            raise BackupError("The tables are not those of this code. Run manage.py prepare first.")
        kept = str(make_backup(folder, keep=1 << 30, called="replaced").path)
    with transaction.atomic():
        if not applied:
            call_command("migrate", verbosity=0, interactive=False)
        fill(backup)
    return kept


@contextmanager
def made_beside(path: Path, fill_it: Callable[[], object]) -> Iterator[Path]:
    """A new file of SQLite with all tables, filled, whole and on the disk; gone at the end where it was not taken."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.restored")
    _remove(draft)
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with instead(NAME=str(draft)):
            call_command("migrate", verbosity=0, interactive=False)
            fill_it()
            with connection.cursor() as cursor:
                # So that all of it stands in the one file.
                cursor.execute("PRAGMA journal_mode=DELETE")
                cursor.fetchone()
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        yield draft
    finally:
        _remove(draft)


def _remove(path: Path) -> None:
    for name in ("", *COMPANIONS):
        path.with_name(path.name + name).unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path, *, called: str = "") -> str:
    """Let ``draft`` take the place of ``path``; gives the name under which that is kept. Raises BackupError."""
    if not path.exists():
        _remove(path)
        draft.rename(path)
        sync_folder(path.parent)
        return ""
    kept = path.with_name(called or f"{path.name}.replaced-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S.%fZ}")
    _bring_home(path)
    with _alone(path):
        # What a damaged file left beside it would be taken for the new one's.
        for name in COMPANIONS:
            companion = path.with_name(path.name + name)
            if companion.exists():
                companion.rename(kept.with_name(kept.name + name))
        kept.hardlink_to(path)
        draft.rename(path)
        sync_folder(path.parent)
    return str(kept)


def _bring_home(path: Path) -> None:
    """Bring what stands beside the file into it. Raises BackupError where anybody else has it open."""
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as file:
            if file.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
                raise BackupError(_in_use(path))
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(_in_use(path)) from error
    except sqlite3.DatabaseError:
        return  # It is damaged: it is kept as it is, with all that stands beside it.


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else has the file open, and whoever opens it waits. Raises BackupError where somebody has."""
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED, LOCKED_FROM)
        except OSError as error:
            raise BackupError(_in_use(path)) from error
        yield


def _in_use(path: Path) -> str:
    return (
        f"Nothing was changed: another process has {path} open, such as the portal that serves it, and what is saved "
        "there meanwhile would be lost. Stop it (Ctrl-C, or systemctl stop npa-portal.socket npa-portal.service) first."
    )
