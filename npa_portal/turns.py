"""The turns that requests have in Django's thread, and how long each may take: others wait for that thread.

A request has one turn; of a file that is sent in pieces, some pieces have one, so that a long file goes on as long as
it flows. The database ends a statement that takes longer, and Python what it does beside it (`LateError`).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from npa_portal.outages import LateError

Result = TypeVar("Result")

# SQLite asks after so many of its steps, which take it some tenths of a millisecond, whether to go on.
OPCODES = 10_000
# In seconds: how often Python is looked at, and how much longer than the database it may take to say what that said.
EVERY, GRACE, AGAIN = 0.25, 0.5, 1.0


class Turns:
    """The turns in one thread."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        # When the present turn is over, and whose it is.
        self.ends, self.thread = math.inf, 0
        self.lock = threading.Lock()

    def take(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """What the function gives. Raises LateError where it takes too long."""
        self.thread = threading.get_ident()
        self.ends = time.monotonic() + self.seconds
        try:
            return function(*arguments)
        finally:
            try:
                self.end()
            except LateError:
                # It came too late for the turn.
                self.end()

    def end(self) -> None:
        """Let nobody interrupt this thread any more. Raises LateError where somebody did just now."""
        with self.lock:
            self.ends = math.inf
        # Python raises what another thread asked for where a function begins: here, or sooner.
        nothing()

    def is_over(self) -> bool:
        """Whether the present turn has had its time."""
        return time.monotonic() > self.ends

    def watch(self) -> None:
        """Interrupt each turn that takes too long; for a thread of its own."""
        while True:
            time.sleep(EVERY)
            self.interrupt()

    def interrupt(self) -> None:
        """Raise LateError in the thread whose turn has been over for a while."""
        with self.lock:
            if time.monotonic() > self.ends + GRACE:
                # Whoever catches it is told again, but not before this turn can have come to its end.
                self.ends = time.monotonic() + AGAIN
                raise_in(self.thread)

    def bound(self, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        """Let the database end what takes too long, and wait no longer for who writes."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                connection.connection.set_progress_handler(self.is_over, OPCODES)
                cursor.execute(f"PRAGMA busy_timeout = {self.seconds * 1000:.0f}")
            else:
                cursor.execute(f"SET statement_timeout = {self.seconds * 1000:.0f}")

    def begin(self) -> None:
        """From now on, in this process."""
        connection_created.connect(self.bound)
        threading.Thread(target=self.watch, name="turns", daemon=True).start()


def at_leisure(function: Callable[..., Result], *arguments: Any) -> Result:
    """A turn without an end."""
    return function(*arguments)


def nothing() -> None:
    """Do nothing."""


def raise_in(thread: int) -> None:
    """Let LateError be raised there."""
    # Only now, for its memory: it may never be needed.
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(LateError))
