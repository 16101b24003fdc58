"""The database of a portal gone for a while: the file of SQLite moved away, or nobody let in by PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


@contextmanager
def database_gone(environment: dict[str, str]) -> Iterator[None]:
    """While it lasts, the database of that environment cannot be reached."""
    if url := environment.get("DATABASE_URL", ""):
        with postgresql_gone(url):
            yield
        return
    file = Path(environment["DATA_DIR"]) / "portal.sqlite3"
    away = file.with_name("away.sqlite3")
    file.rename(away)
    try:
        yield
    finally:
        away.rename(file)


@contextmanager
def postgresql_gone(url: str) -> Iterator[None]:
    """Everybody is thrown out of that database, and nobody let in."""
    name = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
