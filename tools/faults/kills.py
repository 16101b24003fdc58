"""``kill -9`` in the middle of what writes: what stands there afterwards is the old or the new, and whole."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.cluster.editing import NAME, PASSWORD, SLUG, Editor
from bench.processes import BenchError
from npa_portal.environment import BASE_DIR
from tools.faults.trial import Trial, promise

FIXTURES = BASE_DIR / "fixtures"
TREATY = f"FROM records_treaty WHERE slug = '{SLUG}'"
SAVED = f"SELECT short_name {TREATY}"
# Within so many seconds of the first save the process is killed.
SAVING = 1.0
OTHER = "Another name"


def in_a_save(trial: Trial, rounds: int, *, parent: bool) -> dict[str, Any]:
    """Kill all workers, or their parent, while an editor saves one thing after the other."""
    form = form_to_save(trial)
    acknowledged, recovered = 0, []
    with ExitStack() as stack:
        server = stack.enter_context(trial.served())
        for _ in range(rounds):
            saving = Saving(trial, form)
            saving.start()
            saving.begun.wait(60)
            time.sleep(trial.chance.uniform(0, SAVING))
            begun = time.monotonic()
            for process in [server.pid] if parent else workers_of(server.pid):
                os.kill(process, signal.SIGKILL)
            if parent:
                server.wait(60)
                server = stack.enter_context(trial.served())
            trial.wait()
            recovered.append(time.monotonic() - begun)
            saving.stop()
            stands = trial.ask(SAVED)
            promise(saving.saved, "Nothing was saved before the kill.")
            promise(stands in {saving.saved, saving.tried}, f"{stands} stands, {saving.saved} was acknowledged.")
            acknowledged += saving.count
            trial.verify()
    return {
        "rounds": rounds,
        "saves acknowledged": acknowledged,
        "lost": 0,
        "back in seconds, median": round(statistics.median(recovered), 2),
        "at most": round(max(recovered), 2),
    }


def form_to_save(trial: Trial) -> str:
    """The address of the form of a treaty, which the `Editor` may send from now on."""
    if not trial.ask("SELECT count(*) FROM auth_user"):
        trial.do("create_account", "--username", NAME, "--role", "superuser", PORTAL_PASSWORD=PASSWORD)
    return f"/admin/records/treaty/{trial.ask(f'SELECT id {TREATY}')}/change/"


class Saving(threading.Thread):
    """An editor, who saves another name of a treaty each time, until an answer fails."""

    def __init__(self, trial: Trial, form: str) -> None:
        super().__init__(daemon=True)
        self.trial, self.form = trial, form
        # What was acknowledged last, and what was sent last.
        self.saved = self.tried = ""
        self.count = 0
        self.begun, self.stopped = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            editor = Editor(self.trial)  # type: ignore[arg-type] # Of an instance it takes the address alone.
            while not self.stopped.is_set():
                name = f"Name {self.trial.chance.getrandbits(40)}"
                body = editor.filled(self.form, short_name=name, reason="A trial.")
                self.tried = name
                editor.post(self.form, body)
                self.saved, self.count = name, self.count + 1
                self.begun.set()
        except (OSError, http.client.HTTPException, BenchError):
            self.begun.set()

    def stop(self) -> None:
        """Return once it saves no more."""
        self.stopped.set()
        self.join(60)


def workers_of(parent: int) -> list[int]:
    """The processes that a parent has started."""
    return [*map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]


def in_a_load(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill a load that brings other records than there are."""
    other = other_fixtures(trial.folder / "other")
    all_of_them = len(json.loads((other / "treaties.json").read_text()))
    sources, left = [FIXTURES, other], Counter[str]()
    usual = trial.usual(*from_folder(other))
    trial.do(*from_folder(FIXTURES))
    stands = False
    for _ in range(rounds):
        trial.killed(usual, *from_folder(sources[1 - stands]))
        count = trial.ask(f"SELECT count(*) FROM records_treaty WHERE short_name = '{OTHER}'")  # noqa: S608
        promise(count in {0, all_of_them}, f"Half of a load stands there: {count}.")
        left["the old" if bool(count) == stands else "the new"] += 1
        stands = bool(count)
        trial.verify()
    trial.do(*from_folder(FIXTURES))
    return {"rounds": rounds, **left}


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
    into, wanted = trial.folder / "dumped", trial.folder / "wanted"
    usual = trial.usual("dump_records", "--directory", str(wanted))
    right = contents(wanted)
    killed = 0
    for _ in range(rounds):
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
    return {"rounds": rounds, "killed before the end": killed}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def in_a_start(fresh: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """Kill the first start at any moment: tables, records, search, static files. The next one makes them all."""
    killed, usual = 0, 0.0
    right: dict[str, bytes] = {}
    for number in range(rounds + 1):
        with fresh() as trial:
            if number:
                killed += trial.killed(usual, "prepare")
            usual = max(usual, trial.usual("prepare"))
            trial.verify()
            trial.do("dump_records", "--directory", str(trial.folder / "dumped"))
            found = contents(trial.folder / "dumped")
            right = right or found
            promise(found == right, "Another start brings other records.")
            with trial.served():
                promise((trial.folder / "static" / "staticfiles.json").exists(), "No static files.")
    return {"rounds": rounds, "killed before the end": killed}
