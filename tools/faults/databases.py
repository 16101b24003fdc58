"""The database of a trial, past the portal: asked, kept as it is, and brought back in an instant."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg

# All of the portal, and what a trial begins each round with.
KEPT = PREPARED, BEGINNING = "prepared", "beginning"


class Database(Protocol):
    """What a trial does with its database."""

    url: str

    def ask(self, query: str) -> Any:
        """The first value of the first row."""

    def keep(self, called: str) -> None:
        """Keep it as it is, under that name."""

    def bring_back(self, called: str) -> None:
        """Make it what it was when it was kept."""


class SQLite:
    """A file in the folder."""

    url = ""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "portal.sqlite3"

    def ask(self, query: str) -> Any:
        with closing(sqlite3.connect(self.file)) as file:
            return file.execute(query).fetchone()[0]

    def keep(self, called: str) -> None:
        with closing(sqlite3.connect(self.file)) as file, closing(sqlite3.connect(self.kept(called))) as kept:
            file.backup(kept)

    def bring_back(self, called: str) -> None:
        for path in self.file.parent.glob(f"{self.file.name}*"):
            path.unlink()
        shutil.copy(self.kept(called), self.file)

    def kept(self, called: str) -> Path:
        """Where it is kept."""
        return self.file.with_name(f"{called}.sqlite3")


class PostgreSQL:
    """A database of its own on a server; what is kept is a template beside it."""

    def __init__(self, server: str) -> None:
        self.server, self.name = server, f"faults_{uuid.uuid4().hex}"
        self.url = urlsplit(server)._replace(path=f"/{self.name}").geturl()

    def ask(self, query: str) -> Any:
        with closing(psycopg.connect(self.url)) as server:
            return server.execute(query.encode()).fetchone()[0]  # type: ignore[index]

    def keep(self, called: str) -> None:
        self.copy(self.name, f"{self.name}_{called}")

    def bring_back(self, called: str) -> None:
        self.copy(f"{self.name}_{called}", self.name)

    def copy(self, one: str, into: str) -> None:
        """Make a database the copy of another."""
        self.do(f'DROP DATABASE IF EXISTS "{into}" WITH (FORCE)', f'CREATE DATABASE "{into}" TEMPLATE "{one}"')

    def do(self, *statements: str) -> None:
        """Have the server do these things."""
        with closing(psycopg.connect(self.server, autocommit=True)) as server:
            for statement in statements:
                server.execute(statement.encode())


@contextmanager
def database(folder: Path, server: str) -> Iterator[Database]:
    """A database without tables: a file in the folder, or one on that server, which goes at the end."""
    if not server:
        yield SQLite(folder)
        return
    made = PostgreSQL(server)
    made.do(f'CREATE DATABASE "{made.name}"')
    try:
        yield made
    finally:
        for called in ("", *(f"_{name}" for name in KEPT)):
            made.do(f'DROP DATABASE IF EXISTS "{made.name}{called}" WITH (FORCE)')
