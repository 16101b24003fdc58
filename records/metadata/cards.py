"""The picture that is shown beside a link to a page: what the page is, and what it shows, on 1200 by 630 dots."""

from __future__ import annotations

import textwrap
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from msgspec import Struct

from records.charts import Chart
from records.charts.drawing import NOT_IN_XML
from records.charts.map_file import SHADES
from records.charts.shapes import INK, INK_SOFT, RULE
from records.charts.world_map import WorldMap, shapes
from records.citations.citation import EDITION, REPORT
from records.models import Country
from records.wording import short

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
# The mean width of a letter by the height of its type, in the heavier of the portal's fonts.
LETTER = 0.5
# A title by its size: the largest that sets it in so few lines.
SIZES = ((76, 2), (62, 3), (50, 3), (42, 4))
WITH_PICTURE = ((60, 1), (46, 2), (38, 2))
LEAD, LEAD_LINE = 28, 38


class Picture(Struct, frozen=True):
    """What a card shows below its title, in a drawing's own units; ``keeps`` says which part where not all is shown."""

    content: SafeString
    width: int
    height: int
    keeps: str = ""


class Line(Struct, frozen=True):
    """A line of text at its place."""

    y: int
    size: int
    text: str


class Card(Struct, frozen=True, dict=True):
    """What the picture says: a kicker, a title, what it is about, and perhaps a drawing."""

    kicker: str
    title: str
    lead: str = ""
    picture: Picture | None = None

    @cached_property
    def title_lines(self) -> list[Line]:
        """The title in the largest type that lets it stand there whole; else cut."""
        lines: list[str] = []
        for size, most in WITH_PICTURE if self.picture else SIZES:
            lines = textwrap.wrap(self.title, int((WIDTH - 2 * MARGIN) / (size * LETTER))) or [""]
            if len(lines) <= most:
                break
        else:
            lines = [*lines[: most - 1], short(" ".join(lines[most - 1 :]), len(lines[0]))]
        return [Line(176 + round(size * (0.9 + 1.15 * row)), size, line) for row, line in enumerate(lines)]

    @cached_property
    def lead_lines(self) -> list[Line]:
        """What it is about, in the lines that are left; above a picture in one."""
        start = self.title_lines[-1].y + (50 if self.picture else 64)
        most = 1 if self.picture else max((HEIGHT - MARGIN - 40 - start) // LEAD_LINE, 1)
        letters = int((WIDTH - 2 * MARGIN) / (LEAD * 0.46))
        lines = textwrap.wrap(self.lead, letters)
        if len(lines) > most:
            lines = [*lines[: most - 1], short(" ".join(lines[most - 1 :]), letters)]
        return [Line(start + LEAD_LINE * row, LEAD, line) for row, line in enumerate(lines)]

    @property
    def foot(self) -> str:
        """What the whole is, where the kicker does not say so already."""
        return "" if self.kicker == EDITION else EDITION

    @property
    def top(self) -> int:
        """Where the picture begins."""
        return (self.lead_lines or self.title_lines)[-1].y + 36

    @property
    def fit(self) -> str:
        """How a picture is fitted in, as SVG says it: whole, or cut off at the card's edge where it would be small."""
        if self.picture is None:
            return ""
        if self.picture.keeps:
            return f"{self.picture.keeps} slice"
        tall = self.picture.height / self.picture.width > 2 * self.height_left / (WIDTH - 2 * MARGIN)
        return "xMidYMin slice" if tall else "xMinYMin meet"

    @property
    def height_left(self) -> int:
        return HEIGHT - self.top

    @property
    def room(self) -> tuple[int, int]:
        """The width and the height that a picture has."""
        return WIDTH - 2 * MARGIN, self.height_left - (20 if self.fit.endswith("meet") else 0)


def card_as_svg(card: Card) -> str:
    """The card as a drawing."""
    context = {
        "card": card,
        "width": WIDTH,
        "height": HEIGHT,
        "margin": MARGIN,
        "foot": HEIGHT - MARGIN + 12,
        "report": REPORT,
        "ink": INK,
        "ink_soft": INK_SOFT,
        "rule": RULE,
    }
    return NOT_IN_XML.sub("", render_to_string("cards/card.svg", context))


def of_chart(chart: Chart) -> Picture | None:
    """A chart, where it has anything to show."""
    if chart.drawing is None:
        return None
    return Picture(chart.drawing.on_page, chart.drawing.width, chart.drawing.height)


def of_map(world_map: WorldMap) -> Picture:
    """The map with its shades."""
    land, countries = world_map.drawn()
    return _map(land, [(SHADES[drawn.level], drawn.marks) for drawn in countries])


def of_country(country: Country) -> Picture | None:
    """The world with the one country on it, where the map has it."""
    world = shapes()
    number = country.iso_numeric
    if number not in world.paths:
        return None
    land = "".join(path for other, path in world.paths.items() if other != number)
    return _map(SafeString(land + world.unnumbered), [(SHADES[-1], world.marks[number])])


def _map(land: SafeString, countries: list[tuple[str, SafeString]]) -> Picture:
    world = shapes()
    context = {"land": land, "no_record": SHADES[0], "countries": countries}
    return Picture(SafeString(render_to_string("cards/_map.svg", context)), world.width, world.height, "xMidYMid")
