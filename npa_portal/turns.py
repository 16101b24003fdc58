"""The turns that requests have in a thread of Django's, and how long each may take.

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

from npa_portal.outages import LateError

Result = TypeVar("Result")

# SQLite asks after so many of its steps, which take it some tenths of a millisecond, whether to go on.
OPCODES = 10_000
# In seconds: how much longer than the database Python may take to say what that said, how soon it is told again, and
# what is long for a turn.
GRACE, AGAIN, LONG = 0.5, 1.0, 1.0


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

    def is_long(self) -> bool:
        """Whether the present turn is one for which nobody else should wait."""
        return time.monotonic() > self.ends - self.seconds + LONG

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


def nothing() -> None:
    """Do nothing."""


def raise_in(thread: int) -> None:
    """Let LateError be raised there."""
    # Only now, for its memory: it may never be needed.
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(LateError))
