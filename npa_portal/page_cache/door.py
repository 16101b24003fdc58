"""The page cache before the front door: what is kept is answered at once, all else by Django.

`npa_portal.worker` lets `PageCache.at_once` see each request first, in the thread that took it: the way into the event
loop and back takes longer than all that is done here. Any other request is answered there, in a task of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from inspect import iscoroutinefunction
from time import perf_counter
from typing import Any

from npa_portal.bodies import READING, Answer, FrontDoor, Receive, Scope, Send, refuse
from npa_portal.codings import coding_for
from npa_portal.lengths import refusal
from npa_portal.page_cache.asking import GONE, REVISION, SCHEME, UNUSUAL, Normalise, environ_to_keep, headers_of, key_of
from npa_portal.page_cache.conditions import has_it
from npa_portal.page_cache.page import Form, Headers, Page
from npa_portal.page_cache.store import Key, Store

Message = dict[str, Any]

EMPTY: Message = {"type": "http.response.body", "body": b""}
ACCEPTED = b"accept-encoding"
# What a hit says of itself, by hundredths of a millisecond.
HITS: list[Headers] = [
    [(b"x-cache", b"hit"), (b"server-timing", b"total;dur=%.2f" % (step / 100))] for step in range(1000)
]


@dataclass(frozen=True)
class Made:
    """What Django made of a request, in how many seconds: a page, or an answer in pieces."""

    answer: Answer
    page: Page | None
    revision: Hashable
    seconds: float

    @property
    def is_for_all(self) -> bool:
        """Whether it may be kept, and given to others."""
        return self.page is not None and self.page.may_be_kept


class PageCache:
    """An ASGI application before a `FrontDoor`.

    ``lookup`` gives the revision of the records, None where nobody knows it, and `GONE` where the database does not
    answer: what is kept of the last revision is then sent, and says of itself that it is stale. ``secure`` says that
    visitors come by HTTPS; ``most`` is in bytes.
    """

    def __init__(
        self,
        door: FrontDoor,
        lookup: Callable[[], Any],
        normalise: Normalise,
        *,
        secure: bool = False,
        most: int,
    ) -> None:
        self.door, self.lookup, self.normalise, self.secure = door, lookup, normalise, secure
        self.waits = iscoroutinefunction(lookup)
        self.store, self.keeps = Store(most), most > 0
        self.making: dict[tuple[Key, Hashable], asyncio.Task[Made]] = {}
        # What is done beside answering, from the start to the end of the worker.
        self.meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None

    def at_once(self, scope: Scope, send: Callable[[Message], Any]) -> bool:
        """Send what is kept, and wait for nothing; False where the event loop has to see to it. In any thread."""
        if self.waits:
            return False
        began = perf_counter()
        answer = self.kept(scope, self.lookup(), began)
        if answer is None:
            return False
        start, body = answer
        send(start)
        send(body)
        return True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
            return
        began = perf_counter()
        answer = None
        # Else it is not asked for: for a file of the portal's, nobody is to wait for the database.
        if key_as_told(scope, dict(scope["headers"])) in self.store:
            answer = self.kept(scope, await self.lookup() if self.waits else self.lookup(), began)
        if answer is None:
            await self.answer(scope, receive, send, began)
            return
        start, body = answer
        await send(start)
        await send(body)

    def kept(self, scope: Scope, revision: Hashable, began: float) -> tuple[Message, Message] | None:
        """What answers the request, where it is kept of that revision."""
        headers = dict(scope["headers"])
        page = self.store.kept(key_as_told(scope, headers), revision)
        if page is None or self.is_odd(scope, headers):
            return None
        form = page.forms.get(coding_for(headers.get(ACCEPTED, b"")))
        if form is None:
            return None
        hit = HITS[min(int((perf_counter() - began) * 100_000), 999)]
        return messages(page, form, scope["method"], headers, hit)

    async def live(self, receive: Receive, send: Send) -> None:
        """From the worker's start, which waits for nothing, to its end."""
        await receive()
        beside = asyncio.create_task(self.meanwhile()) if self.meanwhile else None
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if beside:
            beside.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    def is_odd(self, scope: Scope, headers: dict[bytes, bytes]) -> bool:
        """Whether the request has to be looked at more closely."""
        return (
            scope["method"] not in READING
            or len(headers) != len(scope["headers"])
            or not UNUSUAL.isdisjoint(headers)
            or (self.secure and headers.get(SCHEME) != b"https")
        )

    async def answer(self, scope: Scope, receive: Receive, send: Send, began: float) -> None:
        """Answer what is not ready to be sent."""
        if refused := refusal(scope):
            await refuse(refused, send, self.door.said)
            return
        headers = headers_of(scope)
        key = key_of(scope, headers, self.normalise, secure=self.secure)
        revision = await self.revision() if key else None
        page = self.store.get(key) if key else None
        # Of a file, a HEAD request reads no record; so nothing is made for it that is not there.
        if key is None or revision is None or (page is None and (revision == GONE or scope["method"] == "HEAD")):
            await self.door(scope, receive, send)
            return
        coding = coding_for(headers.get(ACCEPTED, b""))
        said, timing = [(b"x-cache", b"stale" if revision == GONE else b"hit")], b""
        if page is None:
            made = await self.made(key, revision, scope, coding)
            if made.page is None:
                await self.door.send(made.answer, receive, send)
                return
            page = made.page
            self.store.count(key.host)
            said = [(b"x-cache", b"miss")] if made.is_for_all else []
            timing = b", django;dur=%.2f" % (made.seconds * 1000)
        form = await self.form(key, page, revision, coding)
        said.append((b"server-timing", b"total;dur=%.2f%b" % ((perf_counter() - began) * 1000, timing)))
        start, body = messages(page, form, scope["method"], headers, said)
        await send(start)
        await send(body)

    async def revision(self) -> Hashable:
        """The revision that the records are in now; pages of another one are forgotten, where it is known."""
        revision = await self.lookup() if self.waits else self.lookup()
        if revision is not None and revision != GONE:
            self.store.see(revision)
        return revision

    async def made(self, key: Key, revision: Hashable, scope: Scope, coding: str) -> Made:
        """The page, or the answer in pieces, made by Django; those who ask for a page while it is made wait for it."""
        if not self.keeps:
            # Nobody gets what was made for another: so a page's own time can be measured.
            return await self.make(key, scope, coding)
        if making := self.making.get((key, revision)):
            made = await asyncio.shield(making)
            if made.is_for_all:
                return made
            return await self.make(key, scope, coding)
        making = asyncio.create_task(self.make(key, scope, coding))
        self.making[key, revision] = making
        making.add_done_callback(lambda _: self.making.pop((key, revision)))
        # Who hangs up does not take it from the others.
        return await asyncio.shield(making)

    async def make(self, key: Key, scope: Scope, coding: str) -> Made:
        """Let Django make the page, and keep it where it may be kept.

        It is kept under the revision that Django found before it read anything: what is changed meanwhile has another.
        """
        environ = environ_to_keep(scope, key)
        made = await self.door.in_thread(made_by, self.door.call, environ, coding)
        if made.page is not None and made.is_for_all:
            self.store.keep(key, made.page, made.revision)
        return made

    async def form(self, key: Key, page: Page, revision: Hashable, coding: str) -> Form:
        """The page in the coding, made in the thread where nobody asked for it yet."""
        if coding not in page.forms:
            await self.door.in_thread(page.in_coding, coding)
            if self.store.get(key) is page:
                self.store.keep(key, page, revision)
        return page.forms[coding]


def made_by(call: Callable[[dict[str, Any]], Answer], environ: dict[str, Any], coding: str) -> Made:
    """What Django makes of the request; in its thread."""
    began = perf_counter()
    status, headers, response = call(environ)
    seconds = perf_counter() - began
    page = Page(status, headers, response, coding) if isinstance(response, bytes) else None
    return Made((status, headers, response), page, environ.get(REVISION), seconds)


def key_as_told(scope: Scope, headers: dict[bytes, bytes]) -> tuple[bytes, bytes, bytes]:
    """The `Key` of a request that is written as it is kept."""
    return headers.get(b"host", b""), scope["raw_path"], scope["query_string"]


def messages(
    page: Page, form: Form, method: str, headers: dict[bytes, bytes], said: Headers
) -> tuple[Message, Message]:
    """What answers the request: the page, 304 where the visitor has it, its head alone for HEAD."""
    if page.status == 200 and has_it(headers, page, form):
        return {"type": "http.response.start", "status": 304, "headers": form.headers_alone + said}, EMPTY
    start = {"type": "http.response.start", "status": page.status, "headers": form.headers + said}
    return start, form.body if method == "GET" else EMPTY
