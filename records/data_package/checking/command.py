"""The command: every figure recomputed, beside what the portal says of it."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from .comparing import judge
from .outcome import Outcome
from .selecting import Rule, select
from .tables import CellError, Key, Row, Tables, called, cell_of

# The parts of a printed cell that hold a figure.
CHANGE = re.compile(r"\(([+-][0-9]{1,9})\)")


def recomputed(tables: Tables) -> dict[str, tuple[Outcome, list[Row]]]:
    """What comes of each figure, by its slug, with the rows that it rests on, each once."""
    rules = json.loads((tables.folder / "rules.json").read_text(encoding="utf-8"))
    outcomes = {}
    for slug, rule in rules["figures"].items():
        of, against = ([select(tables, rows, rules["most"]) for rows in rule[part]] for part in ("of", "against"))
        rows = list({(row["kind"], row["slug"]): row for found in of for row in found}.values())
        outcomes[slug] = (judge(rule["must"], [*of, *against], printed(tables, rule.get("cell"))), rows)
    return outcomes


def printed(tables: Tables, cell: Rule | None) -> str | None:
    """What is printed in a cell, or in the part of it that the rule names; None for a figure of running text."""
    if cell is None:
        return None
    found = called(tables.of_kind(cell["kind"]), cell["slug"])
    text = cell_of(found[0], cell["header"]) if found else ""
    if cell["part"] == "change":
        change = CHANGE.search(text)
        return change[1] if change else ""
    return text.partition(" ")[0] if cell["part"] == "first word" else text


def main(folder: Path) -> int:
    """Print a line for each figure, then how many agree; 1 where the portal says otherwise of any, else 0."""
    try:
        tables = Tables(folder)
        outcomes = recomputed(tables)
        figures = tables.read("reconciliation")
        rows_of = rows_said(tables)
    except (CellError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    others = 0
    for figure in figures:
        outcome, rows = outcomes[figure["slug"]]
        said = Outcome(figure["verdict"], figure["recomputed"], figure["difference"])
        problem = compared(outcome, said, [(row["kind"], row["slug"]) for row in rows], rows_of.get(figure["slug"], []))
        others += bool(problem)
        print("\t".join(" ".join(part.split()) for part in (figure["slug"], *outcome, *problem)))
    print(total(Counter(outcome.verdict for outcome, _ in outcomes.values()), others))
    return 1 if others else 0


def rows_said(tables: Tables) -> dict[str, list[Key]]:
    """The rows of each figure as the portal names them."""
    found: dict[str, list[Key]] = {}
    for row in tables.read("reconciliation-rows"):
        found.setdefault(row["figure"], []).append((row["kind"], row["slug"]))
    return found


def compared(outcome: Outcome, said: Outcome, rows: list[Key], rows_said: list[Key]) -> list[str]:
    """What the portal says otherwise; nothing where it says the same."""
    if outcome != said:
        return [f"THE PORTAL SAYS: {'; '.join(part for part in said if part)}"]
    return ["THE PORTAL NAMES OTHER ROWS"] if rows != rows_said else []


def total(verdicts: Counter[str], others: int) -> str:
    """How many figures agree, and whether the portal says the same of all."""
    counts = f"{verdicts['agrees']} agree, {verdicts['differs']} differ, {verdicts['cannot']} cannot be recomputed"
    same = "all as the portal says" if not others else f"the portal says otherwise of {others}"
    return f"{verdicts.total()} figures: {counts}; {same}."
