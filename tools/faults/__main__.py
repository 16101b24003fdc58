"""`python -m tools.faults`: the trials of docs/reliability.md, with their figures.

``--rounds`` says how often each is repeated, ``--seconds`` for how long at most, ``--seed`` repeats a run, ``--url``
names a PostgreSQL that may make databases; without it the trials are on SQLite.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.processes import run
from tools.faults import commands, full, kills, power, visited
from tools.faults.trial import FaultError, Trial, trial


def main() -> None:
    """Run the trials that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"of {', '.join(TRIALS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 32))
    parser.add_argument("--seconds", type=float, default=math.inf, help="no round of a trial begins later than this")
    parser.add_argument("--like", type=Path, help="a data folder that is prepared already, to begin with a copy of it")
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    print(f"--seed {given.seed}, {'PostgreSQL' if given.url else 'SQLite'}", flush=True)
    failed = False
    with ExitStack() as stack:
        setting = Setting(stack, given.url, given.like, given.seconds)
        for name in given.trials or TRIALS:
            begun = time.monotonic()
            setting.chance = chance(given.seed, name)
            try:
                figures = TRIALS[name](setting, given.rounds)
            except FaultError as error:
                failed, figures = True, {"FAILED": str(error)[-2000:]}
            print(f"{name}: {json.dumps(figures)} ({time.monotonic() - begun:.0f} s)", flush=True)
    sys.exit(failed)


def chance(seed: int, name: str) -> random.Random:
    """What decides when things happen in a trial, again and again the same."""
    return random.Random(f"{seed} {name}")  # noqa: S311 # Nothing is kept secret by it.


class Setting:
    """Where trials are made: with chance, and on PostgreSQL at ``url``; what they share goes with ``stack``.

    It begins with what is in the folder ``like``, where one is given that is prepared already.
    """

    chance: random.Random

    def __init__(self, stack: ExitStack, url: str, like: Path | None = None, seconds: float = math.inf) -> None:
        self.stack, self.url, self.like, self.seconds = stack, url, like, seconds
        self.shared: Trial | None = None

    @contextmanager
    def fresh(self) -> Iterator[Trial]:
        """A portal without tables."""
        with (
            tempfile.TemporaryDirectory(prefix="npa-portal-trial-", ignore_cleanup_errors=True) as folder,
            trial(Path(folder), self.chance, self.url) as made,
        ):
            made.seconds = self.seconds
            yield made

    def prepare(self, made: Trial) -> None:
        """Give it all its records."""
        if self.like:
            shutil.copytree(self.like, made.folder, dirs_exist_ok=True)
        made.do("prepare")

    def prepared(self) -> Trial:
        """A portal with all its records, made once, and put back for each trial."""
        if not self.shared:
            self.shared = self.stack.enter_context(self.fresh())
            self.prepare(self.shared)
            self.shared.keep()
        self.shared.chance = self.chance
        self.shared.put_back()
        return self.shared


def done(fault: Callable[[Trial, int], dict[str, Any]]) -> Callable[[Setting, int], dict[str, Any]]:
    """That done to a portal with all its records."""
    return lambda at, rounds: fault(at.prepared(), rounds)


def done_at_first(fault: Callable[[Trial, int], dict[str, Any]]) -> Callable[[Setting, int], dict[str, Any]]:
    """That done to a portal without tables."""

    def from_nothing(at: Setting, rounds: int) -> dict[str, Any]:
        with at.fresh() as one:
            return fault(one, rounds)

    return from_nothing


def on_a_small_disk(at: Setting, rounds: int) -> dict[str, Any]:
    """A portal with all that it writes on a disk that is soon full."""
    with at.fresh() as one, full.small_disk(one.folder, 48):
        at.prepare(one)
        return full.disk_full(one, rounds)


TRIALS: dict[str, Callable[[Setting, int], dict[str, Any]]] = {
    "worker-in-save": done(kills.worker_in_save),
    "parent-in-save": done(kills.parent_in_save),
    "load": done(commands.in_a_load),
    "dump": done(commands.in_a_dump),
    "migration": done(commands.in_a_migration),
    "backup": done(commands.in_a_backup),
    "restore": done(commands.in_a_restore),
    "upgrade": done_at_first(commands.in_an_upgrade),
    "start": done_at_first(commands.in_a_start),
    "disk-full": on_a_small_disk,
    "processes": done(visited.processes_lost),
    "database": done(visited.database_lost),
    "reload": done(visited.reloaded),
    "power-cut": done(power.power_cut),
}


if __name__ == "__main__":
    run(main)
