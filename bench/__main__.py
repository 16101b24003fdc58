"""Runs the benchmark: ``python -m bench [--full] [--folder FOLDER] [--only PART ...]``."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import costs, downloads, growth, report, starting, throughput
from bench.bench import Bench, prepared
from bench.filling import say
from bench.machine import about, require
from bench.plan import FOLDER, FULL, QUICK, ROOT, Plan
from bench.processes import run

PARTS: dict[str, Callable[[Bench], list[dict[str, Any]]]] = {
    "costs": costs.measure,
    "starts": starting.starts,
    "memory": starting.memory,
    "throughput": throughput.measure,
    "growth": growth.measure,
    "downloads": downloads.measure,
}
# What needs more than one size.
OF_SIZES = {"growth", "downloads"}


def main() -> None:
    """Measure every part, or those that are named, and write the report."""
    asked = arguments()
    plan = FULL if asked.full else QUICK
    require("nginx", "wrk", *(("postgresql",) if "postgresql" in plan.databases else ()))
    names = [name for name in asked.only or PARTS if name not in OF_SIZES or len(plan.sizes) > 1]
    folder = asked.folder.resolve()
    # The full run is what the repository keeps.
    target = FOLDER if asked.full else folder
    with prepared(plan, folder) as bench:
        results = begun(target / "results.json", plan, bool(asked.only))
        for name in names:
            say(f"Measuring: {name}")
            now, clock = about(), time.monotonic()
            results["parts"][name] = PARTS[name](bench)
            taken = time.monotonic() - clock
            results["machine"] = now
            results["runs"][name] = {"date": now["date"], "commit": now["commit"], "seconds": round(taken)}
            say(f"  {taken:.0f} s")
            (target / "results.json").write_text(f"{json.dumps(results, separators=(',', ':'))}\n")
    report.main(target)


def begun(path: Path, plan: Plan, goes_on: bool) -> dict[str, Any]:
    """The results so far, where parts are measured again; else empty ones."""
    if goes_on and path.exists():
        held: dict[str, Any] = json.loads(path.read_text())
        if held["plan"] == plan.name:
            return held
    return {"plan": plan.name, "machine": {}, "runs": {}, "parts": {}}


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="The portal beside Datasette and nginx.")
    parser.add_argument("--full", action="store_true", help="to 1,000,000 rows, on both databases; up to 40 minutes")
    parser.add_argument("--folder", type=Path, default=ROOT / ".bench", help="where databases are kept between runs")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts again, and keep the others")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
