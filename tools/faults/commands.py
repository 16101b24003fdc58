"""``kill -9`` of a command in its work: what stands there afterwards is the old or the new, and whole."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from npa_portal.environment import BASE_DIR
from records.backup.archive import Backup
from tools.faults.databases import BEGINNING
from tools.faults.kills import SAVED
from tools.faults.trial import Trial, promise
from tools.faults.upgrade import postgresql_of_0_1_0, sqlite_of_0_1_0

FIXTURES = BASE_DIR / "fixtures"
OTHER = "Another name"
# The first of the migrations that are made anew over all the records.
BEFORE = "0003"
NAMES = "SELECT count(*) FROM records_treaty WHERE short_name = 'Budapest Convention'"


def in_a_load(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a load that brings other records than there are."""
    other = other_fixtures(trial.folder / "other")
    all_of_them = len(json.loads((other / "treaties.json").read_text()))
    sources, left = [FIXTURES, other], Counter[str]()
    usual = trial.usual(*from_folder(other))
    trial.do(*from_folder(FIXTURES))
    stands = False
    for _ in trial.rounds(rounds):
        trial.killed(usual, *from_folder(sources[1 - stands]))
        count = trial.ask(f"SELECT count(*) FROM records_treaty WHERE short_name = '{OTHER}'")  # noqa: S608
        promise(count in {0, all_of_them}, f"Half of a load stands there: {count}.")
        left["the old" if bool(count) == stands else "the new"] += 1
        stands = bool(count)
        trial.do("verify")
    trial.do(*from_folder(FIXTURES))
    trial.do(*from_folder(FIXTURES))
    trial.verify()
    return {"rounds": trial.done, **left}


def from_folder(folder: Path) -> tuple[str, ...]:
    """The command that loads the fixtures there."""
    return "load_records", "--replace", "--directory", str(folder)


def other_fixtures(folder: Path) -> Path:
    """The fixtures with another name for each treaty, in ``folder``."""
    shutil.copytree(FIXTURES, folder)
    rows = json.loads((folder / "treaties.json").read_text())
    for row in rows:
        row["fields"]["short_name"] = OTHER
    (folder / "treaties.json").write_text(json.dumps(rows))
    return folder


def in_a_dump(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a dump: each file is the old or the new one, and the next dump leaves all of them right, and no other."""
    into = trial.folder / "dumped"
    right, usual = dumped(trial)
    killed = 0
    for _ in trial.rounds(rounds):
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir()
        for name in right:
            (into / name).write_text("[]\n")
        killed += trial.killed(usual, "dump_records", "--directory", str(into))
        found = contents(into)
        promise(all(found[name] in {b"[]\n", right[name]} for name in right), "A file is neither old nor new.")
        trial.do("dump_records", "--directory", str(into))
        promise(contents(into) == right, "The next dump is another one.")
    trial.verify()
    return {"rounds": trial.done, "killed before the end": killed}


def dumped(trial: Trial) -> tuple[dict[str, bytes], float]:
    """The records as files, and how long they took."""
    folder = trial.folder / "wanted"
    usual = trial.usual("dump_records", "--directory", str(folder))
    return contents(folder), usual


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def in_a_backup(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a backup: none stands there that is not whole, and the next one is made all the same."""
    folder = trial.folder / "backups"
    usual = trial.usual("backup")
    killed = 0
    for _ in trial.rounds(rounds):
        killed += trial.killed(usual, "backup")
        trial.do("backup")
        names = [path.name for path in folder.iterdir() if path.name != ".lock"]
        promise(all(name.startswith("npa-portal-") for name in names), f"Something was left: {names}")
        for name in names:
            Backup(folder / name).check()
    trial.verify()
    return {"rounds": trial.done, "killed before the end": killed}


def in_a_restore(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a restore that brings other records than there are: the old ones stand, or those of the backup."""
    trial.do("backup", "--directory", str(trial.folder / "apart"))
    (backup,) = (trial.folder / "apart").glob("*.zip")
    restore = "restore", "--yes", str(backup)
    trial.do(*from_folder(other_fixtures(trial.folder / "other")))
    trial.database.keep(BEGINNING)
    usual, left = trial.usual(*restore), Counter[str]()
    for _ in trial.rounds(rounds):
        trial.database.bring_back(BEGINNING)
        trial.killed(usual, *restore)
        old = trial.ask(SAVED) == OTHER
        left["the old" if old else "the new"] += 1
        trial.verify()
        if old:
            trial.do(*restore)
        promise(trial.ask(SAVED) != OTHER, "The next restore brought nothing.")
        drafts = [path.name for path in trial.folder.glob(".portal.sqlite3*")]
        promise(not drafts, f"Something was left: {drafts}")
        clear(trial.folder)
    return {"rounds": trial.done, **left}


def clear(folder: Path) -> None:
    """Take away what restores keep of what they replace, so that the disk lasts for all rounds."""
    for path in (*folder.glob("portal.sqlite3.replaced-*"), *folder.glob("backups/replaced-*")):
        path.unlink()


def in_a_migration(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a start that brings tables full of records up to date, from before the revision; the next one does it."""
    right, _ = dumped(trial)
    trial.do("migrate", "records", BEFORE)
    return brought_up_to_date(trial, rounds, lambda: promise(dumped(trial)[0] == right, "The records are others."))


def in_an_upgrade(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill the first start on the database of 0.1.0: the next one brings it over, with its edits."""
    if trial.database.url:
        postgresql_of_0_1_0(trial.database.url)
    else:
        sqlite_of_0_1_0(trial.folder / "portal.sqlite3")
    return brought_up_to_date(trial, rounds, lambda: promise(trial.ask(NAMES) == 1, "An edit is lost."))


def brought_up_to_date(trial: Trial, rounds: int, check: Callable[[], None]) -> dict[str, Any]:
    """Kill the start on the database as it is, again and again from the beginning."""
    trial.database.keep(BEGINNING)
    usual, killed = trial.usual("prepare"), 0
    for _ in trial.rounds(rounds):
        trial.database.bring_back(BEGINNING)
        killed += trial.killed(usual, "prepare")
        trial.verify()
        check()
        left = [path.name for path in trial.folder.glob(".*")]
        promise(not left, f"Something was left: {left}")
        clear(trial.folder)
    return {"rounds": trial.done, "killed before the end": killed}


def in_a_start(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill the first start at any moment: tables, records, search, at times the static files. The next makes all."""
    trial.database.keep(BEGINNING)
    usual, killed = trial.usual("prepare"), 0
    right, _ = dumped(trial)
    for number in trial.rounds(rounds):
        trial.database.bring_back(BEGINNING)
        if number % 10 == 0:
            shutil.rmtree(trial.folder / "static")
        (trial.folder / "static.stamp").unlink()
        killed += trial.killed(usual, "prepare")
        trial.verify()
        promise(dumped(trial)[0] == right, "Another start brings other records.")
        promise((trial.folder / "static" / "staticfiles.json").exists(), "No static files.")
    return {"rounds": trial.done, "killed before the end": killed}
