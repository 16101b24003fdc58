"""The door of the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIHandler
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.test import Client

from records.accounts.door import DoorMiddleware


def door() -> DoorMiddleware:
    """The door among the middleware that the settings name."""
    handler: Any = WSGIHandler()
    step = handler._middleware_chain
    while not isinstance(step.__wrapped__, DoorMiddleware):
        step = step.__wrapped__.get_response
    return step.__wrapped__


def test_it_leads_past_what_only_the_admin_needs_and_no_further() -> None:
    before, behind = (getattr(step, "__wrapped__", None) for step in (door().get_response, door().past))

    assert isinstance(before, SessionMiddleware)
    assert isinstance(behind, XFrameOptionsMiddleware)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "has_session"), [("/about/", False), ("/admin/login/", True)])
def test_only_the_admin_has_a_session(client: Client, address: str, has_session: bool) -> None:
    request: Any = client.get(address).wsgi_request

    assert address.startswith(settings.ADMIN_PATH) == hasattr(request, "session") == has_session
