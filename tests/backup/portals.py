"""Portals of their own, on either database, run by commands in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from tests.databases import EMPTY, own_database, server_url
from tools.faults.warm import Warm
from tools.scratch_portal import environment_in

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
# That on which the tests run; SQLite is there beside it.
OWN = "postgresql" if ON_POSTGRESQL else "sqlite"
AVAILABLE = sorted({OWN, "sqlite"})
PATIENCE = 300

# What editors and superusers leave behind: a correction, a rename, a withdrawal, one that was brought back, accounts.
EDITS = """
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from records.corrections import editing
from records.models import Event, Meeting, Topic, Treaty
User.objects.create_superuser("root", password="a long and silly password")
hanako = User.objects.create_user("hanako", password="another silly password", is_staff=True)
hanako.groups.add(Group.objects.get(name="Editors"))
SessionStore().save()
treaty = Treaty.objects.get(slug="convention-on-cybercrime")
treaty._change_reason, treaty._history_user = "Signed on several days.", hanako
treaty.short_name = "Budapest Convention – サイバー犯罪"
treaty.save()
treaty.topics.remove(treaty.topics.first())
editing.rename(Treaty.objects.last(), "another-address", reason="A better one.", user=hanako)
editing.withdraw(Event.objects.order_by("pk").last(), reason="Told twice.", user=hanako)
meeting = Meeting.objects.first()
editing.withdraw(meeting, reason="By mistake.", user=hanako)
editing.bring_back(Meeting.history.first(), reason="It was there.", user=hanako)
"""
STATE = """
from records.models import Revision
from django.contrib.sessions.models import Session
print(Revision.objects.state().token, Session.objects.count())
"""


@dataclass
class Portal:
    """A data folder, a database, and the environment of whoever works on them."""

    folder: Path
    environment: dict[str, str]

    def start(self, *command: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "django", *command],
            cwd=Path(__file__).parents[2],
            env=self.environment | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @cached_property
    def warm(self) -> Warm:
        """Where its commands begin at once."""
        return Warm(self.environment, self.folder.with_name(f"{self.folder.name}.said"))

    def run(self, *command: str, **settings: str) -> tuple[int, str]:
        """Exit code, and all that it said."""
        # What is loaded has read its settings.
        if settings:
            with self.start(*command, **settings) as process:
                said, _ = process.communicate(timeout=PATIENCE)
            return process.returncode, said
        begun = self.warm.start(command, {})
        code = begun.wait(PATIENCE)
        assert code is not None, begun.said()
        return code, begun.said()

    def close(self) -> None:
        """Nothing more is run there."""
        if "warm" in self.__dict__:
            self.warm.close()

    def do(self, *command: str, **settings: str) -> str:
        """The same of what must not fail."""
        returncode, said = self.run(*command, **settings)
        assert returncode == 0, said
        return said

    def ask(self, code: str) -> str:
        """What lines of Python print there."""
        return self.do("shell", "--verbosity", "0", "--command", code).strip()

    @property
    def database(self) -> Path:
        """The file of SQLite."""
        return self.folder / "portal.sqlite3"

    @property
    def backups(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("npa-portal-*.zip"))

    def back_up(self) -> Path:
        self.do("backup")
        return self.backups[-1]

    def dumped(self, name: str) -> dict[str, bytes]:
        """The fixtures as this portal writes them, by name."""
        self.do("dump_records", "--directory", str(self.folder / name))
        return {path.name: path.read_bytes() for path in (self.folder / name).iterdir()}


@contextmanager
def portal(folder: Path, database: str, *, like: str = EMPTY) -> Iterator[Portal]:
    """A portal without tables, or like that database of PostgreSQL; its own goes at the end."""
    with (
        own_database(server_url(), like=like) if database == "postgresql" else nullcontext("") as url,
        closing(Portal(folder, environment_in(str(folder)) | {"DATABASE_URL": url, "DEBUG": "on"})) as one,
    ):
        yield one


def rows_in(backup: Path) -> dict[str, bytes]:
    """The rows of every table, by the name of its member."""
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("tables/")}
