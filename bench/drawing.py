"""The picture of the results: a row a kind of page, requests a second on the left, growth on the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.goals import MILLION, Parts, said
from bench.plan import FOLDER, REPORT
from bench.results import Row, between, grown, middle, only

TOP, ROW, FOOT = 150, 30, 56
# With what grows beside the speeds, and without it.
WIDE, NARROW = 1120, 760
LEFT, RIGHT = (170, 560), (755, 1080)
NUMBERS = (625, 700)
TITLE = "How fast a page comes"
NOTE = "One worker each, 31 treaties as the report prints them; each mark is the median of all rounds."
DESCRIPTION = "Requests a second of the portal, nginx and Datasette, and page times with more rows, as in the tables."
STYLE = (FOLDER / "picture.css").read_text()
# Whose each mark is.
SPEEDS = (
    ("nginx", "nginx, same bytes"),
    ("portal", "portal, kept page"),
    ("anew", "portal, made anew"),
    ("datasette", "Datasette"),
)
TIMES = (
    *(("anew", "31 rows, SQLite"), ("portal", "1,000,000 rows")),
    *(("postgresql-few", "31 rows, PostgreSQL"), ("postgresql", "1,000,000 rows")),
)


@dataclass(frozen=True)
class Mark:
    """A figure as a mark: its class says whose it is."""

    css: str
    value: float


@dataclass(frozen=True)
class Line:
    """What is drawn of a kind of page."""

    kind: str
    speeds: Sequence[Mark]
    numbers: Sequence[str]
    times: Sequence[Sequence[Mark]]


@dataclass(frozen=True)
class Axis:
    """From figures to places, by their logarithm, with the powers of ten as ticks."""

    low: float
    high: float
    place: tuple[int, int]

    @classmethod
    def around(cls, values: Iterable[float], place: tuple[int, int]) -> Axis:
        """An axis that begins and ends at powers of ten."""
        found = list(values)
        low, high = math.floor(math.log10(min(found))), math.ceil(math.log10(max(found)))
        return cls(low, max(high, low + 1), place)

    def __call__(self, value: float) -> float:
        start, end = self.place
        return start + (math.log10(value) - self.low) / (self.high - self.low) * (end - start)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(int(self.low), int(self.high) + 1)]


def picture(parts: Parts) -> str:
    """The SVG, in light and dark as the device prefers."""
    lines = lines_of(parts)
    speeds = [mark.value for line in lines for mark in line.speeds]
    times = [mark.value for line in lines for pair in line.times for mark in pair]
    width, height = WIDE if times else NARROW, TOP + ROW * len(lines) + FOOT
    drawn = [*bands(len(lines), width), *words(lines)]
    if speeds:
        axis = Axis.around(speeds, LEFT)
        drawn += panel(lines, axis, "Requests a second, 16 connections", lambda line: [line.speeds])
        drawn += [*legend(LEFT[0], SPEEDS), *numbers(lines)]
    if times:
        axis = Axis.around(times, RIGHT)
        drawn += panel(lines, axis, "Milliseconds a page made anew, as rows grow", lambda line: line.times)
        drawn += legend(RIGHT[0], TIMES)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = f"<title>{TITLE}</title><desc>{DESCRIPTION}</desc><style>{STYLE}</style>"
    paper = f'<rect class="paper" width="{width}" height="{height}"/>'
    return "\n".join((f'{svg} role="img">{head}', paper, *drawn, "</svg>\n"))


def words(lines: Sequence[Line]) -> Iterator[str]:
    """The title, and the name of each row."""
    yield text(24, 40, TITLE, "title")
    yield text(24, 62, NOTE, "note")
    for row, line in enumerate(lines):
        yield text(24, middle_of(row), line.kind[0].upper() + line.kind[1:], "ink")


def lines_of(parts: Parts) -> list[Line]:
    """A line for every kind that was measured either way."""
    throughput = only(parts.get("throughput", []), rows=REPORT, database="sqlite", connections=16)
    growth = parts.get("growth", [])
    of_kind: dict[str, list[list[Mark]]] = {}
    for database, few, many in (("sqlite", "anew", "portal"), ("postgresql", "postgresql-few", "postgresql")):
        for one in grown(growth, database, REPORT, MILLION):
            of_kind.setdefault(one.kind, []).append([Mark(few, one.small), Mark(many, one.large)])
    kinds = dict.fromkeys([*(row["kind"] for row in throughput), *of_kind])
    return [
        Line(kind, speeds_of(throughput, kind), numbers_of(throughput, kind), of_kind.get(kind, [])) for kind in kinds
    ]


def speeds_of(rows: Sequence[Row], kind: str) -> list[Mark]:
    """The medians of the four, those that were measured."""
    wanted = (
        *(("nginx", "nginx", "cached"), ("portal", "portal", "cached")),
        *(("anew", "portal", "uncached"), ("datasette", "datasette", "uncached")),
    )
    found = ((css, middle(only(rows, kind=kind, peer=peer, mode=mode))) for css, peer, mode in wanted)
    return [Mark(css, value) for css, value in found if value]


def numbers_of(rows: Sequence[Row], kind: str) -> list[str]:
    """The two ratios that are asked for."""
    asked = (("cached", "nginx"), ("uncached", "datasette"))
    found = (between(rows, peer, kind=kind, mode=mode) for mode, peer in asked)
    return [said(ratio.middle) if ratio else "" for ratio in found]


def panel(
    lines: Sequence[Line], axis: Axis, heading: str, marks: Callable[[Line], Sequence[Sequence[Mark]]]
) -> Iterator[str]:
    """The axis with its ticks, then each line's marks, joined by the span between them."""
    start, end = TOP - 10, TOP + ROW * len(lines)
    yield text(axis.place[0], TOP - 58, heading, "heading")
    for tick in axis.ticks:
        x = axis(tick)
        yield f'<path class="rule" d="M{x:.1f} {start}V{end}"/>'
        yield text(x, end + 20, f"{tick:,.0f}" if tick >= 1 else f"{tick:g}", "note", "middle")
    for number, line in enumerate(lines):
        groups = [group for group in marks(line) if group]
        for place, group in enumerate(groups):
            y = TOP + ROW * (number + (place + 1) / (len(groups) + 1))
            places = [axis(mark.value) for mark in group]
            yield f'<path class="span" d="M{min(places):.1f} {y:.1f}H{max(places):.1f}"/>'
            yield from (dot(x, y, mark.css) for x, mark in zip(places, group, strict=True))


def bands(rows: int, width: int) -> Iterator[str]:
    """Every other row in a tone of its own."""
    for number in range(0, rows, 2):
        yield f'<rect class="band" x="16" y="{TOP + ROW * number}" width="{width - 32}" height="{ROW}"/>'


def numbers(lines: Sequence[Line]) -> Iterator[str]:
    """The ratios as numbers beside the marks."""
    for x, heading, whose in zip(NUMBERS, ("kept", "anew"), ("/ nginx", "/ Datasette"), strict=True):
        yield text(x, TOP - 36, heading, "note", "middle")
        yield text(x, TOP - 20, whose, "note", "middle")
    for row, line in enumerate(lines):
        for x, number in zip(NUMBERS, line.numbers, strict=True):
            yield text(x, middle_of(row), number, "heading", "middle")


def legend(x: float, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Which mark is what, two a line."""
    for number, (css, words) in enumerate(entries):
        at, y = x + 6 + 165 * (number % 2), TOP - 40 + 18 * (number // 2)
        yield dot(at, y, css)
        yield text(at + 12, y + 4, words, "note")


def middle_of(row: int) -> float:
    """The foot of a text in the middle of a row."""
    return TOP + ROW * (row + 0.5) + 4.5


def dot(x: float, y: float, css: str) -> str:
    """A mark."""
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="5" stroke-width="2"/>'


def text(x: float, y: float, words: str, css: str, anchor: str = "start") -> str:
    """Words at a place."""
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
