"""The databases of every size, made once and kept for as long as what they are made of stays the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from bench.edition import make_edition
from bench.plan import REPORT, ROOT
from bench.processes import BenchError
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

    def manage(self, *command: str) -> None:
        """Run a command of manage.py, or a module, on it. Raises BenchError with what it said where it fails."""
        run = [sys.executable, *command]
        done = subprocess.run(
            run,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchError(
                f"{' '.join(command)} failed for {self.rows} rows on {self.database}:\n{done.stdout[-3000:]}"
            )


def filled(folder: Path, database: str, rows: int, cluster: str = "") -> Filled:
    """The database with ``rows`` treaties, prepared and, where that is more than the report has, synthesized."""
    url = f"{cluster}/npa_{rows}" if cluster else ""
    made = Filled(database, rows, folder / f"{database}-{rows}", url)
    stamp = made.folder / "made-of"
    wanted = digest()
    if not stamp.exists() or stamp.read_text() != wanted:
        begun = time.monotonic()
        say(f"Filling {database} with {rows:,} treaties")
        shutil.rmtree(made.folder, ignore_errors=True)
        made.folder.mkdir(parents=True)
        if cluster:
            create_database(cluster, f"npa_{rows}")
        if rows > REPORT:
            where = ("--database", url) if cluster else ("--file", str(made.file))
            made.manage("-m", "bench.synthesize", "--rows", str(rows), *where)
        made.manage("manage.py", "prepare")
        if not cluster:
            make_edition(made.file, made.edition)
        stamp.write_text(wanted)
        say(f"  {time.monotonic() - begun:.0f} s")
    return made


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
