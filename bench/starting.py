"""How long it takes from starting again to the first page, and what memory a worker has after many pages."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

from bench.asking import Visitor
from bench.bench import Bench
from bench.filling import say
from bench.peers import datasette, portal

FIRST = {"portal": "/treaties/", "datasette": "/edition/treaties"}


def starts(bench: Bench) -> list[dict[str, Any]]:
    """A row for each start of each peer, in turns, of what was prepared before."""
    rows = []
    for turn in range(bench.plan.starts + 1):
        for peer in FIRST:
            with portal(bench.database()) if peer == "portal" else datasette(bench.folder, bench.database()) as server:
                Visitor(server.url).get(FIRST[peer])
                took = time.perf_counter() - server.begun
            # The first time, Python compiles, and the disk reads.
            if turn:
                rows.append({"peer": peer, "round": turn - 1, "seconds": round(took, 3)})
    return rows


def memory(bench: Bench) -> list[dict[str, Any]]:
    """The memory of each peer, with one worker, before any page and after many of all kinds; the cache is full."""
    rows: list[dict[str, Any]] = []
    with ExitStack() as servers:
        for server in (
            servers.enter_context(portal(bench.database())),
            servers.enter_context(datasette(bench.folder, bench.database())),
        ):
            server.settle()
            idle, visitor = server.memory(), Visitor(server.url)
            for address in mixed(bench, server.name):
                visitor.get(address)
            rows.append({"peer": server.name, "pages": bench.plan.pages, "idle": idle, "after": server.memory()})
            say(f"  {server.name}: {rows[-1]['after'] / 1e6:.0f} MB")
    return rows


def mixed(bench: Bench, peer: str) -> list[str]:
    """So many addresses, of every kind in turn."""
    of_kinds = [kind.portal if peer == "portal" else kind.datasette for kind in bench.kinds()]
    return [
        addresses[turn % len(addresses)]
        for turn in range(-(-bench.plan.pages // len(of_kinds)))
        for addresses in of_kinds
    ][: bench.plan.pages]
