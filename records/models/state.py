"""The state of the records: a request asks for it once, and all that it calls know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from records.models.revision import Revision, State

_asked: ContextVar[State | None] = ContextVar("state of the records", default=None)


@contextmanager
def in_state(state: State | None) -> Iterator[None]:
    """While it lasts, the records are taken to be in ``state``, and nobody is asked for it."""
    token = _asked.set(state)
    try:
        yield
    finally:
        _asked.reset(token)


def asked_state() -> State | None:
    """The state that was asked for already; None where none was, as on an error's page."""
    return _asked.get()


def known_state() -> State | None:
    """The state that the records are taken to be in, by which what is computed of all of them is kept.

    One query where none was asked for. None where nobody knows; then nothing is kept.
    """
    return _asked.get() or Revision.objects.state()
