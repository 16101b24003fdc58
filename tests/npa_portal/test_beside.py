"""Who asks a worker beside requests that take all the time they may have: he is answered before they are over."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from npa_portal.environment import BASE_DIR
from tests.processes import production_server
from tests.sampling import thorough
from tools.scratch_portal import environment_in, free_port

pytestmark = thorough

PATIENCE = 60
KEPT = "/about/"


@pytest.fixture(scope="module")
def folder(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(prepared_folder, tmp_path_factory.mktemp("portal") / "var"))


@contextmanager
def served(folder: Path, *, workers: int, seconds: int) -> Iterator[int]:
    """The port of workers that give a request so many seconds."""
    port = free_port()
    command = production_server(port, workers=workers, application="tests.npa_portal.endless:application")
    environment = environment_in(str(folder)) | {"REQUEST_SECONDS": str(seconds)}
    with subprocess.Popen(command, env=environment, cwd=BASE_DIR) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            visit(port, KEPT)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server does not answer.")


def visit(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("where", ["database", "python"])
def test_visitors_and_a_monitor_are_answered_while_a_request_is_at_its_limit(folder: Path, where: str) -> None:
    with served(folder, workers=1, seconds=8) as port, ThreadPoolExecutor() as visitors:
        slow = visitors.submit(visit, port, f"/endless/{where}/")
        time.sleep(0.5)
        # At once, and all of them beside it: those too that came before it was known to be slow.
        paths = (KEPT, "/healthz/", f"/treaties/?q={where}", "/api/v1/meetings/", "/healthz/", f"/search/?q={where}")
        beside = [visitors.submit(visit, port, path) for path in paths]
        assert [one.result()[0] for one in beside] == [200] * len(paths)
        assert not slow.done()
        status, said = slow.result()
        assert status == 503
        assert "would have taken too long" in said
        # The worker is as it was.
        assert visit(port, f"/treaties/?q={where}")[0] == 200
        assert visit(port, "/healthz/")[0] == 200


def test_a_monitor_is_answered_where_all_workers_are_stuck(folder: Path) -> None:
    with served(folder, workers=2, seconds=1) as port, ThreadPoolExecutor(4) as visitors:
        stuck = [visitors.submit(visit, port, "/endless/python/") for _ in range(4)]
        assert [visit(port, "/healthz/")[0] for _ in range(8)] == [200] * 8
        assert [one.result()[0] for one in stuck] == [503] * 4
