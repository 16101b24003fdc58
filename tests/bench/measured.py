"""Results as the benchmark writes them, small enough to be reckoned by hand."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

# Requests a second of two rounds, by peer.
SPEEDS = {"portal": (600, 900), "nginx": (1000, 1000), "datasette": (3, 3)}


def throughput(
    kind: str = "list", mode: str = "cached", connections: int = 16, **speeds: tuple[float, ...]
) -> list[Row]:
    """The rows of a kind of page: for each peer its requests a second, round by round."""
    return [
        {
            "kind": kind,
            "mode": mode,
            "connections": connections,
            "rows": 31,
            "database": "sqlite",
            "peer": peer,
            "round": number,
            "per_second": figure,
            "p50_ms": 1.0,
            "p99_ms": 2.0,
            "held": "hit",
        }
        for peer, figures in (speeds or SPEEDS).items()
        for number, figure in enumerate(figures)
    ]


def growth(kind: str, small: float, large: float, database: str = "sqlite") -> list[Row]:
    """The rows of a kind of page that takes so many milliseconds with few rows and with a million."""
    return [
        {"database": database, "kind": kind, "rows": rows, "round": number, "ms": [took, took, took * 9]}
        for rows, took in ((31, small), (1_000_000, large))
        for number in (-1, 0, 1)
    ]


def download(peer: str, seconds: float, memory: int = 0, meanwhile: float = 10) -> list[Row]:
    """One download of a million rows."""
    return [
        {
            "rows": 1_000_000,
            "database": "sqlite",
            "round": 0,
            "peer": peer,
            "seconds": seconds,
            "bytes": 10**8,
            "lines": 1_000_001,
            "per_second": 1_000_001 / seconds,
            "idle": 100 << 20,
            "peak": (100 + memory) << 20,
            "alone_ms": 10.0,
            "meanwhile_ms": meanwhile,
            "meanwhile_most_ms": meanwhile,
            "pages_meanwhile": 5,
        }
    ]
