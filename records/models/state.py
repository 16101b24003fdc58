"""The state of the records: a request asks for it once, and all that it calls know it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from records.models.revision import Revision, State

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

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


def kept_by_state(most: int = 1) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """Let what a function makes of all records be kept for the state that they are in, ``most`` answers of it.

    With the first question in another state all of them go: nobody asks for them again.
    """

    def keep(make: Callable[Asked, Found]) -> Callable[Asked, Found]:
        @functools.lru_cache(maxsize=1)
        def made_in(state: State) -> Callable[..., Found]:
            def make_in(*args: Any, **kwargs: Any) -> Found:
                with in_state(state):
                    return make(*args, **kwargs)

            return functools.lru_cache(maxsize=most)(make_in)

        @functools.wraps(make)
        def kept(*args: Asked.args, **kwargs: Asked.kwargs) -> Found:
            state = known_state()
            return made_in(state)(*args, **kwargs) if state else make(*args, **kwargs)

        return kept

    return keep
