"""The production server: a parent that listens, and its workers, each with the portal.

The parent knows nothing of Django. It starts in a moment, takes little memory, and can be told to put workers with new
code in the place of the old ones (SIGHUP) while it goes on listening.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable

from npa_portal import environment, supervising
from npa_portal.environment import BASE_DIR
from npa_portal.listening import bound, handed_over, visited_at
from npa_portal.prepared import is_prepared
from npa_portal.supervising import HEARD, born, ended, say, spawned

APPLICATION = "npa_portal.asgi:application"
MANAGE = str(BASE_DIR / "manage.py")
# Has glibc give memory back of which so much stands empty: a worker is five megabytes smaller, at no measured cost.
GIVES_BACK = ("MALLOC_TRIM_THRESHOLD_", "131072")
# Of all files of a process, which macOS bounds also where it says that it does not.
MOST_OPEN = 10_000


def serve() -> None:
    """Prepare the portal where that is needed, then serve it until a signal comes. Raises ListeningError."""
    if environment.flag("DEBUG"):
        sys.exit("DEBUG shows visitors the inside of the portal. Serve without it, or use make dev.")
    host, port, workers = environment.host(), environment.port(), environment.workers()
    # Before the work, so that a port in use is told at once.
    listening = handed_over() or bound(host, port, workers)
    if asked_at := environment.endpoint("METRICS"):
        from npa_portal import metrics

        bound(*asked_at)[0].close()
        metrics.begin(environment.data_dir())
    take_all_descriptors()
    supervise(listening, workers, prepare=lambda: prepare(f"http://{environment.in_url(visited_at(host))}:{port}/"))


def prepare(url: str) -> None:
    """Prepare the portal where that is needed, and say where it is; ends this process where that fails."""
    if not is_prepared(environment.data_dir()) and (failed := ended(spawned([sys.executable, MANAGE, "prepare"]))):
        sys.exit(failed)
    say(f"Portal at {url} (Ctrl-C stops it)")


def supervise(
    listening: list[socket.socket],
    workers: int,
    application: str = APPLICATION,
    prepare: Callable[[], None] = lambda: None,
) -> None:
    """Become the parent of so many workers. It needs neither the environment of Python nor what is installed.

    A process of its own does ``prepare`` meanwhile; the workers wait for the end of the pipe that it holds, which saves
    a start a tenth.
    """
    os.environ.setdefault(*GIVES_BACK)
    prepared, preparing = os.pipe()
    if not (process := os.fork()):
        prepare()
        sys.exit()
    os.close(preparing)
    # Who is told something from here on hears it as the parent.
    signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    for number in [prepared, *(one.fileno() for one in listening)]:
        os.set_inheritable(number, True)
    work = [sys.executable, MANAGE, "work", application, str(prepared)]
    sockets = [str(listening[place % len(listening)].fileno()) for place in range(workers)]
    running = [f"{born([*work, socket])}:{socket}" for socket in sockets]
    given = [MANAGE, application, str(prepared), str(process), *running]
    os.execv(sys.executable, [sys.executable, "-IS", supervising.__file__, *given])  # noqa: S606


def take_all_descriptors() -> None:
    """Let as many connections be open as this user may have; by default it is far fewer."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, MOST_OPEN) if most >= 0 else MOST_OPEN, most))
