"""The charts above the lists: their marks are the records, their numbers the report's, their files whole."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.charts import LANES, TREATIES, Chart, ChartType
from records.charts.geometry import apart, fitting, ticks, year_ticks
from records.charts.shapes import SERIES
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    DisasterReliefMission,
    ExpertDispatch,
    ExpertField,
    PrintedFigure,
    Treaty,
)
from records.views.chart_files import CHARTED_PAGES
from records.views.kinds import TreatyListView
from tests.factories import make_many, make_treaty

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
TYPES: dict[str, ChartType] = {known.name: known for view in CHARTED_PAGES.values() for known in view.chart_types}
# Cases, persons and countries of one year are a bar each.
MARKS_A_RECORD = {"assistance-by-year": 3}

FILTERED = [
    ("/treaties/", "treaties-over-time", "year=2002"),
    ("/treaties/", "treaties-over-time", "action=signed&q=convention"),
    ("/courses/", "courses-over-time", "category=group&ongoing=true"),
    ("/courses/", "courses-over-time", "country=pakistan"),
    ("/experts/", "experts-by-country", "q=a"),
    ("/experts/", "experts-by-field", "topic=drugs"),
    ("/meetings/", "meetings-by-year", "forum=justice-interior"),
    ("/meetings/", "meetings-by-year", "year=1998"),
    ("/missions/", "missions-over-time", "type=peacekeeping"),
    ("/missions/", "missions-over-time", "year_min=1999"),
    ("/statistics/", "assistance-by-year", "year=2003"),
    ("/statistics/", "persons-by-region", "year_min=2002"),
    ("/statistics/", "shares-by-region", "q=asia"),
    ("/statistics/", "persons-by-country", "country=china&country=thailand"),
]

every_chart = pytest.mark.parametrize("name", CHARTED_PAGES)


def list_address(name: str) -> str:
    """The list above which the chart stands."""
    if name == LANES.name:
        return "/timeline/"
    model: Any = TYPES[name].kinds[0]
    return str(model(slug="x").get_absolute_url()).removesuffix("x/")


def chart_of(client: Client, name: str, query: str = "") -> Chart:
    """The chart above its list."""
    charts = client.get(f"{list_address(name)}?{query}").context["charts"]
    return next(chart for chart in charts if chart.type.name == name)


def rows_of(client: Client, name: str, query: str = "") -> list[tuple[Any, ...]]:
    return chart_of(client, name, query).rows


def links(client: Client, name: str, query: str = "") -> Counter[str]:
    """The addresses that the picture on the page leads to, each with the number of its marks."""
    html = client.get(f"{list_address(name)}?{query}").content.decode()
    figure = html[html.index(f'<figure class="chart{" chart--half" * TYPES[name].half}" id="{name}"') :]
    picture = figure[figure.index("<svg") : figure.index("</svg>")]
    return Counter(re.findall(r'<a href="([^"]+)"><title>[^<]+</title>', picture))


def svg_of(client: Client, name: str, query: str = "") -> ET.Element:
    response = client.get(f"/charts/{name}.svg?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    return ET.fromstring(response.content.decode())


def csv_of(client: Client, name: str, query: str = "") -> list[list[str]]:
    response = client.get(f"/charts/{name}.csv?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(response.content.decode().splitlines()))


def printed(table: PrintedFigure.Table) -> dict[str, int]:
    """The totals printed beneath a table, by column."""
    return dict(PrintedFigure.objects.filter(table=table).values_list("column", "value"))


@every_chart
def test_every_record_has_its_mark_and_every_mark_leads_to_its_record(client: Client, name: str) -> None:
    records: list[Any] = [record for kind in TYPES[name].kinds for record in kind.objects.all()]
    if name == LANES.name:
        # One project has no date.
        records = [record for record in records if record.earliest]
    marks = MARKS_A_RECORD.get(name, 1)
    assert links(client, name) == {record.get_absolute_url(): marks for record in records}
    assert len(rows_of(client, name)) == len(records)


@pytest.mark.parametrize(("address", "name", "query"), FILTERED)
def test_filtering_a_list_changes_the_chart_above_it(client: Client, address: str, name: str, query: str) -> None:
    view = CHARTED_PAGES[name]
    filterset = client.get(f"{address}?{query}").context["filterset"]
    records: list[Any] = [record for kind in TYPES[name].kinds for record in filterset.matching(kind.objects.all())]
    marks = MARKS_A_RECORD.get(name, 1)
    assert links(client, name, query) == {record.get_absolute_url(): marks for record in records}
    assert 0 < len(records) < sum(kind.objects.count() for kind in TYPES[name].kinds)
    assert len(svg_of(client, name, query).findall(f".//{SVG}a")) == marks * len(records)
    assert view.filterset_class is type(filterset)


def test_the_page_of_a_list_does_not_cut_its_chart(client: Client) -> None:
    make_many(Treaty, 40)
    assert len(links(client, "treaties-over-time")) == 71
    assert links(client, "treaties-over-time", "page=2&sort=-date") == links(client, "treaties-over-time")


def test_experts_add_up_to_the_printed_totals(client: Client) -> None:
    by_country = printed(PrintedFigure.Table.EXPERTS_BY_COUNTRY)
    sums = [sum(row[column] for row in rows_of(client, "experts-by-country")) for column in (1, 2, 3)]
    assert sums == [by_country[column] for column in ("Long-term", "Short-term", "Total")] == [44, 372, 416]
    by_field = printed(PrintedFigure.Table.EXPERTS_BY_FIELD)
    sums = [sum(row[column] for row in rows_of(client, "experts-by-field")) for column in (1, 2, 3)]
    assert sums == [by_field[column] for column in ("Long-term", "Short-term", "Total")] == [44, 371, 415]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("persons-by-region", PrintedFigure.Table.PERSONS_BY_REGION),
        ("persons-by-country", PrintedFigure.Table.PERSONS_BY_COUNTRY),
    ],
)
def test_persons_add_up_to_the_printed_totals(client: Client, name: str, table: PrintedFigure.Table) -> None:
    sums: Counter[str] = Counter()
    for _, year, persons, *_ in rows_of(client, name):
        sums[str(year)] += persons
    assert sums == printed(table)


def test_numbers_are_the_records_own(client: Client) -> None:
    years = AssistanceYear.objects.order_by("year").values_list("year", "cases", "persons", "countries_count")
    assert rows_of(client, "assistance-by-year") == list(years)
    shares = AssistanceByRegion.objects.order_by("year", "position")
    assert rows_of(client, "shares-by-region") == list(shares.values_list("region", "year", "persons", "share"))
    treaties = rows_of(client, "treaties-over-time")
    assert [row[3] for row in treaties] == list(range(1, 32))
    assert Counter(row[2] for row in treaties) == {"Ratified": 24, "Signed": 7}
    assert sum(row[3] for row in rows_of(client, "missions-over-time")) == 116 + 78


def test_bars_are_as_long_as_their_numbers(client: Client) -> None:
    drawing = chart_of(client, "experts-by-field").drawing
    assert drawing
    lengths = {}
    for mark in drawing.marks:
        bars = [shape for shape in mark.shapes if shape.css != "c-hit"]
        lengths[mark.href] = sum(float(re.findall(r"h([\d.]+)v", shape.d)[0]) for shape in bars)
    for field in ExpertField.objects.all():
        ratio = lengths[field.get_absolute_url()] / field.total
        assert ratio == pytest.approx(lengths["/experts/traffic/"] / 135, rel=0.02)


def test_signed_treaties_are_hollow_and_ratified_ones_filled(client: Client) -> None:
    drawing = chart_of(client, "treaties-over-time").drawing
    assert drawing
    hollow = {mark.href for mark in drawing.marks if "c-hollow" in mark.shapes[-1].css}
    assert hollow == {treaty.get_absolute_url() for treaty in Treaty.objects.filter(action="signed")}


def test_courses_still_ongoing_have_an_arrow(client: Client) -> None:
    drawing = chart_of(client, "courses-over-time").drawing
    assert drawing
    arrows = [mark for mark in drawing.marks if "l" in mark.shapes[1].d]
    assert len(arrows) == 19
    assert all("still ongoing" in mark.title for mark in arrows)


@every_chart
def test_the_page_has_the_picture_in_words_and_its_numbers_in_a_table(client: Client, name: str) -> None:
    html = client.get(list_address(name)).content.decode()
    figure = html[html.index(f'id="{name}"') :].partition("</figure>")[0]
    chart = chart_of(client, name)
    assert chart.drawing
    assert f"<desc>{chart.drawing.description}</desc>" in figure
    assert f'aria-labelledby="{name}-title"' in figure
    width, height = chart.drawing.width, chart.drawing.height
    assert f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"' in figure
    if name == LANES.name:
        # The timeline itself lists what its picture shows.
        assert "<table" not in figure
    else:
        body = figure.partition("<tbody>")[2].partition("</tbody>")[0]
        assert body.count("<tr>") == len(chart.rows)
    assert "style=" not in figure
    assert f'href="/charts/{name}.svg" download' in figure
    assert f'href="/charts/{name}.csv" download' in figure


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


@every_chart
@pytest.mark.parametrize("query", ["", "year=2003", "q=an"])
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
    for form in ("svg", "csv"):
        response = client.get(f"/charts/meetings-by-year.{form}")
        assert response["Content-Disposition"] == f'attachment; filename="meetings-by-year.{form}"'
        assert not response.cookies
        assert client.head(f"/charts/meetings-by-year.{form}").status_code == 200
        assert client.post(f"/charts/meetings-by-year.{form}").status_code == 405


def test_there_is_no_chart_of_another_name(client: Client) -> None:
    for path in ("no-such.svg", "no-such.csv", "treaties-over-time.png", "treaties-over-time", "%00.svg", "x%0a.svg"):
        assert client.get(f"/charts/{path}").status_code == 404


@every_chart
@pytest.mark.parametrize(
    "query", ["country=atlantis", "q=%00", "section=7", "topic=%ff", f"q={'x' * 9999}", "q=no-such-word"]
)
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


def test_a_kind_of_which_nothing_matches_has_no_chart(client: Client) -> None:
    shown = [chart.type.name for chart in client.get("/experts/?by=field").context["charts"]]
    assert shown == ["experts-by-field"]


def test_too_many_records_for_a_picture_are_said_to_be(client: Client) -> None:
    make_many(DisasterReliefMission, 60)
    response = client.get("/missions/")
    assert [chart.drawing for chart in response.context["charts"]] == [None]
    assert "More than 60 records match, too many for a picture" in response.content.decode()
    assert "More than 60 records match" in "".join(svg_of(client, "missions-over-time").itertext())
    assert csv_of(client, "missions-over-time") == [list(TYPES["missions-over-time"].header)]


def test_a_picture_reads_no_more_records_than_it_can_show(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TreatyListView, "chart_types", (replace(TREATIES, most=5),))
    with CaptureQueriesContext(connection) as captured:
        client.get("/treaties/")
    assert any(query["sql"].endswith("LIMIT 6") for query in captured)


def test_a_kind_is_read_once_for_all_its_charts(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/statistics/")
    reads = [query["sql"] for query in captured if re.search(r"LIMIT (401|151|61)$", query["sql"])]
    assert len(reads) == 3
    assert not any("as_printed" in sql.partition("FROM")[0] for sql in reads)


def test_one_record_of_a_kind_is_a_chart(client: Client) -> None:
    for name, query in [
        ("treaties-over-time", "q=cybercrime"),
        ("courses-over-time", "q=female"),
        ("meetings-by-year", "q=milan"),
        ("missions-over-time", "q=iran"),
        ("experts-by-country", "q=poland"),
        ("persons-by-country", "q=macao&year=2002"),
    ]:
        assert len(links(client, name, query)) == 1


def test_ten_times_the_rows_still_make_a_page(client: Client) -> None:
    for kind in (ExpertDispatch, AssistanceByRegion, AssistanceByCountry, AssistanceYear):
        make_many(kind, 9 * kind.objects.count())
    for address in ("/experts/", "/statistics/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["=1+1", "+81", "-1", "@SUM(A1)"])
def test_no_text_in_a_csv_is_a_formula(client: Client, name: str) -> None:
    make_treaty(name=name, date="2003-12-31")
    assert ["2003-12-31", f"'{name}", "Ratified", "31"] in csv_of(client, "treaties-over-time")


def test_no_text_breaks_a_picture(client: Client) -> None:
    make_treaty(name='<b>&amp;"]]>\x0b\x1f🗾')
    text = "".join(svg_of(client, "treaties-over-time").itertext())
    assert '<b>&amp;"]]>🗾, ratified' in text


def test_a_record_without_a_date_is_left_out_of_an_axis_of_time(client: Client) -> None:
    make_treaty(date="")
    assert len(links(client, "treaties-over-time")) == 31


def test_a_saved_picture_has_the_light_colours_of_the_tokens() -> None:
    tokens = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    light = re.findall(r"--series-\d: light-dark\((#\w+),", tokens)
    assert list(SERIES) == light


def test_ticks_are_round_and_reach_the_top() -> None:
    assert ticks(31, 7) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert ticks(959, 5) == [0, 200, 400, 600, 800, 1000]
    assert ticks(0) == [0, 1]
    assert year_ticks(1964, 2006, 10) == [1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005]


def test_labels_are_moved_apart_and_stay_in_their_room() -> None:
    assert apart([10, 11, 50], 16, 0, 100) == [10, 26, 50]
    assert apart([90, 95, 99], 16, 0, 100) == [68, 84, 100]
    assert fitting("Mont Tremblant", 60) == "Mont Tre…"
