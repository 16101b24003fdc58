"""Many requests at once, by wrk in one thread: how many are answered in a second."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from bench.asking import Visitor
from bench.plan import FOLDER
from bench.processes import BenchError

# Seconds after which a request counts as failed.
WAIT = 60
# So few requests tell nothing: then it is measured for twice as long, up to so many seconds.
FEW, LONGEST = 8, 16


def load(
    url: str, addresses: Sequence[str], connections: int, seconds: int, headers: Mapping[str, str]
) -> dict[str, Any]:
    """Requests a second, and the times of the median and of the slowest in a hundred. Raises BenchError."""
    said = run_wrk(url, addresses, connections, seconds, headers)
    if said["failed"]:
        raise BenchError(f"{url}{addresses[0]}: {said['failed']} of {said['requests']} requests failed.")
    # What is asked at the end is worked on though nobody waits for it any more: not in the time of the next one.
    Visitor(url).get(addresses[0])
    if said["requests"] < FEW and seconds < LONGEST:
        return load(url, addresses, connections, seconds * 2, headers)
    return {
        "seconds": seconds,
        "requests": said["requests"],
        "per_second": round(said["requests"] / said["microseconds"] * 1_000_000, 1),
        "bytes": round(said["bytes"] / max(said["requests"], 1)),
        "p50_ms": said["p50"] / 1000,
        "p99_ms": said["p99"] / 1000,
    }


def run_wrk(
    url: str, addresses: Sequence[str], connections: int, seconds: int, headers: Mapping[str, str]
) -> dict[str, Any]:
    """What wrk.lua says at the end."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{address}\n" for address in addresses))
        listed.flush()
        command = [
            *("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"--timeout={WAIT}s"),
            *("--script", str(FOLDER / "wrk.lua")),
            *(part for name, value in headers.items() for part in ("-H", f"{name}: {value}")),
            url + addresses[0],
            # A single address needs no Lua for each request, which would hold nginx back.
            *(("--", listed.name) if len(addresses) > 1 else ()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said
