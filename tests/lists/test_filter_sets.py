"""The filters of the lists: what each leaves, and what it says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from records.models import Event, Treaty
from tests.factories import make_country
from tests.kinds import every_record_kind
from tests.pages import LISTS, every_list, words

pytestmark = pytest.mark.django_db


def matches(client: Client, address: str) -> tuple[int, int]:
    """How many records the page says to match, out of how many."""
    response = client.get(address)
    assert response.status_code == 200
    return response.context["match_count"], response.context["total_count"]


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/treaties/?year=2002", 6),
        ("/treaties/?year_min=1998&year_max=1999", 5),
        ("/treaties/?year_min=2003", 3),
        ("/treaties/?year_max=1964", 2),
        ("/treaties/?kind=bilateral", 7),
        ("/treaties/?kind=multilateral", 24),
        ("/treaties/?action=signed", 7),
        ("/treaties/?action=ratified", 24),
        ("/treaties/?action=signed&year=2002", 3),
        ("/treaties/?country=united-states", 3),
        ("/treaties/?country=united-states&country=south-korea", 4),
        ("/treaties/?country=thailand", 0),
        ("/treaties/?topic=terrorism&year=1998", 4),
        ("/treaties/?section=4", 31),
        ("/treaties/?section=3", 0),
        ("/treaties/?q=extradition", 2),
        ("/treaties/?q=EXTRADITION+korea", 1),
        ("/treaties/?q=tokyo", 1),
        ("/courses/?category=group", 11),
        ("/courses/?category=npa-oda", 16),
        ("/courses/?category=country-specific", 9),
        ("/courses/?category=group&ongoing=true", 7),
        ("/courses/?ongoing=false&year=1999", 10),
        ("/courses/?year_max=1966", 2),
        ("/courses/?country=china", 1),
        ("/experts/", 33),
        ("/experts/?by=country", 27),
        ("/experts/?by=field", 6),
        ("/experts/?country=thailand", 1),
        ("/experts/?q=thai", 1),
        ("/projects/?country=pakistan", 1),
        ("/projects/?year=1990", 3),
        ("/missions/?type=relief", 7),
        ("/missions/?type=peacekeeping", 2),
        ("/missions/?year=1999", 3),
        ("/missions/?country=cambodia", 1),
        ("/meetings/?forum=rome-lyon", 24),
        ("/meetings/?forum=justice-interior", 6),
        ("/meetings/?year=2002&forum=rome-lyon", 3),
        ("/meetings/?country=japan", 3),
        ("/memberships/?body=fatf", 33),
        ("/memberships/?body=apg", 28),
        ("/memberships/?country=japan", 2),
        ("/memberships/?q=gulf", 1),
        ("/statistics/", 90),
        ("/statistics/?year=2003", 18),
        ("/statistics/?year_min=2002&year_max=2003", 36),
        ("/statistics/?country=south-korea", 5),
        ("/visits/?year=2003", 3),
        ("/visits/?country=indonesia", 4),
        ("/timeline/", 388),
        ("/timeline/?kind=events", 111),
        ("/timeline/?kind=events&country=singapore", 5),
        ("/timeline/?country=singapore", 9),
        ("/timeline/?section=6", 18),
        ("/timeline/?kind=treaties&year=2002", 6),
        ("/timeline/?year_max=1965", 15),
        ("/timeline/?year=1975", 12),
        ("/countries/?q=vietnam", 1),
        ("/topics/?q=firearms", 1),
        ("/sections/?q=FATF", 1),
    ],
)
def test_a_filter_leaves_the_records_that_the_report_holds(client: Client, address: str, count: int) -> None:
    assert matches(client, address)[0] == count


@every_list
def test_a_list_says_how_many_match_out_of_how_many(client: Client, address: str) -> None:
    kinds = [kind.objects.dated() if address == "/timeline/" else kind.objects for kind in LISTS[address]]
    total = sum(records.count() for records in kinds)
    assert matches(client, address) == (total, total)
    noun = {"/glossary/": "term", "/sections/": "section"}.get(address, "record")
    assert f"{total} of {total} {noun}" in words(client, address)
    assert matches(client, f"{address}?q=nothingthatisprinted") == (0, total)
    assert "Nothing in the report matches." in words(client, f"{address}?q=nothingthatisprinted")


def test_the_treaty_list_says_whether_its_date_is_of_a_ratification_or_a_signing(client: Client) -> None:
    text = words(client, "/treaties/?year=2002")
    assert "Ratified June 11, 2002" in text
    assert "Signed December 9, 2002" in text
    assert "A year is that of the date in the table, of ratification or of signing." in text


def test_each_active_filter_is_shown_with_a_link_that_takes_only_it_away(client: Client) -> None:
    chips = client.get("/treaties/?year=2002&action=signed&sort=-date&page=1").context["filterset"].chips
    assert [(chip.label, chip.value, chip.address) for chip in chips] == [
        ("Action", "Signed", "?year=2002&sort=-date"),
        ("Year", "2002", "?action=signed&sort=-date"),
    ]


def test_one_of_several_countries_is_taken_away_alone(client: Client) -> None:
    chips = client.get("/treaties/?country=russia&country=singapore").context["filterset"].chips
    assert [(chip.value, chip.address) for chip in chips] == [
        ("Russia", "?country=singapore"),
        ("Singapore", "?country=russia"),
    ]


def test_clearing_the_filters_keeps_the_sorting(client: Client) -> None:
    filterset = client.get("/treaties/?year=2002&q=protocol&sort=-date&other=1").context["filterset"]
    assert filterset.address_without_filters == "?sort=-date&other=1"


def test_a_filter_form_keeps_the_sorting_of_every_table(client: Client) -> None:
    html = client.get("/experts/?sort=total&field-sort=-total").content.decode()
    assert '<input type="hidden" name="sort" value="total">' in html
    assert '<input type="hidden" name="field-sort" value="-total">' in html


def test_only_countries_that_the_list_concerns_are_offered_and_others_are_accepted(client: Client) -> None:
    make_country(name="Nowhere", slug="nowhere")
    filterset = client.get("/treaties/?country=nowhere").context["filterset"]
    offered = [name for _, name in filterset.form.fields["country"].choices]
    assert offered == ["Russia", "Singapore", "South Korea", "United Kingdom", "United States"]
    assert not filterset.form.errors


def test_a_section_finds_what_stands_below_it_and_in_the_tables_it_refers_to(client: Client) -> None:
    assert matches(client, "/experts/?section=2-1-b")[0] == 33
    assert matches(client, "/experts/?section=attached-table-1")[0] == 33
    assert matches(client, "/experts/?section=2")[0] == 33
    assert matches(client, "/timeline/?section=5-2")[0] == Event.objects.filter(section__slug="5-2").count()


def test_a_record_of_several_chosen_countries_is_counted_once(client: Client) -> None:
    assert matches(client, "/projects/?country=thailand&country=laos&country=vietnam")[0] == 1


def test_a_year_matches_all_that_goes_on_in_it(client: Client) -> None:
    everlasting = Treaty.objects.get(slug="convention-on-cybercrime")
    everlasting.date = "1970/.."
    everlasting.save()
    assert matches(client, "/treaties/?year=1999")[0] == 1


@every_record_kind
def test_every_kind_is_found_by_a_word_of_its_own(client: Client, kind: Any) -> None:
    record = kind.objects.first()
    word = str(getattr(record, record.text_fields[0].split("__")[0]))
    address = record.get_absolute_url().replace(f"{record.slug}/", "")
    assert matches(client, f"{address}?q={word}")[0] >= 1
