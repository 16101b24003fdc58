"""The production server, by its own processes: who is slow holds up nobody, and a reload loses no request."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from npa_portal.environment import BASE_DIR
from npa_portal.listening import HANDED_OVER
from tests.processes import production_server
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal, free_port, scratch_portal

pytestmark = [thorough, pytest.mark.skipif(sys.platform != "linux", reason="reads memory from /proc")]

# How long a visitor may wait beside those who are slow, who go on for as long as he waits: a server that they can hold
# up does not answer him at all.
PATIENCE = 30
SLOW = 200
HEAD = b"Host: 127.0.0.1\r\n"
FORM = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"


def visit(port: int, path: str = "/about/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


# Slow clients


@pytest.fixture(scope="module")
def portal(prepared_folder: Path) -> Iterator[ScratchPortal]:
    with scratch_portal(prepared_folder, WORKERS="1") as portal:
        yield portal


@pytest.fixture
def port(portal: ScratchPortal) -> int:
    return int(portal.environment["PORT"])


def memory(port: int) -> int:
    """What the processes that listen at ``port`` hold, in bytes."""
    listening = next(
        line for line in Path("/proc/net/tcp").read_text().splitlines() if f"0100007F:{port:04X} 0" in line
    )
    inode = listening.split()[9]
    pids = [path.parts[2] for path in Path("/proc").glob("[0-9]*/fd/*") if holds(path, f"socket:[{inode}]")]
    assert pids
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE")


def holds(path: Path, target: str) -> bool:
    try:
        return str(path.readlink()) == target
    except OSError:
        return False


@contextmanager
def many(port: int, beginning: bytes, *, window: int | None = None) -> Iterator[list[socket.socket]]:
    """Connections of as many who are slow, each of whom has sent its beginning; ``window`` is what one can take."""
    with ExitStack() as open_ones:
        slow = []
        for _ in range(SLOW):
            connection = open_ones.enter_context(socket.socket())
            if window:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
            connection.settimeout(PATIENCE)
            connection.connect(("127.0.0.1", port))
            connection.sendall(beginning)
            if window:
                # One after the other: what they wait for is made by now.
                assert connection.recv(1) == b"H"
            slow.append(connection)
        yield slow


def nothing(connection: socket.socket) -> None:
    """Be idle."""


def send_one(connection: socket.socket) -> None:
    connection.sendall(b"x")


def read_one(connection: socket.socket) -> None:
    assert len(connection.recv(1)) == 1


@pytest.mark.parametrize(
    ("beginning", "window", "go_on"),
    [
        pytest.param(b"", None, nothing, id="idle"),
        pytest.param(b"GET / HTTP/1.1\r\nX: ", None, send_one, id="headers"),
        pytest.param(b"POST /admin/login/ HTTP/1.1\r\n" + FORM, None, send_one, id="a body"),
        pytest.param(b"GET /treaties/ HTTP/1.1\r\n" + HEAD + b"\r\n", 4096, read_one, id="a page"),
        pytest.param(b"GET /data/npa-portal.zip HTTP/1.1\r\n" + HEAD + b"\r\n", 4096, read_one, id="a file"),
    ],
)
def test_a_visitor_is_answered_beside_two_hundred_slow_ones(
    port: int, beginning: bytes, window: int | None, go_on: Callable[[socket.socket], None]
) -> None:
    visit(port)
    before = memory(port)
    with many(port, beginning, window=window) as slow:
        for _ in range(5):
            for connection in slow:
                go_on(connection)
            assert visit(port) == 200
        # Half a megabyte each would be a page of the largest, and the answer's copy of it.
        assert memory(port) - before < SLOW * 500_000


def test_who_is_idle_or_sends_headers_by_drops_is_hung_up_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        # Before the patience of the test is at its end.
        assert b"200 OK" not in connection.recv(1000)


def test_who_was_answered_leaves_nothing_behind(prepared_folder: Path) -> None:
    # Without pages that are made ready meanwhile.
    with scratch_portal(prepared_folder, WORKERS="1", CACHE_MB="0") as portal:
        port = int(portal.environment["PORT"])
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            ask(connection, 1000)
            before = memory(port)
            ask(connection, 4000)
            # A few hundred bytes each would be more.
            assert memory(port) - before < 600_000


def ask(connection: http.client.HTTPConnection, times: int) -> None:
    """Ask for what is never kept."""
    for _ in range(times):
        connection.request("GET", "/healthz/")
        assert connection.getresponse().read()


# Reload


VERSIONED = """
from npa_portal.asgi import application as portal

async def application(scope, receive, send):
    async def signed(message):
        if message["type"] == "http.response.start":
            message = message | {"headers": [*message["headers"], (b"x-version", b"%s")]}
        await send(message)
    await portal(scope, receive, signed)
"""


class Visitors:
    """Who ask without end until told to stop: how each version of the code answered them, and what failed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: Counter[str] = Counter()
        self.failures: list[str] = []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=[kept]) for kept in (False, False, True, True)]

    def ask(self, kept: bool) -> None:
        """Ask on a new connection each time, or on one that is kept for as long as the server keeps it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.stopped.is_set():
            used = connection.sock is not None
            try:
                connection.request("GET", "/robots.txt", headers={} if kept else {"Connection": "close"})
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
                self.answers[str(answer.headers["X-Version"])] += 1
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as error:
                # A server may close what is kept at any time: then every browser asks again.
                if not used:
                    self.failures.append(repr(error))
                connection.close()
            except Exception as error:  # noqa: BLE001
                self.failures.append(repr(error))
                connection.close()
            # A moment's rest: the server that starts anew needs the processors, too.
            time.sleep(0.002)
        connection.close()

    def __enter__(self) -> Visitors:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def wait_until(self, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 120
        while not happened():
            assert time.monotonic() < deadline, (self.answers, self.failures)
            time.sleep(0.1)


@contextmanager
def versioned(folder: Path, more: str = "", **given: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server of an application that says its version, the old one, and its port; ``more`` code runs with it."""
    (folder / "versioned.py").write_text(VERSIONED % "old" + more)
    port = free_port()
    environment = os.environ | {
        "PYTHONPATH": f"{folder}{os.pathsep}{BASE_DIR}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "npa_portal.settings",
        "DATA_DIR": str(folder / "var"),
        "DATABASE_URL": "",
        "DEBUG": "on",
    }
    command = production_server(port, workers=2, application="versioned:application", **given)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment, cwd=BASE_DIR, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            yield process, port
        finally:
            process.terminate()


def test_a_reload_loses_no_request_and_brings_new_code(tmp_path: Path) -> None:
    with versioned(tmp_path) as (process, port), Visitors(port) as visitors:
        visitors.wait_until(lambda: visitors.answers["old"] > 20)
        visitors.failures.clear()
        (tmp_path / "versioned.py").write_text(VERSIONED % "new")
        process.send_signal(signal.SIGHUP)
        visitors.wait_until(lambda: is_settled(visitors))
        assert visitors.failures == []


def test_who_had_come_and_said_nothing_yet_when_it_ends_is_answered(tmp_path: Path) -> None:
    patient = "\nfrom npa_portal import worker\nworker.SAID = 5\n"
    with versioned(tmp_path, patient) as (process, port):
        with Visitors(port) as visitors:
            visitors.wait_until(lambda: visitors.answers["old"] > 20)
        with many(port, b"") as silent:
            # After them, in each queue: they are taken by now.
            for _ in range(20):
                visit(port)
            process.terminate()
            time.sleep(0.5)
            for connection in silent:
                connection.sendall(b"GET /robots.txt HTTP/1.1\r\n" + HEAD + b"\r\n")
            assert {connection.recv(15) for connection in silent} == {b"HTTP/1.1 200 OK"}


def is_settled(visitors: Visitors) -> bool:
    """Whether only the new code answers."""
    visitors.answers.clear()
    time.sleep(1)
    return visitors.answers["new"] > 0 == visitors.answers["old"]


def test_nobody_waits_in_a_queue_until_the_portal_is_prepared(tmp_path: Path) -> None:
    with versioned(tmp_path, prepare="input") as (process, port):
        for _ in range(10):
            time.sleep(0.1)
            with pytest.raises(ConnectionRefusedError):
                visit(port)
        assert process.stdin
        process.stdin.write("It is.\n")
        process.stdin.flush()
        with Visitors(port) as visitors:
            visitors.wait_until(lambda: visitors.answers["old"] > 0)


def test_what_cannot_be_prepared_is_not_put_in_place_of_what_serves(tmp_path: Path) -> None:
    with versioned(tmp_path) as (process, port), Visitors(port) as visitors:
        visitors.wait_until(lambda: visitors.answers["old"] > 0)
        (tmp_path / "versioned.py").write_text(VERSIONED % "new")
        (tmp_path / "var" / "start.lock").unlink(missing_ok=True)
        (tmp_path / "var" / "start.lock").mkdir()
        process.send_signal(signal.SIGHUP)
        assert process.stdout
        assert process.stdout.readline() == "Not reloaded: what served goes on serving.\n"
        visitors.answers.clear()
        visitors.wait_until(lambda: visitors.answers["old"] > 20)
        assert visitors.answers["new"] == 0


def test_a_socket_that_is_handed_over_is_listened_on(portal: ScratchPortal) -> None:
    """As systemd does it, which goes on listening while the server starts anew."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        handing = (
            f"import os, sys; os.dup2({listening.fileno()}, {HANDED_OVER});"
            "os.environ['LISTEN_PID'] = str(os.getpid());"
            "os.execv(sys.executable, [sys.executable, 'manage.py', 'serve'])"
        )
        environment = portal.environment | {"LISTEN_FDS": "1"}
        for _ in range(2):
            with subprocess.Popen(
                [sys.executable, "-c", handing], env=environment, cwd=BASE_DIR, pass_fds=[listening.fileno()]
            ) as process:
                try:
                    assert visit(port) == 200
                finally:
                    process.terminate()
