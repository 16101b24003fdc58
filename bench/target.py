"""What wrk is sent to: a peer with the addresses of a kind of page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.asking import NOT_MODIFIED, OK, Visitor
from bench.load import load
from bench.processes import Server

GZIP = {"Accept-Encoding": "gzip"}


@dataclass
class Target:
    """A peer, which is asked for these addresses in turn; ``known`` is the ETag of one who has the page already."""

    server: Server
    addresses: Sequence[str]
    known: str = ""
    # What the last answer said of the page cache: hit, miss, or nothing.
    held: str = ""
    # For how many seconds it had to be measured, by connections, so that it answered often enough.
    seconds: dict[int, int] = field(default_factory=dict)

    @property
    def condition(self) -> Mapping[str, str]:
        """The header of one who has the page already."""
        return {"If-None-Match": self.known} if self.known else {}

    def warm(self) -> None:
        """Ask for every address, and for the first one again."""
        visitor, wanted = Visitor(self.server.url), NOT_MODIFIED if self.known else OK
        for address in (*self.addresses, self.addresses[0]):
            self.held = visitor.get(address, wanted, **self.condition).headers.get("x-cache", "")

    def measure(self, connections: int, seconds: int) -> dict[str, Any]:
        """What comes of that many connections, asking for that long at least."""
        long_enough = max(seconds, self.seconds.get(connections, 0))
        found = load(self.server.url, self.addresses, connections, long_enough, {**GZIP, **self.condition})
        self.seconds[connections] = found["seconds"]
        peer = self.server.name.partition(",")[0]
        return {"connections": connections, "peer": peer, "held": self.held} | found
