"""Tells an editor what became of the last page's form."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from npa_portal.addresses import in_admin


class AdminMessageMiddleware(MessageMiddleware):
    """Tells an editor what became of the last page's form; no public page looks for such messages."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = super().__call__(request) if in_admin(request) else self.get_response(request)
        return response
