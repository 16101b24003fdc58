"""How much is measured: the quick run and the full one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent

# How many treaties the report prints: every size is told by its treaties.
REPORT = 31


@dataclass(frozen=True)
class Plan:
    """What one run measures, and for how long."""

    name: str
    sizes: tuple[int, ...]
    databases: tuple[str, ...]
    rounds: int
    # Of each measurement of wrk; uncached pages at several connections get twice that.
    seconds: int
    starts: int
    # After how many pages of all kinds the memory is read.
    pages: int

    @property
    def largest(self) -> int:
        return self.sizes[-1]


QUICK = Plan("quick", (REPORT,), ("sqlite",), rounds=2, seconds=1, starts=3, pages=200)
FULL = Plan("full", (REPORT, 100_000, 1_000_000), ("sqlite", "postgresql"), rounds=5, seconds=1, starts=10, pages=1000)
