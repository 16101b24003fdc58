"""The parent of the workers: it replaces who is lost, brings new ones at SIGHUP, and ends them all."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from npa_portal import supervising

# Stands for a worker, which says that it has begun, and ends when it is told to.
WORKER = "echo $$; exec sleep 60"
PARENT = """
import sys
from npa_portal import supervising
supervising.TOGETHER, supervising.SOON = 0.1, float(sys.argv[1])
sys.exit(supervising.Supervisor(["/bin/sh", "-c", sys.argv[2]], ["/bin/sh", "-c", sys.argv[3]], ["3", "4"]).run())
"""


@contextmanager
def supervisor(worker: str = WORKER, prepare: str = "exit 0", soon: float = 0) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PARENT, str(soon), worker, prepare]
    root = Path(supervising.__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def begun(process: subprocess.Popen[str]) -> int:
    """The next worker that says it has begun."""
    assert process.stdout
    return int(process.stdout.readline())


def is_there(worker: int) -> bool:
    return Path(f"/proc/{worker}").exists()


linux = pytest.mark.skipif(sys.platform != "linux", reason="reads processes from /proc")


@linux
def test_a_worker_that_is_lost_is_replaced_and_all_end_with_their_parent() -> None:
    with supervisor() as process:
        first, second = begun(process), begun(process)
        subprocess.run(["kill", "-KILL", str(first)], check=True)
        third = begun(process)
        assert not is_there(first)
        assert is_there(second)
        process.terminate()
        assert process.wait(20) == 0
        assert not is_there(second)
        assert not is_there(third)


@linux
def test_a_reload_puts_new_workers_in_place_of_the_old_ones() -> None:
    with supervisor() as process:
        old = [begun(process), begun(process)]
        process.send_signal(signal.SIGHUP)
        new = [begun(process), begun(process)]
        process.terminate()
        assert process.wait(20) == 0
        assert not set(old) & set(new)
        assert not any(map(is_there, old + new))


@linux
def test_what_cannot_be_prepared_leaves_the_workers_as_they_are() -> None:
    with supervisor(prepare="exit 3") as process:
        old = [begun(process), begun(process)]
        process.send_signal(signal.SIGHUP)
        assert process.stdout
        assert process.stdout.readline() == "Not reloaded: what served goes on serving.\n"
        assert all(map(is_there, old))


def test_workers_that_end_at_once_are_not_started_without_end() -> None:
    with supervisor("exit 1", soon=60) as process:
        assert process.stdout
        assert process.stdout.read() == "A worker ends as soon as it starts: the portal is stopped.\n"
        assert process.wait(20) == 1
