"""The door of the admin: all other addresses are let past what of middleware only the admin needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from npa_portal.addresses import in_admin


class DoorMiddleware:
    """Stands right before the admin's middleware, by which a public page would go nine times for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        past: Any = get_response
        for _ in settings.ADMIN_MIDDLEWARE:
            # Django has each in a function that makes an answer of an exception.
            past = past.__wrapped__.get_response
        self.past: Callable[[HttpRequest], HttpResponseBase] = past

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if in_admin(request) else self.past(request)
