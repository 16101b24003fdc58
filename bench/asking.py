"""One visitor, who asks for page after page on a connection that stays open."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE = 300
OK, NOT_MODIFIED = 200, 304


@dataclass(frozen=True)
class Answer:
    """What came, its headers by their names in small letters, and how long it took from asking to the last byte."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: float

    @property
    def wire(self) -> int:
        """Its bytes over the wire: the status line, the headers, an empty line, the body."""
        lines = sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers.items())
        return len("HTTP/1.1 200 OK\r\n") + lines + len("\r\n") + len(self.body)


class Visitor:
    """Asks a server, with one encoding that is wanted (``identity`` for none)."""

    def __init__(self, url: str, encoding: str = "gzip") -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        self.encoding = encoding

    def get(self, path: str, wanted: int = OK, **headers: str) -> Answer:
        """The answer at ``path``. Raises OSError where it has another status than the one ``wanted``."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": self.encoding, **headers})
        response = self.connection.getresponse()
        body = response.read()
        took = (time.perf_counter() - begun) * 1000
        if response.status != wanted:
            raise OSError(f"{path} was answered with {response.status} instead of {wanted}: {body[:200]!r}")
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, named, body, took)
