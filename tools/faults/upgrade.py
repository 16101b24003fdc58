"""The database that 0.1.0 left: its tables as it made them, a few of the report's rows, and what its editors did."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tools.scratch_portal import ROOT

GIVEN = ROOT / "tests/backup/portal_0_1_0"


def rows() -> dict[str, dict[str, list[Any]]]:
    """The columns and the rows of each table."""
    given: dict[str, dict[str, list[Any]]] = json.loads((GIVEN / "rows.json").read_text())
    return given


def sqlite_of_0_1_0(path: Path) -> None:
    """Make that file."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript((GIVEN / "sqlite.sql").read_text())
        for table, given in rows().items():
            marks = ", ".join("?" * len(given["columns"]))
            names = ", ".join(f'"{name}"' for name in given["columns"])
            file.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', given["rows"])  # noqa: S608


def postgresql_of_0_1_0(url: str) -> None:
    """Fill that database, which has no tables."""
    with psycopg.connect(url, options="-c TimeZone=UTC") as server:
        server.execute((GIVEN / "postgresql.sql").read_text().encode())
        server.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, given in rows().items():
            names = ", ".join(f'"{name}"' for name in given["columns"])
            for row in given["rows"]:
                # As text, which PostgreSQL reads as what the column is.
                values = [None if value is None else str(value) for value in row]
                marks = ", ".join("NULL" if value is None else sql.quote(value) for value in values)
                server.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})'.encode())  # noqa: S608
