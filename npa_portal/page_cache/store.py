"""What is kept: pages of one revision, by who is asked for what, within a bound of bytes."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Hashable
from typing import NamedTuple

from cachetools import LRUCache

from npa_portal.page_cache.page import Page

# A larger answer, in all its codings, is made anew each time.
LARGEST = 2_000_000
# Under so many names of the portal pages are kept; a visitor may make up a port of it.
MOST_HOSTS = 4


class Key(NamedTuple):
    """What a page answers: the host as the visitor named it, the path, and the query in one order."""

    host: bytes
    path: bytes
    query: bytes


class Entry(NamedTuple):
    """A page with its size in bytes, key included."""

    page: Page
    size: int


class Store:
    """The pages of the newest revision that was seen; those asked for least lately go first. For any thread.

    Addresses without a query have three quarters of the room, those with one the rest: made-up searches push out
    searches, never the pages.
    """

    def __init__(self, most: int) -> None:
        self.revision: Hashable = None
        # Who is answered at once asks in another thread than all others.
        self._lock = threading.Lock()
        self.hosts: Counter[bytes] = Counter()
        self._plain = LRUCache[Key, Entry](most * 3 // 4, getsizeof=lambda entry: entry.size)
        self._asked = LRUCache[Key, Entry](most // 4, getsizeof=lambda entry: entry.size)

    def see(self, revision: Hashable) -> None:
        """Forget all pages of another revision."""
        with self._lock:
            if revision != self.revision:
                self._plain.clear()
                self._asked.clear()
                self.revision = revision

    def __contains__(self, key: tuple[bytes, bytes, bytes]) -> bool:
        return key in (self._asked if key[2] else self._plain)

    def get(self, key: tuple[bytes, bytes, bytes]) -> Page | None:
        """The page of a `Key`, which counts as asked for now."""
        return self.kept(key, self.revision)

    def kept(self, key: tuple[bytes, bytes, bytes], revision: Hashable) -> Page | None:
        """The same, where it is of that revision."""
        with self._lock:
            if revision != self.revision:
                return None
            try:
                return (self._asked if key[2] else self._plain)[key].page  # type: ignore[index]
            except KeyError:
                return None

    def keep(self, key: Key, page: Page, revision: Hashable) -> None:
        """Keep a page of the revision, unless another was seen meanwhile, in place of others where there is no room."""
        size = page.size + sys.getsizeof(key) + sum(map(sys.getsizeof, key))
        pages = self._asked if key.query else self._plain
        with self._lock:
            if revision == self.revision and size <= min(LARGEST, pages.maxsize):
                self._admit(key.host)
                pages[key] = Entry(page, size)

    def count(self, host: bytes) -> None:
        """Count a visitor for whom a page was made under that name."""
        if host in self.hosts:
            self.hosts[host] += 1

    def _admit(self, host: bytes) -> None:
        """Let there be pages of the host; where it is one too many, those go for which fewest visitors came."""
        self.hosts[host] += 0
        if len(self.hosts) <= MOST_HOSTS:
            return
        least = min((other for other in self.hosts if other != host), key=self.hosts.__getitem__)
        del self.hosts[least]
        for pages in (self._plain, self._asked):
            for key in [key for key in pages if key.host == least]:
                del pages[key]

    @property
    def busiest_host(self) -> bytes:
        """The name by which most visitors come for whom pages are made; empty as long as there were none."""
        return max(self.hosts, key=self.hosts.__getitem__, default=b"") if self.hosts.total() else b""

    @property
    def size(self) -> int:
        """All that is kept, in bytes."""
        return int(self._plain.currsize + self._asked.currsize)

    def __len__(self) -> int:
        return len(self._plain) + len(self._asked)
