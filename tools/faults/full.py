"""A disk without room: what writes says so, what was there stays whole, and all works again once there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.cluster.editing import Editor
from bench.processes import BenchError
from tools.faults.commands import FIXTURES, OTHER, contents, other_fixtures
from tools.faults.kills import SAVED, form_to_save
from tools.faults.trial import Trial, promise

MEGABYTE = 1_000_000
# Saves that are tried until one finds no room: what stands ready in SQLite's log takes some.
MOST = 200
ROOM = "no room left"


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of that size in memory at ``folder``; only root may make one."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)  # noqa: S607
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """While it lasts, there is no room left in ``folder``."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    try:
        yield
    finally:
        ballast.unlink()


def disk_full(trial: Trial, rounds: int) -> dict[str, Any]:
    """Fill the disk before a save, a load, a dump and the collecting of static files."""
    if trial.database.url:
        return {"left out": "the disk of a PostgreSQL is its server's"}
    form, said = form_to_save(trial), ""
    other = other_fixtures(trial.folder.with_name(f"{trial.folder.name}-other"))
    dumped = trial.folder / "dumped"
    trial.do("dump_records", "--directory", str(dumped))
    saved = 0
    for number in trial.rounds(rounds):
        with trial.served():
            editor: Any = Editor(trial)  # type: ignore[arg-type]
            last = save(editor, form, f"Before {number}")
            with filled(trial.folder):
                try:
                    for _ in range(MOST):
                        last = save(editor, form, f"Full {number} {saved}")
                        saved += 1
                    promise(False, "The disk was never full.")
                except BenchError as error:
                    said = str(error)
                promise("503" in said and ROOM in said, said)
                promise(trial.ask(SAVED) == last, "What was acknowledged does not stand.")
            save(Editor(trial), form, f"After {number}")  # type: ignore[arg-type]
        before = contents(dumped)
        # What one of them gives back when it ends is taken again.
        with filled(trial.folder):
            refused(trial, "load_records", "--replace", "--directory", str(other))
        with filled(trial.folder):
            refused(trial, "dump_records", "--directory", str(dumped))
            promise(contents(dumped) == before, "A full disk spoilt what was dumped.")
        (trial.folder / "static.stamp").unlink()
        with filled(trial.folder):
            refused(trial, "prepare")
        trial.verify()
        trial.do("load_records", "--replace", "--directory", str(other))
        promise(trial.ask(SAVED) == OTHER, "The load did not work again.")
        trial.do("load_records", "--replace", "--directory", str(FIXTURES))
        trial.verify()
    return {"rounds": trial.done, "saves that still found room": saved, "lost": 0}


def save(editor: Editor, form: str, name: str) -> str:
    """Save a treaty under that name. Raises BenchError where the portal refuses."""
    editor.send(form, short_name=name, reason="A trial.")
    return name


def refused(trial: Trial, *command: str) -> None:
    """Let a command fail. Raises FaultError where it does not, or not with a sentence."""
    code, said = trial.run(*command)
    promise(code == 1 and "Traceback" not in said, f"{command}: exit code {code}\n{said}")
    promise(any(word in said for word in ("full", "No space left", "room on its disk")), said)
