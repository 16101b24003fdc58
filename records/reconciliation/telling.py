"""How telling a difference is: the order in which the figures that do not agree are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from records.reconciliation.figure import Figure, Verdict

# What a difference says, as `records.reconciliation.comparing` does: “+26”, “−0.1”, “2 years later”.
SIZE = re.compile(r"[+−](?P<number>[\d,.]+)|(?P<span>\d+) (?P<unit>year|month|day)s? (?:later|earlier)")
IN_YEARS = {"year": 1, "month": 1 / 12, "day": 1 / 365}
IN_WORDS = 1.0
RULE = (
    "The largest difference first, in years or in number; one in words counts as one, and equal ones stand in the "
    "report’s order."
)


def size_of(difference: str) -> float:
    """How large a difference is: its number, or its time in years; 1 where it is said in words alone."""
    found = [
        float(part["number"].replace(",", "")) if part["number"] else int(part["span"]) * IN_YEARS[part["unit"]]
        for part in SIZE.finditer(difference)
    ]
    return max(found, default=IN_WORDS)


def most_telling_first(figures: Iterable[Figure]) -> list[Figure]:
    """Those of the figures that differ, by `RULE`; ``figures`` come in the report's order."""
    differing = [figure for figure in figures if figure.finding.verdict == Verdict.DIFFERS]
    return sorted(differing, key=lambda figure: -size_of(figure.finding.difference))
