"""The charts as files to keep: whole by themselves, with the numbers and the filters of their page."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from records.views.chart_files import CHARTED_PAGES
from tests.charts.reading import (
    SVG,
    TYPES,
    chart_of,
    csv_of,
    every_chart,
    list_address,
    svg_of,
)
from tests.factories import make_treaty
from tests.pictures import png_of
from tests.sampling import diagonal

pytestmark = pytest.mark.django_db


@every_chart
def test_the_picture_by_itself_is_whole(client: Client, name: str) -> None:
    root = svg_of(client, name)
    assert root.tag == f"{SVG}svg"
    title, lead = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == TYPES[name].title
    assert lead is not None
    assert lead.text
    for element in root.iter():
        assert "style" not in element.attrib
        if element.tag == f"{SVG}path":
            assert "fill" in element.attrib
        if element.tag == f"{SVG}a":
            assert element.attrib["href"].startswith("http://testserver/")
    texts = " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    assert TYPES[name].source in texts


def test_the_picture_by_itself_says_what_it_was_filtered_by(client: Client) -> None:
    texts = " ".join(svg_of(client, "treaties-over-time", "year=2002&sort=name").itertext())
    assert "Filtered by Year: 2002." in " ".join(texts.split())


@pytest.mark.parametrize(("name", "query"), diagonal(CHARTED_PAGES, ["", "year=2003", "q=an"]))
def test_the_csv_holds_the_numbers_of_the_table(client: Client, name: str, query: str) -> None:
    header, *rows = csv_of(client, name, query)
    assert tuple(header) == TYPES[name].header
    charts = client.get(f"{list_address(name)}?{query}").context["charts"]
    shown = [chart.rows for chart in charts if chart.type.name == name]
    assert rows == [[str(cell) for cell in row] for row in (shown[0] if shown else [])]


def test_downloads_keep_the_filters_and_leave_the_rest(client: Client) -> None:
    chart = chart_of(client, "treaties-over-time", "year_min=1990&topic=drugs&topic=terrorism&sort=name&page=1&x=1")
    assert chart.csv_address == "/charts/treaties-over-time.csv?year_min=1990&topic=drugs&topic=terrorism"
    assert len(csv_of(client, "treaties-over-time", chart.csv_address.partition("?")[2])) == 1 + len(chart.rows)


def test_downloads_are_named_and_change_nothing(client: Client) -> None:
    for form in ("svg", "png", "csv"):
        response = client.get(f"/charts/meetings-by-year.{form}")
        assert response["Content-Disposition"] == f'attachment; filename="meetings-by-year.{form}"'
        assert not response.cookies
        assert client.head(f"/charts/meetings-by-year.{form}").status_code == 200
        assert client.post(f"/charts/meetings-by-year.{form}").status_code == 405


@every_chart
def test_the_picture_as_png_is_twice_as_large(client: Client, name: str) -> None:
    root = svg_of(client, name)
    width, height = (2 * int(root.attrib[side]) for side in ("width", "height"))
    assert png_of(client.get(f"/charts/{name}.png")) == (width, height)


def test_the_png_keeps_the_filters_of_its_page(client: Client) -> None:
    chart = chart_of(client, "treaties-over-time", "year_min=1990&topic=drugs&sort=name&x=1")
    assert chart.png_address == "/charts/treaties-over-time.png?year_min=1990&topic=drugs"
    assert (
        f'href="{chart.png_address.replace("&", "&amp;")}" download'
        in client.get("/treaties/?year_min=1990&topic=drugs").content.decode()
    )
    assert client.get(chart.png_address).content != client.get("/charts/treaties-over-time.png").content


@pytest.mark.parametrize(("query", "kept"), [("", ""), ("?show=experts", "?show=experts"), ("?show=wealth", "")])
def test_the_map_can_be_saved_as_it_is_shown(client: Client, query: str, kept: str) -> None:
    html = client.get(f"/countries/{query}").content.decode()
    for form in ("svg", "png"):
        assert f'href="/charts/world-map.{form}{kept}" download' in html
    svg = ET.fromstring(client.get(f"/charts/world-map.svg{kept}").content)
    width, height = svg.attrib["width"], svg.attrib["height"]
    assert png_of(client.get(f"/charts/world-map.png{kept}")) == (int(width), int(height))


def test_there_is_no_chart_of_another_name(client: Client) -> None:
    for path in (
        "no-such.svg",
        "no-such.csv",
        "no-such.png",
        "treaties-over-time.gif",
        "treaties-over-time",
        "%00.svg",
        "x%0a.svg",
    ):
        assert client.get(f"/charts/{path}").status_code == 404


NOTHING = ["country=atlantis", "q=%00", "section=7", "topic=%ff", f"q={'x' * 9999}", "q=no-such-word"]


@pytest.mark.parametrize(("name", "query"), diagonal(CHARTED_PAGES, NOTHING), ids=lambda value: value[:40])
def test_filters_that_leave_nothing_leave_an_empty_chart(client: Client, name: str, query: str) -> None:
    response = client.get(f"{list_address(name)}?{query}")
    assert response.context["match_count"] == 0
    assert response.context["charts"] == []
    assert "<svg" not in response.content.decode().partition('id="results"')[2]
    assert not svg_of(client, name, query).findall(f".//{SVG}a")
    assert csv_of(client, name, query) == [list(TYPES[name].header)]


@pytest.mark.parametrize("query", ["year=text", "year_min=2003&year_max=1990", "kind=trilateral", "action=%00"])
def test_a_filter_that_cannot_be_leaves_an_empty_chart(client: Client, query: str) -> None:
    assert not svg_of(client, "treaties-over-time", query).findall(f".//{SVG}a")
    assert csv_of(client, "treaties-over-time", query) == [["Date", "Treaty", "Action", "So far"]]


@pytest.mark.parametrize("name", ["=1+1", "+81", "-1", "@SUM(A1)"])
def test_no_text_in_a_csv_is_a_formula(client: Client, name: str) -> None:
    make_treaty(name=name, date="2003-12-31")
    assert ["2003-12-31", f"'{name}", "Ratified", "31"] in csv_of(client, "treaties-over-time")


def test_no_text_breaks_a_picture(client: Client) -> None:
    make_treaty(name='<b>&amp;"]]>\x0b\x1f🗾')
    text = "".join(svg_of(client, "treaties-over-time").itertext())
    assert '<b>&amp;"]]>🗾, ratified' in text
