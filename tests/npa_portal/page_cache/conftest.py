"""The page cache before the portal itself, in the transaction of the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DEFAULT_DB_ALIAS, connections

from npa_portal.page_cache.door import PageCache
from records.metadata.heeding import normalised
from records.models import Revision
from tests.npa_portal.page_cache.visiting import MadeUp, Patient, cache_before


def token() -> str | None:
    state = Revision.objects.state()
    return state.token if state else None


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, settings: Any) -> PageCache:
    """The page cache before the portal, in the transaction of the test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.ALLOWED_HOSTS = ["*"]
    of_test, portal = connections[DEFAULT_DB_ALIAS], WSGIHandler()

    def here(function: Callable[..., Any]) -> Callable[..., Any]:
        """The function by the connection of the test: in an event loop Django would open another."""

        def called(*arguments: Any) -> Any:
            connections[DEFAULT_DB_ALIAS] = of_test
            return function(*arguments)

        return called

    # A connection in the test's transaction would be dropped before and after each request.
    monkeypatch.setattr(of_test, "close_if_unusable_or_obsolete", lambda: None)
    return cache_before(here(portal), lookup=here(token), normalise=normalised, most=50_000_000)


@pytest.fixture
def patient() -> Iterator[Patient]:
    """A Django that answers in a thread of its own, and not before it is let."""
    let = threading.Event()
    django = MadeUp(meanwhile=lambda: bool(let.wait(20)))  # type: ignore[arg-type]
    cache = cache_before(django)
    with ThreadPoolExecutor(1) as cache.door.thread:
        yield django, cache, let
        let.set()
