"""One run: those who ask, the editor, and what is to be said of it."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass, field

from bench.processes import BenchError
from tools.faults.kills import workers_of
from tools.faults.trial import Trial
from tools.load.clients import Answers, ask_all, is_wrong
from tools.load.editing import Saving, UnseenError
from tools.load.memory import Memory, is_flat, thirds
from tools.load.mix import mix, pages_of

# Processes that ask.
ASKING = 2
# The longest pause between two saves, in seconds.
PAUSE = 10.0


@dataclass
class Run:
    """What came of it; ``failures`` is empty where all is in order."""

    answers: Answers = field(default_factory=Answers)
    saves: int = 0
    looked_at: int = 0
    memory: list[float] = field(default_factory=list)
    seconds: float = 0
    failures: list[str] = field(default_factory=list)

    def judge(self) -> None:
        """Say what failed of all that was counted."""
        wrong = sum(count for (kind, status), count in self.answers.counted.items() if is_wrong(kind, status))
        if wrong:
            self.failures.append(f"{wrong:,} answers were wrong, such as:\n" + "\n".join(self.answers.wrong))
        if not is_flat(self.memory):
            self.failures.append("The memory grew.")

    def told(self) -> Iterator[str]:
        """It in words."""
        counted = self.answers.counted
        yield (
            f"{counted.total():,} requests in {self.seconds:,.0f} s, {self.answers.bytes / 1e9:,.1f} GB; "
            f"{self.saves:,} saves, seen in each of {self.looked_at:,} pages that were then asked of each worker"
        )
        by_kind = Counter[str]()
        for (kind, status), count in sorted(counted.items()):
            by_kind[f"{kind} {status or 'hung up'}"] += count
        yield "; ".join(f"{kind} {count:,}" for kind, count in by_kind.items())
        first, second, last = thirds(self.memory)
        most = max(self.memory)
        yield f"memory in MB: {first:.0f}, {second:.0f}, {last:.0f} (median of each third), at most {most:.0f}"
        yield from self.failures or ["nothing failed"]


def load(portal: Trial, parent: int, requests: int, seconds: float, rate: int) -> Run:
    """Ask a served portal so many times, or for so long; so many times in a second, or as often as it answers."""
    run, workers = Run(), workers_of(parent)
    begun = time.monotonic()
    asked, weights = mix(portal.url, portal.chance)
    saving = Saving(portal, workers, pages_of(portal.url), portal.chance)
    memory = Memory([parent, *workers])
    with ProcessPoolExecutor(ASKING, multiprocessing.get_context("spawn")) as pool:
        port, until = int(portal.environment["PORT"]), begun + seconds
        pause = ASKING / rate if rate else 0
        seeds = [f"{portal.chance.random()} {number}" for number in range(ASKING)]
        clients = [pool.submit(ask_all, port, asked, weights, requests // ASKING, until, pause, seed) for seed in seeds]
        memory.start()
        while wait(clients, portal.chance.uniform(0, PAUSE)).not_done:
            try:
                saving.save()
            except (UnseenError, BenchError, OSError) as error:
                run.failures.append(repr(error))
        for client in clients:
            found = client.result()
            run.answers.counted += found.counted
            run.answers.bytes += found.bytes
            run.answers.wrong += found.wrong
    memory.stop()
    run.seconds, run.memory = time.monotonic() - begun, memory.weights
    run.saves, run.looked_at = saving.saves, saving.looked_at
    if workers_of(parent) != workers:
        run.failures.append("A worker was lost.")
    if "Traceback" in (portal.folder / "portal.log").read_text():
        run.failures.append("The log has a traceback.")
    run.judge()
    return run
