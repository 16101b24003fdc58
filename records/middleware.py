"""What holds for every request before Django looks at it further."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

from records import former_addresses
from records.api.problems import ProblemRenderer, say_as_problem

READING = ("GET", "HEAD")
INTERFACE = "/api/v1/"
PROBLEM = ProblemRenderer.media_type
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/vnd.oai.openapi+json",
    "application/xml",
    "image/svg+xml",
)
# What a script of another site may read of an answer, beside what every script may.
EXPOSED = "Content-Disposition, ETag, Link, Retry-After"


def in_admin(request: HttpRequest) -> bool:
    """Whether the address is one of the admin's."""
    return request.path_info.startswith(reverse("admin:index"))


def in_interface(request: HttpRequest) -> bool:
    """Whether the address is one of the interface for programs."""
    return f"{request.path_info}/".startswith(INTERFACE)


class InterfaceMiddleware:
    """Lets the scripts of every site read the interface, and says each error of it as a problem, whoever found it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if in_interface(request):
            if response.status_code >= 400 and not response.get("Content-Type", "").startswith(PROBLEM):
                say_as_problem(response)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses the public pages, which hold no secret: their length tells nothing, so that the same page is always
    the same bytes. The admin's pages hold a CSRF token, whose letters one could guess from their length (BREACH).
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if in_admin(request) or not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


class ReadOnlyMiddleware:
    """Answers 405 to anything but GET and HEAD outside the admin, before the check for CSRF would say 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING and not in_admin(request):
            return HttpResponseNotAllowed(READING)
        return self.get_response(request)


class PermanentAddressMiddleware:
    """Where a page finds no record, leads to its new address or says that it was withdrawn, before it says 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return former_addresses.answer(request) if isinstance(exception, Http404) else None
