"""A worker of the production server: granian, with the portal."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from granian import _signals
from granian._granian import SocketHolder
from granian._internal import load_target
from granian.constants import Interfaces, RuntimeModes, TaskImpl
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from npa_portal.answering import answer_at_once
from npa_portal.listening import BACKLOG

# What libraries import where it is there, for columns, clients and pages that nothing here uses: among them are the
# client of PostgreSQL, on SQLite too, and what the tests alone bring along.
UNUSED = ("django.contrib.postgres.fields", "requests", "pygments", "markdown", "yaml")
# In seconds: how soon who was taken has said what he wants.
SAID = 0.3


class Server(MPServer):
    """granian without its parent: what it would let a child do, it does itself, on a socket that listens already; what
    is answered before any coroutine is made stands in `npa_portal.answering`.

    By itself granian lets each worker open a queue of its own: who waits in it is lost when that worker goes.
    """

    def __init__(self, application: str, listening: socket.socket) -> None:
        super().__init__(
            application,
            # A worker calls Django in one thread, behind `npa_portal.bodies`.
            interface=Interfaces.ASGI,
            runtime_mode=RuntimeModes.mt,
            # granian's own way of running coroutines never lets go of what one waited for: each request that was not
            # kept left a kilobyte behind. It can neither cancel nor time them, either.
            task_impl=TaskImpl.asyncio,
            backlog=BACKLOG,
            # The connections of a worker: as many however many workers there are, for most of them only wait.
            backpressure=BACKLOG,
            websockets=False,
            # In milliseconds, for the head of a request, and between two: who waits longer is hung up on. A head of 64
            # KiB is longer than any; by default each connection may hold six times as much.
            http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
            log_level=LogLevels.warning,
        )
        self.listening = listening
        holder: Any = SocketHolder
        self._sso, self._ssp, self._shd = listening, None, holder(listening.fileno(), False, BACKLOG)

    def work(self) -> None:
        """Serve until a signal comes."""
        target: Any = self._spawn_asgi_lifespan_worker
        let_them_say(self.listening, _signals)
        self._spawn_worker(0, target, lambda: loaded(self.target)).inner.run()


def work(application: str, prepared: int, listening: int) -> None:
    """Serve the application on the socket of that number until a signal comes, or the parent is gone.

    It listens once the pipe ``prepared`` has come to its end.
    """
    if sys.platform != "linux":
        # On Linux the kernel sees to it (`npa_portal.supervising.born`).
        threading.Thread(target=end_with, args=[os.getppid()], name="parent", daemon=True).start()
    server = Server(application, socket.socket(fileno=listening))
    with os.fdopen(prepared) as pipe:
        pipe.read()
    server.listening.listen(BACKLOG)
    server.work()


def let_them_say(listening: socket.socket, signals: Any) -> None:
    """Have granian end in two steps: first nobody more is taken from the socket, then who was taken is answered.

    By itself it hangs up on those whose request it has not read yet, however new they are.
    """
    set_loop_signals = signals.set_loop_signals

    def set_both(loop: asyncio.AbstractEventLoop) -> Any:
        event = set_loop_signals(loop)

        def end() -> None:
            take_nobody(listening)
            loop.call_later(SAID, event.set)

        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, end)
        return event

    signals.set_loop_signals = set_both


def take_nobody(listening: socket.socket) -> None:
    """Put a socket at which nobody calls in the place of that one, under each number it has in this process.

    It stays open in the parent, and what waits there is another worker's.
    """
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        listened = os.fstat(listening.fileno())
        for number in [int(path.name) for path in Path("/dev/fd").iterdir()]:
            with suppress(OSError):
                if os.path.samestat(os.fstat(number), listened):
                    os.dup2(silent.fileno(), number, inheritable=False)


def end_with(parent: int) -> None:
    """End this process as soon as it is the child of another one."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)


def loaded(target: str) -> Callable[..., Any]:
    """The application: all that it imports is imported now, and never looked at as garbage."""
    gc.disable()
    with without(*UNUSED):
        application = load_target(target)
        import_module("npa_portal.public_urls")
    if at_once := getattr(application, "at_once", None):
        answer_at_once(at_once)
    gc.freeze()
    gc.enable()
    return application


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
