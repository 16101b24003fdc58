"""Country dossiers and topic pages: a line of figures, the lists, the years, then every kind in the report's order."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from records.charts import world_map
from records.kinds import RECORD_KINDS
from records.lists.measures import MEASURES, figures_of
from records.models import AssistanceByCountry, Country, ExpertDispatch, Topic
from tests.factories import make_country, make_topic
from tests.pages import context_of, words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def dossiers(made_for_all: Callable[..., Any]) -> dict[Country | Topic, dict[str, Any]]:
    """What the template of every dossier is given, read once for those who look at all of them."""
    things = made_for_all(lambda: [*Country.objects.all(), *Topic.objects.all()])
    return {thing: made_for_all(context_of, thing.get_absolute_url()) for thing in things}


def test_a_dossier_begins_with_its_figures(client: Client) -> None:
    text = words(client, "/countries/thailand/")
    assert "In the report: 54 experts , 1 project , 1 membership , 167 visitors helped , " in text
    assert "Printed as Thailand, Thai" in text


def test_the_figures_are_those_of_the_map_and_of_the_tables() -> None:
    for place in world_map.places():
        said = [figure.said for figure in figures_of(place.country)]
        assert said == [
            measure.said(place.figures[measure.name]) for measure in MEASURES if measure.name in place.figures
        ]
    china = [figure.said for figure in figures_of(Country.objects.get(slug="china"))]
    experts = ExpertDispatch.objects.get(country__slug="china").total
    visitors = AssistanceByCountry.objects.filter(country__slug="china").aggregate(n=Sum("persons"))["n"]
    assert china[0] == f"{experts} experts"
    assert f"{visitors} visitors helped" in china


@thorough
def test_every_figure_leads_to_its_table_on_the_page(client: Client) -> None:
    for country in Country.objects.all():
        html = client.get(country.get_absolute_url()).content.decode()
        for anchor in re.findall(r'<p class="intro">.*?</p>', html)[:1]:
            for target in re.findall(r'href="#([^"]+)"', anchor):
                assert html.count(f'id="{target}"') == 1, (country, target)


@pytest.mark.parametrize(("parameter", "referred"), [("country", Country), ("topic", Topic)])
def test_every_list_is_named_with_what_it_holds(
    dossiers: dict[Any, dict[str, Any]], parameter: str, referred: type[Country | Topic]
) -> None:
    for thing in referred.objects.all():
        lists = dossiers[thing]["lists"]
        assert [found.title for found in lists] == [
            "Experts", "Courses", "Projects", "Missions", "Memberships", "Meetings", "Treaties", "Statistics", "Visits",
        ]  # fmt: skip
        for found in lists:
            assert found.address.endswith(f"/?{parameter}={thing.slug}")


def test_a_list_holds_as_many_as_the_dossier_says(client: Client) -> None:
    for address in ("/countries/china/", "/countries/japan/", "/countries/south-korea/", "/topics/drugs/"):
        for found in client.get(address).context["lists"]:
            # The pivots of a statistic are counted by their records.
            assert client.get(found.address).context["match_count"] == found.count, found


def test_what_no_list_holds_is_said_and_leads_nowhere(client: Client) -> None:
    html = client.get("/countries/china/").content.decode()
    assert re.search(r"<span>Treaties <span class=\"count\">0</span></span>", html)
    assert 'href="/treaties/?country=china"' not in html


def test_a_dossier_leads_to_its_timeline_and_its_search(client: Client) -> None:
    html = client.get("/countries/china/").content.decode()
    assert 'href="/timeline/?country=china"' in html
    assert 'href="/search/?country=china"' in html
    assert 'href="/timeline/?kind=events&amp;country=china"' in html
    assert context_of("/search/?country=china")["match_count"] > 0


@thorough
def test_the_kinds_stand_in_the_report_s_order(dossiers: dict[Any, dict[str, Any]]) -> None:
    order = [kind._meta.model for kind in RECORD_KINDS]
    for context in dossiers.values():
        found = [table._meta.model for table in context["tables"]]
        assert found == sorted(found, key=order.index)


def test_its_small_timeline_holds_its_dated_records_and_saves_them(client: Client) -> None:
    chart = client.get("/countries/china/").context["charts"][0]
    assert len(chart.drawing.marks) == 22
    assert all(mark.texts for mark in chart.drawing.marks), "Few enough to bear their names."
    saved = client.get(chart.csv_address).content.decode().splitlines()
    assert len(saved) == 1 + 22
    assert "Filtered by Country: China." in unescape(client.get(chart.svg_address).content.decode())


@thorough
def test_a_country_without_dated_records_has_no_picture(dossiers: dict[Any, dict[str, Any]]) -> None:
    undated = [country for country in Country.objects.all() if not dossiers[country]["charts"]]
    for country in undated:
        assert context_of(f"/timeline/?country={country.slug}")["charts"] == []


def test_a_country_or_topic_of_nothing_says_so(client: Client) -> None:
    country, topic = make_country(), make_topic()
    assert "no table or dated fact concerns it" in words(client, country.get_absolute_url())
    assert "No record carries this topic." in words(client, topic.get_absolute_url())


def test_a_topic_is_said_to_be_the_portal_s_own(client: Client) -> None:
    assert "Topic, one of the portal’s own tags" in words(client, "/topics/drugs/")
    assert "the portal’s own" in words(client, "/topics/")
