"""The countries as a matrix: every figure is that of its records, sorts, and leads to their list."""

from __future__ import annotations

import re

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils.html import strip_tags

from records.lists.measures import MEASURES
from records.models import Country, ExpertDispatch, Treaty
from tests.factories import make_treaty
from tests.pages import words

pytestmark = pytest.mark.django_db


def column(client: Client, address: str, name: str) -> list[tuple[str, int | None]]:
    """The countries in the order of the page, each with what is counted of it."""
    [table] = client.get(address).context["tables"]
    return [(country.slug, getattr(country, name)) for country in table.data]


def test_a_country_has_a_row_and_each_measure_a_column(client: Client) -> None:
    [table] = client.get("/countries/").context["tables"]
    labels = [heading.label for heading in table.headings()]
    assert labels == ["Country or territory", *(measure.label for measure in MEASURES), "All records"]
    rows = list(table.lines())
    assert len(rows) == Country.objects.count() == 72
    china = next(strip_tags(cells.replace("</td>", " ")) for name, cells in rows if "/countries/china/" in name)
    assert china.split() == ["66", "1", "1", "–", "–", "–", "–", "–", "708", "1", "14", "23"]


def test_what_is_counted_is_said_of_each_column(client: Client) -> None:
    text = words(client, "/countries/")
    assert "Persons sent there from FY 1978 to FY 2003, as Attached Table 1 (1) prints them." in text
    assert "Persons from there helped from 1999 to 2003" in text
    assert 'title="G8 meetings held there"' in client.get("/countries/").content.decode()


@pytest.mark.parametrize("name", [*(measure.name for measure in MEASURES), "record_count"])
def test_every_column_sorts_either_way_and_what_is_none_comes_last(client: Client, name: str) -> None:
    for sort in (f"-{name}", name):
        values = [value for _, value in column(client, f"/countries/?sort={sort}", name)]
        some = [value for value in values if value]
        assert some == sorted(some, reverse=sort.startswith("-"))
        assert values[: len(some)] == some, "nothing is less than none"


def test_a_first_click_on_a_number_sorts_by_the_most(client: Client) -> None:
    html = client.get("/countries/").content.decode()
    assert 'href="?sort=-experts#countries-rows"' in html
    assert 'href="?sort=name#countries-rows"' in html
    assert 'href="?sort=experts#countries-rows"' in client.get("/countries/?sort=-experts").content.decode()
    first = column(client, "/countries/?sort=-experts", "experts")[0]
    assert first == ("china", ExpertDispatch.objects.order_by("-total")[0].total)


def test_a_sort_by_no_column_is_said(client: Client) -> None:
    text = words(client, "/countries/?sort=wealth")
    assert "Countries cannot be sorted by that; columns are: name, experts, courses, " in text


def test_a_region_leaves_its_countries_and_an_unknown_one_none(client: Client) -> None:
    africa = column(client, "/countries/?region=africa&sort=name", "relief")
    assert africa == [("algeria", 1), ("egypt", 1), ("south-africa", 0)]
    page = client.get("/countries/?region=atlantis")
    assert (page.status_code, page.context["match_count"]) == (200, 0)
    assert "“atlantis” is none of: asia, europe" in words(client, "/countries/?region=atlantis")


def test_every_country_stands_in_the_region_that_the_report_prints_for_it() -> None:
    """Attached Table 5 (3) lists countries and territories of Asia."""
    of_asia = Country.objects.filter(assistancebycountry__isnull=False).distinct()
    assert {country.region for country in of_asia} == {Country.Region.ASIA}
    assert {country.region for country in Country.objects.all()} == set(Country.Region.values)


def test_a_figure_leads_to_the_records_that_it_counts(client: Client) -> None:
    html = client.get("/countries/").content.decode()
    for address, said in re.findall(r'<td><a href="([^"]+)">([\d,]+)</a></td>', html)[::9]:
        records = client.get(address.replace("&amp;", "&")).context
        if "/experts/" in address:
            found = next(table for table in records["tables"] if table._meta.model is ExpertDispatch).data.data
            assert found.aggregate(total=Sum("total"))["total"] == int(said)
        elif "/statistics/" not in address:
            assert records["match_count"] == int(said), address


def test_the_files_hold_the_columns_of_the_matrix(client: Client) -> None:
    countries = client.get("/api/v1/countries/?region=asia&sort=-visitors&page_size=3").json()["results"]
    assert [country["slug"] for country in countries] == ["china", "south-korea", "indonesia"]
    assert countries[0]["visitors"] == 708
    singapore = client.get("/api/v1/countries/singapore/").json()
    assert (singapore["experts"], singapore["treaties"], singapore["visitors"], singapore["relief"]) == (64, 1, None, 0)


def test_a_new_record_counts_at_once(client: Client) -> None:
    before = dict(column(client, "/countries/", "treaties"))["china"]
    treaty: Treaty = make_treaty()
    treaty.countries.add(Country.objects.get(slug="china"))
    assert dict(column(client, "/countries/", "treaties"))["china"] == (before or 0) + 1
