"""Tiny charts beside a sentence: no axis and no label, only the shape of a few numbers, with a part of it marked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from records.charts.geometry import Scale, bar, moment, number

WIDTH, HEIGHT = 240, 48
# The space between two columns, by the way from one to the next; the least height and width that can be seen.
GAP, LEAST = 0.25, 2


@dataclass(frozen=True)
class Spark:
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
    first, last = min(ordered[0].year, since), max(ordered[-1].year + 1, since + 1)
    x, y = Scale(first, last, 0, WIDTH), Scale(0, len(ordered), HEIGHT, 0)
    before = [day for day in ordered if day.year < since]
    return _hill(before, x, y, 0, x(since)), _hill(ordered[len(before) :], x, y, len(before), WIDTH, start=x(since))


def _hill(days: Sequence[datetime.date], x: Scale, y: Scale, below: int, end: float, start: float = 0) -> str:
    """The part of a hill from ``start`` to ``end``, which ``below`` steps lead up to."""
    if not days and not below:
        return ""
    path = f"M{number(start)} {HEIGHT}V{number(y(below))}"
    for count, day in enumerate(days, start=below + 1):
        path += f"H{number(x(moment(day)))}V{number(y(count))}"
    return f"{path}H{number(end)}V{HEIGHT}z"


def strip(flags: Sequence[bool]) -> tuple[str, str]:
    """A band of all, with a tall stroke for each that is flagged, where it stands among them."""
    place = Scale(0, len(flags), 0, WIDTH - LEAST)
    strokes = [bar(place(index), 0, LEAST, HEIGHT) for index, flagged in enumerate(flags) if flagged]
    return bar(0, HEIGHT / 3, WIDTH, HEIGHT / 3), "".join(strokes)
