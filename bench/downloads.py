"""The file of all rows: how long it takes, what memory it needs, and how long others wait for their pages meanwhile."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.asking import Visitor
from bench.bench import Bench
from bench.filling import say
from bench.peers import CACHE_OFF, datasette, portal
from bench.processes import Server

ADDRESSES = {"portal": "/api/v1/treaties/?format=csv", "datasette": "/edition/treaties.csv?_stream=1&_size=max"}
# Seconds between two pages of the other visitor, and between two looks at the memory.
PAUSE, LOOKS = 0.02, 0.2
# A million rows take minutes: one round is enough, and what takes longer than so many seconds is broken off there.
ROUNDS = {100_000: 3, 1_000_000: 1}
LONGEST = 240
CURL = f"curl --silent --show-error --max-time {LONGEST} --write-out '%{{stderr}}%{{size_download}}' \"$1\""
READ = ["sh", "-c", f"{CURL} | grep --count --text '\r$'", "sh"]


def measure(bench: Bench) -> list[dict[str, Any]]:
    """A row for each size, database, round and peer; the smallest size is no download."""
    return [row for size in bench.plan.sizes[1:] for row in of_size(bench, size)]


def of_size(bench: Bench, size: int) -> Iterator[dict[str, Any]]:
    """The rows of one size. Each server is started anew, so that its memory is that of this download."""
    others = {kind.name: kind for kind in bench.kinds(size)}["record"]
    for turn in range(ROUNDS[size]):
        for database in bench.plan.databases:
            say(f"  {size:,} rows, portal on {database}: round {turn + 1} of {ROUNDS[size]}")
            with portal(bench.database(size, database), **CACHE_OFF) as server:
                yield {"rows": size, "database": database, "round": turn} | download(server, "portal", others.portal)
        say(f"  {size:,} rows, Datasette: round {turn + 1} of {ROUNDS[size]}")
        with datasette(bench.folder, bench.database(size)) as server:
            yield {"rows": size, "database": "sqlite", "round": turn} | download(server, "datasette", others.datasette)


def download(server: Server, peer: str, pages: tuple[str, ...]) -> dict[str, Any]:
    """One download beside one visitor, who asks for records all the time."""
    visitor = Visitor(server.url)
    before = [visitor.get(pages[number % len(pages)]).milliseconds for number in range(50)]
    idle = server.resident()
    meanwhile: list[float] = []
    peaks = [idle]

    def ask() -> None:
        meanwhile.append(visitor.get(pages[len(meanwhile) % len(pages)]).milliseconds)

    with again_and_again(ask, PAUSE), again_and_again(lambda: peaks.append(server.resident()), LOOKS):
        begun = time.perf_counter()
        length, lines = read(server.url, ADDRESSES[peer])
        took = time.perf_counter() - begun
    return {
        "peer": peer,
        "seconds": round(took, 2),
        "per_second": round(lines / took),
        "bytes": length,
        "lines": lines,
        "idle": idle,
        "peak": max(peaks),
        "alone_ms": round(statistics.median(before[10:]), 2),
        "meanwhile_ms": round(statistics.median(meanwhile), 2),
        "meanwhile_most_ms": round(max(meanwhile), 2),
        "pages_meanwhile": len(meanwhile),
    }


@contextmanager
def again_and_again(act: Callable[[], None], pause: float) -> Iterator[None]:
    """Do it in a thread of its own until the end, at least once. What it raises is raised at the end."""
    over = threading.Event()
    raised: list[Exception] = []

    def run() -> None:
        try:
            act()
            while not over.wait(pause):
                act()
        except Exception as error:  # noqa: BLE001
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if raised:
        raise raised[0]


def read(url: str, path: str) -> tuple[int, int]:
    """The bytes and the lines of what is answered within `LONGEST`, without compression.

    By curl and grep, which take little: who reads in this process would keep the other visitor's thread waiting.
    """
    done = subprocess.run([*READ, url + path], capture_output=True, text=True, check=False)
    return int(done.stderr.rpartition("\n")[2]), int(done.stdout)
