"""Making a backup: from one moment of the database, aside, checked, and only then under its name."""

from __future__ import annotations

import datetime
import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection
from msgspec import Struct

from records.backup.archive import FORMAT, Backup, BackupError, Manifest, Writer
from records.backup.databases import applied_migrations, is_current, known_migrations, refuse_newer, snapshot
from records.backup.tables import Described, columns_of, fields_of, kept_models, last_keys, name_of, rows_of
from records.models import Revision

# By name they stand in the order in which they were made.
NAMED = re.compile(r"npa-portal-\d{8}T\d{6}\.\d{6}Z\.zip")


class Made(Struct, frozen=True):
    """A backup that was made, and the older ones that had to go for it."""

    path: Path
    manifest: Manifest
    size: int
    removed: list[str]


def make_backup(folder: Path, keep: int, *, called: str = "npa-portal") -> Made:
    """Write a backup into ``folder``, and keep the newest ``keep``. Raises BackupError, OSError, DatabaseError.

    It stands under its name only once it is whole, is on the disk, and was read again.
    """
    refuse_missing()
    with only_backup(folder):
        draft = folder / ".unfinished"
        draft.unlink(missing_ok=True)
        try:
            with private(draft) as file, snapshot():
                manifest = write_database(file)
            checked(draft)
            path = folder / named_by_time(called)
            draft.rename(path)
            sync_folder(folder)
        finally:
            draft.unlink(missing_ok=True)
        return Made(path, manifest, path.stat().st_size, _remove_older(folder, path, keep))


def refuse_missing() -> None:
    """Raises BackupError where there is no file of SQLite: to connect would make an empty one."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        name = connection.settings_dict["NAME"]
        if not Path(name).exists():
            raise BackupError(f"There is nothing to back up: {name} does not exist.")


def write_database(file: IO[bytes]) -> Manifest:
    """Write all of the database as it stands in this transaction. Raises BackupError and NewerError."""
    applied = applied_migrations()
    refuse_newer(applied)
    if applied - known_migrations():
        raise BackupError("This instance leaves the tables of the admin aside: back up with ADMIN_ENABLED=on.")
    if not is_current():
        raise BackupError("The tables are not those of this code. Run manage.py prepare first.")
    state = Revision.objects.state()
    columns = {name_of(model): columns_of(model) for model in kept_models()}
    rows = ((name_of(model), rows_of(model, fields_of(model))) for model in kept_models())
    return write_tables(file, rows, columns=columns, keys=last_keys(), revision=state.token if state else "")


def write_tables(
    file: IO[bytes],
    tables: Iterable[tuple[str, Iterable[list[Any]]]],
    *,
    columns: dict[str, list[str]],
    keys: dict[str, int],
    revision: str,
) -> Manifest:
    """Write tables by name, each with its rows, as what the migrations of this code made."""
    writer = Writer(file)
    described = [Described(name, columns[name], writer.table(name, rows), keys.get(name, 0)) for name, rows in tables]
    manifest = Manifest(
        format=FORMAT,
        made=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        revision=revision,
        migrations=sorted(f"{app}.{name}" for app, name in known_migrations()),
        tables=described,
    )
    writer.finish(manifest)
    return manifest


@contextmanager
def private(path: Path) -> Iterator[IO[bytes]]:
    """A new file that its owner alone may read, on the disk when it is left."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in a folder, after one of them was given or changed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checked(path: Path) -> None:
    """Read the whole of a backup. Raises BackupError where it is not whole."""
    backup = Backup(path)
    try:
        backup.check()
    finally:
        backup.close()


@contextmanager
def only_backup(folder: Path) -> Iterator[None]:
    """Make the folder where there is none, and wait for whoever writes a backup there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def named_by_time(called: str) -> str:
    """The name of a backup that is made now, by the time in UTC."""
    return f"{called}-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S.%fZ}.zip"


def _remove_older(folder: Path, newest: Path, keep: int) -> list[str]:
    """Take away the oldest ones beyond ``keep``; never the one just made, whatever the clock says."""
    others = sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name) and path.name != newest.name)
    removed = others[: max(0, len(others) + 1 - keep)]
    for path in removed:
        path.unlink(missing_ok=True)
    return [path.name for path in removed]
