"""The power fails: on the disk stands what was synced, and nothing else. For SQLite; needs a C compiler, on Linux."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.cluster.editing import SLUG, Editor
from tools.faults.full import save
from tools.faults.kills import form_to_save
from tools.faults.trial import FaultError, Trial, promise

SOURCE = Path(__file__).with_name("synced.c")
ASKED = "SELECT short_name FROM records_treaty WHERE slug = ?"
# So many saves at most come before the power fails.
SAVES = 5


def power_cut(trial: Trial, rounds: int) -> dict[str, Any]:
    """Save, and look each time at what the disk would hold if the power failed the moment that it is acknowledged.

    Once more with SQLite's NORMAL, which loses some: else the trial could not fail.
    """
    if trial.database.url:
        return {"left out": "PostgreSQL syncs by itself (fsync, synchronous_commit)"}
    saves, lost = cut(trial, rounds)
    promise(not lost, f"Acknowledged, and not on the disk: {lost}")
    done = trial.done
    _, lost_by_normal = cut(trial, rounds, DJANGO_SETTINGS_MODULE="tools.faults.not_synced")
    promise(lost_by_normal, "Nothing is lost by NORMAL either: the trial finds nothing.")
    return {
        "rounds": done,
        "saves acknowledged": saves,
        "lost": 0,
        "rounds with NORMAL": trial.done,
        "lost by NORMAL": len(lost_by_normal),
    }


def cut(trial: Trial, rounds: int, **settings: str) -> tuple[int, list[str]]:
    """How many saves were acknowledged, and which of those that came last was not on the disk then."""
    form = form_to_save(trial)
    database, disk = trial.folder / "portal.sqlite3", trial.folder / "disk"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    shutil.copy(database, disk)
    keeping = {"LD_PRELOAD": str(compiled(trial.folder)), "KEPT_OF": str(database), "KEPT_IN": str(disk)}
    saves, lost = 0, []
    with trial.served(WORKERS="1", **keeping, **settings):
        editor: Any = Editor(trial)  # type: ignore[arg-type]
        for number in trial.rounds(rounds):
            for last in range(trial.chance.randint(1, SAVES)):
                name = save(editor, form, f"Name {number} {last}")
                saves += 1
            after = trial.folder / f"after-{number}"
            shutil.copytree(disk, after)
            if stands_in(after / database.name) != name:
                lost.append(name)
            shutil.rmtree(after)
    return saves, lost


def stands_in(file: Path) -> str:
    """What a database holds after the power came back. Raises FaultError where it is not whole."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
            promise(said == "ok", said)
            return str(connection.execute(ASKED, [SLUG]).fetchone()[0])
    except sqlite3.Error as error:
        raise FaultError(f"{file}: {error}") from error


def compiled(folder: Path) -> Path:
    """What keeps what is synced. Raises FaultError where it cannot be made."""
    library = folder / "synced.so"
    done = subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    promise(done.returncode == 0, done.stderr)
    return library
