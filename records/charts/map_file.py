"""The world map as a picture by itself: with its title, its shades, its source and colours of its own."""

from __future__ import annotations

from django.template.loader import render_to_string

from records.charts.drawing import NOT_IN_XML
from records.charts.shapes import INK, INK_SOFT
from records.charts.world_map import WorldMap, shapes
from records.citations.citation import REPORT

# The shades of map.css in the light: the land without records, then the levels from 1 to 5.
SHADES = ("#e8e9ea", "#b1becf", "#8da1bc", "#6985a8", "#446894", "#1f4b7f")
# From one entry of the legend to the next.
APART = 220


def map_as_svg(world_map: WorldMap, base: str) -> str:
    """The map as a file by itself; its links begin with ``base``."""
    world = shapes()
    land, countries = world_map.drawn()
    legend = [*((shade.level, shade.label) for shade in world_map.legend), (0, "none")]
    context = {
        "title": world_map.title,
        "width": world.width,
        "height": world.height,
        "land": land,
        "no_record": SHADES[0],
        "countries": [
            (f"{base}{drawn.place.country.get_absolute_url()}", SHADES[drawn.level], drawn.place.in_words, drawn.marks)
            for drawn in countries
        ],
        "legend": [(APART * place, SHADES[level], label) for place, (level, label) in enumerate(legend)],
        "report": REPORT,
        "ink": INK,
        "ink_soft": INK_SOFT,
    }
    return NOT_IN_XML.sub("", render_to_string("charts/world_map.svg", context))
