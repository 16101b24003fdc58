"""The threads in which Django answers: one, and a second for those who would wait while it is at something long.

One is fastest, for answers are short. Where a request takes a second or more, the second thread does what waits, until
the first one is free again: a page that is slow to make holds up neither visitors nor a monitor.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from npa_portal.turns import Turns

# In seconds: how often turns are looked at.
EVERY = 0.25


class Threads(Executor):
    """Calls functions in the order in which they came, each in a turn of at most so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.first, self.second = Turns(seconds), Turns(seconds)
        self.pools = {turns: ThreadPoolExecutor(1, "django") for turns in (self.first, self.second)}
        self.waiting: deque[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = deque()

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
        """What the function will give."""
        future: Future[Any] = Future()
        self.waiting.append((future, function, arguments))
        self.pools[self.first].submit(self.do_next, self.first)
        if self.first.is_long():
            self.pools[self.second].submit(self.do_next, self.second)
        return future

    def do_next(self, turns: Turns) -> None:
        """Do what has waited longest; nothing, where the other thread did it."""
        try:
            future, function, arguments = self.waiting.popleft()
        except IndexError:
            return
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(turns.take(function, *arguments))
        except BaseException as error:  # noqa: BLE001 # It is whoever waits for it that is told.
            future.set_exception(error)
        if turns is self.second:
            # It is seldom needed: no connection stays open for it.
            connections.close_all()

    def watch(self) -> None:
        """Interrupt each turn that takes too long, and let nobody wait for a long one; for a thread of its own."""
        while True:
            time.sleep(EVERY)
            for turns in self.pools:
                turns.interrupt()
            if self.first.is_long():
                for _ in range(len(self.waiting)):
                    self.pools[self.second].submit(self.do_next, self.second)

    def bound(self, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        """Let a connection be bounded by the turns of the thread that it is made in."""
        second = self.second.thread == threading.get_ident()
        (self.second if second else self.first).bound(connection)

    def begin(self) -> None:
        """From now on, in this process."""
        connection_created.connect(self.bound)
        threading.Thread(target=self.watch, name="turns", daemon=True).start()
