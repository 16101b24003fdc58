"""Whether anything was written to a file of SQLite, seen in memory: in a twentieth of the time of a query.

In its WAL mode each who has the file open shares an index of what was written last, the file ``-shm``. A reader of
SQLite's own sees what was committed from the moment that the head of this index has changed
(https://www.sqlite.org/walformat.html, 2.1), and no sooner; so does who looks at that head.
"""

from __future__ import annotations

import mmap
import os
import sqlite3
from pathlib import Path

# The head stands there twice: a writer changes the second, then the first.
HEAD = 2 * 48
# What was opened is never closed: with any descriptor of a file that it closes, a process loses all its locks on that
# file, here those by which SQLite keeps writers apart. There is one for each file that another one took the place of.
OPENED: list[mmap.mmap] = []


def index_of(connection: sqlite3.Connection, path: Path) -> mmap.mmap | None:
    """The index of the file at ``path``, which stands for as long as the connection to it has been used and is open.

    None where there is none, as on a file system whose files cannot be shared in memory.
    """
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        return None
    try:
        descriptor = os.open(f"{path.resolve()}-shm", os.O_RDONLY | os.O_CLOEXEC)
        index = mmap.mmap(descriptor, HEAD, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    OPENED.append(index)
    return index
