"""A file of SQLite in whose place another is put while it is served, such as a backup: Django reads that one then.

By itself it would go on reading the old file, and write to it, which has no name any more, for as long as it keeps a
connection. Where the other one is not whole, nothing is read from it; where there is none, none is made.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from npa_portal.environment import SQLITE
from npa_portal.outages import DamagedError
from npa_portal.whole import check_whole

File = tuple[int, int] | None
# The file that was first opened at each path, or that was found whole since.
_opened: dict[str, File] = {}


def file_at(path: str | Path) -> File:
    """What file stands there now, whatever its content; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 # For each request: a Path takes five times as long.
    except OSError:
        return None
    return status.st_dev, status.st_ino


def note(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Note of a connection which file it was made to. Raises DamagedError where that is another one, and not whole."""
    if connection.vendor != "sqlite":
        return
    name = connection.settings_dict["NAME"]
    file = connection.file = file_at(name)  # type: ignore[attr-defined]
    if _opened.setdefault(name, file) != file:
        try:
            check_whole(connection)
        except DamagedError:
            connection.close()
            raise
        _opened[name] = file


def let_go(**kwargs: Any) -> None:
    """Close the connections to a file that does not stand in its place any more."""
    for connection in connections.all(initialized_only=True):
        known = getattr(connection, "file", None)
        if known and file_at(connection.settings_dict["NAME"]) != known:
            connection.close()


def connect() -> None:
    """Let both be done from now on."""
    for settings in connections.settings.values():
        if settings["ENGINE"] == SQLITE:
            settings["OPTIONS"]["database"] = f"{Path(settings['NAME']).resolve().as_uri()}?mode=rw"
    connection_created.connect(note)
    request_started.connect(let_go)
