"""The production server: a parent that listens, and its workers, each with the portal.

The parent knows nothing of Django. It starts in a moment, takes little memory, and can be told to put workers with new
code in the place of the old ones (SIGHUP) while it goes on listening.
"""

from __future__ import annotations

import gc
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from granian._granian import SocketHolder
from granian._internal import load_target
from granian.constants import Interfaces, TaskImpl
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from npa_portal import environment
from npa_portal.answering import answer_at_once
from npa_portal.environment import BASE_DIR
from npa_portal.listening import bound, handed_over, visited_at
from npa_portal.prepared import is_prepared

APPLICATION = "npa_portal.asgi:application"
BACKLOG = 1024
# Of all files of a process, which macOS bounds also where it says that it does not.
MOST_OPEN = 10_000
# What libraries import where it is there, for columns, clients and pages that nothing here uses: among them are the
# client of PostgreSQL, on SQLite too, and what the tests alone bring along.
UNUSED = ("django.contrib.postgres.fields", "requests", "pygments", "markdown", "yaml")


class Server(MPServer):
    """granian, but for four things: what is answered before any coroutine is made (`npa_portal.answering`), how
    coroutines run, queues that outlive their workers, and a reload that prepares.

    By itself granian lets each worker open a queue of its own: who waits in it is lost when that worker goes.
    """

    def __init__(self, listening: list[socket.socket], workers: int, application: str = APPLICATION) -> None:
        self.listening = listening
        super().__init__(
            application,
            # A worker calls Django in one thread, behind `npa_portal.bodies`.
            interface=Interfaces.ASGI,
            workers=workers,
            backlog=BACKLOG,
            # The connections of a worker: as many however many workers there are, for most of them only wait.
            backpressure=BACKLOG,
            websockets=False,
            # In milliseconds, for the head of a request, and between two: who waits longer is hung up on. A head of 64
            # KiB is longer than any; by default each connection may hold six times as much.
            http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
            respawn_failed_workers=True,
            # In seconds, for who is being answered when a worker has to go; else a file that nobody reads keeps it.
            workers_kill_timeout=30,
            log_level=LogLevels.warning,
        )

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:
        # Its own way of running coroutines takes a tenth less than asyncio's. It is there up to Python 3.11, and can
        # neither cancel nor time them, which `npa_portal.page_cache.door` heeds.
        if sys.version_info < (3, 12):
            self.task_impl = TaskImpl.rust
        super()._serve(spawn_target, target_loader)  # type: ignore[no-untyped-call]

    def _init_shared_socket(self) -> None:
        for one in self.listening:
            one.listen(BACKLOG)
            one.set_inheritable(True)

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any) -> WorkerProcess:  # type: ignore[override]
        holder: Any = SocketHolder
        self._sso = self.listening[idx % len(self.listening)]
        self._ssp, self._shd = None, holder(self._sso.fileno(), False, BACKLOG)
        return super()._spawn_worker(idx, target, callback_loader)

    def _drop_shared_socket(self) -> None:
        for one in self.listening:
            one.close()

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        if prepare() == 0:
            super()._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            return
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        say("Not reloaded: what served goes on serving.")


def serve() -> None:
    """Prepare the portal where that is needed, then serve it until a signal comes. Raises ListeningError."""
    if environment.flag("DEBUG"):
        sys.exit("DEBUG shows visitors the inside of the portal. Serve without it, or use make dev.")
    host, port, workers = environment.host(), environment.port(), environment.workers()
    # Before the work, so that a port in use is told at once.
    listening = handed_over() or bound(host, port, workers)
    if not is_prepared(environment.data_dir()) and (failed := prepare()):
        sys.exit(failed)
    take_all_descriptors()
    say(f"Portal at http://{environment.in_url(visited_at(host))}:{port}/ (Ctrl-C stops it)")
    Server(listening, workers).serve(target_loader=loaded)


def loaded(target: str) -> Callable[..., Any]:
    """The application, in a worker: all that it imports is imported now, and never looked at as garbage."""
    gc.disable()
    with without(*UNUSED):
        application = load_target(target)
        import_module("npa_portal.urls")
    if at_once := getattr(application, "at_once", None):
        answer_at_once(at_once)
    gc.freeze()
    gc.enable()
    return application


def take_all_descriptors() -> None:
    """Let as many connections be open as this user may have; by default it is far fewer."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, MOST_OPEN) if most >= 0 else MOST_OPEN, most))


@contextmanager
def without(*modules: str) -> Iterator[None]:
    """Let these modules seem not to be installed while others are imported."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


def prepare() -> int:
    """Run ``manage.py prepare``, with the code as it is now; 0, or the exit code with which it failed."""
    return subprocess.run([sys.executable, "manage.py", "prepare"], cwd=BASE_DIR, check=False).returncode


def say(line: str) -> None:
    """Tell it at once."""
    print(line, flush=True)
