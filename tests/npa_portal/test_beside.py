"""Who asks a worker beside a request that takes all the time it may have: he is answered before it is over."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from npa_portal.environment import BASE_DIR
from tests.processes import production_server
from tests.sampling import thorough
from tools.scratch_portal import environment_in, free_port

pytestmark = thorough

SECONDS, PATIENCE = 8, 60
KEPT = "/about/"


@pytest.fixture(scope="module")
def port(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """That of a single worker."""
    folder, port = tmp_path_factory.mktemp("portal") / "var", free_port()
    shutil.copytree(prepared_folder, folder)
    command = production_server(port, workers=1, application="tests.npa_portal.endless:application")
    environment = environment_in(str(folder)) | {"REQUEST_SECONDS": str(SECONDS)}
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
def test_visitors_and_a_monitor_are_answered_while_a_request_is_at_its_limit(port: int, where: str) -> None:
    with ThreadPoolExecutor() as visitors:
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
