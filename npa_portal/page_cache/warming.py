"""The pages that everybody opens first are made before anybody asks, after a start and an edit, while nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable

from npa_portal.codings import BROTLI, CODINGS
from npa_portal.page_cache.asking import scope_of
from npa_portal.page_cache.door import PageCache
from npa_portal.page_cache.store import Key

# In seconds: how often it is looked whether the records changed, and, while visitors wait, whether they still do.
EVERY, PATIENCE = 1.0, 0.02


class Warmer:
    """Makes the pages at ``addresses`` ready under the host that most visitors come to, at first under ``host``."""

    def __init__(self, cache: PageCache, addresses: Callable[[], Iterable[str]], host: str) -> None:
        self.cache, self.addresses, self.host = cache, addresses, host.encode()

    async def run(self) -> None:
        """Make them ready again and again, whenever it is needed. It begins late, so that no start waits for it.

        While one edit follows the other, what is made after each would be looked at by nobody.
        """
        seen: tuple[Hashable, bytes] | None = None
        ready: tuple[Hashable, bytes] | None = None
        while True:
            await asyncio.sleep(EVERY)
            last, seen = seen, (await self.cache.revision(), self.cache.store.busiest_host or self.host)
            if last == seen != ready and all(seen) and await self.warm(*seen):
                ready = seen

    async def warm(self, revision: Hashable, host: bytes) -> bool:
        """Make them ready one by one; False as soon as the records change."""
        for address in self.addresses():
            key = Key(host, address.encode(), b"")
            while self.cache.door.waiting:
                await asyncio.sleep(PATIENCE)
            if await self.cache.revision() != revision:
                return False
            await self.make_ready(key, revision)
        return True

    async def make_ready(self, key: Key, revision: Hashable) -> None:
        """The page, in the codings of browsers."""
        page = self.cache.store.get(key)
        if page is None:
            page = (await self.cache.made(key, revision, scope_of(key, secure=self.cache.secure), BROTLI)).page
        if page is not None:
            for coding in CODINGS:
                await self.cache.form(key, page, revision, coding)
