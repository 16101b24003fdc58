"""Writes RESULTS.md and its picture from results.json: ``python -m bench.report [FOLDER]``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.drawing import picture
from bench.goals import Goal, goals
from bench.plan import FOLDER, ROOT
from bench.tables import all_tables, table

METHOD = "method.md"
BOUNDS = "bounds.md"
ALT = "Requests a second of each kind of page beside nginx and Datasette, and page times as the rows grow"
MARKS = {True: "yes", False: "**missed**", None: "–"}


def main(folder: Path = FOLDER) -> None:
    """Write both beside the results in ``folder``."""
    results = json.loads((folder / "results.json").read_text())
    (folder / "results.svg").write_text(picture(results["parts"]))
    (folder / "RESULTS.md").write_text(report(results))
    print(f"Written: {shown(folder / 'RESULTS.md')}, {shown(folder / 'results.svg')}")


def shown(path: Path) -> str:
    """A path as short as it goes."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def report(results: dict[str, Any]) -> str:
    """The whole text."""
    parts = results["parts"]
    found = goals(parts)
    sections = (
        f"# What the benchmark measured\n\n{summary(results['plan'], found)}",
        f"![{ALT}](results.svg)",
        lines("## What it must reach", table(("", "at least / at most", "reached", "met"), map(cells, found))),
        lines("## Machine", machine(results)),
        (FOLDER / METHOD).read_text().strip(),
        *(lines(f"## {heading}", made) for heading, made in all_tables(parts)),
        (FOLDER / BOUNDS).read_text().strip(),
    )
    return "\n\n".join(sections) + "\n"


def lines(heading: str, made: Iterable[str]) -> str:
    """A section."""
    return "\n".join((heading, "", *made))


def summary(plan: str, found: Sequence[Goal]) -> str:
    """What is said first: how many goals were measured, how many are met."""
    measured = [goal for goal in found if goal.met is not None]
    met = sum(bool(goal.met) for goal in measured)
    return (
        f"The {plan} run; written by `python -m bench.report` from `results.json`. Goals met: {met} of the"
        f" {len(measured)} that were measured. Several machines of one portal: [CLUSTER.md](CLUSTER.md)."
    )


def cells(goal: Goal) -> Sequence[str]:
    """A goal as a row."""
    return goal.what, goal.wanted, goal.reached, MARKS[goal.met]


def machine(results: dict[str, Any]) -> Iterator[str]:
    """Where, when and with which versions each part was measured."""
    about = results["machine"]
    yield (
        f"{about['cpu']}, {about['cores']} cores, {about['memory'] / 2**30:.0f} GiB, {about['system']}. "
        + ", ".join(f"{name} {version}" for name, version in about["versions"].items() if version)
        + "."
    )
    yield ""
    yield from table(
        ("part", "measured", "commit", "took"),
        ((name, run["date"], run["commit"], f"{run['seconds']:.0f} s") for name, run in results["runs"].items()),
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
