"""An editor, who saves one name of a treaty after the other, and looks whether every worker shows it at once."""

from __future__ import annotations

import http.client
import random
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bench.cluster.editing import NAME, PASSWORD, Editor
from bench.cluster.machines import BEHIND
from tools.faults.trial import Trial

PATIENCE = 60
# So many new connections, and none of them to the last worker: that is no chance.
ENOUGH = 200
LISTED = ("/changes/", "/api/v1/treaties/?format=csv")


class UnseenError(Exception):
    """A save that was acknowledged, and that a page did not show."""


class Saving:
    """Saves short names of treaties, whose pages are among ``pages``, and counts the saves and what was looked at."""

    def __init__(self, trial: Trial, workers: Iterable[int], pages: Iterable[str], chance: random.Random) -> None:
        trial.do("create_account", "--username", NAME, "--role", "editor", PORTAL_PASSWORD=PASSWORD)
        self.editor = Editor(trial)  # type: ignore[arg-type] # Of an instance it takes the address alone.
        self.port, self.workers, self.chance = int(trial.environment["PORT"]), frozenset(workers), chance
        slugs = [page.split("/")[2] for page in pages if page.startswith("/treaties/") and page != "/treaties/"]
        self.treaties = {slug: trial.ask(f"SELECT id FROM records_treaty WHERE slug = '{slug}'") for slug in slugs}  # noqa: S608
        self.saves = self.looked_at = 0

    def save(self) -> None:
        """One save. Raises UnseenError, and BenchError where it is refused."""
        slug = self.chance.choice([*self.treaties])
        name = f"Named{self.chance.getrandbits(60)}"
        self.editor.send(f"/admin/records/treaty/{self.treaties[slug]}/change/", short_name=name, reason="Under load.")
        self.saves += 1
        self.look(name, (f"/treaties/{slug}/", f"/api/v1/treaties/{slug}/", f"/search/?q={name}", *LISTED))

    def look(self, name: str, paths: Iterable[str]) -> None:
        """Ask each worker for these pages. Raises UnseenError."""
        unasked = self.workers
        for _ in range(ENOUGH):
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
                for path in paths:
                    if name not in page(connection, path):
                        raise UnseenError(f"{path} does not show {name}, which was saved.")
                    self.looked_at += 1
                unasked = unasked - {self.answering(connection)}
            if not unasked:
                return
        raise UnseenError(f"The workers {unasked} answer nobody.")

    def answering(self, connection: http.client.HTTPConnection) -> int:
        """The worker that holds the other end of a connection."""
        end = socket_of(connection.sock.getsockname()[1], self.port)
        return next(worker for worker in self.workers if end in held_by(worker))


def page(connection: http.client.HTTPConnection, path: str) -> str:
    """What is answered."""
    connection.request("GET", path, headers=BEHIND)
    return connection.getresponse().read().decode()


def socket_of(visitor: int, portal: int) -> str:
    """How the kernel calls the portal's end of the connection between these ports."""
    ends = f":{portal:04X} 0100007F:{visitor:04X} "
    line = next(line for line in Path("/proc/net/tcp").read_text().splitlines() if ends in line)
    return f"socket:[{line.split()[9]}]"


def held_by(process: int) -> set[str]:
    """What a process has open."""
    found = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.add(str(file.readlink()))
        except OSError:
            # Closed meanwhile.
            continue
    return found
