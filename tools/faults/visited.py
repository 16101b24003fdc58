"""What a portal goes through while it is visited: processes lost, the database gone for a while, reloads, restarts."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.cluster.machines import BEHIND
from npa_portal.listening import HANDED_OVER
from tools.faults.kills import seconds, workers_of
from tools.faults.outage import database_gone
from tools.faults.trial import PATIENCE, Trial, promise
from tools.scratch_portal import ROOT

KEPT = "/about/"
VISITORS = 4
# As systemd starts it, which goes on listening when it ends.
HANDING = (
    "import os, sys; os.dup2(int(sys.argv[1]), int(sys.argv[2])); os.environ['LISTEN_PID'] = str(os.getpid());"
    "os.execv(sys.executable, [sys.executable, 'manage.py', 'serve'])"
)


def until(happened: Callable[[], bool], otherwise: str) -> float:
    """Wait for something; for how many seconds. Raises FaultError where it does not happen."""
    begun = time.monotonic()
    while not happened():
        promise(time.monotonic() - begun < PATIENCE, otherwise)
        time.sleep(0.01)
    return time.monotonic() - begun


def status(port: int, path: str) -> int:
    """How a visitor is answered, on a connection of his own. Raises OSError and HTTPException."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=BEHIND | {"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def processes_lost(trial: Trial, rounds: int) -> dict[str, Any]:
    """Kill all workers again and again, some while they start, and at last their parent each time."""
    back, gone = [], []
    with ExitStack() as stack:
        for _ in trial.rounds(rounds):
            server = stack.enter_context(trial.served())
            for _ in range(3):
                for worker in workers_of(server.pid):
                    os.kill(worker, signal.SIGKILL)
                time.sleep(trial.chance.uniform(0, 1))
            back.append(trial.wait())
            promise(server.poll() is None, "The parent gave up.")
            workers = workers_of(server.pid)
            server.kill()
            server.wait()
            gone.append(until(lambda left=workers: not any(map(lives, left)), "Workers outlive their parent."))  # type: ignore[misc]
    return {
        "rounds": trial.done,
        "all workers killed": 3 * trial.done,
        **seconds(back),
        "orphans gone, at most": round(max(gone), 2),
    }


def lives(process: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{process}").exists()


def database_lost(trial: Trial, rounds: int) -> dict[str, Any]:
    """Take the database away for a moment: what is kept goes on, all comes back by itself, with the same workers."""
    port, back = int(trial.environment["PORT"]), []
    with trial.served() as server:
        workers = workers_of(server.pid)
        # Kept by every worker.
        for _ in range(30):
            status(port, KEPT)
        for number in trial.rounds(rounds):
            with database_gone(trial.environment):
                until(lambda: status(port, "/healthz/") == http.client.SERVICE_UNAVAILABLE, "/healthz/ says nothing.")
                time.sleep(trial.chance.uniform(0, 1))
                unheard = f"/treaties/?q=unheard-{number}"
                promise(status(port, unheard) == http.client.SERVICE_UNAVAILABLE, "It answers without a database.")
                promise(status(port, KEPT) == http.client.OK, "What is kept is not sent.")
            back.append(until(lambda: well(port, number), "It does not come back."))  # noqa: B023
        promise(workers_of(server.pid) == workers, "A worker was lost.")
    trial.do("verify")
    return {"rounds": trial.done, **seconds(back)}


def well(port: int, number: int) -> bool:
    """Whether nobody of some is told that the database is gone."""
    asked = ["/healthz/", *(f"/treaties/?q=heard-{number}-{one}" for one in range(4))]
    return all(status(port, path) == http.client.OK for path in asked)


class Visitors:
    """Who ask without end, each time on a new connection: how often they were answered, and what failed."""

    def __init__(self, port: int) -> None:
        self.port, self.answered, self.failures = port, 0, list[str]()
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=[one], daemon=True) for one in range(VISITORS)]

    def ask(self, one: int) -> None:
        """Ask for what is kept and what is not, in turn."""
        while not self.stopped.is_set():
            try:
                for path in (KEPT, f"/treaties/?q=asked-{one}-{self.answered}"):
                    found = status(self.port, path)
                    promise(found == http.client.OK, f"{path}: {found}")
                    self.answered += 1
            except Exception as error:  # noqa: BLE001 # Whatever it is, it is told.
                self.failures.append(repr(error))
            # A moment's rest: the server that starts anew needs the processors, too.
            time.sleep(0.01)

    def __enter__(self) -> Visitors:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(PATIENCE)

    def go_on(self) -> None:
        """Return once some more were answered."""
        more = self.answered + 20
        until(lambda: self.answered > more or bool(self.failures), "Nobody is answered.")


def reloaded(trial: Trial, rounds: int) -> dict[str, Any]:
    """Reload, and end and start anew, while visitors ask: none of them is told anything of it."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        port = listening.getsockname()[1]
        visitors = Visitors(port)
        with visitors:
            for _ in trial.rounds(rounds):
                with handed(trial, listening) as server:
                    visitors.go_on()
                    old = set(workers_of(server.pid))
                    server.send_signal(signal.SIGHUP)
                    until(lambda pid=server.pid, old=old: old.isdisjoint(workers_of(pid)), "It is not reloaded.")  # type: ignore[misc]
                    visitors.go_on()
            # Whoever waits now is answered by the last one.
            with handed(trial, listening):
                visitors.__exit__()
    promise(not visitors.failures, visitors.failures[:5])
    return {"rounds": trial.done, "reloads and restarts": 2 * trial.done, "answered": visitors.answered, "failed": 0}


@contextmanager
def handed(trial: Trial, listening: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """The portal on a socket that is not its own; ended by SIGTERM."""
    with (trial.folder / "portal.log").open("a") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", HANDING, str(listening.fileno()), str(HANDED_OVER)],
            env=trial.environment | {"LISTEN_FDS": "1"},
            cwd=ROOT,
            pass_fds=[listening.fileno()],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield server
    finally:
        server.terminate()
        server.wait(PATIENCE)
