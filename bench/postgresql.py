"""A PostgreSQL of Debian's of the benchmark's own, on this machine alone, which keeps its databases between runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.processes import PATIENCE, BenchError, die_with_the_benchmark
from tools.scratch_portal import free_port

# Debian's defaults, but for the waits for the disk, which only writing has.
SETTINGS = ("fsync=off", "listen_addresses=127.0.0.1")


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, of the newest version here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def needed() -> Path:
    """The same. Raises BenchError where there are none."""
    if found := programs():
        return found
    raise BenchError("PostgreSQL is absent. Debian, Ubuntu: apt install postgresql")


def account() -> str | None:
    """As whom PostgreSQL runs: it refuses to be root, so that root starts it as its own user."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def cluster(folder: Path, *settings: str) -> Iterator[str]:
    """Serve the cluster of ``folder``, made where there is none; its address without a database's name."""
    if not (folder / "PG_VERSION").exists():
        make(folder)
    port = free_port()
    with running(folder, port, *settings):
        yield address(port)


def address(port: int) -> str:
    """Of a cluster on this machine, without a database's name."""
    return f"postgres://bench@127.0.0.1:{port}"


@contextmanager
def running(folder: Path, port: int, *settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the cluster of ``folder`` at a port. ``settings`` go before all others."""
    bin_folder = needed()
    options = [
        word for setting in (*SETTINGS, f"unix_socket_directories={folder}", *settings) for word in ("-c", setting)
    ]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(bin_folder / "postgres"), "-D", str(folder), "-p", str(port), *options],
            cwd="/",
            user=account(),
            group=account(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_the_benchmark,
        )
    try:
        wait_for(bin_folder, process, port, Path(log.name))
        yield process
    finally:
        # Its own quick way down: what is connected is cut off, what is committed is kept.
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def make(folder: Path) -> None:
    """An empty cluster, which anyone on this machine may enter as ``bench``."""
    called("initdb", folder, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")


def called(program: str, folder: Path, *arguments: str) -> None:
    """Let a program of PostgreSQL's fill ``folder`` as its data folder. Raises BenchError with what it said."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    user = account()
    if user:
        shutil.chown(folder, user, user)
    done = subprocess.run(
        [needed() / program, "-D", folder, *arguments],
        cwd="/",
        user=user,
        group=user,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(
            f"PostgreSQL ({program}) could not fill {folder}: {done.stderr.strip()}\n"
            "Where root runs the benchmark, its user postgres must reach that folder: name another one by BENCH_DIR=."
        )


def wait_for(bin_folder: Path, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the cluster takes connections. Raises BenchError with its last words where it does not."""
    end = time.monotonic() + PATIENCE
    ready = [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while process.poll() is None and time.monotonic() < end:
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise BenchError(f"PostgreSQL does not start:\n{log.read_text(errors='replace')[-1500:]}")
