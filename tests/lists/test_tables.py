"""The tables of the lists: how they sort, how they page, what stands beneath them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import strip_tags

from records.lists.columns import choice_in_words, no_entry
from records.lists.record_table import RecordTable
from records.models import TrainingCourse, Treaty
from tests.factories import make_many, make_treaty
from tests.pages import words

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str, number: int = 0) -> list[str]:
    """The names in the rows of the page's table."""
    table = client.get(address, follow=True).context["tables"][number]
    return [strip_tags(next(cell.html for cell in row if cell.css == "name")) for row in table.body()]


def test_a_list_stands_in_the_order_of_the_report(client: Client) -> None:
    assert rows(client, "/treaties/") == list(Treaty.objects.order_by("position").values_list("name", flat=True))


def test_a_list_sorts_both_ways(client: Client) -> None:
    assert rows(client, "/experts/?sort=-total")[:3] == ["China", "Singapore", "Thailand"]
    assert rows(client, "/experts/?sort=total")[-1] == "China"
    assert rows(client, "/treaties/?sort=date")[0] == "Consular Convention between Japan and United States of America"
    assert rows(client, "/treaties/?sort=-date")[0].startswith("Optional Protocol to Convention on Rights of Child")
    assert rows(client, "/statistics/?country-sort=2003", 2) == rows(client, "/statistics/", 2)
    assert rows(client, "/statistics/?country-sort=y2003", 2)[0] == "Vietnam"


def test_what_has_no_end_is_sorted_after_what_has(client: Client) -> None:
    assert rows(client, "/courses/?sort=date&year_max=1966")[0].startswith("Seminar on Control of Drug Offenses")
    # A project without a date comes last both ways.
    undated = "Support for reform of Indonesian State Police"
    assert rows(client, "/projects/?sort=date")[-1] == rows(client, "/projects/?sort=-date")[-1] == undated


def test_a_heading_tells_how_it_is_sorted_and_its_link_leaves_the_page(client: Client) -> None:
    html = client.get("/treaties/?sort=date&year_min=1990&page=1").content.decode()
    assert 'aria-sort="ascending"><a class="sort" href="?sort=-date&amp;year_min=1990#treaties-rows"' in html
    assert 'href="?sort=name&amp;year_min=1990#treaties-rows"' in html
    assert 'id="treaties-rows"' in html


def test_where_it_has_no_headings_a_table_is_sorted_by_its_sorter(client: Client) -> None:
    sorter = client.get("/treaties/?sort=-date&year_min=1990&page=1").context["tables"][0].sorter
    assert (sorter.sorted, sorter.own_address) == ("Date, descending", "?year_min=1990#treaties-rows")
    assert [(head.short, head.ascending, head.descending, head.sorted) for head in sorter.heads][-1] == (
        "Date", "?sort=date&year_min=1990#treaties-rows", "?sort=-date&year_min=1990#treaties-rows", "descending"
    )  # fmt: skip
    # One row has no order, and a table of a country's page is sorted in its list.
    assert client.get("/treaties/?q=cybercrime").context["tables"][0].sorter is None
    assert client.get("/countries/china/").context["tables"][0].sorter is None


def table_of(client: Client, address: str) -> RecordTable:
    """The first table of the page, as its template reads it."""
    table: RecordTable = client.get(address).context["tables"][0]
    return table


def test_a_card_calls_its_cells_shortly_and_a_treatys_date_by_what_was_done(client: Client) -> None:
    labels = {cell.label for row in table_of(client, "/treaties/").body() for cell in row if cell.css == "date"}
    assert labels == {"Ratified", "Signed"}
    [first, *_] = table_of(client, "/missions/").body()
    assert [cell.label for cell in first] == ["Country/territory", "Date", "Type of disaster", "Personnel"]


def test_an_empty_cell_says_why(client: Client) -> None:
    countries = [row[-1].html for row in table_of(client, "/courses/").body()]
    empty = [html for html in countries if "–" in html]
    assert len(empty) == TrainingCourse.objects.filter(countries=None).count() > 0
    assert set(empty) == {no_entry("The report names no country.")}
    assert "" not in {cell.html for row in table_of(client, "/statistics/").body() for cell in row}


def test_a_column_that_says_nothing_of_any_row_is_left_out(client: Client) -> None:
    def headings(address: str) -> list[str]:
        return [head.label for head in table_of(client, address).head()]

    assert headings("/treaties/")[-1] == "Partner"
    multilateral = table_of(client, "/treaties/?kind=multilateral")
    assert "Partner" not in [head.label for head in multilateral.head()]
    assert {len(row) for row in multilateral.body()} == {len(list(multilateral.head()))} == {4}


def test_a_long_date_is_broken_between_its_ends(client: Client) -> None:
    dates = [row[1].html for row in client.get("/missions/?type=peacekeeping").context["tables"][0].body()]
    assert '<span class="date__parts"><span>July 4</span> <span>to September 9, 1999</span></span>' in dates
    assert {row[0].html for row in table_of(client, "/meetings/").body()} >= {"October 12–17, 1995"}


def test_pages_hold_each_record_once_in_any_order(client: Client) -> None:
    make_many(Treaty, 90)
    for sort in ("", "action", "-date"):
        found = [name for page in (1, 2, 3) for name in rows(client, f"/treaties/?sort={sort}&page={page}")]
        assert len(found) == len(set(found)) == 121


def test_a_page_past_the_end_shows_the_last_and_says_so(client: Client) -> None:
    make_treaty(name="The very last")
    make_many(Treaty, 30)
    response = client.get("/treaties/?page=99")
    assert response.context["tables"][0].page.number == 2
    assert "There is no such page; this is page 2 of 2." in response.content.decode()


def test_page_links_keep_filters_and_sorting(client: Client) -> None:
    make_many(Treaty, 60)
    assert (
        'rel="next" href="?q=treaty&amp;sort=-date&amp;page=2"'
        in client.get("/treaties/?q=treaty&sort=-date").content.decode()
    )


def test_the_printed_totals_stand_beneath_their_tables(client: Client) -> None:
    def totals(address: str, number: int) -> list[str]:
        return [cell.html for cell in client.get(address).context["tables"][number].totals()][1:]

    assert totals("/experts/", 0) == ["44", "372", "416"]
    assert totals("/experts/", 1) == ["44", "371", "415"]
    assert totals("/statistics/", 1) == ["831", "959", "716", "745", "596"]
    assert totals("/statistics/", 2) == ["523", "681", "469", "445", "321"]
    assert "Total as printed, of all rows" in words(client, "/experts/?country=china")


def test_a_narrowed_table_of_a_country_bears_no_total_of_all(client: Client) -> None:
    assert "Total as printed" not in words(client, "/countries/china/")
    assert "Total as printed" in words(client, "/sections/attached-table-1/")


def test_a_choice_is_said_as_django_says_it() -> None:
    for treaty in (*Treaty.objects.all(), Treaty(action="of no label")):
        assert choice_in_words(treaty, "action") == treaty.get_action_display()
        assert choice_in_words(treaty, "treaty_kind") == treaty.get_treaty_kind_display()
