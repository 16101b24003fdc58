"""The geometry of charts: scales, ticks, paths, and how wide a text is. Places are SVG units, y downwards."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from records.charts.shapes import Shape, Text

# The mean width of a letter by the height of its type, on the wide side for the usual sans-serifs.
LETTER = 0.51


@dataclass(frozen=True)
class Scale:
    """From the values ``low`` to ``high`` to the places ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def number(value: float) -> str:
    """A place as SVG writes it, to a tenth: 12, 12.5."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, content: object, css: str = "c-label", anchor: str = "start") -> Text:
    """A text at a place."""
    return Text(number(x), number(y), str(content), css, anchor)


def bar(x: float, y: float, width: float, height: float) -> str:
    """The path of a rectangle."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def arrow_bar(x: float, y: float, width: float, height: float) -> str:
    """The path of a bar that goes on to the right of its end."""
    tip = min(height / 2, width)
    return (
        f"M{number(x)} {number(y)}h{number(width - tip)}l{number(tip)} {number(height / 2)}"
        f"l{number(-tip)} {number(height / 2)}h{number(tip - width)}z"
    )


def disc(x: float, y: float, radius: float) -> str:
    """The path of a circle around ``x``, ``y``."""
    radius = round(radius, 1)
    r, d = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """The path through ``points``."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def across(places: Iterable[float], start: float, end: float, css: str = "c-grid") -> Shape:
    """Level lines at the places ``places``, from ``start`` to ``end``."""
    return Shape(css, "".join(f"M{number(start)} {number(y)}H{number(end)}" for y in places))


def upright(places: Iterable[float], start: float, end: float, css: str = "c-grid") -> Shape:
    """Upright lines at the places ``places``, from ``start`` to ``end``."""
    return Shape(css, "".join(f"M{number(x)} {number(start)}V{number(end)}" for x in places))


def step_for(span: float, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that divides ``span`` into at most ``most`` parts."""
    least = max(span / most, 1)
    power = 10 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def ticks(top: float, most: int = 5) -> list[int]:
    """Round values from 0 up to the first that is not below ``top``."""
    step = step_for(max(top, 1), most)
    return list(range(0, math.ceil(max(top, 1) / step) * step + 1, step))


def year_ticks(first: int, last: int, most: int) -> list[int]:
    """Round years from ``first`` to ``last``."""
    step = step_for(last - first, most)
    return [year for year in range(first, last + 1) if year % step == 0]


def moment(day: datetime.date) -> float:
    """A day as a year with its fraction: July 2, 1990 is about 1990.5."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def width_of(content: str, size: float = 13) -> float:
    """About how wide ``content`` is in type of ``size``."""
    return len(content) * size * LETTER


def fitting(content: str, width: float, size: float = 13) -> str:
    """``content``, cut with an ellipsis where it is wider than ``width``."""
    letters = max(int(width / (size * LETTER)), 2)
    return content if len(content) <= letters else content[: letters - 1].rstrip() + "…"


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """``places``, in rising order, moved as little as needed to lie ``gap`` apart between ``low`` and ``high``."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap if moved else low))
    limit = high
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved
