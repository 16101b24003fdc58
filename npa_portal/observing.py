"""What is told of each request, where the operator wants it told: a line in the log, and what Prometheus counts.

It stands before the page cache, so that nothing escapes it; where neither is wanted, it is not there at all, and a page
that is kept is sent as fast as ever.
"""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from npa_portal.bodies import Receive, Scope, Send
from npa_portal.logs import on_one_line
from npa_portal.page_cache.door import PageCache
from npa_portal.request_ids import NAME, request_id

Message = dict[str, Any]
CACHED = b"x-cache"
# Of who hung up before anything was answered, as nginx counts it.
GONE = 499
STDERR = 2


class Seen(Struct):
    """A request, and how it was answered. ``address`` and ``visitor`` are told only where the operator says so."""

    id: str
    method: str
    route: str
    address: str
    visitor: str
    status: int = GONE
    seconds: float = 0.0
    cache: str = "none"


class Observed:
    """An application of ASGI before ``application``, which tells each of ``tell`` what it saw; ``route`` knows what an
    address leads to, without what was asked for there.
    """

    def __init__(
        self, application: PageCache, tell: Sequence[Callable[[Seen], None]], route: Callable[[str], str]
    ) -> None:
        self.application, self.tell, self.route = application, tell, route

    def at_once(self, scope: Scope, send: Callable[[Message], Any], later: Callable[[], None]) -> bool:
        """As `PageCache.at_once` does; nothing is told of what it leaves to the event loop."""
        began = time.perf_counter()
        told = self.named(scope)

        def noting(message: Message) -> None:
            send(note(told, message))
            if message["type"] == "http.response.body":
                self.say(told, began)

        return self.application.at_once(scope, noting, later)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.application(scope, receive, send)
            return
        began = time.perf_counter()
        told = self.named(scope)

        async def noting(message: Message) -> None:
            await send(note(told, message))

        try:
            await self.application(scope, receive, noting)
        finally:
            self.say(told, began)

    def named(self, scope: Scope) -> Seen:
        """The request as it came, by a name that Django is told as well."""
        name = request_id(given_in(scope))
        scope["headers"] = [*(header for header in scope["headers"] if header[0] != NAME), (NAME, name)]
        path = unquote_to_bytes(scope["raw_path"]).decode(errors="replace")
        query = scope["query_string"].decode("latin-1")
        address = f"{path}?{query}" if query else path
        return Seen(name.decode(), scope["method"], self.route(path), address, scope["client"][0])

    def say(self, told: Seen, began: float) -> None:
        """Tell it to all who want to know."""
        told.seconds = time.perf_counter() - began
        for tell in self.tell:
            tell(told)


def given_in(scope: Scope) -> bytes:
    """The name that the request brings along."""
    return next((value for name, value in scope["headers"] if name == NAME), b"")


def note(told: Seen, message: Message) -> Message:
    """Note what is answered; the answer says the name of the request."""
    if message["type"] != "http.response.start":
        return message
    headers = dict(message["headers"])
    told.status, told.cache = message["status"], headers.get(CACHED, b"none").decode()
    if NAME in headers:
        return message
    return {**message, "headers": [*message["headers"], (NAME, told.id.encode())]}


class Lines:
    """A line of the log for each request, written at once and as a whole."""

    def __init__(self, form: str, *, addresses: bool) -> None:
        self.write = as_json if form == "json" else as_text
        self.addresses = addresses

    def __call__(self, seen: Seen) -> None:
        fields: dict[str, Any] = {
            "request": seen.id,
            "method": seen.method,
            "route": seen.route,
            "status": seen.status,
            "ms": round(seen.seconds * 1000, 2),
            "cache": seen.cache,
        }
        if self.addresses:
            fields |= {"address": seen.address, "visitor": seen.visitor}
        os.write(STDERR, self.write(in_words(int(time.time())), fields).encode(errors="replace"))


@functools.lru_cache(maxsize=1)
def in_words(seconds: int) -> str:
    """A day and time, UTC; many requests share it."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds))


def as_json(now: str, fields: dict[str, Any]) -> str:
    """An object of JSON on a line of its own."""
    return json.dumps({"time": now, "logger": "requests", **fields}) + "\n"


def as_text(now: str, fields: dict[str, Any]) -> str:
    """The same as text; a value has no blank, so that no other field can be made up in it."""
    told = " ".join(f"{name}={on_one_line(str(value)).replace(' ', '%20')}" for name, value in fields.items())
    return f"{now} INFO requests: {told}\n"
