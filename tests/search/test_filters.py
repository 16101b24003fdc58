"""Hits narrowed by kind, country, topic, section and years."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import SearchDocument
from tests.pages import context_of, words
from tests.sampling import some_or_all
from tests.search.asking import shown_titles
from tests.search.queries import PARTS

pytestmark = pytest.mark.django_db


VALUES = ["\0", "treaties", "china", "2003", "9" * 5000, *PARTS[:40]]


@some_or_all
@pytest.mark.parametrize("name", ["kind", "section", "country", "topic", "year_min", "year_max", "page"])
def test_no_filter_is_a_fault(client: Client, name: str, part: slice) -> None:
    for value in VALUES[part]:
        assert client.get("/search/", {"q": "drug", name: value}, follow=True).status_code == 200, value
        assert client.get("/search/", {name: value}, follow=True).status_code == 200, value


def test_a_filter_that_does_not_fit_is_said_and_finds_nothing(client: Client) -> None:
    for address, reason in {
        "/search/?q=drug&kind=trains": "“trains” is none of: countries, topics, sections,",
        "/search/?q=drug&country=atlantis": "The report has no country “atlantis”.",
        "/search/?q=drug&year_min=soon": "A year is a whole number from 1 to 9999.",
        "/search/?q=drug&year_min=2003&year_max=1998": "The last year, 1998, comes before the first, 2003.",
    }.items():
        assert reason in words(client, address)
        assert context_of(address)["match_count"] == 0


def test_a_section_takes_in_what_stands_below_it_and_its_tables() -> None:
    found = context_of("/search/?q=thailand&section=2")["match_count"]
    below = sum(context_of(f"/search/?q=thailand&section={slug}")["match_count"] for slug in ("2-1", "2-2", "2-3"))
    assert found == below > 1
    assert "Experts dispatched to Thailand" in shown_titles("/search/?q=thailand&section=2-1-b")


def test_years_find_what_their_date_touches() -> None:
    assert "Seminar on Criminal Identification" in shown_titles("/search/?q=identification&year_min=2003")
    assert "Criminal identification" in shown_titles("/search/?q=identification")
    # A topic has no date.
    assert "Criminal identification" not in shown_titles("/search/?q=identification&year_min=2003")
    assert context_of("/search/?q=identification&year_max=1950")["match_count"] == 0


def test_filters_alone_list_what_they_leave() -> None:
    found = context_of("/search/?country=chile")
    assert found["match_count"] == SearchDocument.objects.filter(marks__contains="country:chile").count() > 1
