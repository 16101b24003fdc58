"""Every label of a chart has its room: within the picture, and on no other label, in the widest of the usual fonts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from django.test import Client

from records.charts.geometry import box_of, boxes_meet
from records.charts.shapes import Text
from records.models import AssistanceByCountry, AssistanceYear, DisasterReliefMission, ExpertDispatch, Meeting, Treaty
from tests.charts.reading import FILTERED, TYPES, chart_of, every_chart, list_address
from tests.factories import make_many
from tests.sampling import every_nth, thorough

pytestmark = pytest.mark.django_db


def frames(chart: Any) -> Iterator[tuple[Any, list[Text]]]:
    """What the chart is drawn in, each a picture with its size, and all texts of it."""
    for frame in (chart.drawing, chart.narrow, *chart.drawing.panels):
        if frame:
            yield frame, [*frame.texts, *(text for mark in frame.marks for text in mark.texts)]


def faults(chart: Any) -> list[str]:
    """Each label that may be clipped, and each pair that may run into each other."""
    found = []
    for frame, texts in frames(chart):
        for text in texts:
            left, top, right, bottom = box_of(text)
            # A tenth, to which places are rounded.
            if left < -0.1 or top < -0.1 or right > frame.width + 0.1 or bottom > frame.height + 0.1:
                found.append(f"{text.content} leaves its picture")
        found += [
            f"{one.content} meets {other.content}" for one, other in combinations(texts, 2) if boxes_meet(one, other)
        ]
    return found


def test_no_name_is_cut(client: Client) -> None:
    """In the pictures of whole lists; but what stands in place of a venue: "Virtual ministerial meeting via ..."."""
    cut = {
        text.content
        for name in TYPES
        for _, texts in frames(chart_of(client, name))
        for text in texts
        if "…" in text.content
    }
    assert cut == {"ministerial…"}


@every_chart
def test_no_label_is_clipped_or_meets_another(client: Client, name: str) -> None:
    assert faults(chart_of(client, name)) == []


@pytest.mark.parametrize(("address", "name", "query"), every_nth(FILTERED, 3))
def test_nor_where_the_list_is_filtered(client: Client, address: str, name: str, query: str) -> None:
    assert address == list_address(name)
    assert faults(chart_of(client, name, query)) == []


@thorough
@pytest.mark.parametrize(
    ("kind", "count", "name"),
    [
        (Treaty, 300, "treaties-over-time"),
        (ExpertDispatch, 40, "experts-by-country"),
        (Meeting, 60, "meetings-by-year"),
        (AssistanceYear, 40, "assistance-by-year"),
        (AssistanceByCountry, 90, "persons-by-country"),
        (DisasterReliefMission, 40, "missions-over-time"),
    ],
)
def test_nor_where_there_are_many_more_records(client: Client, kind: Any, count: int, name: str) -> None:
    make_many(kind, count)
    assert faults(chart_of(client, name)) == []


def test_the_years_in_which_most_treaties_came_are_named(client: Client) -> None:
    for query, expected in (("", ["5 in 1998", "6 in 2002"]), ("action=ratified", ["5 in 1998", "3 in 2002"])):
        chart = chart_of(client, "treaties-over-time", query)
        assert chart.drawing
        assert [text.content for text in chart.drawing.texts if " in " in text.content] == expected


def test_a_phone_has_the_treaties_from_1995_on_and_says_how_many_came_before(client: Client) -> None:
    chart = chart_of(client, "treaties-over-time")
    assert chart.narrow
    dates = Treaty.objects.filter(date__gte="1995").count()
    assert len(chart.narrow.marks) == dates == 18
    said = [text.content for text in chart.narrow.texts]
    assert "13 from 1964 on" in said
    assert "Ratified: 24" in said
    assert "1995" in said
    old = chart_of(client, "treaties-over-time", "year_max=1990")
    assert old.narrow
    assert len(old.narrow.marks) == len(old.rows) == Treaty.objects.filter(date__lt="1991").count()


def test_each_small_multiple_names_its_peak_and_its_last_year(client: Client) -> None:
    drawing = chart_of(client, "persons-by-country").drawing
    assert drawing
    assert len(drawing.panels) == 10
    for panel in drawing.panels:
        persons = [int(mark.title.partition(": ")[2].split()[0].replace(",", "")) for mark in panel.marks]
        said = {text.content for mark in panel.marks for text in mark.texts}
        assert said == {str(max(persons)), str(persons[-1])}, panel.title


def test_shares_name_the_largest_with_its_figure(client: Client) -> None:
    for name, said in (("shares-by-region", "63.0% in 2003"), ("persons-by-region", "523 in 2003")):
        drawing = chart_of(client, name).drawing
        assert drawing
        texts = [text.content for text in drawing.texts]
        assert texts[texts.index("Asia") + 1] == said
    drawing = chart_of(client, "shares-by-region", "q=europe").drawing
    assert drawing
    assert any(text.content.endswith("% in 2003") for text in drawing.texts)
