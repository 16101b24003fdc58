"""Sends so many requests while an editor saves, and says how they were answered. Exits with 1 where anything failed."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tools.faults.trial import trial
from tools.load.clients import PATIENCE
from tools.load.run import load

A_DAY = 24 * 60 * 60


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000_000)
    parser.add_argument("--seconds", type=int, default=A_DAY, help="ends then, whatever was sent")
    parser.add_argument("--rate", type=int, default=0, help="at most so many in a second; else as many as are answered")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 32))
    parser.add_argument("--url", default="", help="a PostgreSQL that may make databases; else SQLite")
    parser.add_argument("--like", type=Path, help="the folder of a prepared portal to begin with")
    given = parser.parse_args()
    print(f"--seed {given.seed}, {'PostgreSQL' if given.url else 'SQLite'}", flush=True)
    chance = random.Random(given.seed)  # noqa: S311 # Nothing is kept secret by it.
    with (
        tempfile.TemporaryDirectory(prefix="npa-portal-load-", ignore_cleanup_errors=True) as folder,
        trial(Path(folder), chance, given.url) as portal,
    ):
        if given.like:
            shutil.copytree(given.like, folder, dirs_exist_ok=True)
        # An answer that the machine is slow to make is none that failed.
        portal.environment["REQUEST_SECONDS"] = str(PATIENCE)
        portal.do("prepare")
        with portal.served() as server:
            done = load(portal, server.pid, given.requests, given.seconds, given.rate)
        portal.verify()
    print("\n".join(done.told()))
    sys.exit(bool(done.failures))


if __name__ == "__main__":
    main()
