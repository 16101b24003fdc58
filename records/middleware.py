"""What holds for every request before Django looks at it further."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe
from whitenoise.middleware import WhiteNoiseMiddleware

from npa_portal import replica
from npa_portal.addresses import in_admin
from npa_portal.codings import GZIP, IDENTITY, coding_for, compressed, compressed_pieces, is_worth_it
from npa_portal.environment import PRIMARY, REPLICA
from npa_portal.page_cache.asking import REVISION, TO_KEEP
from records import former_addresses
from records.api.problems import ProblemRenderer, say_as_problem
from records.models import Revision
from records.models.revision import State
from records.models.state import in_state

READING = ("GET", "HEAD")
IN_FORMS = (*READING, "POST")
INTERFACE = "/api/v1/"
PROBLEM = ProblemRenderer.media_type
# What a script of another site may read of an answer, beside what every script may.
EXPOSED = "Content-Disposition, ETag, Link, Retry-After"


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


class StaticFilesMiddleware:
    """Hands the static files to WhiteNoise, which looks at all of them when the first is asked for: no start waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    @functools.cached_property
    def files(self) -> WhiteNoiseMiddleware:
        return WhiteNoiseMiddleware(self.get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.files if request.path_info.startswith(settings.STATIC_URL) else self.get_response
        return answer(request)


class ReplicaMiddleware:
    """Lets public pages be read from the replica of the database; from the primary, where that is lost meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if REPLICA not in connections:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        database = PRIMARY if in_admin(request) or request.method not in READING else replica.readable()
        with replica.reading_from(database):
            response = self.get_response(request)
        if getattr(request, "replica_lost", False):
            return self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            pieces: Any = response.streaming_content
            response.streaming_content = replica.pieces_from(database, pieces)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What the replica did not let a view read is read anew; nothing is done twice, for nothing was done."""
        if replica.is_read() and isinstance(exception, replica.FAULTS):
            replica.lose(exception)
            request.replica_lost = True  # type: ignore[attr-defined]
            return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None


class ConditionalMiddleware:
    """Lets a public answer be asked for again without being sent again (304), by its bytes and by the data's state.

    It stands before compression, so that an answer has one ETag for each of its encodings. A public answer is kept and
    asked about anew each time, unless its view says otherwise: browsers would guess for how long it holds, and a
    correction would not be seen. Of what the page cache asks for, it does all this itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if in_admin(request) or request.method not in READING:
            return self.get_response(request)
        # Before the view: what is changed while it answers must not be taken for what it says.
        state = state_of_records()
        request.META[REVISION] = state and state.token
        with in_state(state):
            response: Any = self.get_response(request)
        if response.status_code != HTTPStatus.OK:
            return response
        response.setdefault("Cache-Control", settings.CACHE_CONTROL)
        if state:
            response.setdefault("Last-Modified", as_http(state.changed))
        if is_to_keep(request, response):
            return response
        if not response.has_header("ETag"):
            give_etag(response, state)
        last_modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, response.get("ETag"), last_modified, response) or response


@functools.lru_cache(maxsize=4)
def as_http(when: datetime.datetime) -> str:
    """A day and time as HTTP says it."""
    return http_date(when.timestamp())


def is_to_keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the page cache asks for the answer, and has it whole."""
    return TO_KEEP in request.META and not response.streaming


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
    except Error:
        return None


class CompressionMiddleware:
    """Compresses the public answers, which hold no secret: their length tells nothing, so that the same page is always
    the same bytes. The admin's pages hold a CSRF token, whose letters one could guess from their length (BREACH).

    What the page cache asks for it compresses itself, in each coding as it is needed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = self.get_response(request)
        body = None if response.streaming else response.content
        if in_admin(request) or response.has_header("Content-Encoding"):
            return response
        if not is_worth_it(response.get("Content-Type", ""), body):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not is_to_keep(request, response):
            compress(response, request.headers.get("Accept-Encoding", "").encode("latin-1"))
        return response


def compress(response: Any, accepted: bytes) -> None:
    """Put the answer into the coding that the visitor likes best; what comes in pieces is put into gzip at most."""
    coding = coding_for(accepted, (GZIP,)) if response.streaming else coding_for(accepted)
    if coding == IDENTITY:
        return
    response["Content-Encoding"] = coding
    if response.streaming:
        del response["Content-Length"]
        response.streaming_content = compressed_pieces(response.streaming_content)
    else:
        response.content = compressed(response.content, coding)
        response["Content-Length"] = str(len(response.content))


class ReadOnlyMiddleware:
    """Answers 405 to anything but GET and HEAD, in the admin also POST, before the check for CSRF would say 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        allowed = IN_FORMS if in_admin(request) else READING
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        return self.get_response(request)


class PermanentAddressMiddleware:
    """Where a page finds no record, leads to its new address or says that it was withdrawn, before it says 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return former_addresses.answer(request) if isinstance(exception, Http404) else None
