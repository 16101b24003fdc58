"""The world map of home and of the list of countries: what concerns each country, as one SVG and one table.

The shapes are drawn once by tools/world_map and read once a process. The figures, by two queries, and what pages show
of them are kept for each state of the records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from msgspec import Struct

from npa_portal.addresses import address
from npa_portal.fragments import fragment
from records.lists.columns import link
from records.lists.measures import BY_NAME, MEASURES, RECORDS, Measure, per_country
from records.lists.paging import address_with
from records.models import Country
from records.models.state import kept_by_state
from records.wording import figure, short

SHAPES_FILE = Path(__file__).with_name("world_map_shapes.json")
DOT_RADIUS = 6
LINK = '<a href="{}" class="level-{}"{}><title>{}</title>{}<text aria-hidden="true">{}</text></a>\n'
ORDER_OF_REGIONS = list(Country.Region.values)

# The parameter that names what the map shows.
SHOW = "show"


class Place(Struct, frozen=True):
    """A country with its figures by the names of the measures that concern it; "records" counts all of these."""

    country: Country
    figures: dict[str, int]

    @property
    def in_words(self) -> str:
        """“Thailand: 54 experts, 1 project”."""
        said = [measure.said(self.figures[measure.name]) for measure in MEASURES if measure.name in self.figures]
        return f"{self.country}: {', '.join(said) or 'no record'}"

    def said_of(self, measure: Measure) -> str:
        """“Thailand: 54 experts”"""
        value = self.figures.get(measure.name)
        return f"{self.country}: {measure.said(value) if value else f'no {measure.many}'}"


class Drawn(Struct, frozen=True):
    """A country on the map: its shade, its path and its dot, where it is ``small``."""

    place: Place
    level: int
    marks: SafeString
    small: bool


class Choice(Struct, frozen=True):
    """A link to the list of countries that shows one measure, or all records, on its map."""

    label: str
    address: str
    current: bool


class Shade(Struct, frozen=True):
    """An entry of the legend."""

    level: int
    label: str


class Shapes(Struct, frozen=True):
    """The drawn world: its size, the land that has no number, and by ISO 3166 number each country's path and marks.

    The marks are the path and, where the country is small, its dot, as elements.
    """

    width: int
    height: int
    unnumbered: SafeString
    paths: dict[str, SafeString]
    marks: dict[str, SafeString]
    small: frozenset[str]


class World:
    """All countries by name with their figures, in one state of the records, and what was drawn of them for pages."""

    def __init__(self) -> None:
        self.places = places()
        self.drawn: dict[tuple[str, str], SafeString] = {}


class WorldMap(Struct, frozen=True):
    """The map as templates/includes/_world_map.html shows it, of all countries."""

    world: World
    shown: Measure
    notice: str
    choices: list[Choice]

    @property
    def places(self) -> list[Place]:
        return self.world.places

    def _once(self, name: str, draw: Callable[[], SafeString]) -> SafeString:
        """What is drawn of it under that ``name``, once for each state of the records."""
        key = (name, self.shown.name)
        if key not in self.world.drawn:
            self.world.drawn[key] = draw()
        return self.world.drawn[key]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (*MEASURES, RECORDS)

    @property
    def legend(self) -> Iterator[Shade]:
        """The shades with the figures that each stands for, lightest first."""
        for step, following in zip(self.shown.steps, (*self.shown.steps[1:], None), strict=True):
            if following is None:
                label = f"{figure(step)} or more"
            else:
                label = figure(step) if following == step + 1 else f"{figure(step)}–{figure(following - 1)}"
            yield Shade(self.shown.level(step), label)

    @property
    def title(self) -> str:
        """What the map shows: “Japan and the world: all records by country”."""
        return f"Japan and the world: {self.shown.label[:1].lower()}{self.shown.label[1:]} by country"

    @property
    def country_count(self) -> int:
        """How many countries and territories have a shade."""
        return sum(bool(place.figures.get(self.shown.name)) for place in self.places)

    @property
    def svg_address(self) -> str:
        return self._address("map-svg")

    @property
    def png_address(self) -> str:
        return self._address("map-png")

    @property
    def embed_address(self) -> str:
        """The small page that shows it in a frame of another site."""
        return self._address("map-embed")

    @property
    def page_address(self) -> str:
        """The list of countries, with the map above it."""
        return f"{self._address('country-list')}#world-map"

    @property
    def asked(self) -> str:
        """What an address asks it for by ``show``; nothing where it shows all records."""
        return "" if self.shown is RECORDS else self.shown.name

    def _address(self, name: str) -> str:
        return address(name) + (f"?show={self.asked}" if self.asked else "")

    def drawn(self) -> tuple[SafeString, list[Drawn]]:
        """The land without records as one path, and each other country, region by region.

        Small ones come last of their region, so that their dots lie above their neighbours.
        """
        world = shapes()
        land = dict(world.paths)
        found = []
        for place in self.places:
            number = place.country.iso_numeric
            if place.figures and number in land:
                del land[number]
                level = self.shown.level(place.figures.get(self.shown.name, 0))
                found.append(Drawn(place, level, world.marks[number], number in world.small))
        found.sort(key=lambda drawn: (ORDER_OF_REGIONS.index(drawn.place.country.region), drawn.small))
        return SafeString("".join((world.unnumbered, *land.values()))), found

    def svg(self) -> SafeString:
        """The drawing on a page."""
        return self._once("svg", self._svg)

    def _svg(self, *, new_tab: bool = False) -> SafeString:
        """The drawing: each country that has records is a link, in a group of its region.

        Which one is pointed at, or has the focus, is also written out; in a frame the links open a ``new_tab``.
        """
        world = shapes()
        land, countries = self.drawn()
        leaving = SafeString(' target="_blank" rel="noopener"' if new_tab else "")
        groups = (
            (Country.Region(region).label, format_html_join("", LINK, (self._link(one, leaving) for one in of_region)))
            for region, of_region in groupby(countries, key=lambda drawn: drawn.place.country.region)
        )
        return format_html(
            '<svg class="world-map__svg" viewBox="0 0 {} {}" role="group" aria-labelledby="world-map-title">\n'
            '<path class="world-map__land" d="{}"/>\n{}</svg>',
            world.width,
            world.height,
            land,
            format_html_join("", '<g role="group" aria-label="{}">\n{}</g>\n', groups),
        )

    def _link(self, drawn: Drawn, leaving: SafeString) -> tuple[object, ...]:
        """What stands in the `LINK` of a country."""
        place = drawn.place
        address = place.country.get_absolute_url()
        return address, drawn.level, leaving, place.in_words, drawn.marks, place.said_of(self.shown)

    @property
    def in_new_tabs(self) -> SafeString:
        """The drawing in a frame of another site."""
        return self._svg(new_tab=True)

    @property
    def regions(self) -> Iterator[tuple[str, list[tuple[Country, str]]]]:
        """The countries that have a figure by region, each with it in words, the largest first: the map as a list."""
        shown = [place for place in self.places if place.figures.get(self.shown.name)]
        for region in ORDER_OF_REGIONS:
            places = [place for place in shown if place.country.region == region]
            places.sort(key=lambda place: -place.figures[self.shown.name])
            if places:
                said = [(place.country, self.shown.said(place.figures[self.shown.name])) for place in places]
                yield Country.Region(region).label, said

    @property
    def regions_on_page(self) -> SafeString:
        """The map as a list by region."""
        return self._once("regions", lambda: fragment("map_regions", regions=self.regions, new_tab=False))

    def rows(self) -> SafeString:
        """The table's rows."""
        return self._once("rows", self._rows)

    def _rows(self) -> SafeString:
        """The rows: each country with records, its figures in the order of ``measures``."""
        names = [measure.name for measure in self.measures]
        # Bare figures, for there are hundreds of cells.
        rows = (
            (
                link(place.country, place.country),
                SafeString("".join(f"<td>{figure(place.figures.get(name))}</td>" for name in names)),
            )
            for place in self.places
            if place.figures
        )
        return format_html_join("\n", '<tr><th scope="row">{}</th>{}</tr>', rows)


def world_map(query: QueryDict | None = None) -> WorldMap:
    """The map that the page's address asks for by ``show``; all records where it asks for none or for what is none."""
    query = QueryDict() if query is None else query
    asked = query.get(SHOW, "")
    shown = BY_NAME.get(asked, RECORDS)
    notice = ""
    if asked and asked not in BY_NAME:
        notice = f"The map cannot show “{short(asked)}”, so it shows all records. It can show: {', '.join(BY_NAME)}."
    return WorldMap(_world(), shown, notice, list(_choices(shown, query)))


@kept_by_state()
def _world() -> World:
    return World()


def places() -> list[Place]:
    """All countries by name with their figures, by two queries."""
    found: dict[int, dict[str, int]] = {}
    for country, name, value, records in per_country():
        figures = found.setdefault(country, {})
        figures[name] = value
        figures["records"] = figures.get("records", 0) + records
    return [Place(country, found.get(country.pk, {})) for country in Country.objects.all()]


def _choices(shown: Measure, query: QueryDict) -> Iterator[Choice]:
    """Links to the list of countries, which keep its filter and its sorting."""
    for measure in (RECORDS, *MEASURES):
        shows = f"{address('country-list')}{address_with(query, **{SHOW: measure.name})}#world-map"
        yield Choice(measure.label, shows, measure is shown)


@cache
def shapes() -> Shapes:
    """What tools/world_map has drawn, read once a process. It needs no escaping: digits and letters of paths."""
    drawn = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    paths, marks, small = {}, {}, set()
    for number, shape in drawn["countries"].items():
        paths[number] = SafeString(shape["path"])
        marks[number] = format_html('<path d="{}"/>', paths[number]) if shape["path"] else SafeString()
        if "dot" in shape:
            small.add(number)
            marks[number] += format_html('<circle cx="{}" cy="{}" r="{}"/>', *shape["dot"], DOT_RADIUS)
    return Shapes(drawn["width"], drawn["height"], SafeString(drawn["unnumbered"]), paths, marks, frozenset(small))
