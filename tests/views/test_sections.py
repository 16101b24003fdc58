"""The report's outline, and a section's page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.html import strip_tags

from records.kinds import RECORD_KINDS
from records.lists.parts import IN_SIGHT
from records.models import Event, Section
from records.outline import Outline
from tests.factories import make_many
from tests.metadata.reading import page_of
from tests.pages import words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db


def test_sections_stand_as_a_tree_with_the_pages_of_the_contents_page(client: Client) -> None:
    html = client.get("/sections/").content.decode()
    listed = re.findall(r'class="outline__entry">\s*<a href="/sections/([^/]+)/"', html)
    assert listed == list(Section.objects.order_by("position").values_list("slug", flat=True))
    assert "page </span>18</span>" in html


def text_of(response: Any) -> str:
    """What stands on the page, its explained terms as they are printed."""
    return unescape(strip_tags(response.content.decode()))


def test_a_section_shows_its_summary_its_records_and_its_neighbours(client: Client) -> None:
    response = client.get("/sections/2-1-b/")
    kinds = [table.caption for table in response.context["tables"]]
    assert kinds == ["Expert dispatches by country", "Expert dispatches by field", "Events"]
    assert response.context["section"].summary in text_of(response)
    assert (response.context["before"].slug, response.context["after"].slug) == ("2-1-a", "2-1-c")


@thorough
def test_previous_and_next_lead_through_the_whole_report(client: Client) -> None:
    section, way = client.get("/sections/1/").context, []
    while section["after"]:
        way.append(section["section"].slug)
        section = client.get(section["after"].get_absolute_url()).context
    assert way == list(Section.objects.order_by("position").values_list("slug", flat=True))[:-1]


PARTED = ("1", "2", "2-1", "3", "4", "5", "6", "6-1")


@pytest.mark.parametrize("slug", PARTED)
def test_a_section_shows_all_that_stands_beneath_it_part_by_part(client: Client, slug: str) -> None:
    outline = Outline()
    beneath = outline.subtree(outline.by_slug[slug])
    page = client.get(f"/sections/{slug}/")
    parts = page.context["parts"]
    slugs = [part.section.slug for part in parts]
    assert slugs == [one.slug for one in outline.sections if one.slug in slugs], "in the report's order"
    assert sum(part.count for part in parts) == sum(kind.objects.in_sections(beneath).count() for kind in RECORD_KINDS)
    for part in parts:
        here = [part.section, *outline.tables_of(part.section)]
        assert part.count == sum(kind.objects.in_sections(here).count() for kind in RECORD_KINDS)
        assert f"{part.heading} {part.count} record" in words(client, f"/sections/{slug}/")


def test_a_table_of_a_part_is_folded_beyond_ten_rows(client: Client) -> None:
    parts = {part.section.slug: part for part in client.get("/sections/2/").context["parts"]}
    folded = [(one.table.lists, one.folded) for one in parts["2-1-b"].folded_tables]
    assert folded == [("Expert dispatches by country", 27), ("Expert dispatches by field", 0), ("Events", 0)]
    html = client.get("/sections/2/").content.decode()
    assert html.count('class="folds"') == html.count('<details class="folds__all">') == 3
    assert "<summary>All 36 rows</summary>" in html
    courses = html[html.index('id="2-1-c-training-courses-rows"') :].partition("</table>")[0]
    assert courses.count("<tr>") == 1 + 36, "all are there, also without a style or a script"
    style = Path(finders.find("css/parts.css") or "").read_text()
    assert f"nth-child(n + {IN_SIGHT + 1})" in style


def test_a_section_without_parts_folds_nothing(client: Client) -> None:
    html = client.get("/sections/2-1-b/").content.decode()
    assert 'class="folds"' not in html
    assert "Print the whole section" in html


def test_the_printed_totals_stand_beneath_the_whole_tables_of_parts(client: Client) -> None:
    assert words(client, "/sections/2/").count("Total as printed, of all rows") == 2
    assert words(client, "/sections/5/").count("Total as printed, of all rows") == 2


def test_the_files_of_a_section_hold_all_beneath(client: Client) -> None:
    for listing in client.get("/sections/2/").context["tables"]:
        address = listing.files[2].address.replace("format=json", "page_size=1")
        assert client.get(address).json()["count"] == listing.match_count
    captions = [listing.caption for listing in client.get("/sections/4/").context["tables"]]
    assert captions == ["Treaties", "Events"]


@pytest.mark.parametrize(
    ("slug", "pictures"),
    [
        ("2", ["experts-by-country", "experts-by-field", "courses-over-time", "missions-over-time"]),
        ("3-3", ["meetings-by-year"]),
        ("4", ["treaties-over-time"]),
        ("6", []),
    ],
)
def test_the_whole_section_for_paper_has_summaries_rows_pictures_and_citation(
    client: Client, slug: str, pictures: list[str]
) -> None:
    page = client.get(f"/sections/{slug}/?print")
    html = page.content.decode()
    assert [chart.type.name for chart in page.context["charts"]] == pictures
    outline = Outline()
    for one in outline.subtree(outline.by_slug[slug]):
        assert one.summary in text_of(page) or one.is_attached_table
    assert 'class="folds"' not in html
    assert "How to cite it" in html
    assert page_of(html).canonical == f"http://testserver/sections/{slug}/"
    for chart in page.context["charts"]:
        assert client.get(chart.csv_address).status_code == 200


def test_what_no_page_of_a_list_holds_stands_whole_on_paper(client: Client) -> None:
    section = Section.objects.get(slug="2-2")
    make_many(Event, 60, section=section)
    shown, printed = (client.get(f"/sections/2/{query}").content.decode() for query in ("", "?print"))
    tables = (page[page.index('id="2-2-events-rows"') :].partition("</table>")[0] for page in (shown, printed))
    assert [table.count("<tr>") for table in tables] == [1 + 50, 1 + 64]
    assert 'href="/timeline/?kind=events&amp;section=2-2">All 64 in the list' in shown
