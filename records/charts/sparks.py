"""Tiny charts beside a sentence: no axis and no label, only the shape of a few numbers, with a part of it marked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from records.charts.geometry import Scale, bar, moment, number

WIDTH, HEIGHT = 240, 48
# The space between two columns, by the way from one to the next; the least height and width that can be seen.
GAP, LEAST = 0.25, 2


class Spark(Struct, frozen=True):
    """A tiny chart: what it shows in words, its path, that of the part that is marked, and what is at either end."""

    says: str
    path: str
    marked: str
    start: str = ""
    end: str = ""

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"


def columns(values: Sequence[float], marked: int) -> tuple[str, str]:
    """A column for each value, that at place ``marked`` apart."""
    step = WIDTH / (len(values) - GAP)
    height = Scale(0, max(*values, 1), LEAST, HEIGHT)
    bars = [
        bar(place * step, HEIGHT - height(value), step * (1 - GAP), height(value)) for place, value in enumerate(values)
    ]
    return "".join(bars[:marked] + bars[marked + 1 :]), bars[marked]


def climb(days: Sequence[datetime.date], since: int) -> tuple[str, str]:
    """How many there were by each of ``days``, as a hill that climbs in steps; from the year ``since`` on apart."""
    ordered = sorted(days)
    steps = [(moment(day), count) for count, day in enumerate(ordered, start=1)]
    return _climb(steps, sum(day.year < since for day in ordered), ordered[0].year, ordered[-1].year, since)


def climb_by_year(counts: Sequence[tuple[int, int]], since: int) -> tuple[str, str]:
    """The same of more days than can be told apart, from how many there were in each year: a step at its end."""
    years = [year for year, _ in counts]
    steps = [(year + 1.0, total) for year, total in zip(years, accumulate(count for _, count in counts), strict=True)]
    return _climb(steps, sum(year < since for year in years), years[0], years[-1], since)


# When a hill climbs, and how high it is from then on.
Steps = Sequence[tuple[float, int]]


def _climb(steps: Steps, before: int, first: int, last: int, since: int) -> tuple[str, str]:
    """A hill from the ``first`` to the ``last`` year, in two parts; so many of the steps lie ``before`` the second."""
    x, y = Scale(min(first, since), max(last + 1, since + 1), 0, WIDTH), Scale(0, steps[-1][1], HEIGHT, 0)
    below = steps[before - 1][1] if before else 0
    return _hill(steps[:before], x, y, 0, x(since)), _hill(steps[before:], x, y, below, WIDTH, start=x(since))


def _hill(steps: Steps, x: Scale, y: Scale, below: int, end: float, start: float = 0) -> str:
    """The part of a hill from ``start`` to ``end``, which is ``below`` units high where it begins."""
    if not steps and not below:
        return ""
    path = f"M{number(start)} {HEIGHT}V{number(y(below))}"
    for when, total in steps:
        path += f"H{number(x(when))}V{number(y(total))}"
    return f"{path}H{number(end)}V{HEIGHT}z"


def strip(flags: Sequence[bool]) -> tuple[str, str]:
    """A band of all, with a tall stroke for each that is flagged, where it stands among them."""
    place = Scale(0, len(flags), 0, WIDTH - LEAST)
    strokes = [bar(place(index), 0, LEAST, HEIGHT) for index, flagged in enumerate(flags) if flagged]
    return bar(0, HEIGHT / 3, WIDTH, HEIGHT / 3), "".join(strokes)
