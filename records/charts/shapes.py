"""What a chart is made of: marks that lead to records, lines, texts, and the numbers that they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct, field

from npa_portal.addresses import address
from npa_portal.fragments import fragment
from records.charts.decades import Decade
from records.models import Record

# Widths of a drawing in its own units: one over the whole column of a page, or two side by side, or one on a phone.
WIDE = 880
HALF = 372

# The colours of a drawing by itself, those of tokens.css in the light. On a page chart.css puts the tokens over them.
INK, INK_SOFT, RULE, PAPER = "#1b2430", "#4f5966", "#ddd6c8", "#fff"
SERIES = ("#1f4b7f", "#b23a24", "#3b7d5b", "#9a6a12", "#6b4c93", "#287f8c", "#6d6a66")

# How each class of shape and text looks outside a page.
PAINT = {
    "c-grid": f'fill="none" stroke="{RULE}"',
    "c-axis": f'fill="none" stroke="{INK_SOFT}"',
    "c-axis c-fine": f'fill="none" stroke="{INK_SOFT}" stroke-width="0.6"',
    "c-hit": 'fill="none" pointer-events="all"',
    "c-tick": f'fill="{INK_SOFT}"',
    "c-label": f'fill="{INK}"',
    "c-note": f'fill="{INK}" font-size="12"',
    "c-value": f'fill="{INK}" font-weight="600"',
    "c-heading": f'fill="{INK}" font-weight="600" font-size="14"',
}
for _number, _colour in enumerate(SERIES, start=1):
    PAINT[f"c-s{_number}"] = f'fill="{_colour}"'
    PAINT[f"c-s{_number} c-part"] = f'fill="{_colour}" stroke="{PAPER}"'
    PAINT[f"c-s{_number} c-hollow"] = f'fill="{PAPER}" stroke="{_colour}" stroke-width="2"'
    PAINT[f"c-s{_number} c-tint"] = f'fill="{_colour}" fill-opacity="0.2"'
    PAINT[f"c-s{_number} c-hatch"] = f'fill="none" stroke="{_colour}"'
    PAINT[f"c-s{_number} c-line"] = f'fill="none" stroke="{_colour}" stroke-width="2"'


def series(index: int) -> str:
    """The class of the series ``index``, counted from 0; after the last colour comes the first again."""
    return f"c-s{index % len(SERIES) + 1}"


class Shape(Struct, frozen=True):
    """A path; ``css`` says what it is and so how it looks."""

    css: str
    d: str

    @property
    def paint(self) -> SafeString:
        """The attributes that colour it where no stylesheet does."""
        return mark_safe(PAINT[self.css])  # noqa: S308  (our own constants)


class Text(Struct, frozen=True):
    """A text at a place; ``anchor`` says which end of it stands there."""

    x: str
    y: str
    content: str
    css: str = "c-label"
    anchor: str = "start"

    @property
    def paint(self) -> SafeString:
        """The attributes that colour it where no stylesheet does."""
        return mark_safe(PAINT[self.css])  # noqa: S308  (our own constants)


class Mark(Struct, frozen=True):
    """What stands for one record: shapes and texts that lead to its page."""

    href: str
    title: str
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...] = ()


class Drawn(Struct, frozen=True, dict=True):
    """What a drawing and each of its panels have of their own: how they are written."""

    @cached_property
    def on_page(self) -> SafeString:
        """Its marks on a page."""
        return fragment("marks", drawing=self, base="", new_tab=False)

    @property
    def leaving_a_frame(self) -> SafeString:
        """Its marks in a frame of another site."""
        return fragment("marks", drawing=self, base="", new_tab=True)


class Panel(Drawn, frozen=True):
    """One of the small multiples of a drawing, and its place in it; on a page as many stand in a row as have room."""

    title: str
    x: float
    y: float
    width: int
    height: int
    marks: list[Mark]
    lines: list[Shape]
    texts: list[Text]


class Drawing(Drawn, frozen=True):
    """A chart drawn: what it shows in a sentence, its numbers row by row, its geometry, or that of its panels."""

    description: str
    rows: list[tuple[Any, ...]]
    width: int
    height: int
    marks: list[Mark] = field(default_factory=list)
    lines: list[Shape] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    # The same counted by decade, in place of a picture of the time on a phone.
    decades: list[Decade] = field(default_factory=list)

    @cached_property
    def numbers(self) -> SafeString:
        """Its numbers as rows of a table."""
        return fragment("numbers", rows=self.rows)


class ChartType(Struct, frozen=True):
    """A chart that a list can have above it: of which kinds of record, drawn by which function from their rows.

    ``header`` names the columns of its numbers. Above ``most`` records it is left out. ``draw_narrow`` draws it for a
    phone, where it has a form of its own there.
    """

    name: str
    title: str
    source: str
    kinds: tuple[type[Record], ...]
    header: tuple[str, ...]
    draw: Callable[..., Drawing]
    draw_narrow: Callable[..., Drawing] | None = None
    most: int = 400
    half: bool = False
    # The name of the page on which it stands, where that is not the list of its kind.
    page: str = ""

    @property
    def page_address(self) -> str:
        """The page on which it stands."""
        return address(self.page or f"{self.kinds[0].url_name}-list")
