"""What holds for every request before Django looks at it further."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe

from records import former_addresses
from records.api.problems import ProblemRenderer, say_as_problem
from records.models import Revision
from records.models.revision import State
from records.models.state import in_state

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
# It takes as long as gzip, and gives a quarter less. What is shorter than this gains nothing, as Django has it.
BROTLI, BROTLI_QUALITY, LEAST = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))"), 5, 200
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


class ConditionalMiddleware:
    """Lets a public answer be asked for again without being sent again (304), by its bytes and by the data's state.

    It stands before compression, so that an answer has one ETag for each of its encodings. A public answer is kept and
    asked about anew each time, unless its view says otherwise: browsers would guess for how long it holds, and a
    correction would not be seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if in_admin(request) or request.method not in READING:
            return self.get_response(request)
        # Before the view: what is changed while it answers must not be taken for what it says.
        state = state_of_records()
        with in_state(state):
            response: Any = self.get_response(request)
        if response.status_code != HTTPStatus.OK:
            return response
        response.setdefault("Cache-Control", "no-cache")
        if state:
            response.setdefault("Last-Modified", http_date(state.changed.timestamp()))
        if not response.has_header("ETag"):
            give_etag(response, state)
        last_modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, response.get("ETag"), last_modified, response) or response


def give_etag(response: HttpResponseBase, state: State | None) -> None:
    """An ETag by the bytes of the answer; by the state and the interface's version where these are not known yet."""
    if isinstance(response, HttpResponse):
        set_response_etag(response)
    elif state:
        response["ETag"] = f'W/"{settings.SPECTACULAR_SETTINGS["VERSION"]}-{state.token}"'


def state_of_records() -> State | None:
    """The state that the records are in; None also where the database does not answer, which the view will say."""
    try:
        return Revision.objects.state()
    except DatabaseError:
        return None


class CompressionMiddleware(GZipMiddleware):
    """Compresses the public pages, which hold no secret: their length tells nothing, so that the same page is always
    the same bytes. The admin's pages hold a CSRF token, whose letters one could guess from their length (BREACH).
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if in_admin(request) or not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        if isinstance(response, HttpResponse) and takes_brotli(request, response):
            patch_vary_headers(response, ("Accept-Encoding",))
            response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
            response["Content-Encoding"] = "br"
            response["Content-Length"] = str(len(response.content))
            return response
        pieces = response.streaming_content if isinstance(response, StreamingHttpResponse) else None
        response = super().process_response(request, response)
        if isinstance(response, StreamingHttpResponse) and response.get("Content-Encoding") == "gzip":
            response.streaming_content = compressed(pieces)
        return response


def takes_brotli(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is to go as Brotli: the browser takes it, and it is long enough and not compressed yet."""
    accepted = BROTLI.search(request.headers.get("Accept-Encoding", ""))
    return bool(accepted) and len(response.content) >= LEAST and not response.has_header("Content-Encoding")


def compressed(pieces: Any) -> Iterator[bytes]:
    """The pieces of an answer as gzip, one for each, be it empty: Django's own way keeps a visitor's turn until the
    compressor has enough to give out, which may take thousands of records.
    """
    compressor = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()


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
