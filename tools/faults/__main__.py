"""`python -m tools.faults`: the trials of docs/reliability.md, with their figures.

``--rounds`` says how often each is repeated, ``--seed`` repeats a run, ``--url`` names a PostgreSQL that may make
databases; without it the trials are on SQLite.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.faults import full, kills, power
from tools.faults.trial import FaultError, Trial, trial


def main() -> None:
    """Run the trials that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"of {', '.join(TRIALS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 32))
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    print(f"--seed {given.seed}, {'PostgreSQL' if given.url else 'SQLite'}", flush=True)
    failed = False
    for name in given.trials or TRIALS:
        begun = time.monotonic()
        try:
            figures = TRIALS[name](Setting(chance(given.seed, name), given.url), given.rounds)
        except FaultError as error:
            failed, figures = True, {"FAILED": str(error)[-2000:]}
        print(f"{name}: {json.dumps(figures)} ({time.monotonic() - begun:.0f} s)", flush=True)
    sys.exit(failed)


def chance(seed: int, name: str) -> random.Random:
    """What decides when things happen in a trial, again and again the same."""
    return random.Random(f"{seed} {name}")  # noqa: S311 # Nothing is kept secret by it.


class Setting:
    """Where trials are made: with chance, and on PostgreSQL at ``url``."""

    def __init__(self, chance: random.Random, url: str) -> None:
        self.chance, self.url = chance, url

    @contextmanager
    def fresh(self) -> Iterator[Trial]:
        """A portal without tables."""
        with (
            tempfile.TemporaryDirectory(prefix="npa-portal-trial-", ignore_cleanup_errors=True) as folder,
            trial(Path(folder), self.chance, self.url) as made,
        ):
            yield made

    def prepared(self, fault: Callable[[Trial], dict[str, Any]]) -> dict[str, Any]:
        """What a fault gives that is done to a portal with all its records."""
        with self.fresh() as made:
            made.do("prepare")
            return fault(made)

    def on_a_small_disk(self, fault: Callable[[Trial], dict[str, Any]]) -> dict[str, Any]:
        """The same, with all that the portal writes on a disk that is soon full."""
        with self.fresh() as made, full.small_disk(made.folder, 48):
            made.do("prepare")
            return fault(made)


TRIALS: dict[str, Callable[[Setting, int], dict[str, Any]]] = {
    "worker-in-save": lambda at, rounds: at.prepared(lambda one: kills.in_a_save(one, rounds, parent=False)),
    "parent-in-save": lambda at, rounds: at.prepared(lambda one: kills.in_a_save(one, rounds, parent=True)),
    "load": lambda at, rounds: at.prepared(lambda one: kills.in_a_load(one, rounds)),
    "dump": lambda at, rounds: at.prepared(lambda one: kills.in_a_dump(one, rounds)),
    "disk-full": lambda at, rounds: at.on_a_small_disk(lambda one: full.disk_full(one, rounds)),
    "power-cut": lambda at, rounds: at.prepared(lambda one: power.power_cut(one, rounds)),
    "start": lambda at, rounds: kills.in_a_start(at.fresh, rounds),
}


if __name__ == "__main__":
    main()
