"""Reads a chart: on its page, as a picture by itself, as numbers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from records.charts import LANES, Chart, ChartType
from records.models import (
    PrintedFigure,
)
from records.views.chart_files import CHARTED_PAGES
from tests.sampling import every_nth

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

every_chart = pytest.mark.parametrize("name", every_nth(CHARTED_PAGES, 3))


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
    """The addresses that the picture on the page leads to, each with the number of its marks; not that of a phone."""
    html = client.get(f"{list_address(name)}?{query}").content.decode()
    figure = html[html.index(f'<figure class="chart{" chart--half" * TYPES[name].half}" id="{name}"') :]
    picture = figure.partition("</figure>")[0].partition("chart__picture--narrow")[0]
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
