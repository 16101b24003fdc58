"""The parent of the workers: it starts them, puts another in the place of one that is lost, and all anew at SIGHUP.

A program of its own, into which `npa_portal.serving` turns once there is something to serve. It imports nothing but
what stands here, so that it takes four megabytes; granian, which brings a parent along, takes sixteen of them.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence

# In seconds: how long an old worker still serves beside the new one, what is given to who is being answered when a
# worker has to go (else a file that nobody reads keeps it), and how soon no worker ends by chance.
TOGETHER, PATIENCE, SOON = 3.5, 30, 5.5
STOPS = (signal.SIGINT, signal.SIGTERM)
HEARD = (*STOPS, signal.SIGHUP, signal.SIGCHLD)


class Supervisor:
    """A worker for each of the ``sockets``, by the command ``work`` and its number; ``prepare`` precedes new code."""

    def __init__(self, work: list[str], prepare: list[str], sockets: Sequence[str]) -> None:
        self.work, self.prepare, self.sockets = work, prepare, sockets
        # When each was started, and on which socket, by its process.
        self.running: dict[int, tuple[float, str]] = {}

    def run(self) -> int:
        """Serve until a signal says to stop, or workers end as soon as they start: then it is a failure."""
        for one in HEARD:
            # They wait to be asked for, but for one that nobody handles, which the kernel may drop.
            signal.signal(one, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        for socket in self.sockets:
            self.start(socket)
        while (heard := signal.sigwait(HEARD)) not in STOPS:
            if heard == signal.SIGHUP:
                self.reload()
            elif not self.replace_lost():
                say("A worker ends as soon as it starts: the portal is stopped.")
                break
        self.end(list(self.running))
        return heard not in STOPS

    def start(self, socket: str) -> None:
        """One more worker on that socket."""
        self.running[spawned([*self.work, socket])] = time.monotonic(), socket

    def replace_lost(self) -> bool:
        """Another in the place of each that ended by itself; False where that would begin without end."""
        for process, (started, socket) in list(self.running.items()):
            if self.is_gone(process):
                if time.monotonic() - started < SOON:
                    return False
                self.start(socket)
        return True

    def reload(self) -> None:
        """Workers with new code in the place of the old ones, one after the other, where it can be prepared."""
        if ended(spawned(self.prepare)):
            say("Not reloaded: what served goes on serving.")
            return
        for process, (_, socket) in list(self.running.items()):
            self.start(socket)
            time.sleep(TOGETHER)
            self.end([process])

    def end(self, processes: Iterable[int]) -> None:
        """Let these workers end what they do, and be gone."""
        last = time.monotonic() + PATIENCE
        left = [process for process in processes if not self.is_gone(process)]
        for process in left:
            os.kill(process, signal.SIGTERM)
        while left := [process for process in left if not self.is_gone(process)]:
            if time.monotonic() > last:
                for process in left:
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.02)

    def is_gone(self, process: int) -> bool:
        """Whether that worker has ended; then it is no more among those that are running."""
        if process in self.running and os.waitpid(process, os.WNOHANG) != (0, 0):
            del self.running[process]
        return process not in self.running


def spawned(command: list[str]) -> int:
    """Start a command, which hears all signals; its process."""
    return os.posix_spawn(command[0], command, os.environ, setsigmask=())


def ended(process: int) -> int:
    """Wait for the end of a command; its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def say(line: str) -> None:
    """Tell it at once."""
    print(line, flush=True)


if __name__ == "__main__":
    manage, application, *given = sys.argv[1:]
    python = [sys.executable, manage]
    sys.exit(Supervisor([*python, "work", application], [*python, "prepare"], given).run())
