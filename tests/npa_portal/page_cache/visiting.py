"""Visits to a page cache in one process: a Django that is made up, or the portal's own in the test's own thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

from npa_portal.bodies import FrontDoor
from npa_portal.page_cache.asking import REVISION, Normalise
from npa_portal.page_cache.door import PageCache

HOST = b"portal.example"
BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}


@dataclass
class Answer:
    """What was sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cache(self) -> str:
        return self.headers.get("x-cache", "")

    @property
    def lasting(self) -> dict[str, str]:
        """Its headers without those that tell of this one answer."""
        return {name: value for name, value in self.headers.items() if name not in {"x-cache", "server-timing", "date"}}


class Here(Executor):
    """A thread pool without a thread: what it is given runs at once, in the transaction of the test."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        found: Future[Any] = Future()
        try:
            found.set_result(function(*arguments, **named))
        except BaseException as error:  # noqa: BLE001
            found.set_exception(error)
        return found


class Response(list[bytes]):
    """An answer as Django's responses give it."""

    streaming = False

    def close(self) -> None:
        pass


@dataclass
class MadeUp:
    """A Django that answers each address with the same, and notes what it was asked."""

    body: bytes = b"A page of the portal. " * 50
    headers: dict[str, str] = field(default_factory=dict)
    status: str = "200 OK"
    streaming: bool = False
    # What the records are at, when it is asked and while it answers.
    revision: str = "one"
    meanwhile: Callable[[], None] = lambda: None
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Response:
        self.asked.append(environ)
        environ[REVISION] = self.revision
        self.meanwhile()
        usual = {"Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        start(self.status, [*(usual | self.headers).items()])
        response = Response([self.body])
        response.streaming = self.streaming
        return response


# A Django that answers once it is let, the page cache before it, and what lets it.
Patient = tuple[MadeUp, PageCache, threading.Event]


def in_order(path: bytes, query: bytes) -> bytes | None:
    """A stand-in for what the portal's views say: parameters in order, none that is called rubbish; x is not kept."""
    parts = sorted(part for part in query.split(b"&") if part and not part.startswith(b"rubbish"))
    return None if b"x" in parts else b"&".join(parts)


def cache_before(
    django: Any,
    *,
    lookup: Callable[[], Any] | None = None,
    normalise: Normalise = in_order,
    secure: bool = False,
    most: int = 1_000_000,
) -> PageCache:
    """A page cache with that Django in the test's own thread; without a ``lookup`` it is at Django's revision."""
    door = FrontDoor(django)
    door.thread.shutdown()
    door.thread = Here()
    return PageCache(door, lookup or (lambda: django.revision), normalise, secure=secure, most=most)


def scope_of(address: str, headers: Iterable[tuple[str, str]], method: str = "GET") -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "server": ("127.0.0.1", "8000"),
        "client": ("127.0.0.2", "1234"),
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }


async def asked(cache: PageCache, address: str, method: str = "GET", **headers: str) -> Answer:
    """The answer to a visitor who sends these headers, with - for _, and a host if none is among them."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    given = {"host": HOST.decode()} | {name.replace("_", "-"): value for name, value in headers.items()}
    await cache(scope_of(address, given.items(), method), receive, send)
    start, *bodies = sent
    told = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    assert len(told) == len(start["headers"])
    return Answer(start["status"], told, b"".join(message["body"] for message in bodies))


def visit(cache: PageCache, address: str, method: str = "GET", **headers: str) -> Answer:
    """The same without an event loop of one's own."""
    return asyncio.run(asked(cache, address, method, **headers))
