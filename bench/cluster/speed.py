"""How quick it is: kept pages through nginx, with one instance and two, and what each request costs whom."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from bench.cluster.editing import PAGE
from bench.cluster.machines import BEHIND, HOST, Instance, Stack, front
from bench.cluster.trials import worked
from bench.cluster.visitors import Reader
from bench.load import run_wrk
from bench.processes import BenchError, Server

Row = dict[str, Any]

CONNECTIONS = 16
ADDRESS = "/treaties/"
GZIP = {"Accept-Encoding": "gzip"}
CDN = {"CDN_SECONDS": "1"}
# One visitor asks for so many of each.
TIMES = 40
MADE = {
    "list": ["/treaties/", "/treaties/?sort=name", "/treaties/?sort=-name"],
    "record": [PAGE],
    "search": ["/search/?q=drugs", "/search/?q=terrorism", "/search/?q=police"],
    "country": ["/countries/thailand/", "/countries/china/"],
}


def through_nginx(stack: Stack, rounds: int, seconds: int) -> Iterator[Row]:
    """Requests a second, in turns: past nginx, and through it with one instance and two, its own cache off and on."""
    with ExitStack() as running:
        more = [running.enter_context(other(stack, name, **CDN)) for name in ("three", "four")]
        sides: Mapping[str, tuple[list[Instance], Server | Instance]] = {
            "instance alone": ([stack.one], stack.one),
            **{
                f"{name}, nginx's cache {held}": (
                    behind,
                    running.enter_context(front(stack.folder, f"{name}-{held}".replace(" ", "-"), behind)),
                )
                for held, all_ in (("off", [stack.one, stack.two]), ("on", more))
                for name, behind in (("one instance", all_[:1]), ("two instances", all_))
            },
        }
        for one in (*stack.instances, *more):
            assert_server(one).settle()
        for turn in range(rounds):
            for side, (behind, asked) in sides.items():
                yield {"round": turn, "side": side} | measured(stack, behind, asked, seconds)


def other(stack: Stack, name: str, **settings: str) -> Instance:
    """Another instance over the same databases."""
    return Instance(stack.folder, name, stack.primary, stack.replica, WORKERS="1", **settings)


def assert_server(one: Instance) -> Server:
    """The server of an instance that runs. Raises BenchError."""
    if one.server is None:
        raise BenchError(f"Instance {one.name} does not run.")
    return one.server


def measured(stack: Stack, behind: list[Instance], asked: Server | Instance, seconds: int) -> Row:
    """Requests a second by wrk, and the time that each of the others worked on a request, in microseconds."""
    headers = GZIP | (BEHIND if isinstance(asked, Instance) else {"Host": HOST})
    who: dict[str, Callable[[], list[int]]] = {
        "portal": lambda: [pid for one in behind for pid in one.pids()],
        "replica": stack.replica.pids,
        **({} if isinstance(asked, Instance) else {"nginx": asked.pids}),
    }
    before = {name: worked(pids()) for name, pids in who.items()}
    asked_before = stack.replica.transactions()
    said = run_wrk(asked.url, [ADDRESS], CONNECTIONS, seconds, headers)
    used = {name: (worked(pids()) - before[name]) * 10_000 for name, pids in who.items()}
    # Once it has told the server of its own counts.
    time.sleep(1)
    asked_for = stack.replica.transactions() - asked_before
    return {
        "requests": said["requests"],
        "failed": said["failed"],
        "per_second": said["requests"] / said["microseconds"] * 1_000_000,
        "bytes": said["bytes"] / max(said["requests"], 1),
        "p50_ms": said["p50"] / 1000,
        "p99_ms": said["p99"] / 1000,
        "cpu_us": {name: ticks / max(said["requests"], 1) for name, ticks in used.items()},
        "cores": sum(used.values()) / said["microseconds"],
        "lookups": asked_for / max(said["requests"], 1),
    }


def made_anew(stack: Stack) -> Iterator[Row]:
    """What a page costs that is not kept: the time that the portal and the replica work on it."""
    with other(stack, "anew", CACHE_MB="0") as instance:
        reader = Reader(instance)
        for kind, addresses in MADE.items():
            for address in addresses:
                reader.get(address)
            portal, replica = worked(instance.pids()), worked(stack.replica.pids())
            sizes = [len(reader.get(addresses[turn % len(addresses)]).body) for turn in range(TIMES)]
            yield {
                "kind": kind,
                "portal_ms": (worked(instance.pids()) - portal) * 10 / TIMES,
                "replica_ms": (worked(stack.replica.pids()) - replica) * 10 / TIMES,
                "bytes": statistics.mean(sizes),
            }


def weighed(stack: Stack) -> Row:
    """What an instance and a page of it take."""
    one = assert_server(stack.one)
    reader = Reader(stack.one)
    reader.encoding = "gzip"
    return {
        "memory": one.memory(),
        "wire": {path: reader.get(path).wire for path in ("/", ADDRESS, PAGE, "/timeline/")},
    }
