"""Requests a second of the portal, Datasette and nginx, in turns: each address once, or made anew every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from bench.asking import Visitor
from bench.bench import Bench
from bench.filling import say
from bench.pages import Kind
from bench.peers import CACHE_OFF, datasette, nginx, portal
from bench.plan import REPORT
from bench.processes import BenchError, Server
from bench.target import Target

CONNECTIONS = (16, 1)
# What is also compared with many more rows, and on PostgreSQL.
CORE = ("list", "record", "search")
UNCHANGED = "not modified"

Row = dict[str, Any]


def measure(bench: Bench) -> list[Row]:
    """A row for each round, kind, number of connections and peer."""
    rows = [*of_one_size(bench, REPORT, "sqlite", CONNECTIONS)]
    if "postgresql" in bench.plan.databases:
        rows += of_one_size(bench, REPORT, "postgresql", CONNECTIONS[:1], CORE, modes=("cached",))
    for size in bench.plan.sizes[1:]:
        rows += of_one_size(bench, size, "sqlite", CONNECTIONS[:1], CORE, modes=("uncached",))
    return rows


def of_one_size(
    bench: Bench,
    size: int,
    database: str,
    connections: Sequence[int],
    names: Sequence[str] = (),
    modes: Sequence[str] = ("cached", "uncached"),
) -> Iterator[Row]:
    """The rows of one database, with the servers side by side; the kinds called ``names``, or all."""
    filled = bench.database(size, database)
    kinds = [kind for kind in bench.kinds(size) if not names or kind.name in names]
    with ExitStack() as servers:
        peer = servers.enter_context(datasette(bench.folder, bench.database(size)))
        if "cached" in modes:
            ours = servers.enter_context(portal(filled))
            kept = [kind for kind in kinds if not kind.streamed]
            files = servers.enter_context(nginx(bench.folder / "nginx", bodies(ours, kept)))
            ours.settle()
            targets = cached(kept, ours, peer, files)
            yield from in_turns(bench, targets, connections, mode="cached", rows=size, database=database)
        if "uncached" in modes:
            ours = servers.enter_context(portal(filled, **CACHE_OFF))
            uncached = {kind.name: [Target(ours, kind.portal), Target(peer, kind.datasette)] for kind in kinds}
            yield from in_turns(bench, uncached, connections, mode="uncached", rows=size, database=database)


def cached(kinds: Sequence[Kind], ours: Server, peer: Server, files: Server) -> dict[str, list[Target]]:
    """Each kind at its first address alone; and the list for one who has it already, which Datasette does not know."""
    targets = {
        kind.name: [
            Target(ours, kind.portal[:1]),
            Target(files, [file_of(kind)]),
            Target(peer, kind.datasette[:1]),
        ]
        for kind in kinds
    }
    known = next(kind for kind in kinds if kind.name == "list")
    targets[UNCHANGED] = [
        Target(server, [address], known=Visitor(server.url).get(address).headers["etag"])
        for server, address in ((ours, known.portal[0]), (files, file_of(known)))
    ]
    return targets


def in_turns(
    bench: Bench, targets: Mapping[str, Sequence[Target]], connections: Sequence[int], mode: str, **about: Any
) -> Iterator[Row]:
    """Round by round, kind by kind, one peer after the other."""
    for target in (target for of_kind in targets.values() for target in of_kind):
        target.warm()
        if mode == "uncached" and target.held == "hit":
            raise BenchError(f"{target.server.name} keeps {target.addresses[0]}, which was to be made anew.")
    for turn in range(bench.plan.rounds):
        say(f"  {mode}, {about['rows']:,} rows, {about['database']}: round {turn + 1} of {bench.plan.rounds}")
        for name, of_kind in targets.items():
            for count in connections:
                seconds = bench.plan.seconds * (2 if mode == "uncached" and count > 1 else 1)
                for target in of_kind:
                    yield {"mode": mode, **about, "round": turn, "kind": name} | target.measure(count, seconds)


def bodies(ours: Server, kinds: Sequence[Kind]) -> dict[str, tuple[bytes, bytes]]:
    """What the portal answers at the first address of each kind, as it is and compressed."""
    plain, compressed = Visitor(ours.url, "identity"), Visitor(ours.url)
    return {
        kind.name.replace(" ", "-"): (plain.get(kind.portal[0]).body, compressed.get(kind.portal[0]).body)
        for kind in kinds
    }


def file_of(kind: Kind) -> str:
    """Where nginx has it."""
    return f"/{kind.name.replace(' ', '-')}.html"
