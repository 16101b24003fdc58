"""The charts above the lists: their marks are the records, and their numbers the report's."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from records.charts import LANES, TREATIES
from records.charts.folding import FOLDED
from records.lists.record_table import RecordTable
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
from tests.charts.reading import (
    FILTERED,
    MARKS_A_RECORD,
    SVG,
    TYPES,
    chart_of,
    csv_of,
    every_chart,
    links,
    list_address,
    printed,
    rows_of,
    svg_of,
)
from tests.factories import make_many, make_treaty
from tests.sampling import every_nth, thorough

pytestmark = pytest.mark.django_db

# What the picture of all records leads to where one mark stands for many: members of a body, a year by region and by
# country.
TOGETHER = {"/memberships/?body=fatf": 1, "/memberships/?body=apg": 1} | {
    f"/statistics/?year={year}": 2 for year in range(1999, 2004)
}


@every_chart
def test_every_record_has_its_mark_and_every_mark_leads_to_its_record(client: Client, name: str) -> None:
    records: list[Any] = [record for kind in TYPES[name].kinds for record in kind.objects.all()]
    in_lanes = name == LANES.name
    if in_lanes:
        # One project and one event have no date.
        records = [record for record in records if record.earliest]
    marks = MARKS_A_RECORD.get(name, 1)
    expected = {record.get_absolute_url(): marks for record in records if not (in_lanes and isinstance(record, FOLDED))}
    assert links(client, name) == expected | (TOGETHER if in_lanes else {})
    assert len(rows_of(client, name)) == len(records)


@pytest.mark.parametrize(("address", "name", "query"), every_nth(FILTERED, 3))
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
    assert f'<p id="{name}-lead">{chart.drawing.description}</p>' in figure
    assert f'aria-labelledby="{name}-title" aria-describedby="{name}-lead"' in figure
    for panel in chart.drawing.panels:
        assert f'viewBox="0 0 {panel.width} {panel.height}" role="group" aria-label="{panel.title}"' in figure
    if not chart.drawing.panels:
        assert f"<desc>{chart.drawing.description}</desc>" in figure
        width, height = chart.drawing.width, chart.drawing.height
        assert f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"' in figure
    if name == LANES.name:
        # The timeline itself lists what its picture shows.
        assert "<table" not in figure
    else:
        body = figure.partition("<tbody>")[2].partition("</tbody>")[0]
        assert body.count("<tr>") == len(chart.rows)
    assert ' style="' not in figure
    assert f'href="/charts/{name}.svg" download' in figure
    assert f'href="/charts/{name}.csv" download' in figure


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


# What no filter narrows may be kept from before: these pages are narrowed.
def test_a_picture_reads_no_more_records_than_it_can_show(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TreatyListView, "chart_types", (replace(TREATIES, most=5),))
    # What stands on the page is not read again.
    monkeypatch.setattr(RecordTable, "per_page", 5)
    with CaptureQueriesContext(connection) as captured:
        client.get("/treaties/?year_min=1")
    # The page knows already that they are more.
    assert sum('FROM "records_treaty" WHERE "records_treaty"."id" IN' in query["sql"] for query in captured) == 1
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/charts/{TREATIES.name}.svg?year_min=1")
    assert any("LIMIT 6)" in query["sql"] for query in captured)


def test_a_kind_is_read_once_for_all_its_charts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordTable, "per_page", 2)
    with CaptureQueriesContext(connection) as captured:
        client.get("/statistics/?year_min=1")
    reads = [query["sql"] for query in captured if re.search(r"LIMIT (401|151|61)\)", query["sql"])]
    assert len(reads) == 3
    assert not any("as_printed" in sql.partition("FROM")[0] for sql in reads)


def test_what_stands_on_the_page_is_not_read_again_for_its_chart(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        [chart] = client.get("/treaties/?year_min=1").context["charts"]
    assert len(chart.rows) == 31
    assert sum('FROM "records_treaty"' in query["sql"] for query in captured) == 2


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


@thorough
def test_ten_times_the_rows_still_make_a_page(client: Client) -> None:
    for kind in (ExpertDispatch, AssistanceByRegion, AssistanceByCountry, AssistanceYear):
        make_many(kind, 9 * kind.objects.count())
    for address in ("/experts/", "/statistics/"):
        assert client.get(address).status_code == 200


def test_a_record_without_a_date_is_left_out_of_an_axis_of_time(client: Client) -> None:
    make_treaty(date="")
    assert len(links(client, "treaties-over-time")) == 31


@pytest.mark.parametrize(
    ("name", "gist"),
    [
        ("treaties-over-time", "31 treaties, 24 ratified and 7 signed only: July 17, 1964 to February 24, 2005"),
        ("meetings-by-year", "30 meetings from 1995 to 2003, a block for each"),
    ],
)
def test_a_folded_chart_says_its_first_clause(client: Client, name: str, gist: str) -> None:
    assert chart_of(client, name).gist == gist
