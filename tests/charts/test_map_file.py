"""The world map as a picture by itself."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict

from records.charts.map_file import SHADES, map_as_svg
from records.charts.world_map import places, world_map
from records.lists.measures import LEVELS, MEASURES
from tests.charts.reading import SVG

pytestmark = pytest.mark.django_db


def drawn(query: str = "") -> ET.Element:
    return ET.fromstring(map_as_svg(world_map(QueryDict(query)), "https://portal.example"))


def said(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def test_it_has_a_shade_for_each_level() -> None:
    assert len(SHADES) == LEVELS + 1


def test_it_is_whole_by_itself() -> None:
    root = drawn()
    links = list(root.iter(f"{SVG}a"))
    assert len(links) == sum(bool(place.figures) for place in places())
    for link in links:
        assert link.attrib["href"].startswith("https://portal.example/countries/")
        assert link.attrib["fill"] in SHADES
        assert "class" not in link.attrib
    assert said(root)[0] == "Japan and the world: all records by country"
    assert "Progress of International Cooperation and Exchange to 2003" in said(root)[-1]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_it_shows_what_it_is_asked_for_with_its_shades(measure: object) -> None:
    world = world_map(QueryDict(f"show={measure.name}"))  # type: ignore[attr-defined]
    root = drawn(f"show={measure.name}")  # type: ignore[attr-defined]
    assert said(root)[0] == world.title
    assert said(root)[1:-1] == [*(shade.label for shade in world.legend), "none"]
    shades = {link[0].text: link.attrib["fill"] for link in root.iter(f"{SVG}a")}
    for place in world.places:
        if place.figures:
            assert shades[place.in_words] == SHADES[world.shown.level(place.figures.get(world.shown.name, 0))]
