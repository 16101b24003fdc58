"""The state of the records, since when they are as they are: a request asks once, and all that it calls know it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from records.models.changes import Change

_asked: ContextVar[datetime.datetime | None] = ContextVar("state of the records", default=None)


@contextmanager
def in_state(state: datetime.datetime | None) -> Iterator[None]:
    """While it lasts, the records are taken to be in ``state``, and nobody is asked for it."""
    token = _asked.set(state)
    try:
        yield
    finally:
        _asked.reset(token)


def asked_state() -> datetime.datetime | None:
    """The state that was asked for already; None where none was, as on an error's page."""
    return _asked.get()


def known_state() -> datetime.datetime | None:
    """The state that the records are taken to be in; one query where none was asked for."""
    return _asked.get() or Change.objects.state()
