"""How long a page takes one visitor as the rows grow, made anew every time, with the sizes in turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from bench.asking import Visitor
from bench.bench import Bench
from bench.filling import say
from bench.peers import CACHE_OFF, portal

# Pages of a kind a round.
EACH = 4
# Milliseconds; of what takes longer, one page a round is enough.
SLOW = 2_000


def measure(bench: Bench) -> list[dict[str, Any]]:
    """A row for each database, kind, size and round, with the milliseconds of each page; round -1 is the first page."""
    return [row for database in bench.plan.databases for row in of_database(bench, database)]


def of_database(bench: Bench, database: str) -> Iterator[dict[str, Any]]:
    """The rows of one database, of which all sizes are served side by side."""
    with ExitStack() as servers:
        visitors = {}
        for size in bench.plan.sizes:
            server = servers.enter_context(portal(bench.database(size, database), **CACHE_OFF))
            visitors[size] = Visitor(server.url)
        addresses = {size: {kind.name: kind.portal for kind in bench.growing(size)} for size in bench.plan.sizes}
        for turn in range(-1, bench.plan.rounds):
            say(f"  {database}: {'first pages' if turn < 0 else f'round {turn + 1} of {bench.plan.rounds}'}")
            for name in addresses[bench.plan.sizes[0]]:
                for size, visitor in visitors.items():
                    took = times(visitor, addresses[size][name], turn)
                    yield {"database": database, "kind": name, "rows": size, "round": turn, "ms": took}


def times(visitor: Visitor, addresses: tuple[str, ...], turn: int) -> list[float]:
    """The milliseconds of the pages of a round, each at the next address."""
    took: list[float] = []
    for number in range(EACH if turn >= 0 else 1):
        address = addresses[(turn * EACH + number) % len(addresses)]
        took.append(round(visitor.get(address).milliseconds, 2))
        if took[-1] > SLOW:
            break
    return took
