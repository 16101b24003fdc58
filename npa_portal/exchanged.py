"""A file of SQLite in whose place another is put while it is served, such as a backup: Django reads that one then.

By itself it would go on reading the old file, which has no name any more, for as long as it keeps a connection.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

File = tuple[int, int] | None


def file_at(path: str | Path) -> File:
    """What file stands there now, whatever its content; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 # For each request: a Path takes five times as long.
    except OSError:
        return None
    return status.st_dev, status.st_ino


def note(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Note of a connection which file it was made to."""
    if connection.vendor == "sqlite":
        connection.file = file_at(connection.settings_dict["NAME"])  # type: ignore[attr-defined]


def let_go(**kwargs: Any) -> None:
    """Close the connections to a file that does not stand in its place any more."""
    for connection in connections.all(initialized_only=True):
        known = getattr(connection, "file", None)
        if known and file_at(connection.settings_dict["NAME"]) != known:
            connection.close()


def connect() -> None:
    """Let both be done from now on."""
    connection_created.connect(note)
    request_started.connect(let_go)
