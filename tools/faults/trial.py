"""A portal of a trial's own, on either database, each command of which can be killed."""

from __future__ import annotations

import math
import random
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.cluster.machines import BEHIND, HOST
from tools.faults.databases import PREPARED, Database, database
from tools.faults.warm import Warm
from tools.scratch_portal import ROOT, environment_in, free_port

PATIENCE = 900


class FaultError(Exception):
    """A promise that did not hold."""


def promise(held: object, otherwise: object) -> None:
    """Raises FaultError where it did not hold."""
    if not held:
        raise FaultError(str(otherwise))


@dataclass
class Trial:
    """The data folder, the environment of whoever works there, and what decides when a process is killed."""

    folder: Path
    environment: dict[str, str]
    chance: random.Random
    database: Database
    warm: Warm
    kept: set[str] = field(default_factory=set)
    seconds: float = math.inf
    done: int = 0

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def ask(self, query: str) -> Any:
        """The first value that the database gives, past the portal."""
        return self.database.ask(query)

    def run(self, *command: str, **settings: str) -> tuple[int, str]:
        """Exit code of a command of manage.py, and all that it said."""
        process = self.warm.start(command, settings)
        code = process.wait(PATIENCE)
        promise(code is not None, f"{command} does not end: {process.said()}")
        return code or 0, process.said()

    def do(self, *command: str, **settings: str) -> str:
        """The same of what must not fail. Raises FaultError."""
        code, said = self.run(*command, **settings)
        promise(code == 0, f"{command}: {code}\n{said}")
        return said

    def rounds(self, most: int) -> Iterator[int]:
        """So many rounds, or as many as begin in the seconds that are given; ``done`` counts them."""
        begun, self.done = time.monotonic(), 0
        while self.done < most and time.monotonic() - begun < self.seconds:
            yield self.done
            self.done += 1

    def keep(self) -> None:
        """Keep folder and database as they are, for `put_back`."""
        self.database.keep(PREPARED)
        self.kept = {path.name for path in self.folder.iterdir()}

    def put_back(self) -> None:
        """What other trials left goes; the database is what it was."""
        for path in self.folder.iterdir():
            if path.name not in self.kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.database.bring_back(PREPARED)
        self.do("prepare")

    def verify(self) -> None:
        """Raises FaultError where a start fails, or database, search, history and log do not agree then."""
        self.do("prepare")
        self.do("verify")

    def usual(self, *command: str) -> float:
        """How long the command takes where nobody kills it."""
        begun = time.monotonic()
        self.do(*command)
        return time.monotonic() - begun

    def killed(self, within: float, *command: str) -> bool:
        """Start a command and kill it, with all that it started, at a moment within so many seconds; whether it had
        not ended by itself before.
        """
        process = self.warm.start(command, {})
        if process.wait(self.chance.uniform(0, within)) is not None:
            return False
        process.kill()
        return (process.code or 0) < 0

    @contextmanager
    def served(self, **settings: str) -> Iterator[subprocess.Popen[str]]:
        """The server, once it answers. Raises FaultError where it does not."""
        with (self.folder / "portal.log").open("a") as log:
            command = [sys.executable, "manage.py", "serve"]
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | settings, stdout=log, stderr=subprocess.STDOUT, text=True
            )
        try:
            self.wait()
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def wait(self) -> float:
        """Wait until it answers; for how many seconds."""
        begun = time.monotonic()
        while not self.answers():
            promise(time.monotonic() - begun < PATIENCE, (self.folder / "portal.log").read_text())
            time.sleep(0.02)
        return time.monotonic() - begun

    def answers(self) -> bool:
        """Whether it is in order."""
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{self.url}/healthz/", headers=BEHIND), timeout=10):
                return True
        except OSError:
            return False


@contextmanager
def trial(folder: Path, chance: random.Random, server: str = "") -> Iterator[Trial]:
    """A portal without tables; on PostgreSQL in a database of its own on that server."""
    with database(folder, server) as its:
        environment = environment_in(str(folder)) | {
            "PORT": str(free_port()),
            "ALLOWED_HOSTS": HOST,
            "HTTPS": "on",
            "DATABASE_URL": its.url,
        }
        warm = Warm(environment, folder.with_name(f"{folder.name}.said"))
        try:
            yield Trial(folder, environment, chance, its, warm)
        finally:
            warm.close()
            warm.said.unlink(missing_ok=True)
