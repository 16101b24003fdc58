"""The parent of the workers: it replaces who is lost, brings new ones at SIGHUP, and ends them all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from npa_portal import supervising

# Stands for a worker, which says that it has begun, and ends when it is told to.
WORKER = "echo $$; exec sleep 60"
PARENT = """
import signal, sys
from npa_portal import supervising
signal.pthread_sigmask(signal.SIG_BLOCK, supervising.HEARD)
supervising.TOGETHER, supervising.PAUSE, supervising.LONGEST = float(sys.argv[3]), 0.05, 0.2
work, prepare, preparing = (["/bin/sh", "-c", sys.argv[number]] for number in (1, 2, 4))
running = {supervising.born([*work, socket]): socket for socket in ("3", "4")}
sys.exit(supervising.Supervisor(work, prepare, running, supervising.born(preparing)).run())
"""


@contextmanager
def supervisor(
    worker: str = WORKER, prepare: str = "exit 0", together: float = 0.1, preparing: str = "exit 0"
) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PARENT, worker, prepare, str(together), preparing]
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


@linux
def test_workers_that_are_killed_as_soon_as_they_start_are_replaced_at_once() -> None:
    with supervisor() as process:
        for _ in range(20):
            subprocess.run(["kill", "-KILL", str(begun(process))], check=True)
        assert is_there(begun(process))
        assert process.poll() is None


@linux
def test_no_worker_is_left_where_its_parent_is_killed() -> None:
    with supervisor() as process:
        workers = [begun(process), begun(process)]
        process.kill()
        process.wait(20)
        wait_until(lambda: not any(map(is_there, workers)))


@linux
def test_all_end_where_the_portal_cannot_be_prepared_beside_them(tmp_path: Path) -> None:
    fails = tmp_path / "fails"
    with supervisor(preparing=f"until test -e {fails}; do sleep 0.01; done; exit 7") as process:
        workers = [begun(process), begun(process)]
        assert process.poll() is None
        fails.touch()
        assert process.wait(20) == 7
        assert not any(map(is_there, workers))


@linux
def test_a_worker_that_is_lost_while_the_portal_is_prepared_is_replaced() -> None:
    with supervisor(preparing="sleep 60") as process:
        lost, other = begun(process), begun(process)
        subprocess.run(["kill", "-KILL", str(lost)], check=True)
        assert is_there(begun(process))
        assert is_there(other)


def test_workers_that_end_as_soon_as_they_start_are_tried_again_after_pauses_that_grow() -> None:
    with supervisor("exit 3") as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(10)]
        assert all("ended as soon as it had started, with exit code 3." in line for line in said), said
        # Those of two sockets.
        pauses = [float(line.split()[-2]) for line in said]
        assert sorted(pauses) == [0.05, 0.05, 0.1, 0.1, *[0.2] * 6]
        process.terminate()
        assert process.wait(20) == 0


@linux
def test_a_reload_does_not_wait_for_the_pauses_and_does_not_take_what_ends_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    with supervisor(f"test -e {broken} && exit 3; {WORKER}", together=3) as process:
        assert process.stdout
        old = [begun(process), begun(process)]
        broken.touch()
        process.send_signal(signal.SIGHUP)
        assert process.stdout.readline().startswith("Not reloaded: the new worker ended")
        assert all(map(is_there, old))
        subprocess.run(["kill", "-KILL", str(old[0])], check=True)
        assert "with exit code 3" in process.stdout.readline()
        broken.unlink()
        assert is_there(begun(process))


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)
