"""Runs the benchmark of several machines: ``python -m bench.cluster [--folder FOLDER] [--quick]``."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.cluster import speed, trials
from bench.cluster.editing import make_account
from bench.cluster.machines import Stack, front, stack, trusting
from bench.cluster.text import NAME, text
from bench.filling import say
from bench.machine import about, require
from bench.plan import FOLDER
from bench.processes import run

EDITS, ROUNDS, SECONDS = 20, 3, 3
QUICK = {"edits": 5, "rounds": 1, "seconds": 1}


def main() -> None:
    """Measure all parts, and write what they say."""
    asked = arguments()
    require("nginx", "wrk", "openssl", "postgresql")
    results: dict[str, Any] = {"machine": about() | {"load": os.getloadavg()[0]}, "parts": {}}
    with tempfile.TemporaryDirectory(prefix="npa-cluster-") as name:
        folder = Path(name)
        # PostgreSQL's own user is to reach its folders in it.
        folder.chmod(0o755)
        say("Starting a primary, its replica and two instances")
        with stack(folder, "fsync=on") as running:
            make_account(running)
            for part, measure in parts(running, asked).items():
                say(f"Measuring: {part}")
                results["parts"][part] = measure()
    asked.folder.mkdir(parents=True, exist_ok=True)
    (asked.folder / "cluster.json").write_text(f"{json.dumps(results, indent=1)}\n")
    (asked.folder / NAME).write_text(text(results))
    say(f"Written: {asked.folder / NAME}")


def parts(running: Stack, asked: argparse.Namespace) -> dict[str, Callable[[], Any]]:
    """What is measured, in this order."""
    count, rounds, seconds = QUICK.values() if asked.quick else (EDITS, ROUNDS, SECONDS)
    return {
        "replica": lambda: [trials.replica_lost(running, how) for how in ("stopped", "killed")],
        "lag": lambda: list(trials.lagging(running)),
        "instances": lambda: through(running, lambda *at: [trials.instance_gone(running, how, *at) for how in HOWS]),
        "edits": lambda: through(running, lambda *at: list(trials.edits(running, "nginx keeps nothing", count, *at))),
        "edits of a CDN": lambda: of_a_cdn(running, count),
        "made": lambda: list(speed.made_anew(running)),
        "speed": lambda: list(speed.through_nginx(running, rounds, seconds)),
        "weight": lambda: speed.weighed(running),
    }


HOWS = ("reloaded", "stopped", "killed")


def through(running: Stack, measure: Callable[..., Any]) -> Any:
    """Measure through nginx, with both instances behind it."""
    with (
        tempfile.TemporaryDirectory(dir=running.folder) as name,
        front(Path(name), "front", running.instances) as nginx,
    ):
        return measure(nginx, trusting(Path(name)))


def of_a_cdn(running: Stack, count: int) -> list[dict[str, Any]]:
    """Edits, where nginx keeps pages for a second."""
    with (
        tempfile.TemporaryDirectory(dir=running.folder) as name,
        speed.other(running, "kept", **speed.CDN) as instance,
        front(Path(name), "front", [instance]) as nginx,
    ):
        speed.assert_server(instance).settle()
        return list(trials.edits(running, "nginx keeps pages for a second", count, nginx, trusting(Path(name))))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description="Several machines, all on this one.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where results are written (default: bench)")
    parser.add_argument("--quick", action="store_true", help="fewer edits, one round")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
