"""The databases of every size, made once and kept for as long as what they are made of stays the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from bench.edition import make_edition
from bench.plan import REPORT, ROOT
from bench.processes import BenchError, die_with_the_benchmark
from tools.scratch_portal import UNSET

MADE_OF = (
    *("records/migrations/*.py", "fixtures/*.json", "records/search/documents.py", "records/search/words.py"),
    *("bench/synthesize.py", "bench/bulk.py", "bench/made_up.py", "bench/edition.sql"),
)


@dataclass(frozen=True)
class Filled:
    """A portal's data folder, with the database of so many treaties."""

    database: str
    rows: int
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What the portal's commands run in: nothing of the developer's shell, and what Python compiled is kept."""
        own = {"DATA_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "npa_portal.settings", "DATABASE_URL": self.url}
        return os.environ | UNSET | own | {"WORKERS": "1", "PYTHONDONTWRITEBYTECODE": ""}

    @property
    def file(self) -> Path:
        """The portal's own SQLite file."""
        return self.folder / "portal.sqlite3"

    @property
    def edition(self) -> Path:
        """The same rows for Datasette."""
        return self.folder / "edition.db"

    @property
    def log(self) -> Path:
        """What was said while it was filled."""
        return self.folder / "filling.log"

    @property
    def is_ready(self) -> bool:
        """Whether it was filled, from what it would be filled from now."""
        return self.stamp.exists() and self.stamp.read_text() == digest()

    @property
    def stamp(self) -> Path:
        """Where it says from what it was filled."""
        return self.folder / "made-of"

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a command of Python's in its environment."""
        with self.log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_the_benchmark,
            )

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for its end. Raises BenchError with what it said where it failed."""
        if process.wait():
            words = self.log.read_text(errors="replace")[-3000:]
            raise BenchError(f"Filling {self.database} with {self.rows:,} treaties failed:\n{words}")


def fill(wanted: Iterable[Filled]) -> None:
    """Fill those that are not ready: the larger ones side by side, for each takes one core and many minutes."""
    absent = [filled for filled in wanted if not filled.is_ready]
    with ExitStack() as running:
        synthesizing = [(filled, running.enter_context(ended(begun(filled)))) for filled in absent]
        for filled, process in synthesizing:
            clock = time.monotonic()
            say(f"Filling {filled.database} with {filled.rows:,} treaties")
            if process:
                filled.wait(process)
            filled.wait(filled.run("manage.py", "prepare"))
            if not filled.url:
                make_edition(filled.file, filled.edition)
            filled.stamp.write_text(digest())
            say(f"  {time.monotonic() - clock:.0f} s")


def begun(filled: Filled) -> subprocess.Popen[bytes] | None:
    """Begin anew: an empty folder and an empty database; then what synthesizes, where there is anything to."""
    shutil.rmtree(filled.folder, ignore_errors=True)
    filled.folder.mkdir(parents=True)
    if filled.url:
        create_database(*filled.url.rsplit("/", 1))
    if filled.rows <= REPORT:
        return None
    where = ("--database", filled.url) if filled.url else ("--file", str(filled.file))
    return filled.run("-m", "bench.synthesize", "--rows", str(filled.rows), *where)


@contextmanager
def ended(process: subprocess.Popen[bytes] | None) -> Iterator[subprocess.Popen[bytes] | None]:
    """A process that does not outlast what it is for."""
    try:
        yield process
    finally:
        if process and process.poll() is None:
            process.terminate()
            process.wait()


def create_database(cluster: str, name: str) -> None:
    """An empty database of that name."""
    with closing(psycopg.connect(f"{cluster}/postgres", autocommit=True)) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def digest() -> str:
    """Of all that the databases are made of: where it changes, they are made anew."""
    found = hashlib.sha256()
    for path in (path for pattern in MADE_OF for path in sorted(ROOT.glob(pattern))):
        found.update(path.read_bytes())
    return found.hexdigest()


def say(line: str) -> None:
    """Tell what is being done."""
    print(line, flush=True)
