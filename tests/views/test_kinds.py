"""The pages of the kinds: each record has its page, with its place in the report."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from records.kinds import RECORD_KINDS
from records.models import AssistanceByRegion, Country, Section, Term, Topic, TrainingCourse
from tests.pages import context_of, words
from tests.sampling import some_or_all

pytestmark = pytest.mark.django_db

every_shown_kind = pytest.mark.parametrize("kind", [*RECORD_KINDS, Term], ids=lambda kind: kind.__name__)


@some_or_all
@every_shown_kind
def test_every_record_has_a_page_with_its_place_and_its_row_as_printed(client: Client, kind: Any, part: slice) -> None:
    for record in kind.objects.select_related("section")[part]:
        text = words(client, record.get_absolute_url())
        assert str(record) in text
        assert f"In the report {record.locator}" in text
        assert record.section.title in text
        for header, cell in record.as_printed:
            assert re.sub(r"\s+", " ", header) in text
            # Line breaks inside a cell become <br>.
            assert all(re.sub(r"\s+", " ", line) in text for line in cell.splitlines())


@some_or_all
@pytest.mark.parametrize("kind", [Section, Country, Topic], ids=lambda kind: kind.__name__)
def test_every_section_country_and_topic_has_a_page(client: Client, kind: Any, part: slice) -> None:
    for record in kind.objects.all()[part]:
        response = client.get(record.get_absolute_url())
        assert response.status_code == 200
        assert getattr(record, "title", getattr(record, "name", "")) in unescape(response.content.decode())


def test_a_treaty_says_what_its_date_is_and_keeps_the_printed_row(client: Client) -> None:
    text = words(client, "/treaties/convention-on-cybercrime/")
    assert "Signed November 23, 2001" in text
    assert "In the report Attached Table 4, row 26" in text
    assert "section 4 on page 10 refers to it" in text
    assert "26 Convention on Cybercrime Nov. 23, 2001 *" in text


def test_a_record_leads_to_its_neighbours_in_the_report() -> None:
    context = context_of("/treaties/convention-on-cybercrime/")
    assert context["before"].slug == "united-nations-convention-against-transnational-organized-crime"
    assert context["after"].position == 27


def test_breadcrumbs_lead_from_home_down_to_the_page(client: Client) -> None:
    assert "Home Treaties Convention on Cybercrime" in words(client, "/treaties/convention-on-cybercrime/")
    assert "Home Sections Section 2 Section 2 (1) Section 2 (1) B" in words(client, "/sections/2-1-b/")


@some_or_all
def test_a_country_page_shows_everything_that_concerns_it(client: Client, part: slice) -> None:
    for country in Country.objects.all()[part]:
        shown = {table.caption: table.match_count for table in client.get(country.get_absolute_url()).context["tables"]}
        concerned = {
            str(kind._meta.verbose_name_plural): kind.objects.concerning([country]).count()
            for kind in RECORD_KINDS
            if kind.objects.concerning([country]).exists()
        }
        assert {caption.lower() for caption in shown} == {name.lower() for name in concerned}
        assert sum(shown.values()) == sum(concerned.values())


def test_the_country_list_counts_the_records_of_all_kinds(client: Client) -> None:
    countries = {country.slug: country for country in client.get("/countries/").context["tables"][0].data}
    for slug in ("thailand", "china", "north-korea", "japan"):
        country = Country.objects.get(slug=slug)
        assert countries[slug].record_count == sum(kind.objects.concerning([country]).count() for kind in RECORD_KINDS)


def test_the_topic_pages_say_that_topics_are_the_portals_own(client: Client) -> None:
    assert "They are the portal’s own tags; the report has none." in words(client, "/topics/")
    assert "one of the portal’s own tags" in words(client, "/topics/firearms/")


def test_the_statistics_stand_as_the_report_prints_them(client: Client) -> None:
    years, regions, countries = client.get("/statistics/").context["tables"]
    asia = next(iter(regions.body()))
    assert [strip_tags(cell.html) for cell in asia] == [
        "Asia", "523 63.0%", "681 71.0%", "469 65.5%", "445 59.7%", "321 53.9%",
    ]  # fmt: skip
    assert [strip_tags(cell.html) for cell in next(iter(years.body()))] == ["2003", "109", "−41", "831", "−128", "103"]
    assert [strip_tags(cell.html) for cell in next(iter(countries.body()))] == [
        "South Korea", "152", "154", "142", "86", "29",
    ]  # fmt: skip
    assert f'href="{AssistanceByRegion.objects.get(slug="asia-2003").get_absolute_url()}"' in asia[1].html


@pytest.mark.parametrize("address", ["/experts/", "/experts/china/", "/experts/traffic/"])
def test_the_notes_below_the_table_of_experts_stand_with_its_figures(client: Client, address: str) -> None:
    text = words(client, address)
    assert "one year or more" in text
    assert "cumulative totals, calculated by hand from the data of the International Affairs Division" in text


def test_an_event_that_the_report_does_not_date_shows_no_date(client: Client) -> None:
    html = client.get("/timeline/joint-drills-for-disaster-relief/").content.decode()
    assert "joint drills" in html
    assert "<dt>Date</dt>" not in html


def test_a_course_that_goes_on_is_said_to(client: Client) -> None:
    course = TrainingCourse.objects.filter(latest=None).first()
    assert course is not None
    assert "still ongoing in the report" in words(client, course.get_absolute_url())
