"""``kill -9`` of the portal's workers, or of their parent, while an editor saves: what was acknowledged stands."""

from __future__ import annotations

import http.client
import os
import signal
import statistics
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.cluster.editing import NAME, PASSWORD, SLUG, Editor
from bench.processes import BenchError
from tools.faults.trial import PATIENCE, Trial, promise

TREATY = f"FROM records_treaty WHERE slug = '{SLUG}'"
SAVED = f"SELECT short_name {TREATY}"
# Within so many seconds of the first save the process is killed.
SAVING = 0.5


def worker_in_save(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill the worker."""
    return in_a_save(trial, rounds, parent=False)


def parent_in_save(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill its parent, and start the portal anew."""
    return in_a_save(trial, rounds, parent=True)


def in_a_save(trial: Trial, rounds: int, *, parent: bool) -> dict[str, Any]:
    """Kill the worker, or its parent, while an editor saves one thing after the other; nobody else answers."""
    form = form_to_save(trial)
    acknowledged, recovered = 0, []
    dumped = trial.folder / "dumped"
    with ExitStack() as stack:
        server = stack.enter_context(trial.served(WORKERS="1"))
        for _ in trial.rounds(rounds):
            saving = Saving(trial, form)
            saving.start()
            saving.begun.wait(PATIENCE)
            time.sleep(trial.chance.uniform(0, SAVING))
            begun = time.monotonic()
            for process in [server.pid] if parent else workers_of(server.pid):
                os.kill(process, signal.SIGKILL)
            if parent:
                server.wait(60)
                server = stack.enter_context(trial.served(WORKERS="1"))
            trial.wait()
            recovered.append(time.monotonic() - begun)
            saving.stop()
            stands = trial.ask(SAVED)
            promise(saving.saved, f"Nothing was saved before the kill: {saving.failed}")
            promise(stands in {saving.saved, saving.tried}, f"{stands} stands, {saving.saved} was acknowledged.")
            acknowledged += saving.count
            trial.do("verify")
            trial.do("dump_records", "--directory", str(dumped))
            promise(f'"short_name": "{stands}"' in (dumped / "treaties.json").read_text(), "The dump says otherwise.")
    return {"rounds": trial.done, "saves acknowledged": acknowledged, "lost": 0, **seconds(recovered)}


def seconds(recovered: list[float]) -> dict[str, float]:
    """How long it took until all was well again."""
    return {
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
        self.saved = self.tried = self.failed = ""
        self.count = 0
        self.begun, self.stopped = threading.Event(), threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self.save_on()
            except (OSError, http.client.HTTPException, BenchError) as error:
                self.failed = repr(error)
                if self.saved:
                    break
                # A portal that has just come back on a busy machine may be too slow for the first form.
                time.sleep(0.1)

    def save_on(self) -> None:
        """Log in, and save one name after the other."""
        editor = Editor(self.trial)  # type: ignore[arg-type] # Of an instance it takes the address alone.
        while not self.stopped.is_set():
            name = f"Name {self.trial.chance.getrandbits(40)}"
            body = editor.filled(self.form, short_name=name, reason="A trial.")
            self.tried = name
            editor.post(self.form, body)
            self.saved, self.count = name, self.count + 1
            self.begun.set()

    def stop(self) -> None:
        """Return once it saves no more."""
        self.stopped.set()
        self.join(60)


def workers_of(parent: int) -> list[int]:
    """The processes that a parent has started."""
    return [*map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]
