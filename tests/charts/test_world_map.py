"""The world map: its shapes, its figures, what it can be asked to show, and what it weighs."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.charts import world_map
from records.kinds import RECORD_KINDS
from records.lists import measures
from records.models import AssistanceByCountry, Country, ExpertDispatch
from records.models.revision import Revision
from records.models.state import in_state
from tests.factories import make_country, make_event
from tests.pages import words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

WORLD: dict[str, Any] = json.loads(world_map.SHAPES_FILE.read_text(encoding="utf-8"))


def place(slug: str) -> world_map.Place:
    """The country with its figures."""
    return next(place for place in world_map.places() if place.country.slug == slug)


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The points of each ring of a path as the build script writes it."""
    found = []
    for start, steps in re.findall(r"M(\d+,\d+)l([-\d ]+)z", path):
        x, y = map(int, start.split(","))
        points = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            points.append((x, y))
        found.append(points)
    return found


def drawn() -> list[tuple[str, str]]:
    """Each path of the map with the name of what it draws."""
    return [
        ("no number", WORLD["unnumbered"]),
        *((shape["name"], shape["path"]) for shape in WORLD["countries"].values()),
    ]


def test_every_country_of_the_report_is_on_the_map() -> None:
    for country in Country.objects.all():
        shape = WORLD["countries"].get(country.iso_numeric)
        assert shape, country
        assert shape["path"] or shape["dot"], country


@pytest.mark.parametrize(
    "slug",
    "brunei cook-islands fiji hong-kong luxembourg macao marshall-islands niue palau samoa singapore vanuatu".split(),
)
def test_small_territories_have_a_dot(slug: str) -> None:
    x, y = WORLD["countries"][Country.objects.get(slug=slug).iso_numeric]["dot"]
    assert 0 < x < WORLD["width"]
    assert 0 < y < WORLD["height"]


def test_no_dot_of_the_report_covers_another() -> None:
    numbers = set(Country.objects.values_list("iso_numeric", flat=True))
    dots = [shape["dot"] for number, shape in WORLD["countries"].items() if number in numbers and "dot" in shape]
    for at, (x, y) in enumerate(dots):
        for other_x, other_y in dots[:at]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (2 * world_map.DOT_RADIUS) ** 2


def test_no_path_streaks_across_the_map_or_leaves_it() -> None:
    farthest = WORLD["width"] / 20
    for name, path in drawn():
        found = rings(path)
        assert len(found) == path.count("M"), name
        for points in found:
            for (x, y), (next_x, next_y) in pairwise([*points, points[0]]):
                assert max(abs(next_x - x), abs(next_y - y)) <= farthest, name
            assert all(0 <= x <= WORLD["width"] and 0 <= y <= WORLD["height"] for x, y in points), name


def test_antarctica_is_left_out() -> None:
    assert "010" not in WORLD["countries"]


def test_the_drawing_is_light() -> None:
    assert len(gzip.compress(world_map.world_map().svg().encode(), 9)) < 32_000


def test_home_and_its_stylesheets_are_light(client: Client) -> None:
    page = client.get("/").content
    named = set(re.findall(r"(?:css|js)/[\w-]+\.(?:css|js)", page.decode()))
    assert {"css/map.css", "css/base.css", "js/navigation.js"} <= named
    files = [page, *(Path(settings.BASE_DIR, "static", name).read_bytes() for name in named)]
    assert sum(len(gzip.compress(content, 9)) for content in files) < 60_000


def test_the_figures_are_those_of_the_records() -> None:
    thailand = {"experts": 54, "projects": 1, "memberships": 1, "visitors": 167}
    assert thailand.items() <= place("thailand").figures.items()
    assert "courses" not in place("thailand").figures
    assert place("canada").figures["meetings"] == 6
    assert place("china").figures["visitors"] == 708
    assert place("east-timor").figures["peacekeeping"] == 1


def test_every_country_counts_the_records_that_its_page_lists() -> None:
    for found in world_map.places():
        listed = sum(kind.objects.concerning([found.country]).count() for kind in RECORD_KINDS)
        assert found.figures.get("records", 0) == listed, found.country


def test_the_totals_are_those_of_the_records() -> None:
    totals = {
        measure.name: sum(found.figures.get(measure.name, 0) for found in world_map.places())
        for measure in measures.MEASURES
    }
    assert totals["experts"] == ExpertDispatch.objects.exclude(country=None).aggregate(n=Sum("total"))["n"]
    assert totals["visitors"] == AssistanceByCountry.objects.exclude(country=None).aggregate(n=Sum("persons"))["n"]
    for measure in measures.MEASURES:
        if measure.name not in ("experts", "visitors"):
            lookup = str(measure.model.country_lookup)
            referred = measure.model.objects.values_list(lookup, flat=True)
            assert totals[measure.name] == sum(1 for country in referred if country), measure.name


def test_every_kind_of_record_with_countries_is_on_the_map() -> None:
    assert {measure.model for measure in measures.MEASURES} == {kind for kind in RECORD_KINDS if kind.country_lookup}


@thorough
def test_each_country_with_records_is_a_link_that_says_its_figures(client: Client) -> None:
    svg = world_map.world_map().svg()
    links = re.findall(r'<a href="([^"]+)" class="level-([0-5])"><title>([^<]+)</title>(.*)</a>', svg)
    assert len(links) == svg.count("<a ") == sum(1 for found in world_map.places() if found.figures)
    for address, level, title, marks in links:
        assert client.get(address).status_code == 200
        assert int(level) > 0
        assert re.fullmatch(r"[^:]+: \d.*", title)
        assert "<path" in marks or "<circle" in marks
    assert place("thailand").in_words.startswith("Thailand: 54 experts, 1 project, 1 membership, 167 visitors helped, ")


def test_countries_are_read_region_by_region_and_by_name_the_small_ones_after_the_others() -> None:
    svg = world_map.world_map().svg()
    groups = re.findall(r'<g role="group" aria-label="([^"]+)">(.*?)</g>', svg, re.DOTALL)
    assert [name for name, _ in groups] == Country.Region.labels
    for name, content in groups:
        found = re.findall(r'<a href="/countries/([^/]+)/".*?<text aria-hidden="true">([^:]+): ', content)
        countries = [Country.objects.get(slug=slug) for slug, _ in found]
        assert {country.get_region_display() for country in countries} == {name}
        small = [country.iso_numeric in world_map.shapes().small for country in countries]
        assert small == sorted(small), "Their dots lie above their neighbours."
        assert [country.name for country in countries] == [said for _, said in found]
        for dotted in (False, True):
            names = [
                country.name for country in countries if (country.iso_numeric in world_map.shapes().small) == dotted
            ]
            assert names == sorted(names)


def test_what_is_pointed_at_is_written_out_with_what_the_map_shows() -> None:
    svg = world_map.world_map(QueryDict("show=experts")).svg()
    assert svg.count('<text aria-hidden="true">') == svg.count("<a ")
    assert '<text aria-hidden="true">Thailand: 54 experts</text>' in svg
    assert '<text aria-hidden="true">France: no experts</text>' in svg


def test_the_same_by_region_has_each_country_with_a_figure_once_the_largest_first() -> None:
    shown = world_map.world_map(QueryDict("show=experts"))
    regions = dict(shown.regions)
    assert list(regions) == [label for label in Country.Region.labels if label in regions]
    assert sum(map(len, regions.values())) == shown.country_count == 27
    assert [(country.name, said) for country, said in regions["Asia"][:3]] == [
        ("China", "66 experts"),
        ("Singapore", "64 experts"),
        ("Thailand", "54 experts"),
    ]


def test_a_country_without_records_is_plain_land_and_one_that_is_not_drawn_is_left_to_the_table() -> None:
    plain, undrawn = make_country(name="Peru", iso_numeric="604"), make_country(name="Atlantis", iso_numeric="999")
    make_event().countries.set([undrawn])
    world = world_map.world_map()
    assert plain.get_absolute_url() not in world.svg() + world.rows()
    assert WORLD["countries"]["604"]["path"] in world.svg()
    assert undrawn.get_absolute_url() not in world.svg()
    assert undrawn.get_absolute_url() in world.rows()


def test_names_are_escaped() -> None:
    make_event().countries.set([make_country(name="<b>A&B</b>", iso_numeric="604")])
    world = world_map.world_map()
    assert "<b>" not in world.svg() + world.rows()
    assert "&lt;b&gt;A&amp;B" in world.svg()


@pytest.mark.parametrize("measure", [measures.RECORDS, *measures.MEASURES], ids=lambda measure: measure.name)
def test_the_map_shows_the_measure_that_the_address_asks_for(client: Client, measure: measures.Measure) -> None:
    page = client.get(f"/countries/?show={measure.name}")
    world = page.context["world_map"]
    assert world.shown == measure
    assert not world.notice
    assert [choice.label for choice in world.choices if choice.current] == [measure.label]
    levels = {level: len(re.findall(f'class="level-{level}"', world.svg())) for level in range(6)}
    assert sum(levels[level] for level in range(1, 6)) == sum(
        1 for found in world.places if found.figures.get(measure.name)
    )
    assert {shade.level for shade in world.legend} >= {level for level in range(1, 6) if levels[level]}


@pytest.mark.parametrize("value", ["nothing", "EXPERTS", "%00", "<script>", "x" * 5000, "country__name"])
def test_a_value_that_it_cannot_show_shows_all_and_is_said(client: Client, value: str) -> None:
    page = client.get(f"/countries/?show={value}")
    assert page.status_code == 200
    assert page.context["world_map"].shown is measures.RECORDS
    assert "so it shows all records" in page.content.decode()
    assert "<script>”" not in page.content.decode()
    assert page.context["match_count"] == Country.objects.count()


def test_an_empty_value_asks_for_nothing(client: Client) -> None:
    assert not client.get("/countries/?show=", follow=True).context["world_map"].notice


def test_the_choice_keeps_filter_and_sorting_and_the_filter_keeps_the_choice(client: Client) -> None:
    page = client.get("/countries/?q=korea&sort=-name&page=1&show=experts")
    addresses = [choice.address for choice in page.context["world_map"].choices]
    assert "/countries/?q=korea&sort=-name&show=treaties#world-map" in addresses
    assert '<input type="hidden" name="show" value="experts">' in page.content.decode()
    assert page.context["world_map"].svg().count("<a ") > 50


def test_the_choices_of_home_lead_to_the_list(client: Client) -> None:
    for choice in client.get("/").context["world_map"].choices:
        assert choice.address.startswith("/countries/?show=")
        assert client.get(choice.address.partition("#")[0]).status_code == 200


def test_the_legend_names_the_figures_of_each_shade() -> None:
    said = [(shade.level, shade.label) for shade in world_map.world_map(QueryDict("show=visitors")).legend]
    assert said == [(1, "1–49"), (2, "50–99"), (3, "100–249"), (4, "250–499"), (5, "500 or more")]


def test_steps_of_every_measure_rise_to_the_darkest_shade() -> None:
    for measure in (measures.RECORDS, *measures.MEASURES):
        levels = [measure.level(step) for step in measure.steps]
        assert levels == sorted(set(levels))
        assert (measure.level(0), levels[-1]) == (0, measures.LEVELS)
        assert measure.level(10**9) == measures.LEVELS


def test_the_table_says_the_same_figures(client: Client) -> None:
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a></th>(.*?)</tr>', world_map.world_map().rows())
    figures = {name: re.findall(r"<td>([^<]*)</td>", cells) for name, cells in rows}
    for found in world_map.places():
        said = [found.figures.get(measure.name) for measure in world_map.world_map().measures]
        assert figures[found.country.name] == ["" if value is None else f"{value:,}" for value in said]
    for address in ("/", "/countries/"):
        assert "The same figures in a table Figures by country Country or territory Experts" in words(client, address)


def test_figures_cost_two_queries_a_state_however_many_records_there_are() -> None:
    for _ in range(20):
        make_event().countries.set([make_country()])
    drawn = []
    for queries in (2, 0):
        with in_state(Revision.objects.state()), CaptureQueriesContext(connection) as captured:
            world = world_map.world_map()
            drawn.append((world.svg(), world.rows(), world.regions_on_page))
        assert len(captured) == queries
    assert drawn[0] == drawn[1]


def test_shapes_are_read_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    world_map.shapes()
    monkeypatch.setattr(world_map, "SHAPES_FILE", Path("gone.json"))
    assert world_map.world_map().svg()
