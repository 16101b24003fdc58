"""What the last start prepared, so that the next one does not prepare it again.

`prepare` leaves a mark of all that it depends on: the files, the packages, the settings, and the state of the
records. Where it still fits, there is nothing to prepare. All is read without Django, which takes longer to set up than
a start may take.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

from npa_portal import environment
from npa_portal.environment import BASE_DIR

# What of this repository is prepared, or prepares; Django's templates are read as they are.
FOLDERS = ("fixtures", "npa_portal", "records", "static", "templates/fragments")
# All that settings.py reads but where to listen, with how many processes, where backups go, and DEBUG, with which no
# mark is left.
SETTINGS = (
    "ADMIN_ENABLED",
    "ADMIN_REQUIRE_OTP",
    "ADMIN_URL",
    "ALLOWED_HOSTS",
    "CACHE_MB",
    "CDN_SECONDS",
    "CONTACT",
    "DATABASE_REPLICA_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "HOST",
    "HSTS",
    "HTTPS",
    "LOCKOUT_FAILURES",
    "LOCKOUT_MINUTES",
    "LOG_ADDRESSES",
    "LOG_FORMAT",
    "LOG_REQUESTS",
    "METRICS",
    "PLAIN_HTTP",
    "PROXIES",
    "READ_ONLY",
    "REQUEST_SECONDS",
    "SECRET_KEY",
    "SESSION_HOURS",
    "SESSION_IDLE_MINUTES",
)
# The name of the records' state, which no other state has, in this database or another, and how far the tables are.
STATE = (
    "SELECT token, (SELECT count(*) FROM django_migrations), (SELECT max(id) FROM django_migrations)"
    " FROM records_revision"
)


def is_prepared(data_dir: Path) -> bool:
    """Whether nothing has changed since the mark was left; not where that cannot be told."""
    try:
        return mark_in(data_dir).read_text() == f"{basis()} {outcome(data_dir)}"
    except OSError:
        return False


def remember(data_dir: Path, made_from: str) -> None:
    """Leave the mark of what was made from that `basis`; none where what came of it cannot be told."""
    try:
        mark = f"{made_from} {outcome(data_dir)}"
    except OSError:
        return
    path = mark_in(data_dir)
    # Readable by its owner alone: it is made of secrets, too.
    path.touch(mode=0o600)
    path.write_text(mark)


def forget(data_dir: Path) -> None:
    """Take the mark away, for what is prepared is about to change."""
    mark_in(data_dir).unlink(missing_ok=True)


def mark_in(data_dir: Path) -> Path:
    """Where the mark is kept."""
    return data_dir / "prepared"


def basis() -> str:
    """All that there is to prepare from, and to prepare with, as a number in hexadecimal."""
    parts = [sys.version, sys.prefix, *(f"{name}={os.environ.get(name, '')}" for name in SETTINGS)]
    # The folder of a package is named by its version.
    parts += sorted(path.name for path in Path(sysconfig.get_path("purelib")).iterdir())
    for folder in FOLDERS:
        parts += sorted(files_in(str(BASE_DIR / folder)))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def outcome(data_dir: Path) -> str:
    """What was prepared, as it is now. Raises OSError where that cannot be told."""
    collected = (data_dir / "static" / "staticfiles.json").stat()
    parts = f"{collected.st_size} {collected.st_mtime_ns} {state_of_records(data_dir)}"
    return hashlib.sha256(parts.encode()).hexdigest()


def files_in(folder: str) -> Iterator[str]:
    """Name, size and time of every file in a folder and below it, but of what Python compiles."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from files_in(entry.path)
            else:
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"


def state_of_records(data_dir: Path) -> str:
    """`STATE` as the database tells it. Raises OSError where it does not."""
    url = environment.text("DATABASE_URL", "")
    try:
        row = asked_of_postgresql(url) if url.startswith("postgres") else asked_of_sqlite(data_dir, url)
    except Exception as error:
        # Of whatever kind: `prepare` meets the same, and says it.
        raise OSError(str(error)) from error
    if row is None:
        raise OSError("The database does not know the state of its records.")
    return str(row)


def asked_of_sqlite(data_dir: Path, url: str) -> object:
    """The row, from the file that DATABASE_URL names, or from that in DATA_DIR, and which file that is."""
    named = unquote(url.partition("?")[0].removeprefix("sqlite:///"))
    file = Path(named or data_dir / "portal.sqlite3").resolve()
    # Read alone: whoever may write puts what stands in the log beside a file into it, be it the log of another one.
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute(STATE).fetchone()
    stat = file.stat()
    return row and (*row, stat.st_size, stat.st_mtime_ns)


def asked_of_postgresql(url: str) -> object:
    """The row, from the server that DATABASE_URL names."""
    import psycopg

    with psycopg.connect(url, connect_timeout=10) as connection:
        return connection.execute(STATE).fetchone()
