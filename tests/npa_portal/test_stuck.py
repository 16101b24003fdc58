"""A worker that is stuck in a request comes out of it, and a monitor is answered by every worker."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from npa_portal.environment import BASE_DIR
from tests.processes import production_server
from tests.sampling import thorough
from tools.scratch_portal import environment_in, free_port

PATIENCE = 60


def status_of(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of two workers that give a request a second."""
    port = free_port()
    command = production_server(port, workers=2, application="tests.npa_portal.stuck:application")
    environment = os.environ | environment_in(str(folder)) | {"REQUEST_SECONDS": "1"}
    with subprocess.Popen(command, env=environment, cwd=BASE_DIR, stderr=subprocess.DEVNULL) as process:
        try:
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            status_of(port, "/healthz/")
        except OSError:
            time.sleep(0.1)
        else:
            return


@thorough
def test_a_monitor_is_answered_beside_requests_without_end(prepared_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(prepared_folder, tmp_path / "data"))
    with served(folder) as port, ThreadPoolExecutor(4) as visitors:
        wait_for(port)
        stuck = [visitors.submit(status_of, port, "/never/") for _ in range(4)]
        assert [status_of(port, "/healthz/") for _ in range(8)] == [200] * 8
        assert [one.result() for one in stuck] == [503] * 4
