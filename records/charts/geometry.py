"""The geometry of charts: scales, ticks, paths, and how wide a text is. Places are SVG units, y downwards."""

from __future__ import annotations

import datetime
import functools
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from records.charts.shapes import Shape, Text

# How wide letters are by the height of their type, in the widest of the usual sans-serifs: Verdana and DejaVu Sans.
# Whoever reads a chart has a font of their own, and no label may be clipped in any of them.
LETTERS = {
    **dict.fromkeys("il'‘’|", 0.3),
    **dict.fromkeys("j.,:; f", 0.38),
    **dict.fromkeys("tr", 0.44),
    **dict.fromkeys('I()[]/-!"“”*J', 0.46),
    **dict.fromkeys("s", 0.53),
    **dict.fromkeys("c", 0.56),
    **dict.fromkeys("kvxyz", 0.6),
    **dict.fromkeys("aeo", 0.62),
    **dict.fromkeys("ABCEFKLPRSTVXYZ", 0.7),
    **dict.fromkeys("DGHNOQU", 0.79),
    **dict.fromkeys("Mw+=<>~−×", 0.87),
    **dict.fromkeys("mW%@…→—", 1.08),
}
LETTER, FOREIGN, BOLD = 0.64, 1.08, 1.14
# Classes of text in another size than the 13 of most, and those in bold.
SIZES = {"c-note": 12, "c-heading": 14, "c-title": 19}
SIZE = 13
IN_BOLD = {"c-value", "c-heading", "c-title"}
# The box of a line above and below its foot, by the height of its type.
ASCENT, DESCENT = 1.01, 0.25


class Scale(Struct, frozen=True):
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


# A name is measured again and again until it has its place.
@functools.lru_cache(maxsize=2048)
def width_of(content: str, css: str = "c-label") -> float:
    """How wide ``content`` is at most, as a text of the class ``css``."""
    return _sized(sum(map(_width, content)), css)


def _sized(width: float, css: str) -> float:
    return width * SIZES.get(css, SIZE) * (BOLD if css in IN_BOLD else 1)


@functools.lru_cache(maxsize=2048)
def _width(letter: str) -> float:
    """How wide a letter is, in the size of 1; its accents take no room."""
    parts = (part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return sum(LETTERS.get(part, LETTER if part < "\u2e80" else FOREIGN) for part in parts)


def widest(contents: Iterable[object], css: str = "c-label") -> float:
    """The width that the widest of the texts needs."""
    return max((width_of(str(content), css) for content in contents), default=0)


def box_of(label: Text) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of the box that a text takes up at most."""
    width, size = width_of(label.content, label.css), SIZES.get(label.css, SIZE)
    left = float(label.x) - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
    return left, float(label.y) - ASCENT * size, left + width, float(label.y) + DESCENT * size


def boxes_meet(one: Text, other: Text) -> bool:
    """Whether two texts might run into each other."""
    left, top, right, bottom = box_of(one)
    other_left, other_top, other_right, other_bottom = box_of(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def fitting(content: str, width: float, css: str = "c-label") -> str:
    """``content``, cut with an ellipsis where it may be wider than ``width``."""
    if width_of(content, css) <= width:
        return content
    # How far each of its letters reaches.
    reach = list(accumulate(map(_width, content)))
    while len(content) > 1 and _sized(reach[len(content) - 1] + _width("…"), css) > width:
        content = content[:-1].rstrip()
    return f"{content}…"


def lines_of(content: str, width: float, css: str = "c-label", most: int = 99) -> list[str]:
    """``content`` in lines no wider than ``width``, broken between words, at ``most`` so many."""
    lines: list[str] = []
    for word in content.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (width_of(longer, css) <= width or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return [fitting(line, width, css) for line in lines]


def year_labels(years: Sequence[int], places: Sequence[float], y: float, end: float) -> Iterator[Text]:
    """The years under their places, which lie evenly between 0 and ``end``: as many as there is room for."""
    room = widest(years, "c-tick")
    pitch = places[1] - places[0] if len(places) > 1 else room + 3
    every = max(1, math.ceil((room + 3) / pitch))
    for year, place in list(zip(years, places, strict=True))[::every]:
        if room / 2 <= place <= end - room / 2:
            yield text(place, y, year, "c-tick", "middle")


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
