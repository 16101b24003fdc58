"""A portal with its own processes, and what goes wrong around it: it goes on, or says so, and recovers by itself."""

from __future__ import annotations

import functools
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from npa_portal.environment import BASE_DIR
from tests.sampling import thorough
from tools.faults.outage import database_gone
from tools.scratch_portal import ScratchPortal, free_port, scratch_portal

pytestmark = [thorough, pytest.mark.skipif(sys.platform != "linux", reason="reads processes from /proc")]

PATIENCE = 60
ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def visit(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers={"Connection": "close"})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, headers, answer.read().decode()
    finally:
        connection.close()


def until(happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children(parent: int) -> set[int]:
    return set(map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()))


def parent_of(portal: ScratchPortal) -> int:
    """The process that supervises the workers: the one that is started with the portal's environment."""
    mark = f"DATA_DIR={portal.environment['DATA_DIR']}\0".encode()
    found = [
        int(path.parts[2])
        for path in Path("/proc").glob("[0-9]*/environ")
        if mark in read(path) and b"supervising.py" in read(path.with_name("cmdline"))
    ]
    assert len(found) == 1, found
    return found[0]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@contextmanager
def portal_on(environment: dict[str, str], folder: Path) -> Iterator[ScratchPortal]:
    """A portal on a database of the kind that the tests run on."""
    with scratch_portal(folder, DATABASE_URL=environment["DATABASE_URL"]) as portal:
        yield portal


# Processes


def test_workers_that_are_killed_again_and_again_are_replaced_and_a_killed_parent_leaves_none(
    prepared_folder: Path,
) -> None:
    with scratch_portal(prepared_folder) as portal:
        port, parent = int(portal.environment["PORT"]), parent_of(portal)
        for pause in (0.6, 0.9, 1.3, 2.0, 0.6, 0.6):
            for worker in children(parent):
                os.kill(worker, signal.SIGKILL)
            time.sleep(pause)
        assert visit(port, "/about/")[0] == 200
        assert len(children(parent)) == 2

        with ExitStack() as stack:
            for _ in range(3):
                workers = children(parent)
                os.kill(parent, signal.SIGKILL)
                # At once: who starts it anew waits for nothing.
                parent = stack.enter_context(served(portal)).pid
                until(functools.partial(are_gone, workers))
                until(lambda: answers(port))
                assert parent_of(portal) == parent


def are_gone(processes: set[int]) -> bool:
    return not any(Path(f"/proc/{one}").exists() for one in processes)


@contextmanager
def served(portal: ScratchPortal, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """The portal's folder and database served once more."""
    with (
        (Path(portal.environment["DATA_DIR"]) / "portal.log").open("a") as said,
        subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            env=portal.environment | settings,
            cwd=BASE_DIR,
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()


def answers(port: int) -> bool:
    try:
        return visit(port, "/healthz/")[0] == 200
    except OSError:
        return False


# The database


def test_the_database_goes_and_comes_back(prepared: dict[str, str], prepared_folder: Path) -> None:
    with portal_on(prepared, prepared_folder) as portal:
        port, log = int(portal.environment["PORT"]), Path(portal.environment["DATA_DIR"]) / "portal.log"
        workers = children(parent_of(portal))
        # Kept by both workers.
        for _ in range(30):
            assert visit(port, "/about/")[0] == 200
        with database_gone(portal.environment):
            until(lambda: visit(port, "/healthz/")[0] == 503)
            assert "the database does not answer" in visit(port, "/healthz/")[2]
            for path in ("/treaties/?q=unheard", "/changes/feed/"):
                status, headers, text = visit(port, path)
                assert (status, headers["retry-after"]) == (503, "2"), text
                assert "The portal cannot answer this at the moment" in text
            status, headers, text = visit(port, "/api/v1/treaties/?sort=-date")
            assert (status, headers["content-type"]) == (503, "application/problem+json")
            for _ in range(20):
                status, headers, _ = visit(port, "/about/")
                assert status == 200
            until(lambda: visit(port, "/about/")[1]["x-cache"] == "stale")
            # Nobody made another file in its place.
            assert not (log.parent / "portal.sqlite3").exists()
        until(lambda: {visit(port, "/treaties/?q=unheard")[0] for _ in range(5)} == {200})
        until(lambda: {visit(port, "/about/")[1]["x-cache"] for _ in range(5)} == {"hit"})
        assert visit(port, "/healthz/")[0] == 200
        assert children(parent_of(portal)) == workers
        said = log.read_text()
        assert "Traceback" not in said, said
        # A line a worker, or two.
        assert 1 <= said.count("Answered 503: the database does not answer") <= 6, said


@pytest.mark.skipif(ON_POSTGRESQL, reason="a file of SQLite")
def test_a_file_that_is_damaged_is_told_and_one_that_is_put_back_is_read(prepared_folder: Path) -> None:
    with scratch_portal(prepared_folder, WORKERS="1") as portal:
        port, file = int(portal.environment["PORT"]), Path(portal.environment["DATA_DIR"]) / "portal.sqlite3"
        assert visit(port, "/about/")[0] == 200
        whole, cut = file.with_name("whole.sqlite3"), file.with_name("cut.sqlite3")
        portal.manage(
            "shell",
            "--verbosity",
            "0",
            "--command",
            f"from django.db import connection as c; c.cursor().execute(\"VACUUM INTO '{whole}'\")",
        )
        cut.write_bytes(whole.read_bytes()[:1_000_000])
        cut.replace(file)
        until(lambda: visit(port, "/healthz/")[0] == 503)
        assert "the database is damaged" in visit(port, "/healthz/")[2]
        assert visit(port, "/treaties/?q=unheard")[0] == 503
        assert visit(port, "/about/")[0] == 200
        for rest in ("-wal", "-shm"):
            Path(f"{file}{rest}").unlink(missing_ok=True)
        whole.replace(file)
        until(lambda: visit(port, "/healthz/")[0] == 200)
        assert visit(port, "/treaties/?q=unheard")[0] == 200


# Several at once, and the end


def test_two_instances_share_a_database_and_whoever_is_answered_at_the_end_is(
    prepared: dict[str, str], prepared_folder: Path
) -> None:
    with portal_on(prepared, prepared_folder) as portal:
        port, other = int(portal.environment["PORT"]), free_port()
        with served(portal, PORT=str(other)) as second:
            until(lambda: answers(other))
            page = "/treaties/convention-on-cybercrime/"
            for one in (port, other):
                assert "Budapest" not in visit(one, page)[2]
            edit = "t = Treaty.objects.get(slug='convention-on-cybercrime'); t.short_name = 'Budapest'; t.save()"
            portal.manage("shell", "--verbosity", "0", "--command", f"from records.models import *; {edit}")
            for one in (port, other) * 5:
                assert "Budapest" in visit(one, page)[2]

            with ExitStack() as stack, ThreadPoolExecutor(8) as visitors:
                taken = [begun_file(stack, other) for _ in range(8)]
                second.send_signal(signal.SIGTERM)
                rest = [len(one) for one in visitors.map(http.client.HTTPResponse.read, taken)]
                assert rest == [int(one.headers["Content-Length"]) - 1 for one in taken]
            assert second.wait(PATIENCE) == 0


def begun_file(stack: ExitStack, port: int) -> http.client.HTTPResponse:
    """A file of which one byte was taken, by somebody who takes little at a time."""
    connection = stack.enter_context(closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)))
    connection.connect()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.request("GET", "/data/npa-portal.zip")
    answer = connection.getresponse()
    assert (answer.status, len(answer.read(1))) == (200, 1)
    return answer
