"""The portal's front door: Django gets a request only when all of its body is there, and who sends slowly waits alone.

A worker has one thread for Django, which is fastest for short answers. Were a body read there, as WSGI has it, whoever
sends one byte by byte would hold that thread. So granian calls this ASGI application, which waits for bodies in its
event loop, where many can wait side by side, and hands whole requests to the thread (`npa_portal.threads`).

Only the admin takes a body. Elsewhere none is read: the answer, 405, needs none.
"""

from __future__ import annotations

import asyncio
import functools
import io
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from npa_portal import environment, headers

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
# Status, headers, and the answer: as bytes, or as the response that gives it in pieces.
Answer = tuple[int, Headers, Any]
Result = TypeVar("Result")

# Empty where there is none.
ADMIN = environment.admin_path().encode()
READING = ("GET", "HEAD")
# In bytes; the longest form of the admin's takes half of it. The bodies that a worker holds share `MOST_HELD`.
LARGEST = 1_000_000
MOST_HELD = 32 * LARGEST
# From the request's headers to the last byte of its body.
SECONDS = 10
# So many files are sent at once: each holds some 2 MB of records until its reader takes them, however slowly.
MOST_FILES, FILE = 64, b"content-disposition"
# Of an answer that comes in pieces, such as a file, so many are taken at a time, or so many bytes.
PIECES = 16
ENOUGH = 65_536


class RefusedError(Exception):
    """A body that is not waited for any longer; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class FrontDoor:
    """An ASGI application over Django's WSGI application, which it calls in a thread, with whole requests only.

    ``transport`` is what `npa_portal.headers.transport_security` said, for what it answers itself; ``thread`` is one,
    or `npa_portal.threads`.
    """

    def __init__(self, application: Callable[..., Any], transport: str = "", thread: Executor | None = None) -> None:
        self.application = application
        self.said = headers.as_bytes(headers.headers_for(headers.Answer.PAGE, transport))
        self.thread = thread or ThreadPoolExecutor(max_workers=1)
        self.held = self.files = 0
        # Who waits for the thread, the one included that has it.
        self.waiting = set[Future[Any]]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        try:
            if ADMIN and scope["method"] not in READING and scope["raw_path"].startswith(ADMIN):
                await self.read(body, scope, receive)
            await self.send(await self.in_thread(self.call, environ_of(scope, bytes(body))), receive, send)
        except RefusedError as refused:
            await refuse(refused.status, send, self.said)
        finally:
            self.held -= len(body)

    async def read(self, body: bytearray, scope: Scope, receive: Receive) -> None:
        """Wait for the whole body. Raises RefusedError."""
        if length_told(scope) > LARGEST:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            async with asyncio.timeout(SECONDS):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        # Whoever hung up hears nothing of it; whoever sends what is no body does.
                        raise RefusedError(HTTPStatus.BAD_REQUEST)
                    self.hold(body, message.get("body", b""))
                    more = message.get("more_body", False)
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None

    def hold(self, body: bytearray, part: bytes) -> None:
        """Add a part to what came before it. Raises RefusedError where this body, or all together, are too much."""
        if len(body) + len(part) > LARGEST:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.held + len(part) > MOST_HELD:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        body += part
        self.held += len(part)

    async def in_thread(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """What the function gives, called in Django's thread when it is its turn."""
        return await asyncio.wrap_future(self.submit(function, *arguments))

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """What it will give. For any thread."""
        future = self.thread.submit(function, *arguments)
        self.waiting.add(future)
        future.add_done_callback(self.waiting.discard)
        return future

    async def send(self, answer: Answer, receive: Receive, send: Send) -> None:
        """Send what Django answered."""
        status, headers, response = answer
        if isinstance(response, bytes):
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": response})
            return
        files = int(FILE in dict(headers))
        if files and self.files >= MOST_FILES:
            await self.in_thread(response.close)
            await refuse(HTTPStatus.SERVICE_UNAVAILABLE, send, self.said)
            return
        self.files += files
        try:
            await self.send_pieces(answer, receive, send)
        finally:
            self.files -= files

    async def send_pieces(self, answer: Answer, receive: Receive, send: Send) -> None:
        """Send what Django answers in pieces."""
        status, headers, response = answer
        await send({"type": "http.response.start", "status": status, "headers": headers})
        gone = asyncio.ensure_future(hung_up(receive))
        pieces, more = iter(response), True
        try:
            # Taken some at a time: who reads slowly holds up nobody either, and for who hung up no more is made.
            while more and not gone.done():
                some, more = await self.in_thread(taken, pieces)
                if some:
                    await send({"type": "http.response.body", "body": some, "more_body": True})
            # The end is said of a whole answer alone: what broke off must not look like one.
            if not more:
                await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            await self.in_thread(response.close)

    def call(self, environ: dict[str, Any]) -> Answer:
        """What Django answers."""
        said: list[Any] = []
        response = self.application(environ, lambda *status_and_headers: said.extend(status_and_headers))
        status, headers = int(said[0].split()[0]), said[1]
        if not response.streaming:
            whole = b"".join(response)
            response.close()
            response = whole
        return status, [as_bytes(name, value) for name, value in headers], response


@functools.lru_cache(maxsize=256)
def as_bytes(name: str, value: str) -> tuple[bytes, bytes]:
    """A header as ASGI has it; the same one for all answers that bear it, of which many are kept."""
    return name.lower().encode("latin-1"), value.encode("latin-1")


def taken(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """The next pieces of an answer, and whether more may come; an empty one says that it is the others' turn."""
    some: list[bytes] = []
    length = 0
    for _ in range(PIECES):
        piece = next(pieces, None)
        if piece is None:
            return b"".join(some), False
        some.append(piece)
        length += len(piece)
        if not piece or length >= ENOUGH:
            break
    # One piece that is enough is not copied.
    return b"".join(some), True


async def hung_up(receive: Receive) -> None:
    """Return when the visitor has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def refuse(status: HTTPStatus, send: Send, said: Headers) -> None:
    """Say in a word why the request is not answered, and hang up."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *said]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": f"{status.phrase}.\n".encode()})


def length_told(scope: Scope) -> int:
    """The length that the headers give the body; 0 where they give none."""
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(told) if told.isdigit() else 0


def environ_of(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as WSGI has it; the length of the body is what came of it, whatever was told."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope["root_path"],
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # With an underscore, a header would pass for another one.
        if name == b"content-length" or b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        joint = ";" if name == b"cookie" else ","
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    return environ
