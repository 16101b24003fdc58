"""Servers in processes of their own: started, waited for, weighed, and stopped however the benchmark ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

PATIENCE = 180
# Seconds within which a server begins with what it does by itself.
BEGINS_WITHIN = 2
# Hundredths of a second of work in half a second: who does less rests.
BUSY = 3
KIB = 1024
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


class BenchError(Exception):
    """What keeps the benchmark from going on, in words that say what to do."""


def run(main: Callable[[], None]) -> None:
    """Run a program that starts servers: whoever ends it, also by kill, ends them; what it cannot do is told."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except BenchError as error:
        sys.exit(str(error))


@dataclass
class Server:
    """A server that answers at ``url`` (no slash at the end), and when it was started."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    begun: float

    def pids(self) -> list[int]:
        """The server and its workers: all that is of its session."""
        return [pid for pid in all_pids() if session(pid) == self.process.pid]

    def memory(self) -> int:
        """The proportional set size of all its processes in bytes: what two of them share counts once."""
        return sum(told(pid, "smaps_rollup", "Pss") for pid in self.pids())

    def settle(self) -> None:
        """Wait until it works no more on what it does by itself after a start, such as making pages ready."""
        time.sleep(BEGINS_WITHIN)
        end, before = time.monotonic() + PATIENCE, -BUSY
        while time.monotonic() < end and (used := sum(map(ticks, self.pids()))) - before >= BUSY:
            before = used
            time.sleep(0.5)

    def resident(self) -> int:
        """The resident set size of all its processes in bytes, which is quick to ask for."""
        return sum(told(pid, "status", "VmRSS") for pid in self.pids())


@contextmanager
def serving(
    name: str,
    command: Sequence[str | Path],
    url: str,
    environment: dict[str, str],
    log: Path,
    path: str = "/",
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """Start ``command`` and wait until it answers at ``path``, asked with ``headers``; it is stopped at the end."""
    with log.open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=Path(__file__).resolve().parent.parent,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_the_benchmark,
        )
    server = Server(name, url, process, begun)
    try:
        wait_for(server, path, log, headers)
        yield server
    finally:
        stop(server)


def die_with_the_benchmark() -> None:
    """Ask the kernel to end this process when the benchmark's ends, even if it is killed."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for(server: Server, path: str, log: Path, headers: Mapping[str, str]) -> None:
    """Return once the server answers. Raises BenchError with its last words where it does not."""
    end = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < end:
        try:
            asked = urllib.request.Request(f"{server.url}{path}", headers=dict(headers))
            with urllib.request.urlopen(asked, timeout=PATIENCE):
                return
        except urllib.error.HTTPError as error:
            raise BenchError(f"{server.name} answers {error.code} at {path}. Its log: {log}") from error
        except OSError:
            time.sleep(0.005)
    words = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise BenchError(f"{server.name} does not answer at {server.url}{path}. Its last words:\n{words}")


def stop(server: Server) -> None:
    """End the server as it wants to be ended, and what is left of its processes without asking."""
    server.process.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.process.wait(10)
    for pid in server.pids():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait(10)


def all_pids() -> list[int]:
    """Every process of the machine."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def session(pid: int) -> int:
    """The session of a process; 0 where it is gone."""
    try:
        return os.getsid(pid)
    except OSError:
        return 0


def ticks(pid: int) -> int:
    """The time that a process has worked, in hundredths of a second; 0 where it is gone."""
    try:
        # Its name, which may hold anything, ends with the last bracket; then come state, parents and faults.
        found = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(found[11]) + int(found[12])


def told(pid: int, file: str, name: str) -> int:
    """A figure in bytes from a file of /proc about a process; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * KIB for line in lines if line.startswith(f"{name}:")), 0)
