"""A record as it stood: ``?as_of=2026-03-01`` on the page of every kind, and on the files of its citation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import Country, Section, Topic, Treaty
from tests.admin_pages import WHY, correct, treaty
from tests.citations.reading import read_bibtex, read_ris
from tests.corrections.days import BETWEEN, FIRST, LOADED, SECOND, at, load_on, on_day, saved_with
from tests.factories import make_topic
from tests.kinds import every
from tests.pages import context_of, words, words_of

pytestmark = pytest.mark.django_db

PAGE = "/treaties/convention-on-cybercrime/"

every_kind_with_a_page = every(kind for kind in ALL_KINDS if kind.url_name)
# What of each kind is said differently below; the others have a place, of which no name depends.
OWN_WORDS: dict[Any, str] = {Country: "name", Topic: "name", Section: "title"}


@pytest.fixture(scope="module", autouse=True)
def loaded(made_for_all: Callable[..., Any]) -> None:
    made_for_all(load_on)


def field_of(kind: Any) -> str:
    return OWN_WORDS.get(kind, "locator")


# Every kind


@every_kind_with_a_page
def test_every_kind_is_shown_as_it_stood_on_each_day(kind: Any, client: Client) -> None:
    record: Any = kind.objects.first()
    page, field = record.get_absolute_url(), field_of(kind)
    before = getattr(record, field)
    saved_with(record, FIRST, **{field: "Corrected once"})
    saved_with(record, SECOND, **{field: "Corrected twice"})

    for day, said, since in (
        (LOADED, before, "2 corrections came since"),
        (FIRST - datetime.timedelta(days=1), before, "2 corrections came since"),
        (FIRST, "Corrected once", "1 correction came since"),
        (BETWEEN, "Corrected once", "1 correction came since"),
    ):
        html = client.get(at(page, day)).content.decode()
        main = html[html.index("<h1>") : html.index('id="since"')]
        assert escape(said) in main
        assert not re.search("Corrected twice", main)
        text = words_of(html)
        assert f"As it stood on March {day.day}, 2026 . {since}" in text
        assert f"What was done since March {day.day}, 2026 Corrected on March 21, 2026 :" in text
        assert f"to Corrected twice Reason: {WHY}" in text
        assert f'<a href="{page}">As it stands today</a>' in html
    for day in (SECOND, datetime.date.max):
        text = words(client, at(page, day))
        assert "As it stood on March 21, 2026 , its newest state: no correction came since." in text
        assert "Corrected twice" in text


@every_kind_with_a_page
def test_every_kind_is_cited_in_the_state_that_the_page_shows(kind: Any, client: Client) -> None:
    record: Any = kind.objects.first()
    page, field = record.get_absolute_url(), field_of(kind)
    saved_with(record, FIRST, **{field: "Corrected"})
    file = page.removesuffix("/")

    for asked, state, key in (
        (f"?as_of={BETWEEN}", FIRST, f"npa-{record.url_name}-{record.slug}"),
        ("", FIRST, f"npa-{record.url_name}-{record.slug}"),
        (f"?as_of={LOADED}", LOADED, f"npa-{record.url_name}-{record.slug}--2026-03-01"),
    ):
        url = f"http://testserver{page}?as_of={state}"
        entry = read_bibtex(client.get(f"{file}.bib{asked}").content.decode())
        assert (entry["url"], entry["ID"]) == (url, key)
        assert read_ris(client.get(f"{file}.ris{asked}").content.decode())["urls"] == [url]
        [item] = client.get(f"{file}.json{asked}").json()
        assert (item["URL"], item["version"], item["id"]) == (url, f"{state}", key)
        shown = client.get(page + asked).content.decode()
        assert f'<meta name="citation_public_url" content="{url}">' in shown
        assert f"as of March {state.day}, 2026. {url}" in words_of(shown)
        for form in ("bib", "ris", "json"):
            assert shown.count(f'href="{file}.{form}{asked if state == LOADED else ""}"') == 2


@every_kind_with_a_page
def test_no_search_engine_keeps_a_state_of_the_past(kind: Any, client: Client) -> None:
    page = kind.objects.first().get_absolute_url()

    assert '<meta name="robots" content="noindex">' in client.get(at(page, LOADED)).content.decode()
    assert "noindex" not in client.get(page).content.decode()


# What it says


def test_lists_names_and_dates_are_those_of_that_day(editor_client: Client, client: Client) -> None:
    saved_with(Topic.objects.get(slug="high-tech-crime"), FIRST, name="Cybercrime")
    correct(editor_client, treaty(), date="2001-11", topics=[Topic.objects.get(slug="drugs").pk], reason=WHY)
    on_day(treaty(), SECOND)

    text = words(client, at(PAGE, LOADED))
    assert "Signed November 23, 2001" in text
    assert "26 Convention on Cybercrime Nov. 23, 2001 *" in text
    assert ">High-tech crime</a>" in client.get(at(PAGE, LOADED)).content.decode()
    assert ">Cybercrime</a>" in client.get(at(PAGE, BETWEEN)).content.decode()
    assert "Topics from Cybercrime to Drugs" in text
    assert "Signed November 2001" in words(client, at(PAGE, SECOND))
    assert ">Drugs</a>" in client.get(at(PAGE, SECOND)).content.decode()


def test_countries_are_those_of_that_day_under_their_names_of_then(client: Client) -> None:
    record = Treaty.objects.filter(countries__slug="south-korea").first()
    assert record is not None
    page = record.get_absolute_url()
    with_china = {*record.countries.all(), Country.objects.get(slug="china")}
    record.countries.set(with_china)
    on_day(record, FIRST)
    saved_with(Country.objects.get(slug="south-korea"), FIRST, name="Republic of Korea")
    saved_with(Treaty.objects.get(pk=record.pk), SECOND, short_name="Another")

    assert "Country South Korea" in words(client, at(page, LOADED))
    assert "Countries China , Republic of Korea" in words(client, at(page, BETWEEN))


@every(kind for kind in RECORD_KINDS if kind.country_lookup == "country")
def test_the_one_country_is_that_of_that_day(kind: Any, client: Client) -> None:
    record: Any = kind.objects.exclude(country=None).first()
    name = record.country.name
    saved_with(record.country, FIRST, name="Another country")
    saved_with(kind.objects.get(pk=record.pk), SECOND, locator="Elsewhere")

    page = record.get_absolute_url()
    assert f">{name}</a>" in client.get(at(page, LOADED)).content.decode()
    assert "Another country" not in client.get(at(page, LOADED)).content.decode()
    assert ">Another country</a>" in client.get(at(page, BETWEEN)).content.decode()


def test_a_section_stands_below_what_was_above_it_then(client: Client) -> None:
    section = Section.objects.get(slug="2-1-b")
    assert section.parent is not None
    saved_with(section.parent, FIRST, number="2 (one)")
    saved_with(Section.objects.get(pk=section.pk), SECOND, summary="Another summary.")

    assert "Section 2 (1) Section 2 (1) B" in words(client, at("/sections/2-1-b/", LOADED))
    assert "Section 2 (one) Section 2 (1) B" in words(client, at("/sections/2-1-b/", BETWEEN))
    assert section.summary[:40] in words(client, at("/sections/2-1-b/", BETWEEN))


def test_what_hangs_on_other_records_is_left_out_of_a_past_state(client: Client) -> None:
    for record in (
        treaty(),
        Country.objects.get(slug="china"),
        Topic.objects.get(slug="drugs"),
        Section.objects.all()[3],
    ):
        page = record.get_absolute_url()
        saved_with(record, FIRST, **{field_of(type(record)): "Corrected"})
        then, now = (context_of(at(page, day)) for day in (LOADED, FIRST))
        for name in ("checks", "before", "after", "tables", "charts", "children", "figures"):
            assert not then.get(name)
        assert any(now.get(name) for name in ("checks", "tables", "children"))
        assert "is left out" in words(client, at(page, LOADED))
        assert "such as checks and tables, is that of today." in words(client, at(page, FIRST))


def test_all_fields_of_one_correction_are_one(client: Client) -> None:
    saved_with(treaty(), FIRST, short_name="Budapest", date="2001-11", action="ratified")

    text = words(client, at(PAGE, LOADED))
    assert "1 correction came since" in text
    assert "Date from November 23, 2001 to November 2001" in text
    assert "Action from Signed to Ratified" in text


# From the list of corrections


def test_each_correction_leads_to_the_day_before_it(client: Client) -> None:
    saved_with(treaty(), FIRST, short_name="Once")
    saved_with(treaty(), SECOND, short_name="Twice")
    html = client.get(PAGE).content.decode()

    links = re.findall(r'<a href="([^"]*)" rel="nofollow">As it stood the day before</a>', html)
    assert links == [at(PAGE, day - datetime.timedelta(days=1)) for day in (SECOND, FIRST)]
    assert "Also called Once" in words(client, links[0])
    assert "Also called" not in words(client, links[1])


def test_of_the_first_day_there_is_only_its_end(client: Client) -> None:
    saved_with(treaty(), LOADED, short_name="Once")
    saved_with(treaty(), LOADED, short_name="Twice")
    on_day(treaty(), LOADED, hour=13)
    html = client.get(PAGE).content.decode()

    assert "As it stood the day before" not in html
    assert f'<a href="{at(PAGE, LOADED)}" rel="nofollow">As it stood at the end of that day</a>' in html
    assert "Also called Twice" in words(client, at(PAGE, LOADED))


# What it costs


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("page", "cost"), [(PAGE, 11), ("/countries/china/", 5), ("/topics/drugs/", 5), ("/sections/2-1-b/", 8)]
)
def test_a_past_state_costs_a_fixed_number_of_queries(client: Client, page: str, cost: int) -> None:
    kind: Any = {"t": Treaty, "c": Country, "s": Section}[page[1]] if page != "/topics/drugs/" else Topic
    record = kind.objects.get(slug=page.split("/")[2])
    saved_with(record, FIRST, **{field_of(kind): "Once"})
    # The counts of the navigation and the terms of the glossary are read once for each state of the records.
    client.get("/treaties/")
    assert queries(client, at(page, LOADED)) == cost

    for number in range(9):
        saved_with(kind.objects.get(pk=record.pk), SECOND, **{field_of(kind): f"Again {number}"})
    if kind is Treaty:
        treaty().topics.add(*(make_topic() for _ in range(9)))
        on_day(treaty(), SECOND)
        saved_with(treaty(), SECOND + datetime.timedelta(days=1), short_name="Last")
    client.get("/treaties/")
    if kind is Treaty:
        assert queries(client, at(page, SECOND)) == cost
    assert queries(client, at(page, LOADED)) == cost


def test_it_is_only_read_and_sets_no_cookie(client: Client) -> None:
    for address in (at(PAGE, LOADED), f"{PAGE}?as_of=never"):
        response = client.get(address)
        assert not response.cookies
        assert client.head(address).status_code == response.status_code
        assert client.post(address).status_code == 405
