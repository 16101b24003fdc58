"""A portal of a trial's own, on either database, each command of which can be killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from bench.cluster.machines import BEHIND, HOST
from tools.scratch_portal import ROOT, environment_in, free_port

PATIENCE = 300


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

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def start(self, *command: str, **settings: str) -> subprocess.Popen[str]:
        """Start a command of manage.py, with all that it starts in a group of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, **settings: str) -> tuple[int, str]:
        """Exit code, and all that it said."""
        with self.start(*command, **settings) as process:
            said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def do(self, *command: str, **settings: str) -> str:
        """The same of what must not fail. Raises FaultError."""
        code, said = self.run(*command, **settings)
        promise(code == 0, said)
        return said

    def ask(self, query: str) -> Any:
        """The first value that the database gives, past the portal."""
        if url := self.environment["DATABASE_URL"]:
            with closing(psycopg.connect(url)) as server:
                return server.execute(query.encode()).fetchone()[0]  # type: ignore[index]
        with closing(sqlite3.connect(self.folder / "portal.sqlite3")) as file:
            return file.execute(query).fetchone()[0]

    def verify(self) -> None:
        """Raises FaultError where database, search, history and log do not agree."""
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
        with self.start(*command) as process:
            try:
                process.wait(self.chance.uniform(0, within))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return True
        return False

    @contextmanager
    def served(self) -> Iterator[subprocess.Popen[str]]:
        """The server, once it answers. Raises FaultError where it does not."""
        with (self.folder / "portal.log").open("a") as log:
            command = [sys.executable, "manage.py", "serve"]
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT, text=True
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
def trial(folder: Path, chance: random.Random, url: str = "") -> Iterator[Trial]:
    """A portal without tables; on PostgreSQL in a database of its own, which goes at the end."""
    environment = environment_in(str(folder)) | {"PORT": str(free_port()), "ALLOWED_HOSTS": HOST, "HTTPS": "on"}
    if not url:
        yield Trial(folder, environment, chance)
        return
    name = f"faults_{uuid.uuid4().hex}"
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Trial(
                folder, environment | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}, chance
            )
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
