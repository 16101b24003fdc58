"""Databases of a test's own on the server of PostgreSQL that the tests run on: empty, or with all that is prepared."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tools.scratch_portal import ROOT, environment_in

# One for all processes of a run, which inherit the number: the others are copied from it, and it goes with the run.
EMPTY, PREPARED = "template1", f"prepared_{os.environ.setdefault('TESTS_RUN', uuid.uuid4().hex)}"


def server_url() -> str:
    """The address of the database of PostgreSQL that the tests were given; empty where they run on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def own_database(url: str, *, like: str = EMPTY) -> Iterator[str]:
    """The address of a new database beside that at ``url``, a copy of another; it is gone at the end."""
    name = f"scratch_{uuid.uuid4().hex}"
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        try:
            yield beside(url, name)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def prepare_database(url: str, folder: Path) -> None:
    """Make the prepared one where it is not there yet; nobody else may do so meanwhile."""
    with closing(psycopg.connect(url, autocommit=True)) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (PREPARED,)).fetchone():
            return
        server.execute(f'CREATE DATABASE "{PREPARED}"')
    environment = environment_in(str(folder)) | {"DATABASE_URL": beside(url, PREPARED), "DEBUG": "on"}
    command = [sys.executable, "manage.py", "prepare"]
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)


def drop_prepared(url: str) -> None:
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{PREPARED}" WITH (FORCE)')
