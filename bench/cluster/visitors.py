"""Visitors of an instance or of nginx; a crowd of them notes what each was answered, and when."""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bench.asking import Answer, Visitor
from bench.cluster.machines import BEHIND, HOST, Instance
from bench.processes import Server

PATIENCE = 30


class Reader(Visitor):
    """A visitor who names the portal's host; by HTTPS where a context says whom to trust, else as nginx asks."""

    def __init__(self, server: Server | Instance, trust: ssl.SSLContext | None = None) -> None:
        super().__init__(server.url, "identity")
        where = urlsplit(server.url).netloc
        self.headers = {"Host": HOST} if trust else BEHIND
        if trust:
            self.connection = http.client.HTTPSConnection(where, timeout=PATIENCE, context=trust)
        else:
            self.connection = http.client.HTTPConnection(where, timeout=PATIENCE)

    def get(self, path: str, wanted: int = http.client.OK, **headers: str) -> Answer:
        return super().get(path, wanted, **self.headers, **headers)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *raised: object) -> None:
        self.connection.close()

    def says(self, path: str, text: str) -> bool:
        """Whether the page has the text."""
        return text.encode() in self.get(path).body


@dataclass
class Noted:
    """An answer: when it came (time.monotonic), its status (0 for none) and how long it was waited for."""

    at: float
    status: int
    milliseconds: float
    path: str


@dataclass
class Crowd:
    """What a crowd was answered."""

    noted: list[Noted] = field(default_factory=list)

    @property
    def failed(self) -> list[Noted]:
        """The requests without a good answer."""
        return [one for one in self.noted if one.status != http.client.OK]

    def longest(self, since: float) -> float:
        """The longest wait of those who were answered since, in milliseconds."""
        return max((one.milliseconds for one in self.noted if one.at >= since), default=0)

    def row(self, since: float) -> dict[str, Any]:
        """What is told of it."""
        return {
            "requests": len(self.noted),
            "failed": len(self.failed),
            "longest_before_ms": max((one.milliseconds for one in self.noted if one.at < since), default=0),
            "longest_ms": self.longest(since),
        }


@contextmanager
def crowd(
    server: Server | Instance,
    paths: Callable[[], Iterator[str]],
    trust: ssl.SSLContext | None = None,
    visitors: int = 2,
) -> Iterator[Crowd]:
    """So many visitors, who ask for the paths in turn for as long as it lasts."""
    found, stop = Crowd(), threading.Event()

    def ask() -> None:
        with Reader(server, trust) as reader:
            for path in paths():
                if stop.is_set():
                    return
                found.noted.append(noted(reader, path))

    threads = [threading.Thread(target=ask) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def noted(reader: Reader, path: str) -> Noted:
    """What comes of asking once; who is hung up on is not answered."""
    begun = time.monotonic()
    try:
        reader.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **reader.headers})
        response = reader.connection.getresponse()
        response.read()
        status = response.status
    except (OSError, http.client.HTTPException):
        status = 0
        reader.connection.close()
    end = time.monotonic()
    return Noted(end, status, (end - begun) * 1000, path)
