"""The parent of the workers: it starts them, puts another in the place of one that is lost, and all anew at SIGHUP.

It never gives up: who is killed is replaced at once, and what ends by itself as soon as it starts, such as broken code,
is tried again after a pause that grows. Where the parent itself is killed, its workers are, too.

A program of its own, into which `npa_portal.serving` turns once there is something to serve. It imports nothing but
what stands here, so that it takes four megabytes; granian, which brings a parent along, takes sixteen of them.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable

# In seconds: how long an old worker still serves beside the new one, what is given to who is being answered when a
# worker has to go (else a file that nobody reads keeps it), and how soon no worker ends by chance.
TOGETHER, PATIENCE, SOON = 3.5, 30, 5.5
# The pauses after one that did: the first, and the longest; each is twice the one before.
PAUSE, LONGEST = 0.5, 60
STOPS = (signal.SIGINT, signal.SIGTERM)
HEARD = (*STOPS, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM)
# By these a worker is ended from outside; by no other one.
KILLED = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
PR_SET_PDEATHSIG = 1


class Supervisor:
    """A worker for each socket, by the command ``work`` and its number; ``prepare`` precedes new code.

    The first ones are ``running``: the socket of each process. They wait for the process ``preparing``.
    """

    def __init__(self, work: list[str], prepare: list[str], running: dict[int, str], preparing: int) -> None:
        self.work, self.prepare, self.preparing = work, prepare, preparing
        # When each was started, and on which socket, by its process.
        self.running = {process: (time.monotonic(), socket) for process, socket in running.items()}
        # The pause after the last worker of a socket, and when the next one is due.
        self.pauses: dict[str, float] = {}
        self.due: dict[str, float] = {}

    def run(self) -> int:
        """Serve until a signal says to stop, or it turns out that nothing can be prepared; the exit code."""
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        for one in HEARD:
            # They wait to be asked for, but for one that nobody handles, which the kernel may drop.
            signal.signal(one, lambda *_: None)
        # Who ended before these are heard told nobody.
        heard, failed = signal.SIGCHLD, 0
        while heard not in STOPS and not (failed := self.has_failed()):
            if heard == signal.SIGHUP:
                self.reload()
            self.replace_lost()
            heard = signal.Signals(signal.sigwait(HEARD))
        self.end(list(self.running))
        return failed

    def has_failed(self) -> int:
        """The exit code of what prepares the portal, once it has ended with another one than 0."""
        if not self.preparing or (code := exit_of(self.preparing)) is None:
            return 0
        self.preparing = 0
        return code

    def start(self, socket: str) -> int:
        """One more worker on that socket."""
        process = born([*self.work, socket])
        self.running[process] = time.monotonic(), socket
        return process

    def replace_lost(self) -> None:
        """Another in the place of each that ended by itself: now, or when its pause is over, of which SIGALRM tells."""
        for process, (started, socket) in list(self.running.items()):
            if (code := self.exit_of(process)) is not None:
                self.due[socket] = time.monotonic() + self.pause_after(socket, code, time.monotonic() - started)
        for socket in [socket for socket, due in self.due.items() if due <= time.monotonic()]:
            del self.due[socket]
            self.start(socket)
        if self.due:
            signal.setitimer(signal.ITIMER_REAL, max(min(self.due.values()) - time.monotonic(), 0.001))

    def pause_after(self, socket: str, code: int, lived: float) -> float:
        """How long nothing is started on the socket whose worker ended so."""
        if code in KILLED or lived >= SOON:
            self.pauses.pop(socket, None)
            return 0
        pause = self.pauses[socket] = min(2 * self.pauses.get(socket, PAUSE / 2), LONGEST)
        say(f"A worker ended as soon as it had started, with exit code {code}. Another one follows in {pause:g} s.")
        return pause

    def reload(self) -> None:
        """Workers with new code in the place of the old ones, one after the other, where it can be prepared."""
        if ended(spawned(self.prepare)):
            say("Not reloaded: what served goes on serving.")
            return
        self.pauses.clear()
        self.due = dict.fromkeys(self.due, 0)
        for process, (_, socket) in list(self.running.items()):
            new = self.start(socket)
            time.sleep(TOGETHER)
            if self.is_gone(new):
                say("Not reloaded: the new worker ended as soon as it had started. What served goes on serving.")
                return
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
        return process not in self.running or self.exit_of(process) is not None

    def exit_of(self, process: int) -> int | None:
        """The exit code of a worker that has ended, which is then no more among those that are running."""
        if (code := exit_of(process)) is not None:
            del self.running[process]
        return code


def born(command: list[str]) -> int:
    """Start a command that hears all signals, and that the kernel kills as soon as its parent is gone; its process.

    Only Linux does so; elsewhere a worker sees to it (`npa_portal.worker`).
    """
    parent = os.getpid()
    if process := os.fork():
        return process
    try:
        if sys.platform == "linux":
            # Here alone, where the command takes its place: it would be a tenth of the parent's memory.
            import ctypes

            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for one in HEARD:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        # It may have gone before that was said.
        if os.getppid() == parent:
            os.execv(command[0], command)  # noqa: S606
    finally:
        os._exit(1)


def exit_of(process: int) -> int | None:
    """The exit code of a process that has ended."""
    found, status = os.waitpid(process, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


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
    manage, application, prepared, preparing, *given = sys.argv[1:]
    python = [sys.executable, manage]
    running = {int(process): socket for process, _, socket in (one.partition(":") for one in given)}
    work = [*python, "work", application, prepared]
    sys.exit(Supervisor(work, [*python, "prepare"], running, int(preparing)).run())
