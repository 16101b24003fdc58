"""A primary PostgreSQL and a streaming replica of it, with the settings of `deploy/`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.filling import create_database
from bench.plan import ROOT
from bench.postgresql import account, address, called, make, running
from bench.processes import BenchError
from tools.scratch_portal import free_port

NAME = "npa"
SETTINGS = "npa-portal.conf"
PATIENCE = 60
# Which of the portal's queries read records, as the server tells them: not the look-ups of the revision.
READS_RECORDS = """FROM "records_(?!revision)"""


class Database:
    """A cluster in a folder, which can be stopped and started again at its port."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder, self.port, self.settings = folder, free_port(), settings
        self.stack = ExitStack()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *settings: str) -> None:
        """Return once it takes connections."""
        self.process = self.stack.enter_context(running(self.folder, self.port, *self.settings, *settings))

    def stop(self) -> None:
        """End it quickly, as ``pg_ctl stop`` does."""
        self.stack.close()
        self.process = None

    def kill(self) -> None:
        """End it as a crash does: nobody is told."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        self.stop()

    def pids(self) -> list[int]:
        """The server and its processes, each of which is of a session of its own."""
        if self.process is None:
            return []
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [parent, *map(int, children)]

    @property
    def url(self) -> str:
        """The portal's database in it."""
        return f"{address(self.port)}/{NAME}"

    def ask(self, query: str, *values: Any) -> Any:
        """The first row that a query gives, or None."""
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchone() if cursor.description else None

    def token(self) -> str:
        """The revision that it holds."""
        return str(self.ask("SELECT token FROM records_revision")[0])

    def readers(self) -> set[str]:
        """The instances, by name, whose pages are read from it at the time."""
        found = self.ask(
            "SELECT array_agg(DISTINCT application_name) FROM pg_stat_activity "
            "WHERE query ~ %s AND pid <> pg_backend_pid()",
            READS_RECORDS,
        )
        return set(found[0] or ())

    def transactions(self) -> int:
        """How many it has done so far."""
        return int(self.ask("SELECT xact_commit FROM pg_stat_database WHERE datname = %s", NAME)[0])


class Replica(Database):
    """Follows the primary; what it was sent can be held back from those who read it."""

    def pause(self) -> None:
        self.ask("SELECT pg_wal_replay_pause()")
        until(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == ("paused",))

    def resume(self) -> None:
        self.ask("SELECT pg_wal_replay_resume()")

    def holds(self, primary: Database) -> None:
        """Return once it has what the primary has."""
        until(lambda: self.token() == primary.token())


@contextmanager
def primary_and_replica(folder: Path, *settings: str) -> Iterator[tuple[Database, Replica]]:
    """Both, running, with an empty database; they are stopped at the end. ``folder`` is to be open to all."""
    primary, replica = Database(folder / "primary", *settings), Replica(folder / "replica", *settings)
    make(primary.folder)
    with (primary.folder / "postgresql.conf").open("a") as written:
        written.write(f"include '{SETTINGS}'\n")
    configure(primary, "postgresql-primary.conf")
    try:
        primary.start()
        create_database(address(primary.port), NAME)
        follow = ("--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast")
        called("pg_basebackup", replica.folder, *follow, f"--dbname={address(primary.port)}")
        configure(replica, "postgresql-replica.conf")
        replica.start()
        yield primary, replica
    finally:
        replica.stop()
        primary.stop()


def configure(database: Database, name: str) -> None:
    """Give it that file of `deploy/` as its settings."""
    path = database.folder / SETTINGS
    shutil.copy(ROOT / "deploy" / name, path)
    if user := account():
        shutil.chown(path, user, user)


def until(true: Any, patience: float = PATIENCE) -> float:
    """Wait until it is; the seconds that this took. Raises BenchError where it never is."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise BenchError("What was waited for does not happen.")
        time.sleep(0.005)
    return time.monotonic() - begun
