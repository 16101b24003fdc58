"""Countries compared: what an address asks for, what is shown of it, and what is said of what cannot be."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.corrections.editing import rename
from records.models import Country
from tests.metadata.reading import page_of
from tests.pages import words

pytestmark = pytest.mark.django_db

TWO = "/countries/compare/?country=china&country=indonesia"


def compared(client: Client, address: str) -> list[str]:
    return [country.slug for country in client.get(address).context["asked"].countries]


def ticked(client: Client, address: str) -> set[str]:
    """The countries that the form keeps."""
    html = client.get(address).content.decode()
    return set(re.findall(r'name="country" value="([^"]+)" checked', html))


def test_two_countries_stand_side_by_side(client: Client) -> None:
    text = words(client, TWO)
    assert "China and Indonesia compared" in text
    assert "China: 26 more" in text
    assert "Courses courses for it alone 1 1 the same" in text
    assert "Expert dispatches by country China Expert" in text


def test_each_number_leads_to_its_records(client: Client) -> None:
    html = unescape(client.get(TWO).content.decode())
    for address in (
        "/experts/?country=china",
        "/visits/?country=indonesia",
        "/timeline/?kind=events&country=china",
    ):
        assert f'href="{address}"' in html
    rows = {row.label: row for row in client.get(TWO).context["comparison"].counts()}
    assert [cell.said for cell in rows["Visitors helped"].cells] == ["708", "177"]
    assert "Treaties" not in rows, "none of either"


def test_a_figure_that_is_not_printed_is_no_zero(client: Client) -> None:
    rows = client.get("/countries/compare/?country=china&country=germany").context["comparison"].counts()
    by_label = {row.label: row for row in rows}
    assert (by_label["Visitors helped"].cells[1].said, by_label["Visitors helped"].difference) == ("", "")
    assert by_label["Memberships"].difference == "Germany: 1 more"


def test_several_that_lead_together_are_named_as_in_a_sentence(client: Client) -> None:
    asked = "china", "indonesia", "thailand", "united-states"
    page = client.get("/countries/compare/?" + "&".join(f"country={slug}" for slug in asked))
    rows = {row.label: row.difference for row in page.context["comparison"].counts()}
    assert rows["Projects"] == "China, Indonesia and Thailand: up to 1 more"
    assert rows["Courses"] == "China and Indonesia: up to 1 more"


def test_all_stand_on_one_axis_of_years(client: Client) -> None:
    [chart] = client.get(TWO).context["charts"]
    records = client.get(TWO).context["comparison"].records
    lanes = [lane for of_country in records.values() for lane in of_country.values()]
    dated = [one for lane in lanes for one in lane if getattr(one, "earliest", None)]
    assert len(chart.drawing.marks) == len(chart.narrow.marks) == len(chart.rows) == len(dated)
    assert {row[0] for row in chart.rows} == {"China", "Indonesia"}
    assert client.get(chart.svg_address).status_code == client.get(chart.png_address).status_code == 200
    saved = client.get(chart.csv_address).content.decode().splitlines()
    assert len(saved) == 1 + len(chart.rows)


@pytest.mark.parametrize(
    ("query", "shown", "kept", "said"),
    [
        ("", [], set(), "No country is chosen yet: choose two to four."),
        ("country=china", ["china"], {"china"}, "China is chosen: choose at least one country more."),
        ("country=china&country=china", ["china"], {"china"}, "China is chosen"),
        ("country=atlantis", [], set(), "The report names no country “atlantis”."),
        (
            "country=%00&country=fiji&country=palau",
            ["fiji", "palau"],
            {"fiji", "palau"},
            "The report names no country",
        ),
        (
            "country=thailand&country=china&country=japan&country=india&country=brazil&country=egypt",
            ["china", "india", "japan", "thailand"],
            {"thailand", "china", "japan", "india", "brazil", "egypt"},
            "these are the first four. Left out: Brazil, Egypt.",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_is_lost(
    client: Client, query: str, shown: list[str], kept: set[str], said: str
) -> None:
    address = f"/countries/compare/?{query}"
    assert client.get(address).status_code == 200
    assert compared(client, address) == shown
    assert ticked(client, address) == kept
    assert said in words(client, address)


def test_a_comparison_has_one_address_and_names_itself(client: Client) -> None:
    html = client.get("/countries/compare/?x=1&country=indonesia&country=china&country=china").content.decode()
    head = page_of(html)
    assert head.canonical == f"http://testserver{TWO}"
    assert "China and Indonesia compared" in head.meta["description"]
    assert "<title>China and Indonesia compared" in html
    assert client.get("/cards/countries-compared.png").status_code == 200


def test_it_is_cited_in_every_format(client: Client) -> None:
    rows = client.get("/api/v1/dossiers/?country=china&country=indonesia&page_size=1").json()["count"]
    assert f"“China and Indonesia compared, {rows} rows.”" in words(client, TWO)
    for form in ("bib", "ris", "json"):
        cited = client.get(f"/countries/compare.{form}?country=indonesia&country=china")
        assert "China and Indonesia compared" in cited.content.decode()
    assert client.get("/countries/compare.bib?country=china").status_code == 404


def test_its_files_hold_the_rows_of_both(client: Client) -> None:
    html = unescape(client.get(TWO).content.decode())
    assert 'href="/api/v1/dossiers/?country=china&country=indonesia&format=csv"' in html


def test_a_renamed_country_is_compared_under_its_name_of_today(client: Client) -> None:
    rename(Country.objects.get(slug="china"), "peoples-republic-of-china", reason="Why.")
    assert compared(client, TWO) == ["peoples-republic-of-china", "indonesia"]


def test_no_country_can_take_the_address(client: Client) -> None:
    with pytest.raises(ValidationError, match="the address at which countries are compared"):
        rename(Country.objects.get(slug="china"), "compare", reason="Why.")


def test_four_countries_cost_no_more_queries_than_two(client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    two = "/countries/compare/?country=china&country=united-states"
    # What is kept for a state of the data is kept from then on.
    client.get(two)
    assert queries(f"{two}&country=indonesia&country=thailand") == queries(two) <= 18
