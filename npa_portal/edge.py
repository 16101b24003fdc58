"""The outermost middleware: what holds for every answer of Django's, whoever gave it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseServerError
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from npa_portal.environment import LOOPBACK
from npa_portal.headers import Answer, headers_for, kind_of
from npa_portal.request_ids import HEADER, request_id

MONITORED = "/healthz/"
POLICY = "Content-Security-Policy"
# Their pages of DEBUG have styles and scripts of their own, in them.
EXPLAINED = (HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR)


class HeadersMiddleware:
    """Says on each answer what `npa_portal.headers` has of its class, in its order, and nothing else of that kind.

    A fault also says by which name the log knows the request. A good answer is the same for all who ask, and has none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.transport: str = settings.TRANSPORT_SECURITY
        # As Django keeps headers, past its looking at each again: this is done for every page that is made.
        self.of_kind = {
            kind: {name.lower(): (name, value) for name, value in headers_for(kind, self.transport)} for kind in Answer
        }

    def __call__(self, request: Any) -> HttpResponseBase:
        request.request_id = request_id(request.META.get("HTTP_X_REQUEST_ID", "").encode()).decode()
        response = self.get_response(request)
        kind = kind_of(request.path_info, framed=getattr(response, "xframe_options_exempt", False))
        headers: dict[str, tuple[str, str]] = response.headers._store
        for name in self.of_kind[Answer.PAGE]:
            headers.pop(name, None)
        headers.update(self.of_kind[kind])
        if settings.DEBUG and response.status_code in EXPLAINED:
            del response.headers[POLICY]
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers[HEADER] = request.request_id
        return response


class MonitorMiddleware:
    """Lets /healthz/ be asked under any name: a load balancer has only the address of the machine.

    Its answer does not tell who was asked, so that nobody can make it say a name of his own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == MONITORED:
            request.get_host = lambda: LOOPBACK[0]  # type: ignore[method-assign]
        return self.get_response(request)


def server_error(request: Any) -> HttpResponseServerError:
    """The page of a fault, which says by which name the log knows the request."""
    return HttpResponseServerError(render_to_string("500.html", {"request_id": request.request_id}))
