"""The page cache before the portal itself, in the transaction of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from npa_portal.page_cache.door import PageCache
from records.metadata.heeding import normalised
from records.models import Revision
from tests.npa_portal.page_cache.visiting import cache_before


def token() -> str | None:
    state = Revision.objects.state()
    return state.token if state else None


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[PageCache]:
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

    # As Django's own test client does: a connection in a transaction would be dropped before and after each request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield cache_before(here(portal), lookup=here(token), normalise=normalised, most=50_000_000)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
