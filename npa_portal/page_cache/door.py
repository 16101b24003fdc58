"""The page cache before the front door: what is kept is answered at once, all else by Django.

`npa_portal.worker` lets `PageCache.at_once` see each request first, in the thread that took it. What is kept is sent
there, and a page that is not is sent by Django's thread as soon as it has made it: the way into the event loop and
back takes longer than all that is done here. Any other request is answered in the event loop, in a task of its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import Future
from inspect import iscoroutinefunction
from time import perf_counter
from typing import Any

from msgspec import Struct

from npa_portal.bodies import READING, Answer, FrontDoor, Receive, Scope, Send, refuse
from npa_portal.codings import coding_for
from npa_portal.lengths import refusal
from npa_portal.page_cache.asking import GONE, REVISION, SCHEME, UNUSUAL, Normalise, environ_to_keep, headers_of, key_of
from npa_portal.page_cache.conditions import has_it
from npa_portal.page_cache.page import Form, Headers, Page
from npa_portal.page_cache.store import Key, Store

Message = dict[str, Any]

# In a request that is left to the event loop: what Django has made of it already.
MADE = "npa_portal.made"
EMPTY: Message = {"type": "http.response.body", "body": b""}
ACCEPTED = b"accept-encoding"
# What a hit says of itself, by hundredths of a millisecond.
HITS: list[Headers] = [
    [(b"x-cache", b"hit"), (b"server-timing", b"total;dur=%.2f" % (step / 100))] for step in range(1000)
]


class Made(Struct, frozen=True):
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
        self.making: dict[tuple[Key, Hashable], Future[Made]] = {}
        self.lock = threading.Lock()
        # What is done beside answering, from the start to the end of the worker.
        self.meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None

    def at_once(self, scope: Scope, send: Callable[[Message], Any], later: Callable[[], None]) -> bool:
        """Send what is kept, or have a page made and sent; False where the event loop has to see to it. In any thread.

        ``later`` leaves the request to the event loop after all.
        """
        if self.waits:
            return False
        began = perf_counter()
        revision = self.lookup()
        if answer := self.kept(scope, revision, began):
            for message in answer:
                send(message)
            return True
        return self.make_at_once(scope, send, later, revision, began)

    def make_at_once(
        self,
        scope: Scope,
        send: Callable[[Message], Any],
        later: Callable[[], None],
        revision: Hashable,
        began: float,
    ) -> bool:
        """Have a page made that is not kept, and sent by the thread that makes it; False where it is none."""
        if not revision or scope["method"] != "GET" or refusal(scope):
            return False
        headers = headers_of(scope)
        key = key_of(scope, headers, self.normalise, secure=self.secure)
        if key is None:
            return False
        self.store.see(revision)
        if key in self.store:
            return False
        making, is_own = self.making_of(key, revision, scope, coding_for(headers.get(ACCEPTED, b"")))

        def tell(_: Future[Made]) -> None:
            if making.exception() or not (is_own or making.result().is_for_all):
                later()
            elif making.result().page is None:
                scope[MADE] = making.result()
                later()
            else:
                for message in self.told(making.result(), scope, headers, began):
                    send(message)

        making.add_done_callback(tell)
        return True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
            return
        if made := scope.pop(MADE, None):
            await self.door.send(made.answer, receive, send)
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
        if page is None:
            made = await self.made(key, revision, scope, coding)
            if made.page is None:
                await self.door.send(made.answer, receive, send)
                return
            await self.form(key, made.page, revision, coding)
            start, body = self.told(made, scope, headers, began)
        else:
            form = await self.form(key, page, revision, coding)
            said = [(b"x-cache", b"stale" if revision == GONE else b"hit"), timing(began)]
            start, body = messages(page, form, scope["method"], headers, said)
        await send(start)
        await send(body)

    def told(self, made: Made, scope: Scope, headers: dict[bytes, bytes], began: float) -> tuple[Message, Message]:
        """What answers a visitor for whom a page was made."""
        page: Any = made.page
        self.store.count(headers[b"host"])
        form = page.in_coding(coding_for(headers.get(ACCEPTED, b"")))
        said = [(b"x-cache", b"miss")] if made.is_for_all else []
        return messages(page, form, scope["method"], headers, [*said, timing(began, made.seconds)])

    async def revision(self) -> Hashable:
        """The revision that the records are in now; pages of another one are forgotten, where it is known."""
        revision = await self.lookup() if self.waits else self.lookup()
        if revision is not None and revision != GONE:
            self.store.see(revision)
        return revision

    async def made(self, key: Key, revision: Hashable, scope: Scope, coding: str) -> Made:
        """The page, or the answer in pieces, made by Django; those who ask for a page while it is made wait for it."""
        making, is_own = self.making_of(key, revision, scope, coding)
        # Who hangs up does not take it from the others.
        made = await asyncio.shield(asyncio.wrap_future(making))
        return made if is_own or made.is_for_all else await asyncio.wrap_future(self.make(key, scope, coding))

    def making_of(self, key: Key, revision: Hashable, scope: Scope, coding: str) -> tuple[Future[Made], bool]:
        """What the making of a page will give, and whether it is made for whoever asks here. For any thread."""
        if not self.keeps:
            # Nobody gets what was made for another: so a page's own time can be measured.
            return self.make(key, scope, coding), True
        with self.lock:
            if making := self.making.get((key, revision)):
                return making, False
            making = self.making[key, revision] = self.make(key, scope, coding)
        making.add_done_callback(lambda _: self.making.pop((key, revision)))
        return making, True

    def make(self, key: Key, scope: Scope, coding: str) -> Future[Made]:
        """Let Django make the page, and keep it where it may be kept.

        It is kept under the revision that Django found before it read anything: what is changed meanwhile has another.
        """
        return self.door.submit(self.made_and_kept, key, environ_to_keep(scope, key), coding)

    def made_and_kept(self, key: Key, environ: dict[str, Any], coding: str) -> Made:
        """What Django makes of the request, which is kept where it may be; in its thread."""
        made = made_by(self.door.call, environ, coding)
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


def timing(began: float, of_django: float | None = None) -> tuple[bytes, bytes]:
    """How long it took, in milliseconds, and Django of it, as a header."""
    beside = b"" if of_django is None else b", django;dur=%.2f" % (of_django * 1000)
    return b"server-timing", b"total;dur=%.2f%b" % ((perf_counter() - began) * 1000, beside)


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
