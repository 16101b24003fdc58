"""What holds for every request before Django looks at it further."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from records import addresses

READING = ("GET", "HEAD")


class ReadOnlyMiddleware:
    """Answers 405 to anything but GET and HEAD outside the admin, before the check for CSRF would say 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING and not request.path_info.startswith(reverse("admin:index")):
            return HttpResponseNotAllowed(READING)
        return self.get_response(request)


class PermanentAddressMiddleware:
    """Where a page finds no record, leads to its new address or says that it was withdrawn, before it says 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return addresses.answer(request) if isinstance(exception, Http404) else None
