"""The memory of the portal's processes, from the beginning of the load to its end."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Sequence
from itertools import pairwise

from bench.processes import told

EVERY, MEGABYTE = 1.0, 1_000_000
# The first tenth fills what is kept; what follows is told by thirds.
FILLED_BY = 0.1
# So much more in the last third than in the first one is growth: it swings by what is kept of a revision.
GROWTH = 1.15
# Before so many weighings the portal is still warming up. More than so many megabytes are too much at any time: what
# two workers may keep, and as much again.
LONG_ENOUGH, MOST = 240, 500


class Memory(threading.Thread):
    """Weighs these processes, what they share counted once, until it is stopped."""

    def __init__(self, processes: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self.processes, self.stopped = processes, threading.Event()
        self.weights: list[float] = []

    def run(self) -> None:
        while not self.stopped.wait(EVERY):
            self.weights.append(sum(told(one, "smaps_rollup", "Pss") for one in self.processes) / MEGABYTE)

    def stop(self) -> None:
        """Weigh no more."""
        self.stopped.set()
        self.join()


def thirds(weights: Sequence[float]) -> list[float]:
    """The median of each third, in megabytes, of what comes after the beginning."""
    filled = weights[int(len(weights) * FILLED_BY) :]
    ends = [round(len(filled) * part / 3) for part in range(4)]
    return [statistics.median(filled[begin:end]) for begin, end in pairwise(ends)]


def is_flat(weights: Sequence[float]) -> bool:
    """Whether it never takes too much, and, after some minutes, the last third hardly more than the first one."""
    first, _, last = thirds(weights)
    return max(weights) <= MOST and (len(weights) < LONG_ENOUGH or last <= first * GROWTH)
