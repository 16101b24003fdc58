"""The pages that everybody opens first are made when nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future

import pytest

from npa_portal.page_cache import warming
from npa_portal.page_cache.door import PageCache
from npa_portal.page_cache.store import Key
from npa_portal.page_cache.warming import Warmer
from tests.npa_portal.page_cache.visiting import BROWSER, HOST, MadeUp, asked, cache_before

FIRST = ("/", "/treaties/", "/about/")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "EVERY", 0.001)
    monkeypatch.setattr(warming, "PATIENCE", 0.001)


def beside_the_warmer(cache: PageCache, visitors: Callable[[], Awaitable[None]], host: str = HOST.decode()) -> None:
    """Let the visitors come while pages are made ready."""

    async def together() -> None:
        beside = asyncio.create_task(Warmer(cache, lambda: FIRST, host).run())
        await visitors()
        beside.cancel()

    asyncio.run(together())


def ready(cache: PageCache, host: bytes = HOST) -> list[str]:
    """The pages that are ready in the codings of browsers."""
    found = {path: cache.store.get(Key(host, path.encode(), b"")) for path in FIRST}
    return [path for path, page in found.items() if page and {"br", "gzip"} <= page.forms.keys()]


async def until(done: Callable[[], bool]) -> None:
    for _ in range(1000):
        if done():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("It was never done.")


def test_they_are_ready_before_anybody_asks_and_made_once() -> None:
    django = MadeUp()
    cache = cache_before(django)

    async def visitors() -> None:
        await until(lambda: len(ready(cache)) == 3)
        assert (await asked(cache, "/about/", **BROWSER)).cache == "hit"
        await asyncio.sleep(0.02)
        assert len(django.asked) == 3

    beside_the_warmer(cache, visitors)


def test_they_are_made_again_after_an_edit() -> None:
    django = MadeUp()
    cache = cache_before(django)

    async def visitors() -> None:
        await until(lambda: len(ready(cache)) == 3)
        django.revision = "two"
        await until(lambda: cache.store.revision == "two" and len(ready(cache)) == 3)
        assert len(django.asked) == 6

    beside_the_warmer(cache, visitors)


def test_none_is_made_while_a_visitor_waits() -> None:
    django = MadeUp()
    cache = cache_before(django)

    async def visitors() -> None:
        visitor: Future[None] = Future()
        cache.door.waiting.add(visitor)
        await asyncio.sleep(0.03)
        assert django.asked == []
        cache.door.waiting.discard(visitor)
        await until(lambda: len(ready(cache)) == 3)

    beside_the_warmer(cache, visitors)


def test_a_start_is_answered_before_any_is_made() -> None:
    django = MadeUp()
    cache = cache_before(django)
    cache.meanwhile = Warmer(cache, lambda: FIRST, HOST.decode()).run
    told: list[str] = []

    async def live() -> None:
        over = asyncio.Event()

        async def receive() -> dict[str, str]:
            if told:
                await over.wait()
            return {"type": "lifespan"}

        async def send(message: dict[str, str]) -> None:
            told.append(message["type"])
            assert django.asked == [] or message["type"] == "lifespan.shutdown.complete"

        living = asyncio.create_task(cache({"type": "lifespan"}, receive, send))
        await until(lambda: len(ready(cache)) == 3)
        over.set()
        await living

    asyncio.run(live())
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_an_edit_meanwhile_begins_it_anew() -> None:
    django = MadeUp()
    cache = cache_before(django)

    def edited() -> None:
        if len(django.asked) == 2:
            django.revision = "two"

    django.meanwhile = edited

    async def visitors() -> None:
        await until(lambda: cache.store.revision == "two" and len(ready(cache)) == 3)

    beside_the_warmer(cache, visitors)


def test_none_is_made_while_one_edit_follows_the_other() -> None:
    django = MadeUp()
    cache = cache_before(django)

    async def visitors() -> None:
        for number in range(20_000):
            django.revision = f"edit {number}"
            # So that there is one between any two looks.
            await asyncio.sleep(0)
        assert django.asked == []
        await until(lambda: len(ready(cache)) == 3)

    beside_the_warmer(cache, visitors)


def test_they_are_made_for_the_host_that_visitors_come_to() -> None:
    cache = cache_before(MadeUp())

    async def visitors() -> None:
        await until(lambda: len(ready(cache, b"likely.example")) == 3)
        for address in ("/a/", "/b/", "/c/", "/d/"):
            await asked(cache, address)
        await until(lambda: len(ready(cache)) == 3)

    beside_the_warmer(cache, visitors, "likely.example")


def test_nothing_is_made_while_nobody_knows_the_revision() -> None:
    django = MadeUp()
    known: list[str | None] = [None]
    cache = cache_before(django, lookup=lambda: known[0])

    async def visitors() -> None:
        await asyncio.sleep(0.02)
        assert django.asked == []
        known[0] = "one"
        await until(lambda: len(ready(cache)) == 3)

    beside_the_warmer(cache, visitors)
